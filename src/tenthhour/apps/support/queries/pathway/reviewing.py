"""What waits for a reviewer's word: whether help arrived; and who reviews a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.models import PlanAction, Question
from tenthhour.apps.support.queries.pathway.roles import roles
from tenthhour.core.days import after_working_days

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person
    from tenthhour.apps.org.queries import PersonCard

DECIDE_WORKING_DAYS = 10


@dataclass(frozen=True)
class Disputed:
    """Help the organisation says it has delivered and the clinician says has not arrived."""

    row: PlanAction
    about: PersonCard
    due: date


def disputed(actor: Person, at: datetime) -> tuple[Disputed, ...]:
    """Help over which this reviewer decides whether it arrived, oldest first."""
    rows = PlanAction.objects.visible_to(actor, at).filter(**DISPUTED).order_by("disputed_on")
    return tuple(
        Disputed(row, people.card(row.question.subject), after_working_days(on, DECIDE_WORKING_DAYS))
        for row in rows.select_related("question__subject")
        if (on := row.disputed_on) and "reviewer" in roles(row.question, actor, at)
    )


def reviewer_names(row: Question, at: datetime) -> tuple[str, ...]:
    """Whoever reviews a question."""
    held = people.holders(kind="reviews", subject=row.subject, question=row.pk, at=at)
    return tuple(p.name for p in held)


# Said to be delivered, said not to have arrived, and not settled since.
DISPUTED = {
    "said_done_on__isnull": False,
    "disputed_on__isnull": False,
    "delivered_on__isnull": True,
    "waived_on__isnull": True,
}
