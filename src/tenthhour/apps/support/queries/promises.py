"""Promises, the leader's first."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tenthhour.apps.support.models import Promise
from tenthhour.core.support import promise as promises

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


@dataclass(frozen=True)
class PromiseLine:
    """One promise as a page shows it, and what the reader may do with it."""

    id: uuid.UUID
    promise: promises.Promise
    is_overdue: bool
    is_theirs: bool
    may_keep: bool
    may_confirm: bool


def promise_lines(about: uuid.UUID, actor: Person, at: datetime, today: date) -> tuple[PromiseLine, ...]:
    """Promises between a clinician and whoever leads them: the leader's first, then by date."""
    rows = Promise.objects.visible_to(actor, at).select_related("owed_by", "owed_to").filter(subject=about)
    ordered = sorted(rows, key=lambda row: (row.owed_by_id == about, row.status != "open", row.due))
    return tuple(_line(row, actor, today) for row in ordered)


def owes_more(lines: Iterable[PromiseLine]) -> bool:
    """Whether the clinician owes more than their leader: a sign that the work went one way."""
    theirs = [line.is_theirs for line in lines if line.promise.status == "open"]
    return sum(theirs) > len(theirs) - sum(theirs)


def promise_row(promise_id: uuid.UUID, actor: Person, at: datetime) -> Promise | None:
    rows = Promise.objects.visible_to(actor, at).select_related("owed_by", "owed_to", "subject")
    return rows.filter(pk=promise_id).first()


def as_value(row: Promise) -> promises.Promise:
    """A stored promise as the core's own value."""
    return promises.Promise(
        row.owed_by.name,
        row.owed_to.name,
        row.text,
        row.due,
        row.status,  # type: ignore[arg-type]
        row.kept_on,
        row.confirmed_on,
    )


def _line(row: Promise, actor: Person, today: date) -> PromiseLine:
    value = as_value(row)
    is_done = row.kept_on is not None
    return PromiseLine(
        row.pk,
        value,
        promises.is_overdue(value, today),
        is_theirs=row.owed_by_id == row.subject_id,
        may_keep=row.owed_by_id == actor.pk and not is_done,
        may_confirm=row.owed_to_id == actor.pk and row.confirmed_on is None,
    )
