"""Talks, and everything the page for one may use."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.models import Scratch, Talk
from tenthhour.apps.support.queries.asks import asked_of
from tenthhour.apps.support.queries.promises import promise_lines
from tenthhour.content.frameworks import frameworks
from tenthhour.core.support import brief
from tenthhour.core.support.standing import OwnLevel

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

FRAMEWORK = "r2c2"


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


def next_talk(about: uuid.UUID, actor: Person, at: datetime) -> TalkPage | None:
    """The latest talk somebody was invited to."""
    row = Talk.objects.visible_to(actor, at).filter(subject=about).order_by("-invited_at").first()
    return TalkPage(row.pk, row.on, row.purpose, row.agenda, row.strength) if row else None


def scratch(about: uuid.UUID, actor: Person, at: datetime) -> str:
    """The actor's own notes for a talk with somebody; nobody else's."""
    row = Scratch.objects.visible_to(actor, at).filter(about=about).first()
    return row.text if row else ""


def conversation(
    about: people.PersonCard, actor: Person, *, at: datetime, today: date, beside: Beside
) -> brief.Conversation:
    """Everything the brief for a talk with this person may use, as far as the actor may read it."""
    talk, own = next_talk(about.id, actor, at), actor.pk == about.id
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
