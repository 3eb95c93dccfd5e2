"""A leader's protected time, and the gap sent up and answered."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.audit import action
from tenthhour.apps.support.actions.rows import own_row
from tenthhour.apps.support.models import LeadersTime, LoadReport, LoadWeek
from tenthhour.apps.support.queries.time import weeks_short
from tenthhour.core.errors import Refused
from tenthhour.core.support.week import ANSWERS, Load

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def set_time(*, share: float, contracted: int, by: Person, at: datetime) -> LeadersTime:
    """Say how much of one's own week is protected for leading.

    Args:
        share: Of a full post, above 0 to 1.
        contracted: Minutes a week of a full post.
        by: The leader.
        at: When.

    Raises:
        Refused: No such share, or a week of no hours.

    """
    rules = (
        (not 0 < share <= 1, "Give a share above 0 and up to 100 per cent."),
        (not 60 <= contracted <= 6000, "Give the hours of a full post, from 1 to 100."),
    )
    if unmet := [sentence for broken, sentence in rules if broken]:
        raise Refused(*unmet)
    with action(by, "support.time.set", at=at, subject=by):
        row = LeadersTime.objects.visible_to(by, at).filter(subject=by).first() or LeadersTime(subject=by)
        row.share, row.contracted, row.set_at = share, contracted, at
        row.save()
    return row


def count_week(*, leader: Person, load: Load, monday: date) -> None:
    """Keep what a Monday's count found, so that weeks running can be told from one bad week."""
    numbers = {"need": round(load.need), "available": round(load.available)}
    LoadWeek.objects.create(subject=leader, monday=monday, **numbers)  # type: ignore[misc]


def supervisors(by: Person, at: datetime) -> tuple[Person, ...]:
    """Whom a leader can send something up to."""
    return tuple(people.holders(kind="supervises", subject=by, at=at))


def send_load(*, load: Load, by: Person, at: datetime) -> LoadReport:
    """Send the gap up: numbers about time, nothing about anybody.

    Raises:
        Refused: It fits, nobody supervises this leader, or an earlier one waits for its answer.

    """
    above = supervisors(by, at)
    waiting = LoadReport.objects.visible_to(by, at).filter(subject=by, answered_at__isnull=True).exists()
    rules = (
        (load.gap == 0, "Your week fits; there is no gap to send."),
        (
            not above,
            "Nobody is named as your supervisor here, so the numbers are yours to take up in person.",
        ),
        (waiting, "The last one still waits for its answer."),
    )
    if unmet := [sentence for broken, sentence in rules if broken]:
        raise Refused(*unmet)
    with action(by, "support.load.send", at=at, subject=by) as act:
        numbers = {
            "clinicians": load.clinicians,
            "need": round(load.need),
            "available": round(load.available),
            "weeks": max(1, weeks_short(by, at)),
        }
        sent = LoadReport.objects.create(subject=by, sent_at=at, **numbers)  # type: ignore[misc]
        act.obj = str(sent.pk)
        for supervisor in above:
            act.notify(
                supervisor,
                f"{by.name}'s week is {load.gap} minutes too short, {_running(numbers['weeks'])}. "
                "An answer is owed in 14 days.",
            )
    return sent


def _running(weeks: int) -> str:
    return "for the first time" if weeks == 1 else f"for {weeks} weeks running"


def answer_load(*, report_id: uuid.UUID, answer: str, words: str, by: Person, at: datetime) -> LoadReport:
    """What the supervisor does about it: more time, fewer people, longer between talks, or a named thing that stops.

    Raises:
        Refused: No such answer, no words, or it was answered.

    """
    report: LoadReport = own_row(LoadReport, report_id, by, at)
    rules = (
        (answer not in ANSWERS, "Choose one of the four answers."),
        (not words.strip(), "Say in one sentence what changes, and from when."),
        (report.answered_at is not None, "This has its answer."),
    )
    if unmet := [sentence for broken, sentence in rules if broken]:
        raise Refused(*unmet)
    with action(by, "support.load.answer", at=at, subject=report.subject) as act:
        report.answer, report.words, report.answered_at, report.answered_by = answer, words.strip(), at, by
        report.save()
        act.obj = str(report.pk)
        act.notify(report.subject, f"{by.name} answers about your time: {words.strip()}")
    return report
