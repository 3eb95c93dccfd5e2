"""A whole made-up clinic in memory, the same for the same plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tenthhour.data.generate.answers import Answers, answers
from tenthhour.data.generate.counts import Counts, counts
from tenthhour.data.generate.panel import Panel, panel
from tenthhour.data.generate.plan import Plan
from tenthhour.data.generate.truth import Planted, plant


@dataclass(frozen=True)
class Clinic:
    """People, what was planted, what was counted, and what patients answered."""

    plan: Plan
    panel: Panel
    planted: tuple[Planted, ...]
    counts: Counts
    answers: Answers


def make(plan: Plan) -> Clinic:
    """Make the clinic of a plan.

    People, months, and answers draw from separate streams of the seed, so that
    asking for encounters as well changes no number.
    """
    people, months, said = (np.random.default_rng([plan.seed, stream]) for stream in range(3))
    who = panel(plan, people)
    busy = who.changed.copy()
    if plan.steady is not None:
        busy[0] = True
    planted = [*plant(plan, busy, people), *who.planted]
    counted = counts(plan, who, planted, months)
    return Clinic(plan, who, tuple(planted), counted, answers(who, planted, counted.missing, said))
