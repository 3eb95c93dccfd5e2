"""Where the table lies in a sheet: title rows above, one or two header rows, where the data begin."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from tenthhour.core.month import Month
from tenthhour.data.blocks import whole
from tenthhour.data.checks import dates, numbers
from tenthhour.data.headers import header_names, trimmed
from tenthhour.data.sandbox import Sheet
from tenthhour.data.tables import fold

_HEAD = 40  # rows in which the first row of data must stand
_LOOKED_AT = 20_000


@dataclass(frozen=True)
class Layout:
    """The sheet as a table: 1-based header row, number of header rows, a title, names and cells by column."""

    header_row: int
    header_rows: int
    title: str
    names: tuple[str | None, ...]
    cells: tuple[tuple[str | None, ...], ...]


def layout(sheet: Sheet) -> Layout | None:
    """Find the header: the filled row (or two) above the first row with a number.

    None when the sheet has no number under a name.
    """
    cells = whole(sheet.cells)
    columns = [trimmed(cells.column(i).slice(0, _LOOKED_AT)) for i in range(cells.num_columns)]
    rows = [[c[r].as_py() for c in columns] for r in range(min(_HEAD, len(columns[0])))]
    first = next((i for i, row in enumerate(rows) if _is_data(row)), None)
    if not first:
        return None
    filled = [i for i in range(first) if any(rows[i])]
    if not filled:
        return None
    bottom = filled[-1]
    while filled and _same_months(rows[bottom], rows[first]):  # data whose number was left out, as in "*"
        first = filled.pop()
        bottom = filled[-1] if filled else -1
    if not filled:
        return None
    double = bottom - 1 in filled and _spans(rows[bottom - 1], rows[bottom])
    top = bottom - 1 if double else bottom
    names = header_names(columns, top, 2 if double else 1)
    body = tuple(tuple(c.slice(first).to_pylist()) for c in columns)
    return Layout(top + 1, 2 if double else 1, _title(rows[:top]), _once(names), body)


def is_number(text: str) -> bool:
    """A number, even one that can be read in two ways."""
    bare = text.strip("$£€ ")
    return not numbers.parse(pa.array([bare]), ".").wrong or not numbers.parse(pa.array([bare]), ",").wrong


def is_month(text: str) -> bool:
    """A month or a day of one, whatever comes first in it."""
    return isinstance(dates.month(text, "day"), Month) or isinstance(dates.month(text, "month"), Month)


def _is_data(row: list[str | None]) -> bool:
    """At least one number that is no year, and a text beside it."""
    texts = [t for t in row if t]
    found = [t for t in texts if is_number(t) and not is_month(t) and not _is_year(t)]
    return bool(found) and len(texts) >= 2


def _same_months(upper: list[str | None], data: list[str | None]) -> bool:
    """A month stands where the data have a month: the upper row is data, too."""
    return any(a and b and is_month(a) and is_month(b) for a, b in zip(upper, data, strict=True))


def _is_year(text: str) -> bool:
    return text.isdigit() and 1990 <= int(text) <= 2100


def _spans(upper: list[str | None], lower: list[str | None]) -> bool:
    """The upper of two header rows names groups of the lower: at least two, and fewer than there are columns."""
    groups, names = sum(t is not None for t in upper), sum(t is not None for t in lower)
    repeated = len({t for t in lower if t}) < names
    return groups >= 2 and (groups < names or repeated)


def _title(rows: list[list[str | None]]) -> str:
    return next((texts[0] for row in rows if len(texts := [t for t in row if t]) == 1), "")


def _once(names: list[str | None]) -> tuple[str | None, ...]:
    """Each name once: a repeated one cannot be told from the first by a mapping."""
    seen: set[str] = set()
    kept: list[str | None] = []
    for name in names:
        kept.append(None if name is None or fold(name) in seen else name)
        seen.add(fold(name or ""))
    return tuple(kept)
