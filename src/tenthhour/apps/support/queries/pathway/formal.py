"""The formal steps as pages show them: to two approvers, the clinician, the leader and the people office."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.models import (
    Adoption,
    Crisis,
    Danger,
    Dispute,
    Meeting,
    PlanAction,
    Proposal,
    Question,
    Statement,
    Visit,
)
from tenthhour.apps.support.queries.pathway.reviewing import reviewer_names
from tenthhour.apps.support.queries.pathway.roles import roles
from tenthhour.core.support.pathway import STEPS

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person
    from tenthhour.apps.org.queries import PersonCard


@dataclass(frozen=True)
class Dated:
    """Something that happened on a day, in words; who wrote it where it is a statement."""

    on: date
    words: str


@dataclass(frozen=True)
class FormalPage:
    """One formal step with what it has to rest on."""

    row: Proposal
    about: PersonCard
    topic: str
    question_id: uuid.UUID
    chain: tuple[Dated, ...]
    held: tuple[Dated, ...]
    owed: tuple[PlanAction, ...]
    doubts: tuple[Dated, ...]
    statements: tuple[Dated, ...]
    reviewers: tuple[str, ...]


@dataclass(frozen=True)
class FormalLine:
    """A formal step in a list."""

    id: uuid.UUID
    question_id: uuid.UUID
    about: PersonCard
    topic: str
    proposed_on: date
    is_danger: bool
    is_withdrawn: bool = False


def proposal_of(row: Question) -> Proposal | None:
    """The proposal that stands for a question."""
    return Proposal.unscoped.filter(question=row, withdrawn_at__isnull=True).order_by("-proposed_at").first()


def danger_of(row: Question) -> Danger | None:
    return Danger.unscoped.filter(question=row).first()


def is_begun(row: Question) -> bool:
    """Whether two people have named a danger, be it closed since or not."""
    return Visit.unscoped.filter(question=row, state="SX").exists()


def adoption(on: date) -> Adoption | None:
    """The version of the steps that the organisation has adopted, on a day."""
    return Adoption.objects.filter(adopted_on__lte=on).order_by("-adopted_on", "-recorded_at").first()


def adoptions() -> tuple[Adoption, ...]:
    return tuple(Adoption.objects.order_by("-recorded_at"))


def crisis(on: date) -> Crisis | None:
    """The crisis that is on, if one is."""
    return Crisis.objects.filter(starts_on__lte=on, ends_on__gt=on).order_by("-ends_on").first()


def crises() -> tuple[Crisis, ...]:
    """Every crisis that was declared, oldest first: its months are not judged."""
    return tuple(Crisis.objects.order_by("starts_on"))


def last_crisis_ended(on: date) -> date | None:
    """When the latest crisis that is over ended."""
    over = Crisis.objects.filter(ends_on__lte=on).order_by("-ends_on").first()
    return over.ends_on if over else None


def formal_lines(actor: Person, at: datetime) -> tuple[FormalLine, ...]:
    """Formal steps and named dangers the actor may read, newest first."""
    rows = [
        FormalLine(
            p.pk,
            p.question_id,
            people.card(p.question.subject),
            p.question.topic,
            timezone.localdate(p.proposed_at),
            False,
            p.withdrawn_at is not None,
        )
        for p in Proposal.objects.visible_to(actor, at).select_related("question__subject")
    ]
    rows += [
        FormalLine(
            d.pk,
            d.question_id,
            people.card(d.question.subject),
            d.question.topic,
            timezone.localdate(d.named_at),
            True,
        )
        for d in Danger.objects.visible_to(actor, at).select_related("question__subject")
    ]
    return tuple(sorted(rows, key=lambda line: (-line.proposed_on.toordinal(), line.topic)))


def formal_page(proposal_id: uuid.UUID, actor: Person, at: datetime) -> FormalPage | None:
    """One formal step: its chain by dates, the help owed, doubts and statements; not the talks themselves."""
    row = (
        Proposal.objects.visible_to(actor, at)
        .select_related("question__subject")
        .filter(pk=proposal_id)
        .first()
    )
    if row is None:
        return None
    question = row.question
    return FormalPage(
        row=row,
        about=people.card(question.subject),
        topic=question.topic,
        question_id=question.pk,
        chain=tuple(Dated(v.on, STEPS[v.move].told) for v in _of(Visit, question).order_by("number")),
        held=tuple(_held(m, m.met_on) for m in _of(Meeting, question).order_by("met_on") if m.met_on),
        owed=tuple(_of(PlanAction, question).order_by("due")),
        doubts=tuple(
            _doubted(d, has_words="leader" not in roles(question, actor, at))
            for d in _of(Dispute, question).order_by("opened_on")
        ),
        statements=tuple(
            Dated(timezone.localdate(s.at), f"{s.by.name}: {s.text}")
            for s in _of(Statement, question).select_related("by").order_by("at")
        ),
        reviewers=reviewer_names(question, at),
    )


def reply_until(question_id: uuid.UUID) -> date | None:
    """Until when there is time to reply to a written expectation; None where none was approved."""
    rows = Proposal.unscoped.filter(question=question_id, reply_until__isnull=False)
    return rows.order_by("-proposed_at").values_list("reply_until", flat=True).first()


def danger_page(danger_id: uuid.UUID, actor: Person, at: datetime) -> Danger | None:
    rows = Danger.objects.visible_to(actor, at).select_related("question__subject", "named_by")
    return rows.filter(pk=danger_id).first()


def _of(model, question: Question):
    """Whoever may read a formal step reads what it rests on: the step opens it, not the row."""
    return model.unscoped.filter(question=question)


def _doubted(row: Dispute, *, has_words: bool) -> Dated:
    """A question about the data. Whoever leads the clinician learns that it is open or closed, not what it says."""
    is_open = row.answered_on is None or (row.second_asked_on is not None and row.second_on is None)
    said = f"«{row.ground}» {row.answer} {row.second_answer}".strip()
    return Dated(row.opened_on, said if has_words else "It is open." if is_open else "It is closed.")


def _held(row: Meeting, on: date) -> Dated:
    both = bool(row.leader_said_on and row.clinician_said_on)
    kind = {"talk": "The talk", "check_in": "A check-in", "day_30": "The review at day 30"}[row.kind]
    return Dated(on, f"{kind}; {'both say that they met' if both else 'not confirmed by both'}.")


def may_take(question_id: uuid.UUID, actor: Person, at: datetime) -> bool:
    """Whether the whole file of a question is somebody's to take away: their own, one that was opened to them for
    a court or a hold, or a formal step they decide on.
    """
    own = Question.objects.visible_to(actor, at).filter(pk=question_id, subject=actor)
    led = Question.objects.visible_to(actor, at).filter(pk=question_id).exclude(subject=actor)
    steps = (m.objects.visible_to(actor, at).filter(question=question_id) for m in (Proposal, Danger))
    if question_id in {one.question for one in people.unsealed(actor, at)}:
        return True
    return own.exists() or (not led.exists() and any(rows.exists() for rows in steps))
