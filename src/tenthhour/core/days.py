"""Days as people and the pathway count them: working days, and dates in words."""

from __future__ import annotations

from datetime import date, timedelta

from tenthhour.core.month import NAMES

_SATURDAY = 5


def in_words(day: date) -> str:
    """For sentences; British order. Any day, so that one far away can be refused in words.

    >>> in_words(date(2026, 11, 5))
    '5 November 2026'
    >>> in_words(date(9999, 12, 31))
    '31 December 9999'
    """
    return f"{day.day} {NAMES[day.month - 1]} {day.year}"


def is_working(day: date) -> bool:
    """Monday to Friday; public holidays differ by country and are not known here."""
    return day.weekday() < _SATURDAY


def after_working_days(day: date, count: int) -> date:
    """The date that many working days after a day.

    >>> after_working_days(date(2026, 11, 6), 3)
    datetime.date(2026, 11, 11)
    """
    while count > 0:
        day += timedelta(days=1)
        count -= is_working(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; 0 when end is not later.

    >>> working_days_between(date(2026, 11, 6), date(2026, 11, 11))
    3
    """
    days = max(0, (end - start).days)
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum(is_working(end - timedelta(days=i)) for i in range(rest))
