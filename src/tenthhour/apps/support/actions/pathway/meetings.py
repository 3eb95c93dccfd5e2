"""Talks, check-ins and reviews of a question: invited, met, summed up, and confirmed by both."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from tenthhour.apps.org.audit import action
from tenthhour.apps.support.actions.pathway.steps import log_refusal, say_yes, stepping
from tenthhour.apps.support.actions.rows import own_row
from tenthhour.apps.support.models import Meeting, Question
from tenthhour.apps.support.models.pathway.voices import MEETINGS
from tenthhour.apps.support.queries.pathway import Known, Words, offered, roles, standing
from tenthhour.core.days import in_words
from tenthhour.core.errors import Refused
from tenthhour.core.support.pathway import SUMMARY_DAYS, Role

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

# Which kind of meeting belongs to which state.
_KIND_IN = {"S1": "talk", "S2": "talk", "S3": "check_in", "S3h": "check_in", "S4": "day_30"}


@dataclass(frozen=True)
class Held:
    """What somebody writes of a meeting that took place."""

    met_on: date
    summary: str
    is_welcome: bool = False
    line: str = ""


def invite(*, question_id: uuid.UUID, topic: str, planned_on: date | None, by: Person, at: datetime) -> None:
    """Invite to the meeting that belongs to where the question stands; a look becomes a talk with it (T04).

    Raises:
        Refused: With everything that stands against it.

    """
    found = standing(question_id, at)
    topic, move = topic.strip() or found.row.topic, "T04" if found.value.state == "S1" else ""
    try:
        _may_invite(found, planned_on, by, at)
        with transaction.atomic():
            if move:
                with stepping(question_id, by, at) as (act, found):
                    say_yes(act, found, move, Words(topic=topic), by=by, at=at)
            with action(by, "support.meeting.invite", at=at, subject=found.row.subject) as act:
                found = standing(question_id, at)
                act.obj = str(_invited(found, topic, planned_on, by, at).pk)
                when = f" on {in_words(planned_on)}" if planned_on else ""
                text = f"{by.name} invites you to {MEETINGS[_kind(found)]}{when}: {topic}"
                act.notify(found.row.subject, text)
    except Refused as refused:
        log_refusal(question_id, move or "invitation", refused, by=by, at=at)
        raise


def _may_invite(found: Known, planned_on: date | None, by: Person, at: datetime) -> None:
    if "leader" not in roles(found.row, by, at):
        raise Refused("Only the leader invites. You can say that you want to talk.")
    if planned_on is not None and planned_on < timezone.localdate(at):
        raise Refused(f"{in_words(planned_on)} has passed. Choose today or later.")


def _kind(found: Known) -> str:
    kind = _KIND_IN.get(found.value.state)
    if kind is None:
        raise Refused("Nothing is open here that a meeting could be about.")
    return kind


def _invited(found: Known, topic: str, planned_on: date | None, by: Person, at: datetime) -> Meeting:
    """A second date for the same meeting keeps the first as offered and declined."""
    kind, today = _kind(found), timezone.localdate(at)
    waiting = (
        Meeting.objects.visible_to(by, at)
        .filter(question=found.row, kind=kind, met_on__isnull=True, declined_confirmed_on__isnull=True)
        .order_by("-created_at")
        .first()
    )
    if waiting is None:
        return Meeting.objects.create(
            question=found.row, kind=kind, topic=topic, planned_on=planned_on, invited_on=today, created_at=at
        )
    if waiting.planned_on and planned_on and planned_on != waiting.planned_on:
        waiting.offered = sorted({*waiting.offered, str(waiting.planned_on), str(planned_on)})
    waiting.topic, waiting.planned_on = topic, planned_on
    waiting.save()
    return waiting


def sum_up(
    *, question_id: uuid.UUID, meeting_id: uuid.UUID | None, held: Held, by: Person, at: datetime
) -> None:
    """Write down a meeting that took place: the one invited to, or a good talk that simply happened.

    Raises:
        Refused: It lies ahead, or nothing is written.

    """
    row: Question = own_row(Question, question_id, by, at)
    with action(by, "support.meeting.write", at=at, subject=row.subject) as act:
        role, today = _one_of_two(row, by, at), timezone.localdate(at)
        if unmet := _unmet(held, today):
            raise Refused(*unmet)
        found = standing(question_id, at)
        meeting = _waiting(row, meeting_id, by, at) or Meeting(
            question=row, kind=_kind(found), topic=row.topic, created_at=at
        )
        meeting.met_on, meeting.summary, meeting.summary_on = held.met_on, held.summary.strip(), today
        _said(meeting, role, held, today)
        meeting.save()
        act.obj = str(meeting.pk)
        text = f"{row.topic}: {by.name} has summed up your meeting of {in_words(held.met_on)}. Say whether you met."
        act.notify(row.subject if role == "leader" else found.leader or row.subject, text)


def acknowledge(*, meeting_id: uuid.UUID, is_welcome: bool, line: str, by: Person, at: datetime) -> None:
    """Say that you met. The clinician may add a line, and say that meeting sooner was welcome.

    Raises:
        Refused: It was not summed up, or this is somebody else's meeting.

    """
    meeting: Meeting = own_row(Meeting, meeting_id, by, at)
    row = meeting.question
    with action(by, "support.meeting.write", at=at, subject=row.subject) as act:
        if meeting.summary_on is None or meeting.met_on is None:
            raise Refused("It has not been summed up yet.")
        held = Held(meeting.met_on, meeting.summary, is_welcome, line)
        _said(meeting, _one_of_two(row, by, at), held, timezone.localdate(at))
        meeting.save()
        act.obj = str(meeting.pk)
        act.notify(row.subject, f"{row.topic}: {by.name} says that you met on {in_words(meeting.met_on)}.")


def confirm_declined(*, meeting_id: uuid.UUID, by: Person, at: datetime) -> None:
    """The supervisor confirms that two dates, 7 days apart, were offered and declined.

    Raises:
        Refused: Fewer dates were offered.

    """
    meeting = offered(meeting_id)
    if meeting is None:
        raise Refused("This is not here any more.")
    row = meeting.question
    with action(by, "support.meeting.declined", at=at, subject=row.subject) as act:
        if len(meeting.offered) < 2:
            raise Refused("Two dates have to be offered first.")
        meeting.declined_confirmed_on = timezone.localdate(at)
        meeting.save()
        act.obj = str(meeting.pk)
        act.notify(row.subject, f"{row.topic}: {by.name} confirms that two dates were offered and declined.")


def _waiting(row: Question, meeting_id: uuid.UUID | None, by: Person, at: datetime) -> Meeting | None:
    rows = Meeting.objects.visible_to(by, at)
    if meeting_id is None:
        return None
    return rows.filter(question=row, pk=meeting_id, summary_on__isnull=True).first()


def _one_of_two(row: Question, by: Person, at: datetime) -> Role:
    mine = roles(row, by, at)
    if "clinician" in mine:
        return "clinician"
    if "leader" in mine:
        return "leader"
    raise Refused("Only the two who met can say so.")


def _unmet(held: Held, today: date) -> list[str]:
    days = (today - held.met_on).days
    return [
        *(["A meeting that lies ahead cannot be summed up."] if days < 0 else []),
        *(["Write down in a few lines what you both took from it."] if not held.summary.strip() else []),
    ]


def is_late(met_on: date, summary_on: date) -> bool:
    """A summary after more than seven days is kept, marked, and does not count."""
    return (summary_on - met_on).days > SUMMARY_DAYS


def _said(meeting: Meeting, role: Role, held: Held, today: date) -> None:
    if role == "leader":
        meeting.leader_said_on = meeting.leader_said_on or today
        return
    meeting.clinician_said_on = meeting.clinician_said_on or today
    meeting.is_welcome = meeting.is_welcome or held.is_welcome
    meeting.clinicians_line = held.line.strip() or meeting.clinicians_line
