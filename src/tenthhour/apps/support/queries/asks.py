"""Drafts and shared asks."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from pydantic import TypeAdapter

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.models import Ask, AskDraft, OwnSum
from tenthhour.core.support import ask as asks

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

ASK = TypeAdapter(asks.Ask)


@dataclass(frozen=True)
class AskPage:
    """An Ask, shared or draft, with the person it is about and the figures of its sum."""

    id: uuid.UUID
    about: people.PersonCard
    ask: asks.Ask
    sums: dict[str, str]
    is_draft: bool
    shared_at: datetime | None = None


def drafts(actor: Person, at: datetime) -> tuple[AskPage, ...]:
    """The drafts of the actor, newest first."""
    return tuple(_draft(row) for row in _open_drafts(actor, at).order_by("-updated_at"))


def draft(draft_id: uuid.UUID, actor: Person, at: datetime) -> AskPage | None:
    row = _open_drafts(actor, at).filter(pk=draft_id).first()
    return _draft(row) if row else None


def _open_drafts(actor: Person, at: datetime) -> QuerySet[AskDraft]:
    # One that was shared or thrown away is still a row only while a legal hold keeps it.
    return AskDraft.objects.visible_to(actor, at).select_related("about").filter(body__state="draft")


def shared(actor: Person, at: datetime, about: uuid.UUID | None = None) -> tuple[AskPage, ...]:
    """Shared asks the actor may read, newest first; of one person if named."""
    rows = Ask.objects.visible_to(actor, at).select_related("subject").order_by("-shared_at")
    return tuple(_shared(row) for row in (rows.filter(subject=about) if about else rows))


def one_shared(ask_id: uuid.UUID, actor: Person, at: datetime) -> AskPage | None:
    row = Ask.objects.visible_to(actor, at).select_related("subject").filter(pk=ask_id).first()
    return _shared(row) if row else None


def last_asker(actor: Person, at: datetime) -> str:
    """Who wanted something last: most clinics have one body that asks."""
    return next((page.ask.asker for page in (*drafts(actor, at), *shared(actor, at))), "")


def asked_of(about: uuid.UUID, actor: Person, at: datetime) -> AskPage | None:
    """The open Ask a talk with this person is about: the newest shared one, or the leader's own draft."""
    found = [page for page in shared(actor, at, about) if page.ask.state not in ("withdrawn", "met", "ended")]
    return next(iter(found or [page for page in drafts(actor, at) if page.about.id == about]), None)


def _draft(row: AskDraft) -> AskPage:
    return AskPage(row.pk, people.card(row.about), ASK.validate_python(row.body), row.sums, is_draft=True)


def _shared(row: Ask) -> AskPage:
    ask = ASK.validate_python(row.body)
    return AskPage(row.pk, people.card(row.subject), ask, row.sums, is_draft=False, shared_at=row.shared_at)


@dataclass(frozen=True)
class OwnFigures:
    """A clinician's own figures, and the question that comes of them."""

    sums: dict[str, str]
    sentence: str
    is_shared: bool


def own_figures(ask_id: uuid.UUID, actor: Person, at: datetime) -> OwnFigures | None:
    """The figures a clinician keeps for an Ask: for themselves, and for their leader once shared."""
    row = OwnSum.objects.visible_to(actor, at).filter(ask=ask_id).first()
    return OwnFigures(row.sums, row.sentence, row.is_shared) if row else None


def doable_sentence(page: AskPage | None, actor: Person, at: datetime) -> str:
    """Whether the ask fits, as a question: by the clinician's own figures where the reader may see them."""
    if page is None:
        return ""
    own = None if page.is_draft else own_figures(page.id, actor, at)
    if own:
        return f"By {'my' if page.about.id == actor.pk else 'their'} own figures: {own.sentence}"
    return page.ask.doable.sentence if page.ask.doable else ""
