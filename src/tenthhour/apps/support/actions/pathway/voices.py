"""What the clinician can always do, in any state: doubt the data, say something, wish for something."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.audit import Act, action
from tenthhour.apps.support.actions.pathway.opening_up import want_reviewer
from tenthhour.apps.support.actions.rows import own_row
from tenthhour.apps.support.models import Dispute, PrivateReport, Question, Statement, Wish
from tenthhour.apps.support.models.pathway.voices import WISHES
from tenthhour.apps.support.queries.pathway import closed_on
from tenthhour.core.days import after_working_days, in_words
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from datetime import date

    from tenthhour.apps.org.models import Person

ANSWER_WORKING_DAYS = 10


def dispute(*, question_id: uuid.UUID, ground: str, by: Person, at: datetime) -> Dispute:
    """The clinician doubts the data: clocks stop until the steward has answered.

    Raises:
        Refused: No ground, one named before, or an answer is still awaited.

    """
    row: Question = own_row(Question, question_id, by, at)
    with action(by, "support.dispute.open", at=at, subject=row.subject) as act:
        today, ground = timezone.localdate(at), " ".join(ground.split())[:200]
        if unmet := _unmet(row, ground, by, at):
            raise Refused(*unmet)
        due = after_working_days(today, ANSWER_WORKING_DAYS)
        made = Dispute.objects.create(question=row, ground=ground, opened_on=today, answer_due=due)
        act.obj = str(made.pk)
        for steward in people.holders(kind="stewards", at=at):
            act.notify(steward, f"A question about the data waits for your answer until {in_words(due)}.")
        _tell_leader(act, row, "a question about the data is open; all clocks of this stand still.", at)
    return made


def answer(*, dispute_id: uuid.UUID, is_corrected: bool, text: str, by: Person, at: datetime) -> None:
    """The steward's answer; corrected figures come with the next import.

    Raises:
        Refused: No words, or answered before.

    """
    made: Dispute = own_row(Dispute, dispute_id, by, at)
    with action(by, "support.dispute.answer", at=at, subject=made.question.subject) as act:
        unmet = [
            *(["This was answered before."] if made.answered_on else []),
            *(["Write what you looked at and what you found."] if not text.strip() else []),
        ]
        if unmet:
            raise Refused(*unmet)
        made.is_corrected, made.answer = is_corrected, text.strip()
        made.answered_on, made.answered_by = timezone.localdate(at), by
        made.save()
        act.obj = str(made.pk)
        act.notify(
            made.question.subject, f"{made.question.topic}: the data steward has answered. {made.answer}"
        )


def ask_second(*, dispute_id: uuid.UUID, by: Person, at: datetime) -> None:
    """Once, the clinician asks for a second opinion; clocks stop again until a reviewer has answered.

    Raises:
        Refused: There is no answer yet, or it was asked for before.

    """
    made: Dispute = own_row(Dispute, dispute_id, by, at)
    row = made.question
    with action(by, "support.dispute.open", at=at, subject=row.subject) as act:
        unmet = [
            *(["The data steward has not answered yet."] if made.answered_on is None else []),
            *(["A second opinion can be asked for once."] if made.second_asked_on else []),
        ]
        if unmet:
            raise Refused(*unmet)
        made.second_asked_on = timezone.localdate(at)
        made.save()
        act.obj = str(made.pk)
        want_reviewer(act, row, "A second opinion on a number was asked for.", at)


def second(*, dispute_id: uuid.UUID, text: str, is_corrected: bool, by: Person, at: datetime) -> None:
    """The reviewer's second opinion ends the question about the data; the clinician's words stay.

    Raises:
        Refused: None was asked for, or no words.

    """
    made: Dispute = own_row(Dispute, dispute_id, by, at)
    row = made.question
    with action(by, "support.dispute.second", at=at, subject=row.subject, question=row.pk) as act:
        unmet = [
            *(["No second opinion is waited for."] if not made.second_asked_on or made.second_on else []),
            *(["Write what you found."] if not text.strip() else []),
        ]
        if unmet:
            raise Refused(*unmet)
        made.second_answer, made.is_corrected = text.strip(), is_corrected
        made.second_on, made.second_by = timezone.localdate(at), by
        made.save()
        act.obj = str(made.pk)
        act.notify(row.subject, f"{row.topic}: the second opinion is there. {made.second_answer}")


def state_words(*, question_id: uuid.UUID, text: str, by: Person, at: datetime) -> None:
    """Add a statement; it stays in the file as written.

    Raises:
        Refused: Nothing is written.

    """
    row: Question = own_row(Question, question_id, by, at)
    with action(by, "support.statement.add", at=at, subject=row.subject, question=row.pk) as act:
        if not text.strip():
            raise Refused("Nothing was saved: write something first.")
        made = Statement.objects.create(question=row, by=by, text=text.strip(), at=at)
        act.obj = str(made.pk)
        if by.pk != row.subject_id:
            act.notify(row.subject, f"{row.topic}: {by.name} has added a statement.")
        else:
            _tell_leader(act, row, "there is a new statement of the clinician.", at)


def wish(*, question_id: uuid.UUID, kind: str, text: str, by: Person, at: datetime) -> None:
    """The clinician wishes for help, another coach or leader, company, or a second opinion; the right person is told.

    Raises:
        Refused: There is no such wish.

    """
    row: Question = own_row(Question, question_id, by, at)
    if kind not in WISHES:
        raise Refused("Choose one of the wishes on the page.")
    with action(by, "support.wish.add", at=at, subject=row.subject) as act:
        made = Wish.objects.create(question=row, kind=kind, text=text.strip()[:300], at=at)
        act.obj = str(made.pk)
        if kind == "leader":  # not told to the leader it is about
            for supervisor in _supervisors(row, at):
                act.notify(supervisor, f"{by.name} asks for somebody else to talk with.")
        elif kind != "coach":  # contact with a coach is the clinician's own
            _tell_leader(act, row, f"{by.name} asks for {WISHES[kind]}.", at)


def report_privately(*, on: date, by: Person, at: datetime) -> None:
    """The day of a safety or grievance report, for oneself alone; it asks for a reviewer from outside for 180 days."""
    with action(by, "support.report.add", at=at, subject=by):
        if on > timezone.localdate(at):
            raise Refused("A report that lies ahead cannot be entered.")
        PrivateReport.objects.create(subject=by, on=on, at=at)


def _unmet(row: Question, ground: str, by: Person, at: datetime) -> list[str]:
    before = list(Dispute.objects.visible_to(by, at).filter(question=row))
    return [
        *(["Say in one line what is wrong with the data."] if not ground else []),
        *(
            ["This was asked and answered. A new question needs a new ground."]
            if any(d.ground == ground for d in before)
            else []
        ),
        *(
            ["A question about the data is open already."]
            if any(closed_on(d) is None for d in before)
            else []
        ),
    ]


def _tell_leader(act: Act, row: Question, text: str, at: datetime) -> None:
    leader = people.leader_row(row.subject_id, at)
    if leader and row.others_from and row.others_from <= at:
        act.notify(leader, f"{row.subject.name}, {row.topic}: {text}")


def _supervisors(row: Question, at: datetime) -> tuple[Person, ...]:
    leader = people.leader_row(row.subject_id, at)
    return people.holders(kind="supervises", subject=leader, at=at) if leader else ()
