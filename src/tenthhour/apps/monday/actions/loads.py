"""Each Monday the clock counts whether a leader's average week fits: three weeks running are no bad week any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.monday import queries
from tenthhour.apps.support import actions as support
from tenthhour.apps.support import queries as known
from tenthhour.core.due import Due

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def due(at: datetime) -> Iterator[Due]:
    """The week of every leader that was not counted yet. A Monday the server slept through is not made up for."""
    today = timezone.localdate(at)
    monday = today - timedelta(days=today.weekday())
    since = timezone.make_aware(datetime.combine(monday, time()))
    for leader in known.not_counted(monday, at):
        yield Due(min(since, at), f"load {leader.pk} {monday}", partial(_count, leader, monday))


def _count(leader: Person, monday: date, at: datetime) -> None:
    week = queries.week(leader=leader, at=at)
    load = queries.owed(leader=leader, week=week, at=at).load
    support.count_week(leader=leader, load=load, monday=monday)
