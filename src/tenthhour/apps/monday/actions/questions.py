"""Decisions about the data: each is kept together with what it changes in what is said, or neither is."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from tenthhour.apps.measurement import actions as measurement
from tenthhour.apps.measurement import queries as known
from tenthhour.apps.measurement.actions import Answered
from tenthhour.apps.measurement.queries import WAITS, Decided
from tenthhour.apps.monday.actions import judging, looks
from tenthhour.apps.org import queries as org
from tenthhour.apps.org.actions import the_site
from tenthhour.apps.support.queries.pathway import is_past_look
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
        made = measurement.answer(answered=answered, said=said, by=by, at=at)
        if said is not None:
            looks.follow(said, made.batch_id, by=the_site(at=at), at=at)
    if said is None:
        return "Kept, with your reason. Nothing is judged differently until another file comes."
    return "Kept, with your reason. The month was judged again."


def confirm_level(*, person_id: uuid.UUID, measure_id: str, reason: str, by: Person, at: datetime) -> str:
    """Take up a proposed new baseline of one person and judge the month again with it; gives a sentence for the page.

    Raises:
        Refused: Nothing is proposed; the reason is too short; or a question about this number is past its first look
            and it is not the clinician who confirms.

    """
    subject = org.visible_row(person_id=person_id, actor=by, at=at)
    page = known.pages(subjects=[person_id], actor=by, at=at).get(person_id)
    view = known.charts(page=page, actor=by, at=at).get(measure_id) if page else None
    if subject is None or view is None or view.proposal is None:
        raise Refused("No new baseline is proposed for this number any more. Look at the page again.")
    if subject != by and is_past_look(person_id, measure_id, at):
        raise Refused(
            f"A question about this number is open and past its first look, so only {subject.name} can confirm "
            "a new baseline, on this same page."
        )
    answered = Answered(view.proposal, "new_level", check(view.proposal, "new_level", reason))
    reader = the_site(
        at=at
    )  # the files of a month are the steward's; the leader decides, the site reads them
    with store.lock(settings.HOME / "imports"):
        said = judging.judged_again(decided=_with(answered, by, at, reader), by=reader, at=at)
        made = measurement.confirm_level(answered=answered, subject=subject, said=said, by=by, at=at)
        looks.follow(said, made.batch_id, by=reader, at=at)
    return f"A new baseline begins in {view.proposal.first.words}. {subject.name} sees it at once, you as soon as it is shared."


def _with(answered: Answered, by: Person, at: datetime, reader: Person | None = None) -> list[Decided]:
    q = answered.question
    new = Decided(
        answered.given, q.id, q.measure_id, q.clinician_id, q.first, q.last, answered.reason, by.pk, at
    )
    return [*known.decided(actor=reader or by, at=at), new]
