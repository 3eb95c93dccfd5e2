"""Decisions: what people have decided about the data; the engine never decides these itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """A data question answered "the numbers are right"; without clinician, about the whole measure.

    It holds for as long as the same doubt lasts without a break: twice the
    patients since March need one answer, not one each month.
    """

    measure_id: str
    month: Month
    clinician_id: str | None = None


@dataclass(frozen=True)
class Redefinition:
    """From this month on the measure counts something else than before; a new series begins for everybody."""

    measure_id: str
    from_month: Month
    reason: str


@dataclass(frozen=True)
class Away:
    """Dates a clinician is left out; without a last day, until further notice. Why is never asked."""

    clinician_id: str
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Hours:
    """From this month on a clinician works another share of a full clinical post than before."""

    clinician_id: str
    month: Month
    before: float
    after: float

    @property
    def is_large(self) -> bool:
        """By a quarter and more: a number that depends on hours is another one from here on."""
        return abs(self.after / self.before - 1) >= LARGE


LARGE = 0.25


@dataclass(frozen=True)
class Decisions:
    """All of them, in any order; with what is written down about people's posts.

    `complete_on` is the day up to which the data are complete; months that end
    less than the measure's `lag_days` before it are left out. None: all are in.
    """

    rebases: tuple[Rebase, ...] = ()
    crises: tuple[Crisis, ...] = ()
    answers: tuple[Answer, ...] = ()
    definitions: tuple[Redefinition, ...] = ()
    away: tuple[Away, ...] = ()
    hours: tuple[Hours, ...] = ()
    complete_on: date | None = None

    def known_by(self, month: Month) -> Decisions:
        """Those about months up to this one, without their reasons: what a computation up to there rests on."""
        return Decisions(
            rebases=tuple(replace(r, reason="") for r in self.rebases if r.from_month <= month),
            crises=tuple(replace(c, reason="") for c in self.crises if c.first <= month),
            answers=tuple(a for a in self.answers if a.month <= month),
            definitions=tuple(replace(d, reason="") for d in self.definitions if d.from_month <= month),
            away=tuple(a for a in self.away if a.first is None or a.first <= month.last_day),
            hours=tuple(h for h in self.hours if h.month <= month),
        )
