"""Months and days as people write them; a form with two readings is refused unless the column settles it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from tenthhour.core.month import Month
from tenthhour.data.checks.numbers import shown

_SHORT = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LONG = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
_GERMAN = {
    "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "mär": 3, "mrz": 3, "mai": 5, "juni": 6, "juli": 7,
    "oktober": 10, "okt": 10, "dezember": 12, "dez": 12,
}  # fmt: skip
_NUMBERS = {
    **_GERMAN,
    **{n: i for i, n in enumerate(_SHORT, 1)},
    **{n: i for i, n in enumerate(_LONG, 1)},
    "sept": 9,
}

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]00:00(?::00(?:\.0+)?)?z?)?")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_RUN = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})?")
_NAMED = re.compile(r"([a-zä]{3,9})\.?[\s\-/,']*(\d{4}|\d{2})")
_NAMED_BACK = re.compile(r"(\d{4})[\s\-/,]*([a-zä]{3,9})\.?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_SERIAL = re.compile(r"[34]\d{4}(\.0+)?")
_QUARTER = re.compile(r"(\d{4})[\s\-/]*q[1-4]|q[1-4][\s\-/]*\d{4}")


@dataclass(frozen=True)
class Read:
    """A column as months or days; `wrong` says why for each text that is none (null in `values`)."""

    values: pa.Array
    wrong: dict[str, str]


# Which comes first in 03/04/2026, "day" or "month", is what the cells at hand show.
SHOWN = "shown"


def months(column: pa.Array, order: str | None = SHOWN) -> Read:
    """Text to "YYYY-MM"; whole dates give their month. `order` is known where these are not all cells of the column.

    >>> months(pa.array(["2026-03-01", "Mar 2026", "03/2026", "2026-13"])).values.to_pylist()
    ['2026-03', '2026-03', '2026-03', None]
    """
    unique = pc.unique(column.drop_null())
    if order == SHOWN:
        order = order_of(slashed(column), whole_months=True)
    read = {text: month(text, order) for text in unique.to_pylist()}
    return _applied(column, unique, read, pa.string())


def days(column: pa.Array, order: str | None = SHOWN) -> Read:
    """Text to dates; `order` as for months."""
    unique = pc.unique(column.drop_null())
    if order == SHOWN:
        order = order_of(slashed(column), whole_months=False)
    read = {text: _day(text, order) for text in unique.to_pylist()}
    return _applied(column, unique, read, pa.date32())


def _applied(column: pa.Array, unique: pa.Array, read: Mapping[str, object], kind: pa.DataType) -> Read:
    wrong = {text: v.why for text, v in read.items() if isinstance(v, Wrong)}
    good = [None if isinstance(v, Wrong) else (str(v) if isinstance(v, Month) else v) for v in read.values()]
    return Read(pa.array(good, kind).take(pc.index_in(column, unique)), wrong)


@dataclass(frozen=True)
class Wrong:
    """Why a text is no month or day."""

    why: str


def slashed(column: pa.Array) -> set[tuple[int, int]]:
    """The first two parts of every date written like 03/04/2026: at most some thousand pairs."""
    texts = pc.unique(column.drop_null()).to_pylist()
    return {(int(m[1]), int(m[2])) for t in texts if (m := _SLASHED.fullmatch(t.strip()))}


def order_of(parts: Collection[tuple[int, int]], *, whole_months: bool) -> str | None:
    """Which comes first in 03/04/2026: "day" or "month"; None while the column does not show it.

    In a column of months a part that is always 1 while the other varies is the day.
    """
    first, second = {a for a, _ in parts}, {b for _, b in parts}
    if any(a > 12 for a in first):
        return "day" if not any(b > 12 for b in second) else None
    if any(b > 12 for b in second):
        return "month"
    if whole_months and first == {1} and len(second) > 1:
        return "day"
    return "month" if whole_months and second == {1} and len(first) > 1 else None


def month(text: str, order: str | None = None) -> Month | Wrong:
    """One month from one text; `order` settles 03/04/2026."""
    lower = text.strip().lower()
    for pattern, year, number in ((_YEAR_MONTH, 1, 2), (_MONTH_YEAR, 2, 1)):
        if found := pattern.fullmatch(lower):
            return _month(text, int(found[year]), int(found[number]))
    if (found := _RUN.fullmatch(lower)) and not found[3]:
        return _month(text, int(found[1]), int(found[2]))
    named = _named(lower)
    if named:
        return _month(text, *named)
    if _QUARTER.fullmatch(lower):
        return Wrong(f'"{text}" is a quarter, not a month')
    day = _day(text, order)
    if isinstance(day, date):
        return Month.of(day)
    return Wrong(day.why.replace("is not a date", "is not a month"))


def _named(lower: str) -> tuple[int, int] | None:
    """March 2026, Mar-26, 2026 March."""
    if (found := _NAMED.fullmatch(lower)) and found[1] in _NUMBERS:
        year = int(found[2])
        return (year if year > 99 else 2000 + year), _NUMBERS[found[1]]
    if (found := _NAMED_BACK.fullmatch(lower)) and found[2] in _NUMBERS:
        return int(found[1]), _NUMBERS[found[2]]
    return None


def _month(text: str, year: int, number: int) -> Month | Wrong:
    try:
        return Month(year, number)
    except ValueError:
        return Wrong(f'"{text}" is not a month')


def _day(text: str, order: str | None) -> date | Wrong:
    lower = text.strip().lower()
    if found := _DAY.fullmatch(lower):
        return _date(text, found[1], found[2], found[3])
    if (found := _RUN.fullmatch(lower)) and found[3]:
        return _date(text, found[1], found[2], found[3])
    if found := _DOTTED.fullmatch(lower):
        return _date(text, found[3], found[2], found[1])
    if found := _SLASHED.fullmatch(lower):
        if order is None:
            return Wrong(f'"{text}" can be read day first or month first')
        day, number = (found[1], found[2]) if order == "day" else (found[2], found[1])
        return _date(text, found[3], number, day)
    if _SERIAL.fullmatch(lower):
        return Wrong(f'"{text}" looks like a spreadsheet\'s own number for a date')
    return Wrong(f'"{shown(text)}" is not a date')


def _date(text: str, year: str, number: str, day: str) -> date | Wrong:
    try:
        found = date(int(year), int(number), int(day))
    except ValueError:
        return Wrong(f'"{text}" is not a date')
    return found if 1900 <= found.year <= 2200 else Wrong(f'"{text}" is not a date')
