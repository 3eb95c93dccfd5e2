"""Workbooks (.xlsx): stored values only; formulas are never evaluated, and never taken for blanks."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from tenthhour.data.sandbox import archive
from tenthhour.data.sandbox.limits import Limits
from tenthhour.data.sandbox.unreadable import Unreadable

_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_FIRST_FORMULAS = 20


@dataclass(frozen=True)
class Grid:
    """One sheet: its name, cells as text (None is an empty cell), columns hidden from view (0 is A)."""

    name: str
    rows: list[list[str | None]]
    hidden: tuple[int, ...] = ()
    visible: bool = True


def sheets(path: Path, limits: Limits) -> Iterator[Grid]:
    """Every worksheet with its stored values.

    Raises:
        Unreadable: Old, locked, damaged or too large; a formula without stored value.

    """
    archive.inspect(path, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions nobody needs here
            yield from _sheets(path, limits)
    except Unreadable:
        raise
    except MemoryError:
        raise
    except Exception as error:  # the parser's own errors have no common base; whichever: not readable
        raise Unreadable(
            "is damaged: its parts do not fit together", "Save it again from your spreadsheet program."
        ) from error


def _sheets(path: Path, limits: Limits) -> Iterator[Grid]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    hidden = _hidden_columns(path)
    formulas = _formula_sheets(path)
    for index, sheet in enumerate(book.worksheets):
        sheet.reset_dimensions()  # the stored size may be false
        grid = _cells(sheet, limits)
        if formulas:
            _no_uncached(path, index, sheet.title, grid)
        yield Grid(sheet.title, grid, hidden.get(index, ()), sheet.sheet_state == "visible")
    book.close()


def _cells(sheet: Any, limits: Limits) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > limits.rows:
            raise Unreadable(f"more than {limits.rows:,} rows", "Split it by month.", sheet.title)
        cells = [_text(c, limits, sheet.title, number) for c in row]
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > limits.columns:
            raise Unreadable(
                f"{len(cells):,} columns; the limit is {limits.columns}",
                "Remove the columns you do not need.",
                f"{sheet.title}, row {number:,}",
            )
        rows.append(cells)
    return rows


def _text(cell: Any, limits: Limits, sheet: str, number: int) -> str | None:
    value = cell.value
    if value is None:
        return None
    if isinstance(value, str):
        if len(value) > limits.cell:
            raise Unreadable(
                f"a cell of more than {limits.cell:,} characters", "Shorten it.", f"{sheet}, row {number:,}"
            )
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        percent = "%" in (getattr(cell, "number_format", "") or "")
        return percentage(value) if percent else number_text(value)
    return _moment(value)


def number_text(value: float) -> str:
    """A stored number as text. The exponent says: typed, so the point is no thousands mark.

    >>> number_text(1.234), number_text(12.0), number_text(0.05)
    ('1.234e0', '12', '0.05e0')
    """
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    written = repr(value)
    return written if "e" in written or "n" in written else f"{written}e0"


def percentage(value: float) -> str:
    """A number shown as a percentage, as it is shown.

    >>> percentage(0.051), percentage(1)
    ('5.1e0%', '100%')
    """
    shifted = f"{Decimal(repr(value)).scaleb(2).normalize():f}"
    return f"{shifted}e0%" if "." in shifted else f"{shifted}%"


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:.4f} h"
    return str(value)


def _formula_sheets(path: Path) -> bool:
    """Is there any formula? A second full reading is only paid for then."""
    mark = re.compile(rb"<(?:\w+:)?f[ >/]")
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with book.open(name) as opened:
                    tail = b""
                    while block := opened.read(1 << 20):
                        if mark.search(tail + block):
                            return True
                        tail = block[-16:]
    return False


def _no_uncached(path: Path, index: int, title: str, values: list[list[str | None]]) -> None:
    book = openpyxl.load_workbook(path, read_only=True, data_only=False)
    sheet = book.worksheets[index]
    sheet.reset_dimensions()
    empty: list[str] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        for column, cell in enumerate(row):
            if cell.data_type == "f" and _at(values, number - 1, column) is None:
                empty.append(f"row {number}, {_header(values, column)}")
    book.close()
    if empty:
        more = f" and {len(empty) - _FIRST_FORMULAS:,} more" if len(empty) > _FIRST_FORMULAS else ""
        raise Unreadable(
            f"a formula without a stored value ({'; '.join(empty[:_FIRST_FORMULAS])}{more})",
            "Open the file, let it calculate, save it.",
            title,
        )


def _at(values: list[list[str | None]], row: int, column: int) -> str | None:
    return values[row][column] if row < len(values) and column < len(values[row]) else None


def _header(values: list[list[str | None]], column: int) -> str:
    first = next((row for row in values if any(row)), [])
    named = first[column] if column < len(first) else None
    return named or f"column {column + 1}"


def _hidden_columns(path: Path) -> dict[int, tuple[int, ...]]:
    """Columns hidden from view by sheet, in the order of the sheets' part names.

    Read from the head of each part: openpyxl's read-only mode skips it.
    """
    hidden: dict[int, tuple[int, ...]] = {}
    with zipfile.ZipFile(path) as book:
        for index, name in enumerate(_sheet_parts(path)):
            with book.open(name) as opened:
                head = opened.read(1 << 16).split(b"<sheetData", 1)[0]
            columns = [c for tag in _COLUMN.findall(head) for c in _span(tag)]
            hidden[index] = tuple(columns)
    return hidden


def _sheet_parts(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path, read_only=True)
    parts = [str(sheet._worksheet_path) for sheet in book.worksheets]
    book.close()
    return parts


def _span(tag: bytes) -> range:
    found = dict(re.findall(rb'(\w+)="([^"]*)"', tag))
    if found.get(b"hidden") not in (b"1", b"true"):
        return range(0)
    first, last = int(found.get(b"min", b"1")), int(found.get(b"max", b"1"))
    return range(first - 1, min(last, 200))
