"""Asks, talks and promises as frozen values, for whoever may read them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from pydantic import TypeAdapter

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.models import Ask, AskDraft, Promise, Scratch, Talk
from tenthhour.content.frameworks import frameworks
from tenthhour.core.support import ask as asks
from tenthhour.core.support import brief
from tenthhour.core.support import promise as promises
from tenthhour.core.support.standing import OwnLevel

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

ASK = TypeAdapter(asks.Ask)
FRAMEWORK = "r2c2"


@dataclass(frozen=True)
class AskPage:
    """An Ask, shared or draft, with the person it is about and the figures of its sum."""

    id: uuid.UUID
    about: people.PersonCard
    ask: asks.Ask
    sums: dict[str, str]
    is_draft: bool
    shared_at: datetime | None = None


@dataclass(frozen=True)
class PromiseLine:
    """One promise as a page shows it, and what the reader may do with it."""

    id: uuid.UUID
    promise: promises.Promise
    is_overdue: bool
    may_keep: bool
    may_confirm: bool


@dataclass(frozen=True)
class TalkPage:
    """The next talk with somebody."""

    id: uuid.UUID
    on: date
    purpose: str
    agenda: str
    strength: str


@dataclass(frozen=True)
class Beside:
    """What measurement knows of the person, handed in by whoever joins the two."""

    level: OwnLevel | None = None
    topics: tuple[brief.Topic, ...] = ()
    strength: brief.Strength | None = None
    around: brief.WorkAround = field(default_factory=brief.WorkAround)


def drafts(actor: Person, at: datetime) -> tuple[AskPage, ...]:
    """The drafts of the actor, newest first."""
    rows = AskDraft.objects.visible_to(actor, at).select_related("about").order_by("-updated_at")
    return tuple(_draft(row) for row in rows)


def draft(draft_id: uuid.UUID, actor: Person, at: datetime) -> AskPage | None:
    row = AskDraft.objects.visible_to(actor, at).select_related("about").filter(pk=draft_id).first()
    return _draft(row) if row else None


def shared(actor: Person, at: datetime, about: uuid.UUID | None = None) -> tuple[AskPage, ...]:
    """Shared asks the actor may read, newest first; of one person if named."""
    rows = Ask.objects.visible_to(actor, at).select_related("subject").order_by("-shared_at")
    return tuple(_shared(row) for row in (rows.filter(subject=about) if about else rows))


def one_shared(ask_id: uuid.UUID, actor: Person, at: datetime) -> AskPage | None:
    row = Ask.objects.visible_to(actor, at).select_related("subject").filter(pk=ask_id).first()
    return _shared(row) if row else None


def _draft(row: AskDraft) -> AskPage:
    return AskPage(row.pk, people.card(row.about), ASK.validate_python(row.body), row.sums, is_draft=True)


def _shared(row: Ask) -> AskPage:
    ask = ASK.validate_python(row.body)
    return AskPage(row.pk, people.card(row.subject), ask, row.sums, is_draft=False, shared_at=row.shared_at)


def promise_lines(about: uuid.UUID, actor: Person, at: datetime, today: date) -> tuple[PromiseLine, ...]:
    """Promises between a clinician and whoever leads them: the leader's first, then by date."""
    rows = Promise.objects.visible_to(actor, at).select_related("owed_by", "owed_to").filter(subject=about)
    ordered = sorted(rows, key=lambda row: (row.owed_by_id == about, row.status != "open", row.due))
    return tuple(_line(row, actor, today) for row in ordered)


def promise_row(promise_id: uuid.UUID, actor: Person, at: datetime) -> Promise | None:
    rows = Promise.objects.visible_to(actor, at).select_related("owed_by", "owed_to", "subject")
    return rows.filter(pk=promise_id).first()


def as_value(row: Promise) -> promises.Promise:
    """A stored promise as the core's own value."""
    return promises.Promise(
        row.owed_by.name,
        row.owed_to.name,
        row.text,
        row.due,
        row.status,  # type: ignore[arg-type]
        row.kept_on,
        row.confirmed_on,
    )


def _line(row: Promise, actor: Person, today: date) -> PromiseLine:
    value = as_value(row)
    is_done = row.kept_on is not None
    return PromiseLine(
        row.pk,
        value,
        promises.is_overdue(value, today),
        may_keep=row.owed_by_id == actor.pk and not is_done,
        may_confirm=row.owed_to_id == actor.pk and row.confirmed_on is None,
    )


def next_talk(about: uuid.UUID, actor: Person, at: datetime) -> TalkPage | None:
    """The latest talk somebody was invited to."""
    row = Talk.objects.visible_to(actor, at).filter(subject=about).order_by("-invited_at").first()
    return TalkPage(row.pk, row.on, row.purpose, row.agenda, row.strength) if row else None


def scratch(about: uuid.UUID, actor: Person, at: datetime) -> str:
    """The actor's own notes for a talk with somebody; nobody else's."""
    row = Scratch.objects.visible_to(actor, at).filter(about=about).first()
    return row.text if row else ""


def asked_of(about: uuid.UUID, actor: Person, at: datetime) -> AskPage | None:
    """The open Ask a talk with this person is about: the newest shared one, or the leader's own draft."""
    found = [page for page in shared(actor, at, about) if page.ask.state not in ("withdrawn", "met", "ended")]
    return next(iter(found or [page for page in drafts(actor, at) if page.about.id == about]), None)


def conversation(
    about: people.PersonCard, actor: Person, *, at: datetime, today: date, beside: Beside
) -> brief.Conversation:
    """Everything the brief for a talk with this person may use, as far as the actor may read it."""
    talk, own = next_talk(about.id, actor, at), actor.pk == about.id
    asked = [
        page for page in shared(actor, at, about.id) if page.ask.state not in ("withdrawn", "met", "ended")
    ]
    if not asked and not own:
        asked = [page for page in drafts(actor, at) if page.about.id == about.id]
    leader = people.leader_row(about.id, at) if own else actor
    kept = promise_lines(about.id, actor, at, today)
    written = brief.Strength(talk.strength) if talk and talk.strength else None
    asked = asked_of(about.id, actor, at)
    ask = asked.ask if asked else None
    return brief.Conversation(
        leader=leader.name if leader else "Your leader",
        clinician=about.name,
        on=talk.on if talk else None,
        today=today,
        framework=frameworks(settings.CONTENT)[FRAMEWORK],
        purpose=talk.purpose if talk else "",
        ask=ask,
        level=beside.level,
        promises=tuple(line.promise for line in kept),
        agenda=tuple(filter(None, (line.strip() for line in (talk.agenda if talk else "").splitlines()))),
        strength=written or beside.strength,
        topics=beside.topics,
        around=beside.around,
        doable_sentence=ask.doable.sentence if ask and ask.doable else "",
        scratch="" if own else scratch(about.id, actor, at),
    )
