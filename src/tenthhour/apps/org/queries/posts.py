"""Who worked as what, where and how much, on which day; and when they were away."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from tenthhour.apps.org.models import Leave, Person, Post
from tenthhour.core.month import Month, months
from tenthhour.core.spans import Span, Spans, on, ordered


@dataclass(frozen=True)
class Work:
    """What somebody works as, where, and for what share of a full clinical post; empty and None: not known."""

    peer_group: str = ""
    team: str = ""
    clinic: str = ""
    clinical_fte: float | None = None


def work_of(people: Iterable[uuid.UUID] | None = None) -> dict[uuid.UUID, Spans[Work]]:
    """What holds and held, as it is known now, by person; of everybody without `people`."""
    return {pk: ordered(span_of(row) for row in rows) for pk, rows in standing(people).items()}


def standing(people: Iterable[uuid.UUID] | None = None) -> dict[uuid.UUID, list[Post]]:
    """The rows behind them: those nothing has replaced."""
    rows = Post.unscoped.filter(replaced_at__isnull=True)
    found: dict[uuid.UUID, list[Post]] = {}
    for row in rows if people is None else rows.filter(subject__in=list(people)):
        found.setdefault(row.subject_id, []).append(row)
    return found


def span_of(row: Post) -> Span[Work]:
    return Span(row.first_on, row.last_on, Work(row.peer_group, row.team, row.clinic, row.clinical_fte))


def fte_by_month(first: Month, last: Month) -> dict[str, tuple[float | None, ...]]:
    """Everybody's share of a full clinical post in each month, by code, for the measurement side.

    Args:
        first: First month.
        last: Last month, included.

    Returns:
        By code, one value a month: the share that held on the most of its days, of two that held equally
        long the later; None where the person was not in post or the share is not known. Nobody without a
        post is in it.

    """
    codes = dict(Person.unscoped.values_list("pk", "code"))
    every = tuple(months(first, last))
    return {codes[pk]: tuple(_fte_in(spans, month) for month in every) for pk, spans in work_of().items()}


def away_by_code() -> dict[str, Spans[None]]:
    """When everybody was or will be away, by code, in order; without a last day, until further notice."""
    rows = Leave.unscoped.filter(replaced_at__isnull=True).order_by("first_on")
    found: dict[str, Spans[None]] = {}
    for code, first, last in rows.values_list("subject__code", "first_on", "last_on"):
        found[code] = (*found.get(code, ()), Span(first, last, None))
    return found


def _fte_in(spans: Spans[Work], month: Month) -> float | None:
    days: dict[float | None, int] = {}
    for number in range((month.last_day - month.first_day).days + 1):
        if found := on(spans, month.first_day + timedelta(days=number)):
            share = found.value.clinical_fte
            days[share] = days.pop(share, 0) + 1  # taken out and put back, so that the later stands last
    most = max(days.values(), default=0)
    return next((share for share, count in reversed(days.items()) if count == most), None)
