"""What the clock does with a wave: opens it, closes it, publishes it once, and clears what is left of the answers."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from django.db import connections

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.actions import the_site
from tenthhour.apps.org.audit import Act, action
from tenthhour.apps.pulse.actions import sealing
from tenthhour.apps.pulse.actions.waves import end
from tenthhour.apps.pulse.models import (
    CLOSED,
    FROZEN,
    OPEN,
    PUBLISHED,
    VOID,
    Eligible,
    Overall,
    Result,
    SealedAnswer,
    Wave,
)
from tenthhour.apps.pulse.queries import waves as queries
from tenthhour.core.days import in_words
from tenthhour.core.due import Due
from tenthhour.core.pulse.disclosure import NOT_ENOUGH
from tenthhour.core.pulse.wave import Published, Sent, publish

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

UNREADABLE = "The answers could not be read: the key is missing, or a box was changed. Nothing is published."
CLEARED = "pulse_sealedanswer, pulse_slip, pulse_eligible"


def due(at: datetime) -> Iterator[Due]:
    """Waves to open, to close, to publish; and ended ones whose key still lies there."""
    for wave in Wave.objects.filter(state__in=_STEPS):
        words, when, _ = _STEPS[wave.state]
        if when(wave) <= at:
            yield Due(when(wave), f"pulse {wave.pk} {words}", partial(_go_on, wave.pk, wave.state))
    for wave in Wave.objects.filter(state__in=(PUBLISHED, VOID), ended_at__lte=at):
        if sealing.key_file(wave.pk).exists() and wave.ended_at:
            yield Due(wave.ended_at, f"pulse {wave.pk} is cleared", partial(_clear, wave.pk))


def _go_on(wave_id: uuid.UUID, state: str, at: datetime) -> None:
    """One step, in one transaction with its row of the record; nothing where another clock took it meanwhile."""
    with action(the_site(at=at), "pulse.wave.step", at=at) as act:
        wave = Wave.objects.get(pk=wave_id)
        if wave.state == state:
            _STEPS[state][2](wave, act, at)
        act.obj, act.detail = str(wave.pk), wave.state


def _open(wave: Wave, act: Act, at: datetime) -> None:
    wave.state = OPEN
    wave.save()
    until = in_words(wave.closes_on)
    for one in Eligible.objects.filter(wave=wave).select_related("person"):
        act.notify(one.person, f"«{wave.defined.instrument.title}»: answer without your name until {until}.")


def _close(wave: Wave, act: Act, at: datetime) -> None:
    wave.state = CLOSED
    wave.save()


def _publish(wave: Wave, act: Act, at: datetime) -> None:
    """Everything at once or nothing: bands written, answers gone."""
    try:
        sent = _opened(wave)
    except (InvalidTag, FileNotFoundError):
        return end(wave, VOID, at=at, why=UNREADABLE)
    found = publish(wave.defined, sent, secrets.SystemRandom().random)
    if found is None:
        return end(wave, VOID, at=at, why=NOT_ENOUGH)
    _write(wave, found)
    end(wave, PUBLISHED, at=at)
    for leader in _leaders(wave):
        act.notify(leader, f"«{wave.defined.instrument.title}»: what your people answered can be read.")
    return None


_STEPS: dict[str, tuple[str, Callable[[Wave], datetime], Callable[[Wave, Act, datetime], None]]] = {
    FROZEN: ("opens", queries.opens_at, _open),
    OPEN: ("closes", queries.closes_at, _close),
    CLOSED: ("is published", queries.published_at, _publish),
}


def _opened(wave: Wave) -> list[Sent]:
    """Every box, in an order of chance."""
    private = sealing.read_key(wave.pk)
    if private is None:
        raise FileNotFoundError
    boxes = [bytes(blob) for blob in SealedAnswer.objects.filter(wave=wave).values_list("blob", flat=True)]
    secrets.SystemRandom().shuffle(boxes)
    return [sealing.unseal(box, private=private, wave_id=wave.pk) for box in boxes]


def _write(wave: Wave, found: Published) -> None:
    Result.objects.bulk_create(
        Result(wave=wave, item=item, groups=list(f.units), n=f.n, low=f.low, high=f.high)
        for item, figures in found.figures.items()
        for f in figures
    )
    Overall.objects.bulk_create(
        Overall(wave=wave, item=item, percent=share) for item, share in found.overall.items()
    )


def _leaders(wave: Wave) -> list[Person]:
    ids = {leader for group in wave.defined.groups for leader, _ in group.parts}
    return [person for person in people.everyone().values() if str(person.pk) in ids]


def _clear(wave_id: uuid.UUID, at: datetime) -> None:
    """The last of a wave: done after its transaction, and again if it was interrupted, for the key goes last."""
    _empty_files()
    sealing.key_file(wave_id).unlink()


def _empty_files() -> None:
    """Nothing of deleted rows stays in the files of the database."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(f"VACUUM {CLEARED}")
            return
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if cursor.fetchone()[0]:
            raise RuntimeError(
                "Somebody reads the database, so its log could not be emptied. The next tick tries again."
            )
