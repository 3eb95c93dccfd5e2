"""Promises made and settled."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org.audit import action
from tenthhour.apps.support.actions.rows import own_row
from tenthhour.apps.support.models import Promise
from tenthhour.apps.support.queries import as_value
from tenthhour.core.days import in_words
from tenthhour.core.errors import Refused
from tenthhour.core.support import promise as promises

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


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
    row: Promise = own_row(Promise, promise_id, by, at)
    if by.pk not in (row.owed_by_id, row.owed_to_id):
        raise Refused("Only the two people concerned can say that a promise was kept.")
    settle = promises.kept if by.pk == row.owed_by_id else promises.confirmed
    value = settle(as_value(row), timezone.localdate(at))
    with action(by, "support.promise.make", at=at, subject=row.subject) as act:
        row.status, row.kept_on, row.confirmed_on = value.status, value.kept_on, value.confirmed_on
        row.save()
        act.obj = str(row.pk)
    return row


def propose_date(*, promise_id: uuid.UUID, due: date, by: Person, at: datetime) -> Promise:
    """Ask for a later date before the old one passes; it holds once the other says yes.

    Raises:
        Refused: The actor does not owe it, it is closed, or the date does not fit.

    """
    row: Promise = own_row(Promise, promise_id, by, at)
    if by.pk != row.owed_by_id:
        raise Refused("Only whoever promised can ask for another date.")
    row.proposed_due = promises.new_date(as_value(row), due, timezone.localdate(at))
    with action(by, "support.promise.make", at=at, subject=row.subject) as act:
        row.save()
        act.obj = str(row.pk)
        act.notify(row.owed_to, f"{by.name} asks whether {in_words(due)} is soon enough for: {row.text}")
    return row


def agree_date(*, promise_id: uuid.UUID, by: Person, at: datetime) -> Promise:
    """The receiver says yes to the later date: the old promise is closed, a new one stands.

    Raises:
        Refused: The actor is not the receiver, nothing was asked, or the old date has passed.

    """
    row: Promise = own_row(Promise, promise_id, by, at)
    if by.pk != row.owed_to_id or row.proposed_due is None:
        raise Refused("No other date waits for your yes.")
    old, new = promises.renegotiated(
        as_value(row), row.proposed_due, receiver_agrees=True, on=timezone.localdate(at)
    )
    with action(by, "support.promise.make", at=at, subject=row.subject) as act:
        row.status = old.status
        row.save()
        made = Promise.objects.create(
            subject=row.subject,
            owed_by=row.owed_by,
            owed_to=row.owed_to,
            text=new.text,
            due=new.due,
            made_at=at,
        )
        act.obj = str(made.pk)
        act.notify(row.owed_by, f"{by.name} agrees to {in_words(new.due)} for: {row.text}")
    return made


def miss_promise(*, promise_id: uuid.UUID, by: Person, at: datetime) -> Promise:
    """The receiver says that it was not kept; it stays owed.

    Raises:
        Refused: The actor is not the receiver, or it is not due.

    """
    row: Promise = own_row(Promise, promise_id, by, at)
    if by.pk != row.owed_to_id:
        raise Refused("Only the receiver can say that it was not kept.")
    value = promises.missed(as_value(row), timezone.localdate(at))
    with action(by, "support.promise.make", at=at, subject=row.subject) as act:
        row.status, row.kept_on = value.status, value.kept_on
        row.save()
        act.obj = str(row.pk)
        act.notify(row.owed_by, f"{by.name} says that this was not kept, and it is still owed: {row.text}")
    return row
