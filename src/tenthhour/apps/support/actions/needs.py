"""What a leader needs from above in a crisis, its answer, and the word of the clock when an answer is late."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org.actions import the_site
from tenthhour.apps.org.audit import action, done_to
from tenthhour.apps.support.actions.rows import own_row
from tenthhour.apps.support.actions.time import supervisors
from tenthhour.apps.support.models import Need
from tenthhour.apps.support.queries.needs import NEEDS_AT_ONCE
from tenthhour.apps.support.queries.pathway.formal import crisis
from tenthhour.apps.support.queries.pathway.owed import Late, late
from tenthhour.core.days import in_words
from tenthhour.core.due import Due
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def send_need(*, text: str, by: Person, at: datetime) -> Need:
    """Ask the supervisor for one thing; an answer is owed in 72 hours.

    Raises:
        Refused: No crisis is on, nobody supervises this leader, three wait already, or nothing is written.

    """
    above = supervisors(by, at)
    waiting = Need.objects.visible_to(by, at).filter(subject=by, answered_at__isnull=True).count()
    rules = (
        (
            crisis(timezone.localdate(at)) is None,
            "No crisis is declared. What an ordinary week lacks goes up as a gap.",
        ),
        (not above, "Nobody is named as your supervisor here, so take it up in person."),
        (
            waiting >= NEEDS_AT_ONCE,
            "Three wait for an answer already. Three at a time are read; more are not.",
        ),
        (not text.strip(), "Write down what you need."),
    )
    if unmet := [sentence for broken, sentence in rules if broken]:
        raise Refused(*unmet)
    with action(by, "support.need.send", at=at, subject=by) as act:
        sent = Need.objects.create(subject=by, text=text.strip(), sent_at=at)
        act.obj = str(sent.pk)
        for supervisor in above:
            act.notify(
                supervisor,
                f"{by.name} needs something from you in this crisis. An answer is owed in 72 hours.",
            )
    return sent


def answer_need(*, need_id: uuid.UUID, words: str, done_by: date | None, by: Person, at: datetime) -> Need:
    """What the supervisor does about it and by when, or why not.

    Raises:
        Refused: No words, a day that has passed, or it was answered.

    """
    need: Need = own_row(Need, need_id, by, at)
    rules = (
        (not words.strip(), "Say in one sentence what is done, or why not."),
        (done_by is not None and done_by < timezone.localdate(at), "That day has passed."),
        (need.answered_at is not None, "This has its answer."),
    )
    if unmet := [sentence for broken, sentence in rules if broken]:
        raise Refused(*unmet)
    with action(by, "support.need.answer", at=at, subject=need.subject) as act:
        need.words, need.done_by, need.answered_at, need.answered_by = words.strip(), done_by, at, by
        need.save()
        act.obj = str(need.pk)
        when = f", by {in_words(done_by)}" if done_by else ""
        act.notify(need.subject, f"{by.name} answers what you need: {words.strip()}{when}")
    return need


def late_answers(at: datetime) -> Iterator[Due]:
    """Each answer from above that is late is said once, to both, for the tick."""
    told = done_to("support.answer.late")
    for one in late(at):
        if one.key not in told:
            yield Due(one.since, f"answer {one.key}", partial(_say_late, one))


def _say_late(one: Late, at: datetime) -> None:
    with action(the_site(at=at), "support.answer.late", at=at, subject=one.leader) as act:
        act.obj = one.key
        act.notify(
            one.leader,
            f"The answer about {one.what} is late. It is your supervisor's overdue promise, not yours.",
        )
        for supervisor in supervisors(one.leader, at):
            act.notify(
                supervisor,
                f"Your answer to {one.leader.name} about {one.what} is late: your own overdue promise.",
            )
