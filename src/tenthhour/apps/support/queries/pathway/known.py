"""Everything the pathway looks at before a step, read from the rows as they stand.

The guards look at all of it, whoever asks, and give out sentences, never rows: this is one of the few places
that read past the scope. What a person may read comes from `page`.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from pydantic import TypeAdapter

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.models import (
    Ask,
    Confirmation,
    Dispute,
    Figures,
    PrivateReport,
    Promise,
    Question,
    Visit,
)
from tenthhour.apps.support.models import Meeting as MeetingRow
from tenthhour.apps.support.queries.asks import ASK
from tenthhour.apps.support.queries.pathway import formal
from tenthhour.apps.support.queries.pathway.values import meeting, plan_of, walked
from tenthhour.core.errors import Refused
from tenthhour.core.support import pathway
from tenthhour.core.support.ask import Ask as AskValue
from tenthhour.core.support.ask import unmet_answer
from tenthhour.core.support.pathway import Approver, Snapshot

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

ORDINARY = ("measure", "ask", "event")


@dataclass(frozen=True)
class Words:
    """What somebody writes with a step."""

    topic: str = ""
    reason: str = ""
    outcome: str = ""
    pause_until: date | None = None
    extension_days: int = 0
    is_counsel_acknowledged: bool = False


WORDS = TypeAdapter(Words)


@dataclass(frozen=True)
class Signal:
    """A confirmed finding about one clinician, as measurement hands it over."""

    measure_id: str
    topic: str
    months_in_post: int
    is_efficiency: bool
    others_from: datetime


@dataclass(frozen=True)
class Known:
    """A question as it stands: its row, its value, and everything a step may ask for."""

    row: Question
    value: pathway.Question
    leader: Person | None
    snapshot: Snapshot
    said: tuple[Confirmation, ...] = field(default=())

    @property
    def after(self) -> int:
        """How many steps were taken so far."""
        return len(self.value.visits)


def known(question_id: uuid.UUID, at: datetime) -> Known | None:
    """The question and all that is known around it at an instant; None where there is none."""
    row = Question.unscoped.select_related("subject", "ask").filter(pk=question_id).first()
    if row is None:
        return None
    visits = list(Visit.unscoped.filter(question=row).order_by("number"))
    value = walked(row, visits, stops(row))
    said = tuple(Confirmation.unscoped.filter(question=row, after=len(visits)).select_related("person"))
    leader = people.leader_row(row.subject_id, at)
    return Known(row, value, leader, _snapshot(row, value, leader, at), said)


def standing(question_id: uuid.UUID, at: datetime) -> Known:
    """The same where there has to be one.

    Raises:
        Refused: There is none.

    """
    found = known(question_id, at)
    if found is None:
        raise Refused("This is not here any more, or was never yours to change.")
    return found


def offered(meeting_id: uuid.UUID) -> MeetingRow | None:
    """A meeting, for the supervisor who confirms that its dates were offered and reads nothing of it."""
    return MeetingRow.unscoped.select_related("question__subject").filter(pk=meeting_id).first()


def with_words(found: Known, words: Words) -> Known:
    """What somebody writes with a step, added to the picture."""
    written = {name: value for name, value in asdict(words).items() if value}
    return replace(found, snapshot=replace(found.snapshot, **written))


def stops(row: Question) -> tuple[tuple[date, date], ...]:
    """The stretches in which a question about the data was open."""
    found = Dispute.unscoped.filter(question=row)
    return tuple((d.opened_on, end) for d in found for end in [closed_on(d) or date.max] if end > d.opened_on)


def closed_on(dispute: Dispute) -> date | None:
    """When an answer ended it: the second opinion's where one was asked for."""
    return dispute.second_on if dispute.second_asked_on else dispute.answered_on


def open_questions(subject: uuid.UUID, *, kinds: Sequence[str] = ORDINARY) -> tuple[Question, ...]:
    """The questions about somebody that are not closed."""
    closed = Visit.unscoped.filter(state__in=["S0", "S5"]).values("question")
    return tuple(Question.unscoped.filter(subject=subject, kind__in=kinds).exclude(pk__in=closed))


def is_past_look(subject: uuid.UUID, measure_id: str, at: datetime) -> bool:
    """Whether an open question about this number has gone beyond a first look (S1)."""
    own = [row.pk for row in open_questions(subject) if row.measure_id == measure_id]
    return any(found.value.state not in ("S0", "S1") for pk in own if (found := known(pk, at)))


def with_signal(found: Known, signal: Signal) -> Known:
    """What a new signal adds to the picture."""
    others = [q for q in open_questions(found.row.subject_id) if q.pk != found.row.pk]
    snapshot = replace(
        found.snapshot,
        is_signal_confirmed=True,
        months_in_post=signal.months_in_post,
        open_questions=len(others),
        is_measure_open=any(q.measure_id == signal.measure_id for q in others),
    )
    return replace(found, snapshot=snapshot)


def _snapshot(row: Question, value: pathway.Question, leader: Person | None, at: datetime) -> Snapshot:
    today = timezone.localdate(at)
    made = Snapshot(
        clinician=row.subject.name,
        leader=str(leader.pk) if leader else "",
        pause_until=_pause_until(row, value, today),
        event_on=row.event_on,
        is_request=row.is_request,
        **_meetings(row, value),
        **_plan(row, today),
        **_asked(row, today),
        **_formal(row, value, today),
        **_crisis(today),
        reported_on=_reported_on(row),
        overdue_promises=_overdue(row, leader, today),
        is_base_lapsed=(value.days_past_end(today) or 0) >= 14,
        approvers=_approvers(row, leader, at),
    )
    return replace(made, **_figures(row, made.plan, today))


def _pause_until(row: Question, value: pathway.Question, today: date) -> date | None:
    """When a pause ends; a crisis that goes on keeps it going."""
    if value.state != "SP":
        return None
    last = Visit.unscoped.filter(question=row, state="SP").order_by("-number").first()
    on = formal.crisis(today)
    return max((day for day in (last and last.pause_until, on and on.ends_on) if day), default=None)


def _meetings(row: Question, value: pathway.Question) -> dict[str, Any]:
    rows = list(MeetingRow.unscoped.filter(question=row).order_by("created_at"))
    talks = [meeting(m) for m in rows if m.kind == "talk"]
    since = [m for m in rows if timezone.localdate(m.created_at) >= value.entered_on]
    reviews = [meeting(m) for m in since if m.kind == "day_30"]
    return {
        "talk": next((t for t in talks if t.is_held), talks[-1] if talks else pathway.Meeting()),
        "check_ins": tuple(meeting(m) for m in since if m.kind == "check_in"),
        "day_30": next((r for r in reviews if r.is_held), reviews[-1] if reviews else pathway.Meeting()),
    }


def _plan(row: Question, today: date) -> dict[str, Any]:
    plan, disagreed_on = plan_of(row)
    return {"plan": plan, "is_disagreement_recorded": disagreed_on is not None and disagreed_on <= today}


def _asked(row: Question, today: date) -> dict[str, Any]:
    body = ASK.validate_python(row.ask.body) if row.ask else _ask_on(row)
    answered = (today - body.answer.on).days if body and body.answer else None
    if row.ask is None or body is None:
        return {"is_efficiency": row.is_efficiency, "sum_answered_days": answered}
    return {
        "is_efficiency": body.wanted.is_efficiency,
        "sum_answered_days": answered,
        "has_shared_ask": body.shared_on is not None,
        "was_warned": body.warned is not None,
        "ask_sentence": unmet_answer(body),
    }


def _ask_on(row: Question) -> AskValue | None:
    """The newest shared Ask about the same number, for guard G11."""
    rows = Ask.unscoped.filter(subject=row.subject).order_by("-shared_at")
    values = (ASK.validate_python(r.body) for r in rows)
    return next((v for v in values if row.measure_id and v.wanted.measure_id == row.measure_id), None)


def _formal(row: Question, value: pathway.Question, today: date) -> dict[str, Any]:
    """The proposal, its reply and note; or the danger that was named."""
    proposal, danger = formal.proposal_of(row), formal.danger_of(row)
    is_over = proposal and proposal.reply_until and proposal.reply_until < today
    return {
        "is_policy_adopted": formal.adoption(today) is not None,
        "has_proposal": proposal is not None,
        "reply_closed_days": (today - value.entered_on).days if is_over else 0,
        "reviewer_note": danger.reviewer_note if danger else proposal.reviewer_note if proposal else "",
        "category": danger.category if danger else "",
        "facts": danger.facts if danger else "",
        "referral": danger.referral if danger else "",
    }


def _crisis(today: date) -> dict[str, Any]:
    ended = formal.last_crisis_ended(today)
    return {
        "is_crisis": formal.crisis(today) is not None,
        "since_crisis_days": (today - ended).days if ended else None,
    }


def _figures(row: Question, plan: pathway.Plan | None, today: date) -> dict[str, Any]:
    rows = list(Figures.unscoped.filter(question=row, undone_at__isnull=True).order_by("shown_at", "pk"))
    latest = {f.period: f for f in rows}
    start = str(plan.starts_on)[:7] if plan else "9999"
    usable = {p for p, f in latest.items() if f.stands and f.is_usable and f.as_of > start}
    doubts = Dispute.unscoped.filter(question=row).order_by("opened_on")
    return {
        "usable_periods": len(usable),
        "is_signal_gone": bool(rows) and rows[-1].is_corrected_away,
        "has_figures_days": (today - timezone.localdate(rows[-1].shown_at)).days if rows else 0,
        "data_question_since": next((d.opened_on for d in doubts if closed_on(d) is None), None),
    }


def _reported_on(row: Question) -> date | None:
    newest = PrivateReport.unscoped.filter(subject=row.subject).order_by("-on").first()
    return newest.on if newest else None


def _overdue(row: Question, leader: Person | None, today: date) -> int:
    # Said to be missed by the one it was owed to: owed still, or calling it missed would clear the way.
    late = ["open", "missed"]
    owed = Promise.unscoped.filter(subject=row.subject, owed_by=leader, status__in=late, kept_on__isnull=True)
    return owed.filter(due__lt=today).count() if leader else 0


def _approvers(row: Question, leader: Person | None, at: datetime) -> tuple[Approver, ...]:
    """The supervisor of the leader, and the reviewer named for this question."""
    supervisors = people.holders(kind="supervises", subject=leader, at=at)[:1] if leader else ()
    reviewers = people.holders(kind="reviews", subject=row.subject, question=row.pk, at=at)[:1]
    found = [Approver(str(p.pk), _reports_to(p, at)) for p in supervisors]
    return (*found, *(Approver(str(p.pk), _reports_to(p, at), is_outside(p)) for p in reviewers))


def _reports_to(person: Person, at: datetime) -> str:
    above = people.holders(kind="supervises", subject=person, at=at)
    return str(above[0].pk) if above else ""


def is_outside(person: Person) -> bool:
    """Somebody with no team and no peer group here, such as a board member or a neighbouring clinic's clinician."""
    return not person.team and not person.peer_group
