"""A made-up clinic with known drifts: to learn with, to test with, never to be taken for a real one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tenthhour.data.generate.clinic import Clinic, make
from tenthhour.data.generate.files import refuse_unless_empty, write
from tenthhour.data.generate.plan import Plan

__all__ = ["Clinic", "Plan", "generate", "make", "refuse_unless_empty"]


def generate(plan: Plan, out: Path, tick: Callable[[int], object] = lambda _: None) -> Clinic:
    """Make a clinic and write it to a new or empty folder; `tick` is told of clinicians done.

    Raises:
        UsageError: The plan cannot be met, or the folder is not empty.

    """
    refuse_unless_empty(out)
    clinic = make(plan)
    write(clinic, out, tick)
    return clinic
