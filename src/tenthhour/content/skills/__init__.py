"""The skills a leader can practise, one file each, in the order of their names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from tenthhour.content.loader import read
from tenthhour.core.errors import DataProblem, Problem
from tenthhour.core.rehearsal.skill import Skill


@lru_cache(maxsize=1)
def skills() -> tuple[Skill, ...]:
    """Every skill, the first to practise first.

    Raises:
        DataProblem: A file is not a skill; all problems of all files at once.

    """
    found: list[Skill] = []
    wrong: list[Problem] = []
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        skill, problems = read(path, f"skills/{path.name}", Skill)
        wrong += problems
        found += [skill] if skill else []
    if wrong:
        raise DataProblem(wrong)
    return tuple(found)
