"""Changes to drafts, asks, talks and promises; each with its permission, its record and its notice."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tenthhour.apps.org.access import held
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.policies import LEADERS
from tenthhour.apps.support.models import Ask, AskDraft, Promise, Scratch, Talk
from tenthhour.apps.support.queries import ASK, as_value
from tenthhour.core.days import in_words
from tenthhour.core.errors import Refused
from tenthhour.core.support import ask as asks
from tenthhour.core.support import promise as promises

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def _must_lead(by: Person, about: Person, at: datetime) -> None:
    if not held(LEADERS, by, at).filter(subject=about).exists():
        raise Refused("You are not the person who may do this.")


def _row(model: Any, row_id: uuid.UUID, by: Person, at: datetime) -> Any:
    found = model.objects.visible_to(by, at).filter(pk=row_id).first()
    if found is None:
        raise Refused("This is not here any more, or was never yours to change.")
    return found


def save_draft(
    *, draft_id: uuid.UUID | None, about: Person, ask: asks.Ask, by: Person, at: datetime
) -> AskDraft:
    """Keep what the leader has written so far; no one else is told, and no record names the person."""
    _must_lead(by, about, at)
    with action(by, "support.draft.write", at=at) as act:
        draft = _row(AskDraft, draft_id, by, at) if draft_id else AskDraft(subject=by, about=about)
        kept = (
            ASK.validate_python(draft.body).doable if draft.body and _same_wanted(draft.body, ask) else None
        )
        draft.body = ASK.dump_python(replace(ask, doable=kept, state="draft"), mode="json")
        draft.updated_at = at
        draft.save()
        act.obj = str(draft.pk)
    return draft


def _same_wanted(body: dict[str, Any], ask: asks.Ask) -> bool:
    # A sum made for another number does not speak of this one.
    return bool(ASK.validate_python(body).wanted == ask.wanted)


def keep_sum(
    *, draft_id: uuid.UUID, sums: dict[str, str], note: asks.DoableNote, by: Person, at: datetime
) -> AskDraft:
    """Keep the sum with the draft it was made for."""
    with action(by, "support.draft.write", at=at) as act:
        draft: AskDraft = _row(AskDraft, draft_id, by, at)
        draft.body = ASK.dump_python(replace(ASK.validate_python(draft.body), doable=note), mode="json")
        draft.sums, draft.updated_at = sums, at
        draft.save()
        act.obj = str(draft.pk)
    return draft


def discard_draft(*, draft_id: uuid.UUID, by: Person, at: datetime) -> None:
    """Throw a draft away."""
    with action(by, "support.draft.write", at=at) as act:
        act.obj = str(draft_id)
        _row(AskDraft, draft_id, by, at).delete()


def share_ask(*, draft_id: uuid.UUID, by: Person, at: datetime) -> Ask:
    """From now on leader and clinician read all of it, stakes included.

    Raises:
        Refused: With every condition that is still open.

    """
    draft: AskDraft = _row(AskDraft, draft_id, by, at)
    value = asks.share(ASK.validate_python(draft.body), timezone.localdate(at))
    with action(by, "support.ask.share", at=at, subject=draft.about) as act:
        body = ASK.dump_python(value, mode="json")
        fields = {"body": body, "sums": draft.sums, "state": value.state, "shared_at": at, "shared_by": by}
        shared = Ask.objects.create(subject=draft.about, **fields)
        act.obj = str(shared.pk)
        act.notify(
            draft.about, f"{by.name} has shared what is asked: {value.wanted.words}. You can read all of it."
        )
        draft.delete()
    return shared


def record_answer(
    *, ask_id: uuid.UUID, answer: asks.Answer, new_level: float | None, by: Person, at: datetime
) -> Ask:
    """Write down the asker's answer; the clinician reads it at the same moment.

    Raises:
        Refused: The answer has no words, names no new level, or the ask is closed.

    """
    row: Ask = _row(Ask, ask_id, by, at)
    value = asks.answered(ASK.validate_python(row.body), answer, new_level)
    return _moved(row, value, "support.ask.answer", f"{value.asker} has answered: {answer.words}", by, at)


def close_ask(*, ask_id: uuid.UUID, to: str, by: Person, at: datetime) -> Ask:
    """Agree, withdraw or end an Ask."""
    row: Ask = _row(Ask, ask_id, by, at)
    value = asks.moved(ASK.validate_python(row.body), to)  # type: ignore[arg-type]
    return _moved(row, value, "support.ask.answer", f"The ask of {value.wanted.words} is now {to}.", by, at)


def _moved(row: Ask, value: asks.Ask, name: str, sentence: str, by: Person, at: datetime) -> Ask:
    with action(by, name, at=at, subject=row.subject) as act:  # type: ignore[arg-type]
        row.body, row.state = ASK.dump_python(value, mode="json"), value.state
        row.save()
        act.obj = str(row.pk)
        act.notify(row.subject, sentence)  # type: ignore[arg-type]
    return row


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
    talk: Talk = _row(Talk, talk_id, by, at)
    if talk.subject_id != by.pk:  # type: ignore[attr-defined]
        raise Refused("These points are the clinician's own.")
    with action(by, "support.talk.agenda", at=at, subject=by) as act:
        talk.agenda = agenda
        talk.save()
        act.obj = str(talk.pk)
    return talk


def write_scratch(*, about: Person, text: str, by: Person, at: datetime) -> None:
    """The leader's own notes; no record of them names anybody."""
    _must_lead(by, about, at)
    with action(by, "support.scratch.write", at=at):
        mine = Scratch.objects.visible_to(by, at).filter(about=about)
        if not mine.update(text=text, written_at=at):
            Scratch.objects.create(subject=by, about=about, text=text, written_at=at)


def make_promise(*, about: Person, to: Person, text: str, due: date, by: Person, at: datetime) -> Promise:
    """Owe something by a date; the other is told.

    Raises:
        Refused: No text, too long, or a day that has passed.

    """
    value = promises.promise(by=by.name, to=to.name, text=text, due=due, today=timezone.localdate(at))
    with action(by, "support.promise.make", at=at, subject=about) as act:
        made = Promise.objects.create(
            subject=about, owed_by=by, owed_to=to, text=value.text, due=value.due, made_at=at
        )
        act.obj = str(made.pk)
        act.notify(to, f"{by.name} promises you, by {in_words(value.due)}: {value.text}")
    return made


def settle_promise(*, promise_id: uuid.UUID, by: Person, at: datetime) -> Promise:
    """Whoever promised says it is kept; whoever it was promised to confirms it.

    Raises:
        Refused: The actor is neither.

    """
    row: Promise = _row(Promise, promise_id, by, at)
    if by.pk not in (row.owed_by_id, row.owed_to_id):  # type: ignore[attr-defined]
        raise Refused("Only the two people concerned can say that a promise was kept.")
    settle = promises.kept if by.pk == row.owed_by_id else promises.confirmed  # type: ignore[attr-defined]
    value = settle(as_value(row), timezone.localdate(at))
    with action(by, "support.promise.make", at=at, subject=row.subject) as act:  # type: ignore[arg-type]
        row.status, row.kept_on, row.confirmed_on = value.status, value.kept_on, value.confirmed_on
        row.save()
        act.obj = str(row.pk)
    return row
