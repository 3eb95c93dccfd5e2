"""A crisis: declared by a supervisor, dated, renewed by a second person; and the numbers from outside the pathway."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org.access import held
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.policies import STAFFS, SUPERVISES
from tenthhour.apps.support.models import Crisis, Outcome
from tenthhour.apps.support.queries.pathway.formal import crisis
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

AT_MOST = timedelta(weeks=6)


def declare_crisis(*, reason: str, ends_on: date, by: Person, at: datetime) -> Crisis:
    """Clocks stop, nothing of a number or formal begins, months are not judged; six weeks at the most.

    Raises:
        Refused: No reason, too long, or one is on.

    """
    today = timezone.localdate(at)
    with action(by, "support.crisis.write", at=at, subject=by, detail=reason) as act:
        _must_decide(by, at)
        standing = crisis(today)
        _refuse(
            reason,
            today,
            ends_on,
            *(["Crisis mode is on already. Somebody else can renew it."] if standing else []),
        )
        made = Crisis.objects.create(
            reason=reason.strip(), starts_on=today, ends_on=ends_on, declared_at=at, declared_by=by
        )
        act.obj = str(made.pk)
    return made


def renew_crisis(*, reason: str, ends_on: date, by: Person, at: datetime) -> Crisis:
    """Six weeks more at the most, each time by somebody other than who declared or renewed it last.

    Raises:
        Refused: None is on, the same person asks, no reason, or too long.

    """
    today = timezone.localdate(at)
    with action(by, "support.crisis.write", at=at, subject=by, detail=reason) as act:
        _must_decide(by, at)
        before = crisis(today)
        if before is None:
            raise Refused("No crisis is on.")
        same = before.declared_by_id == by.pk
        _refuse(reason, before.ends_on, ends_on, *(["Somebody else has to renew it."] if same else []))
        made = Crisis.objects.create(
            reason=reason.strip(), starts_on=before.ends_on, ends_on=ends_on, declared_at=at, declared_by=by, renews=before
        )  # fmt: skip
        act.obj = str(made.pk)
    return made


def count_outside(
    *, quarter: str, notices: int, departures: int, began_with_warning: int, by: Person, at: datetime
) -> None:
    """Notices and departures outside the pathway in a quarter, as numbers; nobody is named."""
    with action(by, "support.outcome.count", at=at, subject=by) as act:
        made = Outcome.objects.create(
            subject=by, quarter=quarter, notices=notices, departures=departures,
            began_with_warning=began_with_warning, at=at,
        )  # fmt: skip
        act.obj = str(made.pk)


def _must_decide(by: Person, at: datetime) -> None:
    if not held(frozenset({SUPERVISES, STAFFS}), by, at).exists():
        raise Refused("A supervisor declares a crisis; another supervisor or the people office renews it.")


def _refuse(reason: str, start: date, end: date, *more: str) -> None:
    unmet = [
        *more,
        *(["Say in one sentence why."] if not reason.strip() else []),
        *(["The end has to come after the start."] if end <= start else []),
        *(["Six weeks at the most; it can be renewed by somebody else."] if end - start > AT_MOST else []),
    ]
    if unmet:
        raise Refused(*unmet)
