"""Where the open questions of a team stand, in two queries: for the week and for the page of a talk."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, get_args

from tenthhour.apps.support.models.pathway import Meeting, Plan, Visit

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

Gravity = Literal["S4", "S3", "S2", "S1", "S3h"]
# The gravest first: the page for a talk answers for the gravest that is open.
_ORDER: tuple[Gravity, ...] = get_args(Gravity)


@dataclass(frozen=True)
class Step:
    """One open question: whose, about what, its state (of a paused one that to return to), days of its check-ins."""

    about: uuid.UUID
    question: uuid.UUID
    topic: str
    state: Gravity
    check_ins_on: tuple[date, ...] = ()
    measure_id: str = ""
    is_paused: bool = False


@dataclass(frozen=True)
class Ahead:
    """A meeting about one open question: both are invited, and nobody has summed it up yet."""

    question: uuid.UUID
    about: str
    topic: str
    on: date | None


def meetings_ahead(steps: Iterable[Step], actor: Person, at: datetime) -> tuple[Ahead, ...]:
    """The meetings about these open questions that were called and not held, the next one first."""
    rows = Meeting.objects.visible_to(actor, at).filter(
        question__in=[step.question for step in steps if not step.is_paused],
        invited_on__isnull=False,
        summary_on__isnull=True,
    )
    found = [
        Ahead(row.question_id, row.question.topic, row.topic, row.planned_on)
        for row in rows.select_related("question")
    ]
    return tuple(sorted(found, key=lambda a: a.on or date.max))


def open_steps(ids: Iterable[uuid.UUID], actor: Person, at: datetime) -> tuple[Step, ...]:
    """The open questions of these people the actor may read, the gravest first."""
    rows = Visit.objects.visible_to(actor, at).filter(question__subject__in=list(ids))
    latest: dict[uuid.UUID, Visit] = {}
    paused: dict[uuid.UUID, bool] = {}
    for visit in rows.select_related("question").order_by("number"):
        paused[visit.question_id] = visit.state == "SP"
        if visit.state != "SP":
            latest[visit.question_id] = visit
    found = [(v, state) for v in latest.values() for state in _ORDER if v.state == state]
    plans = Plan.objects.visible_to(actor, at).filter(
        question__in=[v.question_id for v, state in found if state == "S3"]
    )
    days = {
        p.question_id: tuple(map(date.fromisoformat, p.check_ins_on)) for p in plans.order_by("written_at")
    }
    steps = [
        Step(
            v.question.subject_id,
            v.question_id,
            v.question.topic,
            state,
            days.get(v.question_id, ()),
            v.question.measure_id,
            paused[v.question_id],
        )
        for v, state in found
    ]
    return tuple(sorted(steps, key=lambda s: (_ORDER.index(s.state), s.topic)))
