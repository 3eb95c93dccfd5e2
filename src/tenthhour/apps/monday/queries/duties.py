"""What a leader owes this week and what fits: promises, talks, requests, numbers, thanks, and the load."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.monday.queries.week import SMALL_CLINIC, Week
from tenthhour.apps.org.queries import PersonCard
from tenthhour.apps.support import queries as support
from tenthhour.core.days import in_words
from tenthhour.core.support import week as weeks
from tenthhour.core.support.week import RHYTHMS, Duty, Filled, Load

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


@dataclass(frozen=True)
class Line:
    """One thing of the week: whom it concerns, what, and its minutes; or why it waits."""

    kind: weeks.Kind
    person: PersonCard
    words: str
    minutes: int = 0
    why: str = ""
    question: uuid.UUID | None = None
    is_fixed: bool = False


@dataclass(frozen=True)
class Owed:
    """The nine lines of a week besides what the numbers say themselves."""

    load: Load
    time: support.MyTime
    kept: tuple[Line, ...]
    left: tuple[Line, ...]
    minutes: int
    available: int
    over: int
    kept_share: float | None
    reports: tuple[support.LoadLine, ...]
    weeks_short: int

    def of(self, *kinds: weeks.Kind) -> tuple[Line, ...]:
        return tuple(line for line in self.kept if line.kind in kinds)

    @property
    def promises(self) -> tuple[Line, ...]:
        return self.of("promise")

    @property
    def talks(self) -> tuple[Line, ...]:
        return self.of("talk")

    @property
    def asked(self) -> tuple[Line, ...]:
        return self.of("request")

    @property
    def numbers(self) -> frozenset[uuid.UUID]:
        return frozenset(line.person.id for line in self.of("number"))

    @property
    def is_overload(self) -> bool:
        """Too short for so many weeks running that it is no bad week any more."""
        return bool(self.load.gap) and self.weeks_short >= weeks.OVERLOAD_WEEKS

    @property
    def dated(self) -> tuple[Line, ...]:
        return self.of("formal", "check_in")


def owed(*, leader: Person, week: Week, at: datetime) -> Owed:
    """Fill the leader's week in the order of what is owed."""
    team, today = {line.person.id: line.person for line in week.team}, timezone.localdate(at)
    time = support.my_time(leader, at)
    default = weeks.default_rhythm(len(team), time.share)
    pairs = support.pairs(team.values(), default, leader, at)
    steps = [step for step in week.steps if not step.is_paused]  # a clock that stands owes nothing
    counts = {
        name: sum(s.state == state for s in steps) for name, state in (("plans", "S3"), ("formal", "S4"))
    }
    load = weeks.load([RHYTHMS[p.weeks][0] for p in pairs], time.share, time.contracted, **counts)
    requests = tuple(_requests(team, leader, at, today, pairs))
    asked = {person.id for _duty, person in requests}
    promised, kept_share = support.owed_by(leader, at, today)
    duties = {
        duty.ref: (duty, person)
        for duty, person in (
            *_promises(promised, today),
            *_dated(team, steps, today),
            *requests,
            *_talks(team, [p for p in pairs if p.about not in asked], today),
            *((Duty("number", f"number:{t.person.id}", t.whys[0].measure), t.person) for t in week.talks),
        )
    }
    filled = weeks.fill(
        [d for d, _ in duties.values()], load.available, 1 if len(team) <= SMALL_CLINIC else 2
    )
    return Owed(
        load, time, *_lines(filled, duties), filled.minutes, filled.available, filled.over,
        kept_share=kept_share,
        reports=support.loads(leader, at),
        weeks_short=support.weeks_short(leader, at) if load.gap else 0,
    )  # fmt: skip


def _lines(
    filled: Filled, duties: Mapping[str, tuple[Duty, PersonCard]]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    def line(duty: Duty, minutes: int = 0, why: str = "") -> Line:
        about = uuid.UUID(duty.ref.split(":")[1]) if duty.kind in ("formal", "check_in") else None
        return Line(duty.kind, duties[duty.ref][1], duty.words, minutes, why, about, duty.is_fixed)

    kept = tuple(line(duty, minutes) for duty, minutes in filled.kept)
    return kept, tuple(line(left.duty, why=left.why) for left in filled.left)


def _promises(
    promised: Iterable[tuple[PersonCard, support.PromiseLine]], today: date
) -> Iterable[tuple[Duty, PersonCard]]:
    """Late ones, then those due this week."""
    friday = _end_of_week(today)
    for person, line in promised:
        if line.is_overdue or line.promise.due <= friday:
            late = ": late" if line.is_overdue else ""
            words = f"{line.promise.text}, by {in_words(line.promise.due)}{late}"
            yield Duty("promise", f"promise:{line.id}", words, (today - line.promise.due).days), person


def _dated(
    team: Mapping[uuid.UUID, PersonCard], steps: Iterable[support.Step], today: date
) -> Iterable[tuple[Duty, PersonCard]]:
    """Written expectations, each an hour a week, and the check-ins of plans that fall into this week."""
    end = _end_of_week(today)
    for step in steps:
        if step.state == "S4":
            yield (
                Duty("formal", f"formal:{step.question}", f"{step.topic}, written expectation"),
                team[step.about],
            )
        for day in step.check_ins_on:
            if end - timedelta(days=6) <= day <= end:
                words = f"{step.topic}, check-in on {in_words(day)}"
                yield Duty("check_in", f"check-in:{step.question}:{day}", words), team[step.about]


def _requests(
    team: Mapping[uuid.UUID, PersonCard],
    leader: Person,
    at: datetime,
    today: date,
    pairs: Iterable[support.Pair],
) -> Iterable[tuple[Duty, PersonCard]]:
    fixed = {p.about for p in pairs if p.next_on}
    for about, words, since in support.requests(team.values(), leader, at):
        if about not in fixed:
            yield Duty("request", f"request:{about}", words, (today - since).days), team[about]


def _talks(
    team: Mapping[uuid.UUID, PersonCard], pairs: Iterable[support.Pair], today: date
) -> Iterable[tuple[Duty, PersonCard]]:
    """Talks fixed for this week by day, then pairs past their rhythm, the longest gap first."""
    end = _end_of_week(today)
    due = [
        p
        for p in pairs
        if (p.next_on and p.next_on <= end) or (p.next_on is None and p.waits >= today.weekday() - 6)
    ]
    for pair in sorted(due, key=lambda p: (p.next_on is None, p.next_on or today, -p.waits)):
        is_fixed = pair.next_on is not None
        yield Duty("talk", f"talk:{pair.about}", _when(pair, today), pair.waits, is_fixed), team[pair.about]


def _when(pair: support.Pair, today: date) -> str:
    if pair.next_on:
        return (
            f"on {in_words(pair.next_on)}"
            if pair.next_on >= today
            else f"was on {in_words(pair.next_on)}: what did you agree?"
        )
    last = f"last on {in_words(pair.last)}" if pair.last else "not met here yet"
    return f"invite; {last}, {weeks.rhythm_words(pair.weeks)}"


def _end_of_week(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())
