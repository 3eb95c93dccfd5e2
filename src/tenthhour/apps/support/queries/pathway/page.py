"""The page of a question: where things stand, what comes next, what is missing and who can supply it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.models import (
    Dispute,
    Figures,
    Meeting,
    Plan,
    PlanAction,
    PrivateReport,
    Question,
    Statement,
    Visit,
)
from tenthhour.apps.support.queries.pathway.formal import reply_until
from tenthhour.apps.support.queries.pathway.known import Known, Words, closed_on, known, standing, with_words
from tenthhour.apps.support.queries.pathway.roles import roles
from tenthhour.apps.support.queries.pathway.said import sentences
from tenthhour.apps.support.queries.pathway.values import plan_value
from tenthhour.core.days import after_working_days, in_words
from tenthhour.core.support import pathway
from tenthhour.core.support.pathway import STANDING, STEPS, Ahead, Role, Standing

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person
    from tenthhour.apps.org.queries import PersonCard

# What the form of a step will write, so that a page looking ahead does not ask for it.
_TO_BE_WRITTEN = {
    "T02": Words(reason="context"),
    "T12": Words(outcome="graduated"),
    "T13": Words(extension_days=1),
    "T18": Words(outcome="withdrawn"),
    "T20": Words(outcome="met"),
    "T22": Words(reason="written", is_counsel_acknowledged=True),
    "T25": Words(outcome="not warranted"),
}
# Steps with a place of their own on the page.
_ELSEWHERE = {"T04", "T27"}


@dataclass(frozen=True)
class Option:
    """A step the reader may take, and what still stands against it."""

    move: str
    do: str
    missing: tuple[str, ...]
    earliest_on: date | None
    others: tuple[Role, ...]
    is_said: bool


@dataclass(frozen=True)
class Told:
    """One step that was taken: when, and what it was."""

    on: date
    words: str
    sentence: str


@dataclass(frozen=True)
class Owed:
    """One action of the organisation, and what the reader may say of it."""

    row: PlanAction
    is_settled: bool


@dataclass(frozen=True)
class QuestionPage:
    """Everything the two read of a question, the same words for both."""

    id: uuid.UUID
    about: PersonCard
    topic: str
    kind: str
    state: str
    mine: frozenset[Role]
    standing: Standing
    since: date
    closes: Ahead | None
    options: tuple[Option, ...]
    waiting: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    plan: pathway.Plan | None
    plan_row: Plan | None
    owed: tuple[Owed, ...]
    disputes: tuple[Dispute, ...]
    statements: tuple[Statement, ...]
    figures: tuple[str, ...]
    history: tuple[Told, ...]
    is_shared: bool
    doubt_since: date | None

    @property
    def is_open(self) -> bool:
        return self.state not in ("S0", "S5")


@dataclass(frozen=True)
class Line:
    """A question in a list."""

    id: uuid.UUID
    about: PersonCard
    topic: str
    state: str
    words: str
    since: date
    closes_on: date | None


def page(question_id: uuid.UUID, actor: Person, at: datetime) -> QuestionPage | None:
    """The page of a question the actor may read, or None: absent and foreign look alike."""
    if not Question.objects.visible_to(actor, at).filter(pk=question_id).exists():
        return None
    found = known(question_id, at)
    if found is None or not found.value.visits:
        return None
    mine, today = roles(found.row, actor, at), timezone.localdate(at)
    plan = Plan.objects.visible_to(actor, at).filter(question=question_id).order_by("-written_at").first()
    return QuestionPage(
        id=question_id,
        about=people.card(found.row.subject),
        topic=found.row.topic,
        kind=found.row.kind,
        state=found.value.state,
        mine=mine,
        standing=_standing(found.value.state, question_id),
        since=found.value.entered_on,
        closes=next((a for a in pathway.ahead(found.value, today) if a.is_clock), None),
        options=_options(found, mine, today),
        waiting=_waiting(found, mine),
        meetings=_of(Meeting, question_id, actor, at, "created_at"),
        plan=plan_value(plan) if plan else None,
        plan_row=plan,
        owed=_owed(plan, actor, at),
        disputes=_of(Dispute, question_id, actor, at, "opened_on"),
        statements=_of(Statement, question_id, actor, at, "at", "by"),
        figures=_figures(question_id, actor, at),
        history=_history(question_id, actor, at),
        is_shared=found.row.others_from is not None,
        doubt_since=found.snapshot.data_question_since,
    )


def _standing(state: pathway.State, question_id: uuid.UUID) -> Standing:
    """Where it stands in words; of a written expectation with the day until which there is time to reply."""
    found, until = STANDING[state], reply_until(question_id)
    return replace(found, text=found.text.format(date=in_words(until))) if until else found


@dataclass(frozen=True)
class Options:
    """What the reader of a formal step may do with it."""

    mine: frozenset[Role]
    state: str
    standing: Standing
    options: tuple[Option, ...]


def options(question_id: uuid.UUID, actor: Person, at: datetime) -> Options:
    """The steps open to somebody who may read the formal step of a question, but not the question."""
    found = standing(question_id, at)
    mine, today = roles(found.row, actor, at), timezone.localdate(at)
    return Options(mine, found.value.state, STANDING[found.value.state], _options(found, mine, today))


def lines(about: uuid.UUID, actor: Person, at: datetime) -> tuple[Line, ...]:
    """The questions about somebody that the actor may read: open ones first, then by day."""
    rows = Question.objects.visible_to(actor, at).filter(subject=about)
    found = [
        _line(k, at)
        for k in (known(q, at) for q in rows.values_list("pk", flat=True))
        if k and k.value.visits
    ]
    return tuple(sorted(found, key=lambda x: (x.state in ("S0", "S5"), -x.since.toordinal(), x.topic)))


def _line(found: Known, at: datetime) -> Line:
    state, today = found.value.state, timezone.localdate(at)
    closes = next((a.earliest_on for a in pathway.ahead(found.value, today) if a.is_clock), None)
    about = people.card(found.row.subject)
    return Line(
        found.row.pk, about, found.row.topic, state, STANDING[state].words, found.value.entered_on, closes
    )


def _options(found: Known, mine: frozenset[Role], today: date) -> tuple[Option, ...]:
    steps = [
        a
        for a in pathway.ahead(found.value, today)
        if mine & set(a.move.movers) and a.move.id not in _ELSEWHERE
    ]
    return tuple(_option(found, a, mine, today) for a in steps)


def _option(found: Known, step: Ahead, mine: frozenset[Role], today: date) -> Option:
    move = step.move
    looking = with_words(found, _TO_BE_WRITTEN.get(move.id, Words()))
    roles_of = move.movers if move.together else tuple(mine & set(move.movers))[:1]
    yes = [pathway.Confirmation(role, f"the {role}", today) for role in roles_of]
    against = pathway.missing(looking.value, move.id, yes, today, looking.snapshot)
    said = {c.role for c in found.said if c.move == move.id}
    others = tuple(r for r in move.movers if r not in mine and r not in said) if move.together else ()
    early = step.earliest_on if step.earliest_on and step.earliest_on > today else None
    return Option(move.id, STEPS[move.id].do, sentences(against, mine), early, others, bool(said & mine))


def _waiting(found: Known, mine: frozenset[Role]) -> tuple[str, ...]:
    """Steps somebody else has said yes to, waiting for the reader's own yes."""
    said = {c.move: c for c in found.said if pathway.MOVES[c.move].together}
    return tuple(
        f"{c.person.name} has said yes to: {STEPS[move].do}."
        for move, c in said.items()
        if c.role not in mine and mine & set(pathway.MOVES[move].movers)
    )


def _of(model, question_id, actor, at, order, *related):
    rows = model.objects.visible_to(actor, at).filter(question=question_id).order_by(order)
    return tuple(rows.select_related(*related) if related else rows)


def _owed(plan: Plan | None, actor: Person, at: datetime) -> tuple[Owed, ...]:
    rows = PlanAction.objects.visible_to(actor, at).filter(plan=plan).order_by("due") if plan else ()
    return tuple(Owed(a, bool(a.delivered_on or a.waived_on)) for a in rows)


def _figures(question_id: uuid.UUID, actor: Person, at: datetime) -> tuple[str, ...]:
    rows = Figures.objects.visible_to(actor, at).filter(question=question_id, undone_at__isnull=True)
    latest = rows.order_by("-shown_at", "-pk").first()
    return (latest.sentence,) if latest else ()


def _history(question_id: uuid.UUID, actor: Person, at: datetime) -> tuple[Told, ...]:
    rows = Visit.objects.visible_to(actor, at).filter(question=question_id).order_by("number")
    return tuple(Told(v.on, STANDING[v.state].words, STEPS[v.move].told) for v in rows)


@dataclass(frozen=True)
class Doubt:
    """A question about the data, for whoever has to answer it."""

    id: uuid.UUID
    about: PersonCard
    topic: str
    ground: str
    opened_on: date
    due: date
    is_second: bool
    first_answer: str


def doubts(actor: Person, at: datetime) -> tuple[Doubt, ...]:
    """Questions about the data that wait for this steward's or reviewer's answer, oldest first."""
    rows = Dispute.objects.visible_to(actor, at).exclude(question__subject=actor)
    waiting = [
        d for d in rows.select_related("question__subject").order_by("opened_on") if closed_on(d) is None
    ]
    mine = {d: roles(d.question, actor, at) for d in waiting}
    return tuple(_doubt(d) for d in waiting if ("reviewer" if d.second_asked_on else "steward") in mine[d])


def _doubt(d: Dispute) -> Doubt:
    row = d.question
    due = after_working_days(d.second_asked_on, 10) if d.second_asked_on else d.answer_due
    first = d.answer if d.second_asked_on else ""
    return Doubt(
        d.pk, people.card(row.subject), row.topic, d.ground, d.opened_on, due, bool(d.second_asked_on), first
    )


def own_reports(actor: Person, at: datetime) -> tuple[date, ...]:
    """The days somebody entered for themselves."""
    return tuple(PrivateReport.objects.visible_to(actor, at).order_by("-on").values_list("on", flat=True))
