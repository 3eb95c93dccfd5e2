"""What waits for figures or for the clock, whoever it is about: questions, and answers from above."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.support.models import Figures, LoadReport, Need, Question, Visit
from tenthhour.apps.support.queries.asks import ASK
from tenthhour.apps.support.queries.needs import ANSWER_IN
from tenthhour.apps.support.queries.pathway import formal
from tenthhour.apps.support.queries.pathway.known import Known, known, open_questions
from tenthhour.apps.support.queries.time import ANSWER_DAYS
from tenthhour.core.support import pathway
from tenthhour.core.support.ask import Wanted
from tenthhour.core.support.pathway import MOVES, PAUSE_DAYS

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


@dataclass(frozen=True)
class Followed:
    """An open question about a number; `wanted` where it began with an Ask, `stood` by the figures before."""

    id: uuid.UUID
    subject_id: uuid.UUID
    measure_id: str
    wanted: Wanted | None
    stood: bool


def open_ids() -> tuple[uuid.UUID, ...]:
    """Every question that is not closed."""
    closed = Visit.unscoped.filter(state__in=["S0", "S5"]).values("question")
    return tuple(Question.unscoped.exclude(pk__in=closed).order_by("opened_at").values_list("pk", flat=True))


def followed() -> tuple[Followed, ...]:
    """The open questions about a number in the data."""
    rows = Question.unscoped.filter(pk__in=open_ids()).exclude(measure_id="").select_related("ask")
    return tuple(_followed(row) for row in rows.exclude(kind="help"))


def _followed(row: Question) -> Followed:
    wanted = ASK.validate_python(row.ask.body).wanted if row.ask else None
    latest = (
        Figures.unscoped.filter(question=row, undone_at__isnull=True).order_by("-shown_at", "-pk").first()
    )
    return Followed(row.pk, row.subject_id, row.measure_id, wanted, bool(latest and latest.stands))


def figures_of(batch_ref: uuid.UUID) -> tuple[Figures, ...]:
    """What one import said of open questions."""
    rows = Figures.unscoped.filter(batch_ref=batch_ref, undone_at__isnull=True)
    return tuple(rows.select_related("question__subject"))


@dataclass(frozen=True)
class Clocked:
    """A step the clock owes and since when."""

    found: Known
    move: str
    since: datetime
    pause_until: date | None = None


def clocked(at: datetime) -> Iterator[Clocked]:
    """The step the clock owes each open question at an instant, if it owes one."""
    today = timezone.localdate(at)
    for question_id in open_ids():
        found = known(question_id, at)
        if found is None or not found.value.visits:
            continue
        until = _stopped_until(found, today)
        after = pathway.due(found.value, today, found.snapshot)
        if until is not None and found.value.state in MOVES["T27"].sources:
            yield Clocked(found, "T27", at, until)
        elif after is not None:
            yield Clocked(found, after.visits[-1].move, _since(found, after.visits[-1].move, at))


def _stopped_until(found: Known, today: date) -> date | None:
    """A crisis stops every clock, a named danger those of the same person; neither is read for it."""
    on = formal.crisis(today)
    if on is not None:
        return on.ends_on
    named = open_questions(found.row.subject_id, kinds=("exception",))
    return today + timedelta(days=PAUSE_DAYS) if any(formal.is_begun(q) for q in named) else None


def _since(found: Known, move: str, at: datetime) -> datetime:
    """The start of the day it fell due, so that what is late is done in order."""
    today = timezone.localdate(at)
    if move == "T28" and found.snapshot.pause_until:
        day = found.snapshot.pause_until
    else:
        ahead = {a.move.id: a.earliest_on for a in pathway.ahead(found.value, today)}
        day = ahead.get(move) or found.value.last_on
    return timezone.make_aware(datetime.combine(min(day, today), datetime.min.time()))


# A danger is looked at within 14 days; from then on it rings every day until it is closed.
RINGS_FROM = 14


@dataclass(frozen=True)
class Ring:
    """One day on which a danger that is still open has to be told again; `key` marks the day as told."""

    row: Question
    number: int
    on: date

    @property
    def key(self) -> str:
        return f"{self.row.pk} day {self.number}"


def rings(at: datetime) -> Iterator[Ring]:
    """Each day from the fourteenth of every open danger, oldest first."""
    for row in Question.unscoped.filter(pk__in=open_ids(), kind="exception").select_related("subject"):
        begun = Visit.unscoped.filter(question=row, state="SX").first()
        if begun is None:
            continue
        days = (timezone.localdate(at) - begun.on).days
        for number in range(RINGS_FROM, days + 1):
            yield Ring(row, number, begun.on + timedelta(days=number))


@dataclass(frozen=True)
class Late:
    """An answer from above that did not come in time: a promise of the supervisor's that is overdue."""

    key: str
    leader: Person
    what: str
    since: datetime


def late(at: datetime) -> Iterator[Late]:
    """Every answer that is late, about a week that is too short or a need in a crisis."""
    needed = Need.unscoped.filter(answered_at__isnull=True, sent_at__lt=at - ANSWER_IN)
    for row in needed.select_related("subject"):
        yield Late(str(row.pk), row.subject, "what is needed in this crisis", row.sent_at + ANSWER_IN)
    short = LoadReport.unscoped.filter(answered_at__isnull=True).select_related("subject")
    for sent in short:
        due = timezone.localdate(sent.sent_at) + timedelta(days=ANSWER_DAYS)
        if due < timezone.localdate(at):
            yield Late(str(sent.pk), sent.subject, "a week that is too short", sent.sent_at)
