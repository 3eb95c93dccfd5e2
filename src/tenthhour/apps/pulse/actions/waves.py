"""A wave from its draft to its launch, and its end before its time."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org.audit import action
from tenthhour.apps.pulse.actions import sealing
from tenthhour.apps.pulse.models import (
    CLOSED,
    DRAFT,
    FROZEN,
    OPEN,
    VOID,
    Eligible,
    SealedAnswer,
    Slip,
    Wave,
)
from tenthhour.apps.pulse.queries import waves as queries
from tenthhour.core.errors import Refused
from tenthhour.core.pulse.wave import Definition, unmet

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def start(*, instrument: str, k: int, opens_on: date, days: int, by: Person, at: datetime) -> Wave:
    """Write a wave down as a draft. Nothing about anybody is stored.

    Raises:
        Refused: It could not be launched like this; every reason.

    """
    wave = Wave(
        instrument=instrument, k=k, opens_on=opens_on, closes_on=opens_on + timedelta(days=max(days, 2) - 1)
    )
    _must_be_possible(wave, queries.planned(wave, at), at)
    with action(by, "pulse.wave.start", at=at) as act:
        wave.save()
        act.obj = str(wave.pk)
    return wave


def freeze(*, wave_id: uuid.UUID, by: Person, at: datetime) -> Wave:
    """Launch a wave: from now on nothing of it can change, and it opens, closes and is published by itself.

    Raises:
        Refused: It is launched already, or could not be; every reason.

    """
    with action(by, "pulse.wave.freeze", at=at) as act:
        wave = Wave.objects.get(pk=wave_id)
        if wave.state != DRAFT:
            raise Refused("This wave was launched already. Nothing of it can be changed.")
        members = queries.members(at)
        definition = queries.planned(wave, at)
        _must_be_possible(wave, definition, at)
        wave.definition, wave.digest = definition.canonical(), definition.digest
        wave.public_key, wave.launched_at, wave.state = sealing.make_key(wave.pk), at, FROZEN
        wave.save()
        of_part = {part: group.id for group in definition.groups for part in group.parts}
        is_about_leader = definition.instrument.about == "leader"
        parts = {m.id: (m.leader, "" if is_about_leader else m.team) for m in members}
        rows = ((id_, of_part[part]) for id_, part in parts.items() if part in of_part)
        Eligible.objects.bulk_create(
            Eligible(wave=wave, person_id=uuid.UUID(id_), group=group) for id_, group in rows
        )
        act.obj, act.detail = str(wave.pk), f"SHA-256 {wave.digest}"
    return wave


def void(*, wave_id: uuid.UUID, why: str, by: Person, at: datetime) -> None:
    """End a wave before its time: everything answered is deleted and nothing published.

    Raises:
        Refused: It has ended, or no reason is given.

    """
    if not why.strip():
        raise Refused("Say in one sentence why, for everybody to read.")
    with action(by, "pulse.wave.void", at=at) as act:
        wave = Wave.objects.get(pk=wave_id)
        if wave.state not in (DRAFT, FROZEN, OPEN, CLOSED):
            raise Refused("This wave has ended. Nothing of it can be changed.")
        end(wave, VOID, at=at, why=why.strip())
        act.obj, act.detail = str(wave.pk), why.strip()


def end(wave: Wave, state: str, *, at: datetime, why: str = "") -> None:
    """The last state of a wave, and nothing left of who might answer and what was answered."""
    wave.state, wave.ended_at, wave.why_void = state, at, why
    wave.save()
    for table in (SealedAnswer, Slip, Eligible):
        table.objects.filter(wave=wave).delete()


def _must_be_possible(wave: Wave, definition: Definition, at: datetime) -> None:
    reasons = unmet(definition, queries.others(wave), timezone.localdate(at))
    if reasons:
        raise Refused(*reasons)
