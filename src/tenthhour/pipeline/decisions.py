"""Decisions: what people have decided about the data; the engine never decides these itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tenthhour.core.month import Month


@dataclass(frozen=True)
class Rebase:
    """A confirmed new level: from this month on a new baseline; without clinician for everybody."""

    measure_id: str
    from_month: Month
    reason: str
    clinician_id: str | None = None


@dataclass(frozen=True)
class Crisis:
    """Months declared exceptional: shown, not judged, in nobody's baseline."""

    first: Month
    last: Month
    reason: str


@dataclass(frozen=True)
class Answer:
    """A data question answered "the numbers are right"; without clinician, about the whole measure."""

    measure_id: str
    month: Month
    clinician_id: str | None = None


@dataclass(frozen=True)
class Decisions:
    """All of them, in any order.

    `complete_on` is the day up to which the data are complete; months that end
    less than the measure's `lag_days` before it are left out.
    """

    rebases: tuple[Rebase, ...] = ()
    crises: tuple[Crisis, ...] = ()
    answers: tuple[Answer, ...] = ()
    complete_on: date | None = None
