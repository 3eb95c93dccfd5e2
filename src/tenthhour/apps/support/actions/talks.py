"""Invitations, what the clinician wants on the page, and the leader's own notes."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org.audit import action
from tenthhour.apps.support.actions.rows import must_lead, own_row
from tenthhour.apps.support.models import Scratch, Talk
from tenthhour.core.days import in_words
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def invite(*, about: Person, on: date, purpose: str, strength: str, by: Person, at: datetime) -> Talk:
    """Invite to a talk and say what it is about; the page for it is theirs to read from now on.

    Raises:
        Refused: No topic, or a day that has passed.

    """
    unmet = [
        *(["Say what the talk is about."] if not purpose.strip() else []),
        *([f"{in_words(on)} has passed. Choose today or later."] if on < timezone.localdate(at) else []),
    ]
    if unmet:
        raise Refused(*unmet)
    with action(by, "support.talk.invite", at=at, subject=about) as act:
        words = {"purpose": purpose.strip(), "strength": strength.strip()}
        talk = Talk.objects.create(subject=about, on=on, **words, invited_at=at, invited_by=by)
        act.obj = str(talk.pk)
        act.notify(about, f"{by.name} invites you to talk on {in_words(on)}: {purpose.strip()}")
    return talk


def set_agenda(*, talk_id: uuid.UUID, agenda: str, by: Person, at: datetime) -> Talk:
    """The clinician's own points for the talk, printed as they stand."""
    talk: Talk = own_row(Talk, talk_id, by, at)
    if talk.subject_id != by.pk:  # type: ignore[attr-defined]
        raise Refused("These points are the clinician's own.")
    with action(by, "support.talk.agenda", at=at, subject=by) as act:
        talk.agenda = agenda
        talk.save()
        act.obj = str(talk.pk)
    return talk


def write_scratch(*, about: Person, text: str, by: Person, at: datetime) -> None:
    """The leader's own notes; no record of them names anybody."""
    must_lead(by, about, at)
    with action(by, "support.scratch.write", at=at):
        mine = Scratch.objects.visible_to(by, at).filter(about=about)
        if not mine.update(text=text, written_at=at):
            Scratch.objects.create(subject=by, about=about, text=text, written_at=at)
