"""The linter of scenarios: each fault a sentence with its place and what to do.

`faults` reads the file; `walked_faults` also leads hundreds of talks through it.
"""

from __future__ import annotations

from tenthhour.core.errors import Problem
from tenthhour.core.rehearsal.linter.links import link_faults
from tenthhour.core.rehearsal.linter.walks import walked_faults
from tenthhour.core.rehearsal.linter.words import word_faults
from tenthhour.core.rehearsal.scenario import Scenario

__all__ = ["faults", "walked_faults"]


def faults(scenario: Scenario) -> list[Problem]:
    """What can be seen without leading a talk (rules S02, S06, S08-S14, S16, S17).

    Walking a scenario whose ids do not fit together would only fail, so
    unknown references come first and alone.
    """
    broken = list(link_faults(scenario))
    return broken or list(word_faults(scenario))
