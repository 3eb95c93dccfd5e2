"""What a supervisor sees of a leader's work: kept promises, held talks, delivered help, days; numbers, never content.

And which questions need a reviewer: why, without content.

Counted over rows whose words the supervisor may not read, so this is one of the few places that read past the scope.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import overseen
from tenthhour.apps.support.models import (
    Danger,
    Dispute,
    LoadWeek,
    Meeting,
    Outcome,
    PlanAction,
    Promise,
    Proposal,
    Question,
    Visit,
)
from tenthhour.apps.support.queries.pathway.known import known
from tenthhour.apps.support.queries.pathway.reviewing import DISPUTED, reviewer_names
from tenthhour.apps.support.queries.promises import as_value
from tenthhour.apps.support.queries.talks import talk_rates
from tenthhour.apps.support.queries.time import LoadLine, loads
from tenthhour.core.support.promise import kept_on_time

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person
    from tenthhour.apps.org.queries import PersonCard

WINDOW = timedelta(days=365)
# A share of fewer than five says nothing; the count is given instead.
SHOWN_FROM = 5


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    done: int
    of: int

    @property
    def words(self) -> str:
        if not self.of:
            return "none yet"
        return f"{self.done} of {self.of}" if self.of < SHOWN_FROM else f"{100 * self.done / self.of:.0f} %"


@dataclass(frozen=True)
class Declined:
    """A meeting for which two dates were offered; only its dates are told."""

    id: uuid.UUID
    dates: tuple[str, ...]


@dataclass(frozen=True)
class Supervised:
    """One leader in numbers, and what waits for the supervisor."""

    leader: PersonCard
    team: tuple[PersonCard, ...]
    promises: str
    talks: str
    week: str
    loads: tuple[LoadLine, ...]
    meetings: Share
    delivered: Share
    days_to_talk: float | None
    chain: Share
    exceptions: int
    open_questions: int
    owed: tuple[PlanAction, ...]
    declined: tuple[Declined, ...]


@dataclass(frozen=True)
class ToReview:
    """One question that needs a reviewer: why, in words without content, and who reviews it already."""

    question_id: uuid.UUID
    about: PersonCard
    why: tuple[str, ...]
    reviewers: tuple[str, ...]


def supervised(supervisor: Person, at: datetime) -> tuple[Supervised, ...]:
    """The leaders somebody supervises, by name; each in numbers of the last twelve months."""
    led, sent = people.rows_towards(kind="supervises", holder=supervisor, at=at), loads(supervisor, at)
    return tuple(
        _of(leader, tuple(line for line in sent if line.leader.id == leader.pk), supervisor, at)
        for leader in led
    )


def _of(leader: Person, sent: tuple[LoadLine, ...], supervisor: Person, at: datetime) -> Supervised:
    card, rates = people.card(leader), talk_rates(leader, at)
    today = timezone.localdate(at)
    led = people.towards(kind="leads", holder=card.id, at=at)
    team = [c.id for c in led]
    rows = Question.unscoped.filter(subject__in=team, opened_at__gte=at - WINDOW)
    meetings = Meeting.unscoped.filter(question__in=rows, invited_on__isnull=False)
    asked = PlanAction.unscoped.filter(question__in=rows)
    promises = [
        as_value(p) for p in Promise.unscoped.filter(owed_by=card.id).select_related("owed_by", "owed_to")
    ]
    share = kept_on_time(promises, today)
    return Supervised(
        leader=card,
        team=led,
        promises="fewer than five so far" if share is None else f"{100 * share:.0f} %",
        talks=rates.sentence if rates else "fewer than five so far",
        week=_week(leader),
        loads=sent,
        meetings=Share(sum(_both(m) for m in meetings), meetings.count()),
        delivered=Share(asked.exclude(delivered_on=None, waived_on=None).count(), asked.count()),
        days_to_talk=_days_to_talk(rows),
        chain=_chain(rows),
        exceptions=rows.filter(kind="exception").count(),
        open_questions=rows.exclude(pk__in=_closed()).count(),
        owed=tuple(
            PlanAction.objects.visible_to(supervisor, at)
            .filter(question__subject__in=team, delivered_on=None, waived_on=None)
            .exclude(question__in=_closed())
            .order_by("due")
        ),
        declined=tuple(_declined(meetings)),
    )


def _week(leader: Person) -> str:
    """What leading takes of the time there is for it, as the clock counted it last Monday."""
    row = LoadWeek.unscoped.filter(subject=leader).order_by("-monday").first()
    return f"{row.need} minutes needed, {row.available} there" if row else "not counted yet"


def outcomes(supervisor: Person, at: datetime) -> tuple[Outcome, ...]:
    return tuple(Outcome.objects.visible_to(supervisor, at).order_by("-quarter", "-at"))


def _closed():
    return Visit.unscoped.filter(state__in=["S0", "S5"]).values("question")


def _both(row: Meeting) -> bool:
    return bool(row.leader_said_on and row.clinician_said_on)


def _days_to_talk(rows: Iterable[Question]) -> float | None:
    """Median days from the first visit of a question to the first meeting both say took place."""
    days = []
    for row in rows:
        first = Visit.unscoped.filter(question=row).order_by("number").first()
        met = [m.met_on for m in Meeting.unscoped.filter(question=row, kind="talk") if _both(m) and m.met_on]
        if first and met:
            days.append((min(met) - first.on).days)
    return median(days) if days else None


def _chain(rows: Iterable[Question]) -> Share:
    """Formal steps whose talk, help and two approvals all stand in the record, among all formal steps."""
    formal = Visit.unscoped.filter(question__in=[r.pk for r in rows], state="S4")
    whole = 0
    for step in formal:
        states = set(
            Visit.unscoped.filter(question=step.question, number__lt=step.number).values_list(
                "state", flat=True
            )
        )
        whole += {"S2", "S3"} <= states
    return Share(whole, len(formal))


def _declined(meetings: Iterable[Meeting]) -> Iterable[Declined]:
    for m in meetings:
        days = [date.fromisoformat(d) for d in m.offered]
        if (
            m.met_on is None
            and m.declined_confirmed_on is None
            and len(days) > 1
            and (max(days) - min(days)).days >= 7
        ):
            yield Declined(m.pk, tuple(m.offered))


_SECOND = {"second_asked_on__isnull": False, "second_on__isnull": True}


def to_review(question_id: uuid.UUID, actor: Person, at: datetime) -> ToReview | None:
    """The question for which the actor, as the supervisor, may name a reviewer; None where none is needed."""
    row = Question.unscoped.select_related("subject").filter(pk=question_id).first()
    if row is None or not overseen(actor, at).filter(subject=row.subject_id).exists():
        return None
    why = _why(row, at)
    return ToReview(row.pk, people.card(row.subject), why, reviewer_names(row, at)) if why else None


def reviewers_wanted(actor: Person, at: datetime) -> tuple[ToReview, ...]:
    """The questions of the teams of this supervisor's leaders that need a reviewer and have none, by name."""
    about = overseen(actor, at).values("subject")
    waiting = {
        *_pending(Proposal, withdrawn_at__isnull=True),
        *_pending(Danger),
        *_pending(Dispute, **_SECOND),
        *_pending(PlanAction, **DISPUTED),
    }
    ids = Question.unscoped.filter(pk__in=waiting, subject__in=about).values_list("pk", flat=True)
    found = [one for pk in ids if (one := to_review(pk, actor, at)) and not one.reviewers]
    return tuple(sorted(found, key=lambda one: (one.about.name, str(one.question_id))))


def _pending(model, **rest):
    return model.unscoped.filter(**rest).values_list("question", flat=True)


def _waits(row: Question, model, **rest) -> bool:
    return model.unscoped.filter(question=row, **rest).exists()


def _why(row: Question, at: datetime) -> tuple[str, ...]:
    found = known(row.pk, at)
    state = found.value.state if found else "S0"
    if state == "S5":
        return ()
    is_formal = state in ("S3", "S4") and _waits(row, Proposal, withdrawn_at__isnull=True)
    return (
        *(["A formal step was proposed."] if is_formal else []),
        *(["A danger or a legal duty was named."] if state == "SX" else []),
        *(["A second opinion on the data was asked for."] if _waits(row, Dispute, **_SECOND) else []),
        *(["Whether help arrived is seen differently."] if _waits(row, PlanAction, **DISPUTED) else []),
    )
