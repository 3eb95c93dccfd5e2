"""Waves: when they open and close, of whom, and as pages list them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.pulse.models import (
    CLOSED,
    DRAFT,
    FROZEN,
    OPEN,
    PUBLISHED,
    VOID,
    Eligible,
    Wave,
)
from tenthhour.content.instruments import instruments
from tenthhour.core.days import in_words
from tenthhour.core.pulse.instrument import Instrument
from tenthhour.core.pulse.wave import Definition, Member, Other, grouped

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

PUBLISHED_FROM = time(6)


def known(instrument_id: str) -> Instrument:
    """Questions by their id, shipped or the site's own."""
    return instruments(settings.CONTENT)[instrument_id]


def opens_at(wave: Wave) -> datetime:
    return _on(wave.opens_on, time.min)


def closes_at(wave: Wave) -> datetime:
    """The start of the day after its last."""
    return _on(wave.closes_on + timedelta(days=1), time.min)


def published_at(wave: Wave) -> datetime:
    return _on(wave.closes_on + timedelta(days=1), PUBLISHED_FROM)


def _on(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, timezone.get_current_timezone())


def open_waves(at: datetime) -> QuerySet[Wave]:
    """The wave that takes answers at this instant, if any: never two."""
    today = timezone.localdate(at)
    return Wave.objects.filter(state=OPEN, opens_on__lte=today, closes_on__gte=today)


def why_closed(at: datetime) -> str:
    """What whoever comes with a slip is told while no wave takes answers."""
    last = Wave.objects.filter(state__in=(OPEN, CLOSED, PUBLISHED)).order_by("-closes_on").first()
    if last is None or last.closes_on >= timezone.localdate(at):
        return "No wave is open now. Nothing was stored."
    return f"This wave closed on {in_words(last.closes_on)}. Nothing was stored."


def members(at: datetime) -> tuple[Member, ...]:
    """Whoever is led by somebody here and can sign in to take a slip."""
    leaders = people.leader_of(at)
    return tuple(
        Member(str(p.pk), p.team, str(leaders[p.pk].id), leaders[p.pk].name)
        for p in people.with_account()
        if p.pk in leaders
    )


def planned(wave: Wave, at: datetime) -> Definition:
    """What a draft would be if it were launched at this instant."""
    asked = known(wave.instrument)
    groups = grouped(members(at), asked, wave.k) if wave.k >= asked.k_min else ()
    return Definition(asked, wave.k, wave.opens_on, wave.closes_on, groups)


def others(wave: Wave) -> list[Other]:
    """Every other wave that was launched."""
    rows = Wave.objects.exclude(pk=wave.pk).exclude(definition="")
    return [Other(w.instrument, w.opens_on, _last_day(w), w.state == VOID) for w in rows]


def _last_day(wave: Wave) -> date:
    return timezone.localdate(wave.ended_at) if wave.state == VOID and wave.ended_at else wave.closes_on


@dataclass(frozen=True)
class OpenWave:
    """The wave that is open, for somebody who may answer it or not."""

    title: str
    until: date
    is_asked: bool
    has_slip: bool


@dataclass(frozen=True)
class Listed:
    """One wave in a list."""

    id: uuid.UUID
    title: str
    state: str
    opens_on: date
    closes_on: date
    why_void: str


def open_for(actor: Person, at: datetime) -> OpenWave | None:
    """What is open now, and whether this person took their slip."""
    wave = open_waves(at).first()
    if wave is None:
        return None
    mine = Eligible.objects.filter(wave=wave, person=actor).first()
    title = wave.defined.instrument.title
    return OpenWave(title, wave.closes_on, mine is not None, mine is not None and mine.slip_taken)


def waves() -> tuple[Listed, ...]:
    """Every wave, the newest first."""
    return tuple(listed(wave) for wave in Wave.objects.order_by("-opens_on", "-pk"))


def listed(wave: Wave) -> Listed:
    title = wave.defined.instrument.title if wave.definition else known(wave.instrument).title
    return Listed(wave.pk, title, wave.state, wave.opens_on, wave.closes_on, wave.why_void)


def voided(at: datetime) -> tuple[Listed, ...]:
    """Launched waves that ended without a result in the last 60 days; everybody reads why."""
    rows = Wave.objects.filter(state=VOID, ended_at__gt=at - timedelta(days=60)).exclude(definition="")
    return tuple(listed(wave) for wave in rows.order_by("-ended_at"))


@dataclass(frozen=True)
class WavePage:
    """One wave as the people office sees it. `definition` of a draft is what it would be now."""

    id: uuid.UUID
    state: str
    digest: str
    why_void: str
    definition: Definition

    @property
    def can_end(self) -> bool:
        return self.state in (DRAFT, FROZEN, OPEN, CLOSED)

    @property
    def is_draft(self) -> bool:
        return self.state == DRAFT

    @property
    def eligible(self) -> int:
        return sum(group.eligible for group in self.definition.groups)


def wave_page(wave_id: uuid.UUID, at: datetime) -> WavePage | None:
    wave = Wave.objects.filter(pk=wave_id).first()
    if wave is None:
        return None
    definition = wave.defined if wave.definition else planned(wave, at)
    return WavePage(wave.pk, wave.state, wave.digest, wave.why_void, definition)


def choices() -> tuple[Instrument, ...]:
    """The questions that may be asked, by title."""
    usable = (one for one in instruments(settings.CONTENT).values() if one.status != "retired")
    return tuple(sorted(usable, key=lambda one: one.title))
