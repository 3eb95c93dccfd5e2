"""One-to-ones from invitation to acknowledged summary, and each side's own notes."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from tenthhour.apps.org.audit import action
from tenthhour.apps.support.actions.rows import must_lead, own_row
from tenthhour.apps.support.models import Rhythm, Scratch, Talk, Useful
from tenthhour.core.days import in_words
from tenthhour.core.errors import Refused
from tenthhour.core.support import talk as talks
from tenthhour.core.support.week import RHYTHMS, rhythm_words

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

ANSWERS = ("yes", "partly", "no")


def invite(*, about: Person, invitation: talks.Invitation, by: Person, at: datetime) -> Talk:
    """Invite to a talk and say what it is about; the page for it is theirs to read from now on.

    Raises:
        Refused: No topic, or a day that has passed.

    """
    to = talks.invited(invitation, timezone.localdate(at))
    with action(by, "support.talk.invite", at=at, subject=about) as act:
        talk = Talk.objects.create(subject=about, **asdict(to), invited_at=at, invited_by=by)  # type: ignore[misc]
        act.obj = str(talk.pk)
        act.notify(about, f"{by.name} invites you to talk on {in_words(to.on)}: {to.purpose}")
    return talk


def _open(talk_id: uuid.UUID, by: Person, at: datetime) -> Talk:
    talk: Talk = own_row(Talk, talk_id, by, at)
    if talk.cancelled_at or talk.summarised_at:
        raise Refused("This talk is over. Invite again.")
    return talk


def move_talk(*, talk_id: uuid.UUID, on: date, at_time: time | None, by: Person, at: datetime) -> Talk:
    """Move a talk by a week at most; each side once.

    Raises:
        Refused: It is over, was moved by this side already, or the day does not fit.

    """
    talk = _open(talk_id, by, at)
    side = "is_moved_by_clinician" if by.pk == talk.subject_id else "is_moved_by_leader"
    talk.on = talks.moved(talk.on, on, timezone.localdate(at), has_moved=getattr(talk, side))
    talk.at_time = at_time
    setattr(talk, side, True)
    with action(by, "support.talk.move", at=at, subject=talk.subject) as act:
        talk.save()
        act.obj = str(talk.pk)
        act.notify(other_side(talk, by), f"{by.name} has moved your talk to {in_words(on)}.")
    return talk


def cancel_talk(*, talk_id: uuid.UUID, by: Person, at: datetime) -> Talk:
    """Call a talk off; nobody has to say why."""
    talk = _open(talk_id, by, at)
    talk.cancelled_at, talk.cancelled_by = at, by
    with action(by, "support.talk.cancel", at=at, subject=talk.subject) as act:
        talk.save()
        act.obj = str(talk.pk)
        act.notify(other_side(talk, by), f"{by.name} has called off the talk on {in_words(talk.on)}.")
    return talk


def other_side(talk: Talk, by: Person) -> Person:
    """The other of the two."""
    return talk.invited_by if by.pk == talk.subject_id else talk.subject


def write_summary(*, talk_id: uuid.UUID, text: str, met_on: date, by: Person, at: datetime) -> Talk:
    """Say that you met and what you agreed; it counts once the other says so, too.

    Raises:
        Refused: It is over, nothing is written, or the day has not come.

    """
    talk = _open(talk_id, by, at)
    talk.summary = talks.summed_up(text, met_on, timezone.localdate(at))
    talk.met_on, talk.summarised_at, talk.summarised_by = met_on, at, by
    # Whoever says of oneself that the talk was good to have says that it was welcome.
    talk.is_welcome = by.pk == talk.subject_id
    with action(by, "support.talk.summarise", at=at, subject=talk.subject) as act:
        talk.save()
        act.obj = str(talk.pk)
        act.notify(
            other_side(talk, by),
            f"{by.name} has written down what you agreed on {in_words(met_on)}. Is it right?",
        )
    return talk


def record_talk(*, about: Person, purpose: str, text: str, by: Person, at: datetime) -> Talk:
    """A good talk that simply happened, written down the same day; it counts if the clinician confirms it.

    Raises:
        Refused: No topic, or nothing is written.

    """
    today = timezone.localdate(at)
    if not purpose.strip():
        raise Refused("Say what you talked about.")
    summary = talks.summed_up(text, today, today)
    with action(by, "support.talk.summarise", at=at, subject=about) as act:
        talk = Talk.objects.create(
            subject=about,
            on=today,
            purpose=purpose.strip(),
            invited_at=at,
            invited_by=by,
            met_on=today,
            summary=summary,
            summarised_at=at,
            summarised_by=by,
        )
        act.obj = str(talk.pk)
        act.notify(about, f"{by.name} has written down your talk of today. Is it right?")
    return talk


def acknowledge(
    *, talk_id: uuid.UUID, line: str, is_welcome: bool, useful: str, by: Person, at: datetime
) -> Talk:
    """The other says that you met; may add a line, and be asked whether it was useful.

    Raises:
        Refused: There is no summary, its writer acknowledges it, or it was acknowledged.

    """
    talk: Talk = own_row(Talk, talk_id, by, at)
    if talk.met_on is None or talk.acknowledged_at or by.pk == talk.summarised_by_id:
        raise Refused("There is nothing to acknowledge here.")
    talk.acknowledged_at, talk.added_line = at, line.strip()
    own = by.pk == talk.subject_id
    talk.is_welcome = is_welcome if own else talk.is_welcome
    with action(by, "support.talk.acknowledge", at=at, subject=talk.subject) as act:
        talk.save()
        if own and useful in ANSWERS:
            _count(talk, useful, at)
        act.obj = str(talk.pk)
        act.notify(other_side(talk, by), f"{by.name} says that you met on {in_words(talk.met_on)}.")
    return talk


def _count(talk: Talk, useful: str, at: datetime) -> None:
    """One more in the leader's half-year; the answer is not kept with the talk or the person."""
    half = talks.half_year(timezone.localdate(at))
    leader = talk.invited_by
    mine = Useful.objects.visible_to(leader, at).filter(half=half)
    if not mine.update(**{useful: F(useful) + 1}):
        Useful.objects.create(subject=leader, half=half, **{useful: 1})  # type: ignore[misc]


def set_rhythm(*, about: Person, weeks: int, by: Person, at: datetime) -> Rhythm:
    """How often the two meet: closer together at once; further apart once the clinician agrees.

    Raises:
        Refused: No such rhythm.

    """
    if weeks not in RHYTHMS:
        raise Refused("Choose one of the rhythms offered.")
    with action(by, "support.rhythm.set", at=at, subject=about) as act:
        row = Rhythm.objects.visible_to(by, at).filter(subject=about).first()
        is_longer = row is not None and weeks > row.weeks and by.pk != about.pk
        row = row or Rhythm(subject=about)
        row.set_at, row.set_by = at, by
        row.proposed, row.weeks = (weeks, row.weeks) if is_longer else (None, weeks)
        row.save()
        words = rhythm_words(weeks)
        if by.pk != about.pk:
            act.notify(
                about,
                f"{by.name} {'asks whether you agree to meet' if is_longer else 'wants to meet you'} {words}.",
            )
    return row


def write_scratch(*, about: Person, text: str, by: Person, at: datetime) -> None:
    """One's own notes; no record of them names anybody."""
    if about.pk != by.pk:
        must_lead(by, about, at)
    with action(by, "support.scratch.write", at=at):
        mine = Scratch.objects.visible_to(by, at).filter(about=about)
        if not mine.update(text=text, written_at=at):
            Scratch.objects.create(subject=by, about=about, text=text, written_at=at)
