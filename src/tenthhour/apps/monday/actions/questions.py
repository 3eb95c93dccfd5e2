"""Answering a data question: the answer is kept together with what it changes, or neither is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from tenthhour.apps.measurement import actions as measurement
from tenthhour.apps.measurement import queries as known
from tenthhour.apps.measurement.actions import Answered
from tenthhour.apps.measurement.queries import WAITS, Decided
from tenthhour.apps.monday.actions import judging
from tenthhour.core.data_question import check
from tenthhour.core.errors import Refused
from tenthhour.data import store

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def answer(*, key: str, given: str, reason: str, by: Person, at: datetime) -> str:
    """Answer an open question and judge the month again where that changes it; gives a sentence for the page.

    Raises:
        Refused: The question is not open, or the answer or its reason will not do.

    """
    found = next(
        (o for o in known.open_questions(actor=by, at=at) if o.question.id == key and not o.waits), None
    )
    if found is None:
        raise Refused("This question is not open any more. Look at the list again.")
    answered = Answered(found.question, given, check(found.question, given, reason))
    with store.lock(settings.HOME / "imports"):
        said = None if given in WAITS else judging.judged_again(decided=_with(answered, by, at), by=by, at=at)
        measurement.answer(answered=answered, said=said, by=by, at=at)
    if said is None:
        return "Kept, with your reason. Nothing is judged differently until another file comes."
    return "Kept, with your reason. The month was judged again."


def _with(answered: Answered, by: Person, at: datetime) -> list[Decided]:
    q = answered.question
    new = Decided(
        answered.given, q.id, q.measure_id, q.clinician_id, q.first, q.last, answered.reason, by.pk, at
    )
    return [*known.decided(actor=by, at=at), new]
