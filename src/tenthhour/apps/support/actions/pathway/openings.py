"""How a question begins: a signal, a shared Ask, an event or a request, a wish for help."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tenthhour.apps.org.audit import Act, action
from tenthhour.apps.support.actions.pathway.steps import say_yes, write_by_clock
from tenthhour.apps.support.actions.rows import own_row
from tenthhour.apps.support.models import Ask, Question
from tenthhour.apps.support.queries.asks import ASK
from tenthhour.apps.support.queries.pathway import Known, Signal, Words, known, open_questions, with_signal
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def open_look(*, about: Person, signal: Signal, by: Person, at: datetime) -> uuid.UUID | None:
    """A confirmed signal asks for a look (T01); None while something stands against it, and it waits.

    The clinician reads it at once, everybody else from `signal.others_from` on.
    """
    fields = {
        "kind": "measure",
        "measure_id": signal.measure_id,
        "topic": signal.topic,
        "is_efficiency": signal.is_efficiency,
        "others_from": signal.others_from,
    }
    try:
        with _opening(about, fields, by=by, at=at) as (act, found):
            write_by_clock(act, with_signal(found, signal), "T01", Words(), at)
            return found.row.pk
    except Refused:
        return None


def open_from_ask(*, ask_id: uuid.UUID, by: Person, at: datetime) -> uuid.UUID:
    """A talk about a shared Ask, or about a warning that was already given (T29).

    Raises:
        Refused: With everything that stands against it.

    """
    ask: Ask = own_row(Ask, ask_id, by, at)
    if any(q.ask_id == ask.pk for q in open_questions(ask.subject_id)):
        raise Refused("A talk about this ask is open already.")
    wanted = ASK.validate_python(ask.body).wanted
    topic = f"{wanted.words} ({wanted.measure})" if wanted.measure else wanted.words
    fields = {
        "kind": "ask",
        "ask": ask,
        "measure_id": wanted.measure_id,
        "topic": topic[:200],
        "is_efficiency": wanted.is_efficiency,
        "others_from": at,
    }
    return _begin(ask.subject, fields, "T29", by=by, at=at)


def open_event(*, about: Person, topic: str, event_on: date | None, by: Person, at: datetime) -> uuid.UUID:
    """A talk about one dated event, or because somebody asks for one (T06). It can never become formal.

    Raises:
        Refused: No topic, or a day that lies ahead.

    """
    fields = {
        "kind": "event",
        "topic": _named(topic),
        "event_on": event_on,
        "is_request": event_on is None,
        "others_from": at,
    }
    return _begin(about, fields, "T06", by=by, at=at)


def open_help(*, wish: str, is_shared: bool, by: Person, at: datetime) -> uuid.UUID:
    """Help the clinician asks for (T07). The leader reads it only when the clinician shares it.

    Raises:
        Refused: No wish.

    """
    fields = {"kind": "help", "topic": _named(wish), "others_from": at if is_shared else None}
    return _begin(by, fields, "T07", by=by, at=at)


def share_help(*, question_id: uuid.UUID, by: Person, at: datetime) -> None:
    """Let the leader read a wish for help."""
    row: Question = own_row(Question, question_id, by, at)
    with action(by, "support.question.share", at=at, subject=row.subject) as act:
        row.others_from = at
        row.save(update_fields=["others_from"])
        act.obj = str(row.pk)


def _named(topic: str) -> str:
    if not topic.strip():
        raise Refused("Say in one line what it is about.")
    return topic.strip()[:200]


def _begin(about: Person, fields: dict[str, Any], move: str, *, by: Person, at: datetime) -> uuid.UUID:
    with _opening(about, fields, by=by, at=at) as (act, found):
        say_yes(act, found, move, Words(), by=by, at=at)
        return found.row.pk


@contextmanager
def _opening(
    about: Person, fields: dict[str, Any], *, by: Person, at: datetime
) -> Iterator[tuple[Act, Known]]:
    with action(by, "support.question.open", at=at, subject=about) as act:
        row = Question.objects.create(subject=about, opened_at=at, **fields)  # type: ignore[misc]
        act.obj = str(row.pk)
        found = known(row.pk, at)
        if found is None:
            raise Refused("The question could not be opened.")
        yield act, found
