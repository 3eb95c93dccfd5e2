"""Leave: when somebody is away, from day to day. Nobody asks why."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db.models import Q

from tenthhour.apps.org.audit import action
from tenthhour.apps.org.models import Leave, Person
from tenthhour.core.days import in_words
from tenthhour.core.errors import Refused


def write_leave(*, subject: Person, first_on: date, last_on: date | None, by: Person, at: datetime) -> Leave:
    """Somebody is away from one day to another, both included; no last day: until further notice.

    Raises:
        Refused: It ends before it begins, or they are away then already.

    """
    with action(by, "org.leave.write", at=at, subject=subject) as act:
        row = _written(subject, first_on, last_on, by, at)
        act.obj = str(row.pk)
        act.notify(subject, f"{by.name} wrote down that you are away {_dates(row)}.")
    return row


def correct_leave(
    *, row_id: uuid.UUID, instead: tuple[date, date | None] | None, by: Person, at: datetime
) -> None:
    """Somebody was away on other days than written; None: they were not away at all.

    Raises:
        Refused: It was changed meanwhile, ends before it begins, or they are away then already.

    """
    old = Leave.unscoped.select_related("subject").get(pk=row_id)
    with action(by, "org.leave.correct", at=at, subject=old.subject) as act:
        act.obj = str(row_id)
        standing = Leave.unscoped.filter(pk=row_id, replaced_at__isnull=True)
        if not standing.update(replaced_at=at, replaced_by=by):
            raise Refused("This entry was changed in the meantime. Look at the page again.")
        said = "It was entered by mistake."
        if instead:
            said = f"You are away {_dates(_written(old.subject, *instead, by, at))}."
        act.notify(old.subject, f"{by.name} corrected that you are away {_dates(old)}. {said}")


def _written(subject: Person, first: date, last: date | None, by: Person, at: datetime) -> Leave:
    if last is not None and last < first:
        raise Refused("It ends before it begins. Give a later last day.")
    there = Leave.unscoped.filter(subject=subject, replaced_at__isnull=True)
    there = there.filter(Q(last_on__isnull=True) | Q(last_on__gte=first))
    clash = (there.filter(first_on__lte=last) if last else there).order_by("first_on").first()
    if clash:
        raise Refused(f"{subject.name} is away {_dates(clash)} already. Correct that entry instead.")
    return Leave.objects.create(subject=subject, first_on=first, last_on=last, recorded_at=at, recorded_by=by)


def _dates(row: Leave) -> str:
    begins = f"from {in_words(row.first_on)}" if row.first_on else ""
    return f"{begins} {f'until {in_words(row.last_on)}' if row.last_on else 'until further notice'}"
