"""Everything the page for one talk may use."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.queries.asks import asked_of, doable_sentence
from tenthhour.apps.support.queries.pathway.formal import adoption
from tenthhour.apps.support.queries.promises import help_promised, promise_lines
from tenthhour.apps.support.queries.steps import meetings_ahead, open_steps
from tenthhour.apps.support.queries.talks import next_talk, points, scratch
from tenthhour.content.frameworks import frameworks
from tenthhour.core.support import brief
from tenthhour.core.support.framework import Framework
from tenthhour.core.support.standing import OwnLevel

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

FRAMEWORK = "r2c2"


@dataclass(frozen=True)
class Beside:
    """What measurement knows of the person, handed in by whoever joins the two."""

    level: OwnLevel | None = None
    topics: tuple[brief.Topic, ...] = ()
    strength: brief.Strength | None = None
    around: brief.WorkAround = field(default_factory=brief.WorkAround)


def conversation(
    about: people.PersonCard, actor: Person, *, at: datetime, today: date, beside: Beside
) -> brief.Conversation:
    """Everything the brief for a talk with this person may use, as far as the actor may read it."""
    talk, own = next_talk(about.id, actor, at), actor.pk == about.id
    leader = people.leader_row(about.id, at) if own else actor
    kept = promise_lines(about.id, actor, at, today)
    steps = open_steps([about.id], actor, at)
    owed = help_promised((s.question for s in steps if s.state in ("S3", "S4")), actor, at)
    written = brief.Strength(talk.strength) if talk and talk.strength else None
    asked = asked_of(about.id, actor, at)
    meeting = None if talk else next(iter(meetings_ahead(steps, actor, at)), None)
    ask = asked.ask if asked else None
    return brief.Conversation(
        leader=leader.name if leader else "Your leader",
        clinician=about.name,
        on=talk.on if talk else meeting.on if meeting else None,
        today=today,
        framework=_framework(talk.framework if talk else FRAMEWORK),
        step=steps[0].state if steps else "S0",
        is_paused=bool(steps) and steps[0].is_paused,
        is_adopted=adoption(today) is not None,
        purpose=talk.purpose if talk else meeting.topic if meeting else "",
        ask=ask,
        level=beside.level,
        promises=(*owed, *(line.promise for line in kept)),
        agenda=tuple(line.text for line in points(about.id, actor, at) if line.is_clinicians),
        strength=written or beside.strength,
        topics=beside.topics,
        around=beside.around,
        doable_sentence=doable_sentence(asked, actor, at),
        scratch="" if own else scratch(about.id, actor, at),
    )


def is_talk_ahead(about: uuid.UUID, actor: Person, at: datetime) -> bool:
    """Whether the two are invited to talk: a one-to-one, or a meeting about a question."""
    if next_talk(about, actor, at) is not None:
        return True
    return bool(meetings_ahead(open_steps([about], actor, at), actor, at))


def _framework(chosen: str) -> Framework:
    """The way of talking chosen with the invitation; one that a site has taken away since is not."""
    known = frameworks(settings.CONTENT)
    return known.get(chosen, known[FRAMEWORK])
