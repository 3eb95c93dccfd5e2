"""The formal step: adopted, proposed by the leader, approved by two others, replied to; and danger, two people."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org import actions as org
from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import held, overseen
from tenthhour.apps.org.actions import Grant
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.audit.checkpoints import checkpoint
from tenthhour.apps.org.policies import LEADS
from tenthhour.apps.support.actions.pathway.opening_up import let_people_office_in
from tenthhour.apps.support.actions.pathway.steps import NOT_YOURS, log_refusal, say_yes
from tenthhour.apps.support.actions.rows import own_row
from tenthhour.apps.support.models import Adoption, Danger, Proposal, Question
from tenthhour.apps.support.queries.pathway import Known, Words, roles, sentences, standing
from tenthhour.apps.support.queries.pathway.file import question_file
from tenthhour.apps.support.queries.pathway.formal import proposal_of
from tenthhour.core.errors import Refused
from tenthhour.core.support import pathway

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

# Who approves is found after the proposal: the supervisor names the reviewer then.
_LATER = {"G7", "G8"}
_TAKERS = {"clinician", "supervisor", "reviewer", "people office"}


@dataclass(frozen=True)
class Expectation:
    """What is expected, and what plainly may follow."""

    expectation: str
    consequence: str


@dataclass(frozen=True)
class Facts:
    """A danger or a legal duty, in the words of whoever names it."""

    category: str
    facts: str
    referral: str


def adopt(*, version: str, adopted_by: str, adopted_on: date, counsel: str, by: Person, at: datetime) -> None:
    """Record that the organisation adopted these steps as policy, after counsel read them.

    Raises:
        Refused: Something is not named, or lies ahead.

    """
    with action(by, "support.adoption.record", at=at) as act:
        named = {
            "Name the version.": version,
            "Name who adopted it.": adopted_by,
            "Name the counsel who read it.": counsel,
        }
        unmet = [sentence for sentence, value in named.items() if not value.strip()]
        if adopted_on > timezone.localdate(at):
            unmet.append("A day that lies ahead cannot be recorded.")
        if unmet:
            raise Refused(*unmet)
        made = Adoption.objects.create(
            version=version.strip(), adopted_by=adopted_by.strip(), adopted_on=adopted_on, counsel=counsel.strip(),
            recorded_at=at, recorded_by=by,
        )  # fmt: skip
        act.obj, act.detail = str(made.pk), version


def propose(*, question_id: uuid.UUID, written: Expectation, by: Person, at: datetime) -> Proposal:
    """The leader proposes a first formal step. Nothing follows until two other people have approved it.

    Raises:
        Refused: With everything that is missing, and who can supply each; kept in the record.

    """
    row: Question = own_row(Question, question_id, by, at)
    try:
        with action(by, "support.proposal.write", at=at, subject=row.subject) as act:
            _refuse(_against_proposal(standing(question_id, at), written, by, at))
            made = Proposal.objects.create(
                question=row, expectation=written.expectation.strip(), consequence=written.consequence.strip(),
                proposed_at=at, proposed_by=by,
            )  # fmt: skip
            act.obj = str(made.pk)
            act.notify(
                row.subject,
                f"{row.topic}: {by.name} proposes a written expectation. Two other people decide. You can read all of it.",
            )
            for supervisor in people.holders(kind="supervises", subject=by, at=at):
                act.notify(supervisor, "A formal step was proposed. Read it, and name a reviewer.")
    except Refused as refused:
        log_refusal(question_id, "proposal", refused, by=by, at=at)
        raise
    return made


def _against_proposal(found: Known, written: Expectation, by: Person, at: datetime) -> tuple[str, ...]:
    today = timezone.localdate(at)
    unmet = pathway.missing_guards(found.value, today, found.snapshot)
    mine = roles(found.row, by, at)
    said = [
        *(
            ["Only the leader proposes it; somebody who stands in does not."]
            if not held(frozenset({LEADS}), by, at).filter(subject=found.row.subject).exists()
            else []
        ),
        *(
            ["It is proposed already. (The supervisor and a reviewer decide.)"]
            if proposal_of(found.row)
            else []
        ),
        *(
            ["A written expectation comes after a plan of help. (Nobody: only time.)"]
            if found.value.state != "S3"
            else []
        ),
        *(
            []
            if found.snapshot.is_policy_adopted
            else [
                "Your organisation has not adopted these steps as policy. (The people office, after counsel read it.)"
            ]
        ),
        *([] if written.expectation.strip() else ["Write what is expected. (The leader.)"]),
        *(
            []
            if written.consequence.strip()
            else ["Write plainly what may follow, and what is undecided. (The leader.)"]
        ),
    ]
    if said or any(m.guard not in _LATER for m in unmet):
        return (*said, *sentences(unmet, mine))
    return ()


def withdraw(*, proposal_id: uuid.UUID, by: Person, at: datetime) -> None:
    """The leader, or the supervisor, takes a proposal back before it was approved; the clinician is told.

    Raises:
        Refused: It was approved already, or taken back before.

    """
    made: Proposal = own_row(Proposal, proposal_id, by, at)
    row = made.question
    with action(by, "support.proposal.withdraw", at=at, subject=row.subject) as act:
        if made.withdrawn_at is not None:
            raise Refused("It was taken back already.")
        if standing(row.pk, at).value.state != "S3":
            raise Refused("It was approved already. The supervisor can close it.")
        made.withdrawn_at = at
        made.save()
        act.obj = str(made.pk)
        act.notify(row.subject, f"{row.topic}: {by.name} has taken the proposal back.")


def name_reviewer(*, question_id: uuid.UUID, reviewer: Person, by: Person, at: datetime) -> None:
    """The supervisor names who reviews this one question; nobody close to it, and perhaps somebody from outside.

    Raises:
        Refused: Not the supervisor, or the reviewer is not independent.

    """
    found = standing(question_id, at)
    if "supervisor" not in roles(found.row, by, at):
        raise Refused("The supervisor names the reviewer.")
    org.assign(grant=Grant("reviews", reviewer, found.row.subject, question_id), by=by, at=at)


def reply(*, proposal_id: uuid.UUID, text: str, by: Person, at: datetime) -> None:
    """The clinician's reply; it stays beside the expectation.

    Raises:
        Refused: Nothing is written.

    """
    made: Proposal = own_row(Proposal, proposal_id, by, at)
    row = made.question
    with action(by, "support.proposal.reply", at=at, subject=row.subject) as act:
        if not text.strip():
            raise Refused("Nothing was saved: write something first.")
        made.reply, made.replied_on = text.strip(), timezone.localdate(at)
        made.save()
        act.obj = str(made.pk)
        for who in _concerned(row, at):
            act.notify(who, f"{row.subject.name} has replied to the written expectation.")


def review(*, proposal_id: uuid.UUID, note: str, by: Person, at: datetime) -> None:
    """The reviewer's note; everybody who reads the step reads it."""
    made: Proposal = own_row(Proposal, proposal_id, by, at)
    _note(made, note, by=by, at=at)


def review_danger(*, danger_id: uuid.UUID, note: str, by: Person, at: datetime) -> None:
    """The reviewer's note on a danger that was named."""
    made: Danger = own_row(Danger, danger_id, by, at)
    _note(made, note, by=by, at=at)


def _note(made: Proposal | Danger, note: str, *, by: Person, at: datetime) -> None:
    row = made.question
    with action(by, "support.formal.review", at=at, subject=row.subject, question=row.pk) as act:
        if not note.strip():
            raise Refused("Nothing was saved: write something first.")
        made.reviewer_note = note.strip()
        made.save()
        act.obj = str(made.pk)
        act.notify(row.subject, "The reviewer has written a note. You can read it.")


def name_danger(*, about: Person, written: Facts, by: Person, at: datetime) -> Danger:
    """A supervisor names a danger or a legal duty (T24); it begins when the people office says so, too.

    Raises:
        Refused: With everything that stands against it.

    """
    if not overseen(by, at).filter(subject=about).exists():
        raise Refused(NOT_YOURS)
    with action(by, "support.danger.name", at=at, subject=about) as act:
        unmet = _against_danger(written)
        _refuse(unmet)
        row = Question.objects.create(
            subject=about, kind="exception", topic="A danger or a legal duty", opened_at=at, others_from=None
        )
        made = Danger.objects.create(
            question=row, category=written.category, facts=written.facts.strip(), referral=written.referral.strip(),
            named_at=at, named_by=by,
        )  # fmt: skip
        let_people_office_in(act, row, by, at)
        say_yes(act, standing(row.pk, at), "T24", Words(), by=by, at=at)
        act.obj = str(row.pk)
    return made


def _against_danger(written: Facts) -> tuple[str, ...]:
    return tuple(
        pathway.NEEDS[name].sentence
        for name, is_met in (
            ("category", written.category in pathway.CATEGORIES),
            ("facts", bool(written.facts.strip())),
            ("referral", bool(written.referral.strip())),
        )
        if not is_met
    )


def _concerned(row: Question, at: datetime) -> tuple[Person, ...]:
    leader = people.leader_row(row.subject_id, at)
    above = people.holders(kind="supervises", subject=leader, at=at) if leader else ()
    return (*above, *people.holders(kind="reviews", subject=row.subject, question=row.pk, at=at))


def _refuse(unmet: tuple[str, ...]) -> None:
    if unmet:
        raise Refused(*unmet)


def take_file(*, question_id: uuid.UUID, by: Person, at: datetime) -> bytes:
    """The whole file of a question, for the clinician and for whoever decides a formal step; the clinician is told.

    Raises:
        Refused: This is not the actor's to take.

    """
    found = standing(question_id, at)
    with action(by, "support.file.take", at=at, subject=found.row.subject, question=question_id) as act:
        if not roles(found.row, by, at) & _TAKERS:
            raise Refused(NOT_YOURS)
        act.obj = str(question_id)
        act.notify(
            found.row.subject, f"{found.row.topic}: {by.name} has taken the whole file of this question away."
        )
    taken = checkpoint(why="export", at=at)
    return question_file(found.row, taken.printed, at)
