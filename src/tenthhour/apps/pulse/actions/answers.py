"""Taking a slip and answering with it. Neither leaves a row in the record: it would say who answered, or when."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db import transaction

from tenthhour.apps.pulse.actions.sealing import seal
from tenthhour.apps.pulse.models import Eligible, SealedAnswer, Slip
from tenthhour.apps.pulse.queries import waves as queries
from tenthhour.core.errors import Refused
from tenthhour.core.pulse import slip
from tenthhour.core.pulse.wave import Sent

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

NOT_VALID = "This slip is not valid or was already used. Nothing was stored."
TOO_MANY = "Too many slips from here were not valid. Wait an hour. Nothing was stored."
TRIES, AN_HOUR = 10, 3600


def take_slip(*, by: Person, at: datetime) -> str:
    """A slip for the open wave, made now and shown once; what is kept of it does not lead back to its taker.

    Raises:
        Refused: No wave is open, they may not answer it, or they took their slip.

    """
    with transaction.atomic():
        wave = queries.open_waves(at).select_for_update().first()
        if wave is None:
            raise Refused("No wave is open now.")
        mine = Eligible.objects.filter(wave=wave, person=by)
        if not mine.filter(slip_taken=False).update(slip_taken=True):
            raise Refused(
                "You have taken your slip. There is one for each, and it was shown once."
                if mine.exists()
                else "You were not on the list when this wave was launched."
            )
        made = slip.make(secrets.randbelow)
        Slip.objects.create(wave=wave, digest=slip.digest(made), group=mine.get().group)
    return made


def answer(*, typed: str, answers: Sequence[int], address: str, at: datetime) -> None:
    """Close a box with these answers and use the slip up.

    Args:
        typed: The slip as somebody typed it.
        answers: For each question the place of the answer in the scale.
        address: Where the try comes from; wrong tries are counted for an hour, in memory alone.
        at: Now; kept nowhere.

    Raises:
        Refused: No wave is open, the slip is not valid, or too many were not.

    """
    tries, here = caches["memory"], f"slips-{address}"
    if tries.get(here, 0) >= TRIES:
        raise Refused(TOO_MANY)
    with transaction.atomic():
        wave = queries.open_waves(at).select_for_update().first()
        if wave is None:
            raise Refused(queries.why_closed(at))
        found = Slip.objects.filter(wave=wave, digest=slip.digest(typed)).first()
        if found is not None:
            found.delete()  # the wave is locked: nobody else can use it meanwhile
            sent = Sent(found.group, tuple(answers))
            box = seal(sent, public_key=wave.public_key, wave_id=wave.pk)
            SealedAnswer.objects.create(wave=wave, blob=box)
            return
    tries.add(here, 0, AN_HOUR)
    tries.incr(here)
    raise Refused(NOT_VALID)
