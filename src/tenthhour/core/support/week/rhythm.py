"""How often a pair meets: weekly to quarterly, and what a team of this size can begin with."""

from __future__ import annotations

from datetime import date, timedelta

from tenthhour.core.support.week.budget import available, need

RHYTHMS: dict[int, tuple[float, str]] = {
    1: (1.0, "every week"),
    2: (2.0, "every two weeks"),
    4: (52 / 12, "every month"),
    6: (6.0, "every six weeks"),
    13: (13.0, "every three months"),
}
"""By the number kept with a pair: weeks between two talks as the budget counts them, and the words."""

_SMALL = 12  # a clinic of twelve or fewer begins with six weeks: its chief sees patients, too


def default_rhythm(clinicians: int, share: float) -> int:
    """The shortest of monthly, six-weekly and quarterly that fits the protected time.

    A team of twelve or fewer begins with six weeks, unless a fifth of the time or more is protected.

    Args:
        clinicians: People led.
        share: Protected share of a full post, 0 to 1.

    >>> default_rhythm(12, 0.10), default_rhythm(12, 0.20), default_rhythm(20, 0.10)
    (6, 4, 13)
    """
    first = 6 if clinicians <= _SMALL and share < 0.2 else 4
    fitting = (w for w in (4, 6) if w >= first and need(clinicians, RHYTHMS[w][0]) <= available(share))
    return next(fitting, 13)


def next_due(last: date, weeks: int) -> date:
    """When the next talk is due: so long after the last one."""
    return last + timedelta(weeks=weeks)


def rhythm_words(weeks: int) -> str:
    """The rhythm as a page says it.

    >>> rhythm_words(6)
    'every six weeks'
    """
    return RHYTHMS[weeks][1]
