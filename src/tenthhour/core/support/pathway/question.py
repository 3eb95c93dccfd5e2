"""A question: one measure, Ask, event or wish of one clinician, where it stands, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tenthhour.core.days import working_days_between
from tenthhour.core.support.pathway.table import Kind, State


@dataclass(frozen=True)
class Visit:
    """A state, the move that led there, and the day."""

    state: State
    move: str
    on: date


@dataclass(frozen=True)
class Question:
    """Where a question stands. `resumes` is where a pause returns to.

    `pauses` (asked for) and `stops` (an open question about the data) are half-open
    intervals in which no clock of the present state runs; they may overlap.
    """

    kind: Kind
    state: State
    entered_on: date
    visits: tuple[Visit, ...] = ()
    pauses: tuple[tuple[date, date], ...] = ()
    paused_on: date | None = None
    resumes: State | None = None
    planned_end: date | None = None
    is_extended: bool = False
    stops: tuple[tuple[date, date], ...] = ()

    @property
    def last_on(self) -> date:
        """The day of the latest move; nothing is dated before it."""
        return self.visits[-1].on if self.visits else self.entered_on

    @property
    def chain(self) -> frozenset[State]:
        """The states gone through since the question was last closed."""
        states = [visit.state for visit in self.visits]
        closed = max((i for i, state in enumerate(states) if state == "S0"), default=-1)
        return frozenset(states[closed + 1 :])

    def idle(self, on: date) -> tuple[tuple[date, date], ...]:
        """The stretches since the state was entered in which its clock did not run, none overlapping."""
        merged: list[tuple[date, date]] = []
        for start, end in sorted((*self.pauses, *self.stops)):
            start, end = max(start, self.entered_on), min(end, on)
            if merged and start <= merged[-1][1]:
                start, end = merged[-1][0], max(end, merged.pop()[1])
            if start < end:
                merged.append((start, end))
        return tuple(merged)

    def net_days(self, on: date) -> int:
        """Calendar days in the state without those on which the clock stood."""
        return max(0, (on - self.entered_on).days - sum((b - a).days for a, b in self.idle(on)))

    def net_working_days(self, on: date) -> int:
        """Working days in the state without those on which the clock stood."""
        idle = sum(working_days_between(a, b) for a, b in self.idle(on))
        return max(0, working_days_between(self.entered_on, on) - idle)

    def days_past_end(self, on: date) -> int | None:
        """Days after the planned end, idle days added to it; None without a plan."""
        if self.planned_end is None:
            return None
        return (on - self.planned_end).days - sum((b - a).days for a, b in self.idle(on))


def opened(kind: Kind, on: date) -> Question:
    """A question before anything has happened."""
    return Question(kind, "S0", on)
