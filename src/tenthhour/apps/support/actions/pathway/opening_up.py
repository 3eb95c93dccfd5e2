"""Who is let in beside the two: the people office for a formal step, a reviewer where one is needed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org import actions as org
from tenthhour.apps.org import queries as people
from tenthhour.apps.org.actions import Grant
from tenthhour.apps.org.audit import Act
from tenthhour.apps.support.models import Question
from tenthhour.apps.support.queries.pathway.formal import proposal_of
from tenthhour.core.days import in_words
from tenthhour.core.support import pathway

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

REPLY_DAYS = 14


def after_approval(act: Act, row: Question, by: Person, at: datetime) -> None:
    """An approved expectation (T14) can be replied to; the people office reads this question from now on."""
    made, until = proposal_of(row), timezone.localdate(at) + timedelta(days=REPLY_DAYS)
    if made is not None:
        made.reply_until = until
        made.save()
    let_people_office_in(act, row, by, at)
    act.notify(row.subject, pathway.L3.format(date=in_words(until)))


def after_going_back(row: Question, at: datetime) -> None:
    """Back at help (T21) the old proposal founds nothing more: a new formal step needs a new one."""
    if made := proposal_of(row):
        made.withdrawn_at = at
        made.save()


def let_people_office_in(act: Act, row: Question, by: Person, at: datetime) -> None:
    """Whoever was named in advance reads this one question from now on, and no other."""
    inside = people.holders(kind="people_office", subject=row.subject, question=row.pk, at=at)
    for member in people.holders(kind="staffs", at=at):
        if member not in (by, row.subject, *inside):
            org.begin(act, Grant("people_office", member, row.subject, row.pk), by=by, at=at)
    act.obj = str(row.pk)


def want_reviewer(act: Act, row: Question, why: str, at: datetime) -> None:
    """Tell whoever reviews a question; where nobody does, the supervisors, who name somebody."""
    reviewers = people.holders(kind="reviews", subject=row.subject, question=row.pk, at=at)
    for one in reviewers:
        act.notify(one, f"{why} Your word is waited for: look under Formal steps.")
    leader = None if reviewers else people.leader_row(row.subject_id, at)
    for supervisor in people.holders(kind="supervises", subject=leader, at=at) if leader else ():
        act.notify(supervisor, f"{why} Name a reviewer under Formal steps.")
