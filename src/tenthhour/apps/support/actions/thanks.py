"""Saying thank you, and a note about a colleague for whoever leads them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tenthhour.apps.org.audit import action
from tenthhour.apps.support.actions.rows import must_lead
from tenthhour.apps.support.models import Thanks
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

THANKS_LIMIT = 300


def _words(text: str) -> str:
    if not text.strip() or len(text) > THANKS_LIMIT:
        raise Refused(f"Name one specific thing, in under {THANKS_LIMIT} characters.")
    return text.strip()


def thank(*, about: Person, text: str, by: Person, at: datetime) -> Thanks:
    """A leader's thanks; the person reads it at once, and it is theirs to keep.

    Raises:
        Refused: Nothing is named, or the actor does not lead them.

    """
    must_lead(by, about, at)
    with action(by, "support.thanks.say", at=at, subject=about) as act:
        said = Thanks.objects.create(
            subject=about, text=_words(text), written_at=at, written_by=by, said_at=at
        )
        act.obj = str(said.pk)
        act.notify(about, f"{by.name} thanks you: {said.text}")
    return said


def note_colleague(*, about: Person, text: str, by: Person, at: datetime) -> Thanks:
    """Something good seen in a colleague, named by whoever saw it; their leader reads it in the week's thanks.

    Raises:
        Refused: Nothing is named, or it is oneself.

    """
    if about.pk == by.pk:
        raise Refused("This is for a colleague.")
    with action(by, "support.thanks.note", at=at) as act:
        note = Thanks.objects.create(subject=about, text=_words(text), written_at=at, written_by=by)
        act.obj = str(note.pk)
        act.notify(about, f"{by.name} has noted something you did well: {note.text}")
    return note
