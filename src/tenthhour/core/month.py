"""Month: the reporting period, and runs of months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")
NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month.

    >>> Month.parse("2026-10") + 3
    Month(2027, 1)
    >>> Month.parse("2026-03") - Month.parse("2025-12")
    3
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1900 <= self.year <= 2200):
            raise ValueError(f"{self.year:04d}-{self.number:02d} is not a month")

    def __repr__(self) -> str:
        return f"Month({self.year}, {self.number})"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @classmethod
    def parse(cls, written: str) -> Month:
        """Read YYYY-MM.

        Raises:
            ValueError: Anything else, or a month outside 01-12.

        """
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise ValueError(f'"{written}" is not a month')
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @property
    def index(self) -> int:
        """Months since year 0; differences of indices are months."""
        return self.year * 12 + self.number - 1

    @classmethod
    def at(cls, index: int) -> Month:
        """The inverse of `index`."""
        return cls(index // 12, index % 12 + 1)

    def __add__(self, months: int) -> Month:
        return Month.at(self.index + months)

    def __sub__(self, other: Month) -> int:
        return self.index - other.index

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return (self + 1).first_day - timedelta(days=1)

    @property
    def words(self) -> str:
        """For sentences.

        >>> Month(2026, 5).words
        'May 2026'
        """
        return f"{NAMES[self.number - 1]} {self.year}"


def months(first: Month, last: Month) -> Iterator[Month]:
    """All months from first to last, both included."""
    return (Month.at(i) for i in range(first.index, last.index + 1))
