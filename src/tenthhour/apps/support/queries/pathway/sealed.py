"""Closed questions that nobody but the clinician reads any more: which, and from when on they may be erased."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.models import (
    Confirmation,
    Danger,
    Dispute,
    Figures,
    Meeting,
    Plan,
    PlanAction,
    PlanGoal,
    Proposal,
    Question,
    Statement,
    Visit,
    Wish,
)

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

# In an order in which they can go: what a plan holds before the plan, the question last.
TABLES = (
    Confirmation,
    Visit,
    Figures,
    Meeting,
    Statement,
    Dispute,
    Wish,
    PlanAction,
    PlanGoal,
    Plan,
    Proposal,
    Danger,
)


@dataclass(frozen=True)
class Closed:
    """A closed question: about whom, and the day on which it closed."""

    id: uuid.UUID
    about: Person
    on: date


def sealed_on(about: Person, day: date, at: datetime) -> tuple[uuid.UUID, ...]:
    """The questions about somebody that were open on a day, were shared once, and are out of everybody's view now."""
    closed = Visit.unscoped.filter(question=OuterRef("pk"), state="S0", on__gte=day)
    rows = Question.unscoped.filter(
        Exists(closed), subject=about, others_from__isnull=False, opened_at__date__lte=day
    )
    return tuple(rows.exclude(Question.when_others_may(at)).values_list("pk", flat=True))


def closed_until(day: date, at: datetime) -> Iterator[Closed]:
    """The questions that closed on this day or before, but for those a hold covers or that are to be opened."""
    busy = people.unsealing(at)
    rows = Visit.unscoped.filter(state__in=["S0", "S5"], on__lte=day).select_related("question__subject")
    for row in rows.exclude(question__in=busy).order_by("on"):
        if not people.is_held(row.question.subject):
            yield Closed(row.question_id, row.question.subject, row.on)


def rows_of(question_id: uuid.UUID) -> tuple[QuerySet, ...]:
    """Everything of one question, table by table, the question itself last."""
    parts = (model.unscoped.filter(question=question_id) for model in TABLES)
    return (*parts, Question.unscoped.filter(pk=question_id))
