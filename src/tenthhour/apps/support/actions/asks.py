"""Changes to drafts and asks."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.privacy import free
from tenthhour.apps.support.actions.rows import must_lead, own_row
from tenthhour.apps.support.models import Ask, AskDraft, OwnSum
from tenthhour.apps.support.queries import ASK
from tenthhour.core.errors import Refused
from tenthhour.core.support import ask as asks

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def save_draft(
    *, draft_id: uuid.UUID | None, about: Person, ask: asks.Ask, by: Person, at: datetime
) -> AskDraft:
    """Keep what the leader has written so far; no one else is told, and no record names the person."""
    must_lead(by, about, at)
    with action(by, "support.draft.write", at=at) as act:
        draft = own_row(AskDraft, draft_id, by, at) if draft_id else AskDraft(subject=by, about=about)
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
        draft: AskDraft = own_row(AskDraft, draft_id, by, at)
        draft.body = ASK.dump_python(replace(ASK.validate_python(draft.body), doable=note), mode="json")
        draft.sums, draft.updated_at = sums, at
        draft.save()
        act.obj = str(draft.pk)
    return draft


def discard_draft(*, draft_id: uuid.UUID, by: Person, at: datetime) -> None:
    """Throw a draft away."""
    with action(by, "support.draft.write", at=at) as act:
        act.obj = str(draft_id)
        _put_away(own_row(AskDraft, draft_id, by, at), "withdrawn")


def share_ask(*, draft_id: uuid.UUID, by: Person, at: datetime) -> Ask:
    """From now on leader and clinician read all of it, stakes included.

    Raises:
        Refused: With every condition that is still open.

    """
    draft: AskDraft = own_row(AskDraft, draft_id, by, at)
    value = asks.share(ASK.validate_python(draft.body), timezone.localdate(at))
    with action(by, "support.ask.share", at=at, subject=draft.about) as act:
        body = ASK.dump_python(value, mode="json")
        shared = Ask.objects.create(
            subject=draft.about, body=body, sums=draft.sums, state=value.state, shared_at=at, shared_by=by
        )
        act.obj = str(shared.pk)
        act.notify(
            draft.about, f"{by.name} has shared what is asked: {value.wanted.words}. You can read all of it."
        )
        _put_away(draft, "shared")
    return shared


def record_warning(*, ask: asks.Ask, by: Person, at: datetime) -> Ask:
    """The clinician writes down a warning they were given; their leader reads it at the same moment.

    Nothing of an Ask that the clinician cannot know is asked for: the reason, the stakes and the sum stay open.

    Raises:
        Refused: The warning lies ahead.

    """
    today = timezone.localdate(at)
    value = replace(ask, state="shared", shared_on=today)
    with action(by, "support.warning.record", at=at, subject=by) as act:
        if value.warned is None or value.warned.on > today:
            raise Refused("A warning that lies ahead cannot be written down.")
        body = ASK.dump_python(value, mode="json")
        made = Ask.objects.create(
            subject=by, body=body, sums={}, state=value.state, shared_at=at, shared_by=by
        )
        act.obj = str(made.pk)
        if leader := people.leader_row(by.pk, at):
            act.notify(leader, f"{by.name} has written down a warning that was given: {value.wanted.words}.")
    return made


def _put_away(draft: AskDraft, state: str) -> None:
    """Gone, or, while a legal hold keeps the row, out of everyone's sight."""
    gone, _ = free(AskDraft._base_manager.filter(pk=draft.pk)).delete()
    if not gone:
        draft.body = {**draft.body, "state": state}
        draft.save()


def record_answer(
    *, ask_id: uuid.UUID, answer: asks.Answer, new_level: float | None, by: Person, at: datetime
) -> Ask:
    """Write down the asker's answer; the clinician reads it at the same moment.

    Raises:
        Refused: The answer has no words, names no new level, or the ask is closed.

    """
    row: Ask = own_row(Ask, ask_id, by, at)
    value = asks.answered(ASK.validate_python(row.body), answer, new_level)
    return _moved(row, value, "support.ask.answer", f"{value.asker} has answered: {answer.words}", by, at)


def close_ask(*, ask_id: uuid.UUID, to: str, by: Person, at: datetime) -> Ask:
    """Agree, withdraw or end an Ask."""
    row: Ask = own_row(Ask, ask_id, by, at)
    value = asks.moved(ASK.validate_python(row.body), to)  # type: ignore[arg-type]
    return _moved(row, value, "support.ask.answer", f"The ask of {value.wanted.words} is now {to}.", by, at)


def _moved(row: Ask, value: asks.Ask, name: str, sentence: str, by: Person, at: datetime) -> Ask:
    with action(by, name, at=at, subject=row.subject) as act:
        row.body, row.state = ASK.dump_python(value, mode="json"), value.state
        row.save()
        act.obj = str(row.pk)
        act.notify(row.subject, sentence)
    return row


def keep_own_sum(
    *,
    ask_id: uuid.UUID,
    sums: dict[str, str],
    note: asks.DoableNote,
    is_shared: bool,
    by: Person,
    at: datetime,
) -> OwnSum:
    """The clinician's own figures for an Ask about them; their leader reads them only if they say so.

    Raises:
        Refused: The Ask is not about the actor.

    """
    ask: Ask = own_row(Ask, ask_id, by, at)
    if ask.subject_id != by.pk:
        raise Refused("These figures are the clinician's own.")
    with action(by, "support.own_sum.keep", at=at, subject=by) as act:
        row = OwnSum.objects.visible_to(by, at).filter(subject=by, ask=ask).first() or OwnSum(
            subject=by, ask=ask
        )
        is_news = is_shared and not row.is_shared
        row.sums, row.likely, row.sentence = sums, note.likely_hours, note.sentence
        row.is_shared, row.kept_at = is_shared, at
        row.save()
        act.obj = str(ask.pk)
        if is_news and (leader := people.leader_row(by.pk, at)):
            act.notify(leader, f"{by.name} shows you their own figures for the sum.")
    return row
