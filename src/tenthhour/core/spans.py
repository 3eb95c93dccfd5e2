"""What held from which day to which: never two things on one day, every change from a date.

A change of something dated is a new list of spans; whoever keeps them writes what is new and keeps what
was replaced. `None` as first day: since before anything was written down; as last day: until further notice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, TypeVar

from tenthhour.core.days import in_words
from tenthhour.core.errors import Refused

V = TypeVar("V")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span(Generic[V]):
    """What held from one day to another, both included."""

    first: date | None
    last: date | None
    value: V

    def holds_on(self, day: date) -> bool:
        return (self.first or date.min) <= day <= (self.last or date.max)


Spans = tuple[Span[V], ...]


def ordered(spans: Iterable[Span[V]]) -> Spans[V]:
    return tuple(sorted(spans, key=lambda s: s.first or date.min))


def on(spans: Spans[V], day: date) -> Span[V] | None:
    """What holds on a day, if anything does."""
    return next((s for s in spans if s.holds_on(day)), None)


def changed(spans: Spans[V], day: date, value: V) -> Spans[V]:
    """From that day on, and up to the next change already written down, another value holds.

    After a gap, or before anything else, a span begins that day.

    >>> changed((Span(None, None, 1.0),), date(2026, 10, 1), 0.5)[1]
    Span(first=datetime.date(2026, 10, 1), last=None, value=0.5)
    """
    standing = on(spans, day)
    if standing is None:
        later = next((s.first for s in spans if s.first and s.first > day), None)
        return ordered([*spans, Span(day, later - _DAY if later else None, value)])
    if standing.value == value:
        return spans
    before = [replace(standing, last=day - _DAY)] if (standing.first or date.min) < day else []
    after = replace(standing, first=standing.first if not before else day, value=value)
    return ordered([*(s for s in spans if s != standing), *before, after])


def ended(spans: Spans[V], last: date | None) -> Spans[V]:
    """Nothing holds after that day; what ended before is carried on to it. None: until further notice.

    Raises:
        Refused: Nothing held up to that day.

    """
    until = [s for s in spans if last is None or (s.first or date.min) <= last]
    if not until:
        raise Refused("Nothing had begun by then. Give a later day.")
    return ordered([*until[:-1], replace(until[-1], last=last)])


def begun(spans: Spans[V], first: date | None, instead: date) -> Spans[V]:
    """What is written down as begun on one day began on another; what it followed ends, or goes on, until then.

    Raises:
        Refused: Nothing begins on that day, or the other day lies beyond the next or the former change.

    """
    at = _beginning(spans, first)
    moved, former = spans[at], spans[at - 1] if at else None
    if moved.last is not None and instead > moved.last:
        raise Refused(f"It ended on {in_words(moved.last)}. Give a day before that.")
    if former is not None and instead <= (former.first or date.min):
        raise Refused(f"The change before it is from {in_words(former.first or date.min)}. Give a later day.")
    rest = [s for s in spans if s not in (moved, former)]
    if former is not None:
        follows = _touch(former, moved) or (former.last or date.max) >= instead
        rest.append(replace(former, last=instead - _DAY) if follows else former)
    return ordered([*rest, replace(moved, first=instead)])


def without(spans: Spans[V], first: date | None) -> Spans[V]:
    """What is written down as begun on that day never happened; what it followed went on instead.

    Raises:
        Refused: Nothing begins on that day.

    """
    at = _beginning(spans, first)
    gone, former = spans[at], spans[at - 1] if at else None
    rest = [s for s in spans if s not in (gone, former)]
    if former is not None:
        rest.append(replace(former, last=gone.last) if _touch(former, gone) else former)
    return ordered(rest)


def _touch(former: Span[V], later: Span[V]) -> bool:
    return later.first is not None and former.last == later.first - _DAY


def _beginning(spans: Spans[V], first: date | None) -> int:
    at = next((i for i, s in enumerate(spans) if s.first == first), None)
    if at is None:
        raise Refused("This entry was changed in the meantime. Look at the page again.")
    return at
