"""A grid of cells becomes named columns: where the header is, what is wrong with it, rows cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from tenthhour.core.errors import Problem
from tenthhour.data.blocks import blocks
from tenthhour.data.sandbox import Sheet
from tenthhour.data.tables import RawTable, fold

_FIRST = 20


def headed(sheet: Sheet, header_row: int | None = None, header_rows: int = 1) -> RawTable | None:
    """A sheet with its header as column names; None when there is nothing in it.

    Args:
        sheet: Cells as they stand.
        header_row: Row number of the first header row; None: the first row with anything in it.
        header_rows: How many; blanks in all but the last repeat the cell to their left.

    """
    for number, grid in enumerate(_grids(sheet)):
        filled = _filled(grid.cells)
        top = filled[0] if header_row is None and filled else (header_row or 1) - 1 - grid.start
        if filled and 0 <= top < len(grid.cells[0]):
            head = _Head(sheet, tuple(header_names(grid.cells, top, header_rows)), number)
            first = head.table(grid, [i for i in filled if i >= top + header_rows])
            return replace(first, rest=head.rest)
    return None


@dataclass(frozen=True)
class _Grid:
    """Some rows of a sheet: how many come before, cells without blanks around them, and the last column as it stood."""

    start: int
    cells: list[pa.Array]
    last: pa.ChunkedArray


def _grids(sheet: Sheet) -> Iterator[_Grid]:
    start = 0
    for block in blocks(sheet.cells):
        columns = block.columns
        yield _Grid(start, [trimmed(column) for column in columns], columns[-1])
        start += block.num_rows


@dataclass(frozen=True)
class _Head:
    """The header of a sheet: what each of its columns is called, and in which block of rows it stands."""

    sheet: Sheet
    names: tuple[str | None, ...]
    number: int

    def rest(self) -> Iterator[RawTable]:
        """The rows of the blocks after the header's."""
        for grid in islice(_grids(self.sheet), self.number + 1, None):
            yield self.table(grid, _filled(grid.cells))

    def table(self, grid: _Grid, filled: list[int]) -> RawTable:
        """Some rows under this header; `filled` are those with anything in them."""
        sheet, body = self.sheet, pa.array(filled, pa.int64())
        columns: dict[str, pa.Array] = {}
        labels: dict[str, str] = {}
        faults: dict[str, Problem] = {}
        for index, name in enumerate(self.names):
            values = grid.cells[index].take(body)
            if name is None:
                faults |= _nameless(sheet, index, values)
            elif fold(name) in columns:
                place = f"{sheet.place}, column {name}"
                faults[fold(name)] = Problem(place, "stands in the header twice", "Rename or remove one.")
            else:
                columns[fold(name)], labels[fold(name)] = values, name
        rows = pc.add(body, grid.start + 1)
        short = _short(sheet, grid.last.take(body), rows) if len(self.names) > 1 else frozenset()
        return RawTable("", sheet.place, columns, rows, labels, short=short, faults=faults)


def header_names(cells: list[pa.Array], top: int, header_rows: int = 1) -> list[str | None]:
    """What each column is called: one row as it is, several joined as "2026 / March"."""
    rows = [[c[r].as_py() if r < len(c) else None for c in cells] for r in range(top, top + header_rows)]
    for row in rows[:-1]:
        for index in range(1, len(row)):
            row[index] = row[index] or row[index - 1]
    joined = [" / ".join(dict.fromkeys(t for t in parts if t)) for parts in zip(*rows, strict=True)]
    below = rows[-1]
    return [
        name if name and (header_rows == 1 or below[i] or _only(rows, i)) else None
        for i, name in enumerate(joined)
    ]


def _only(rows: list[list[str | None]], index: int) -> bool:
    """A name in an upper row that is the column's own, not one that spread from the left."""
    upper = rows[-2][index]
    return upper is not None and (index == 0 or rows[-2][index - 1] != upper)


def trimmed(column: pa.ChunkedArray) -> pa.Array:
    """Text without blanks around it; an empty cell is null."""
    whole = pc.utf8_trim_whitespace(column)
    whole = pa.concat_arrays(whole.chunks) if whole.num_chunks else pa.array([], pa.string())
    return pc.if_else(pc.equal(whole, ""), pa.scalar(None, pa.string()), whole)


def _filled(cells: list[pa.Array]) -> list[int]:
    """Indices of the rows with anything in them."""
    some = pc.is_valid(cells[0])
    for column in cells[1:]:
        some = pc.or_(some, pc.is_valid(column))
    found: list[int] = pc.indices_nonzero(some).to_pylist()
    return found


def _nameless(sheet: Sheet, index: int, values: pa.Array) -> dict[str, Problem]:
    if values.null_count == len(values):
        return {}  # a trailing separator, nothing is lost
    place = f"{sheet.place}, column {index + 1}"
    do = "Give it a name in the first row, or remove it."
    return {f"#{index + 1}": Problem(place, "has values but no name", do)}


def _short(sheet: Sheet, last: pa.ChunkedArray, rows: pa.Array) -> frozenset[int]:
    """Row numbers of the rows without a last cell."""
    return frozenset(rows.filter(pc.is_null(last)).to_pylist()) if sheet.ragged else frozenset()


def faults(table: RawTable) -> list[Problem]:
    """What is wrong with the header, and rows of a text file with fewer cells than it has."""
    found: dict[str, Problem] = {}
    short: list[int] = []
    many = 0
    for block in table.blocks():
        found |= block.faults
        many += len(block.short)
        short += sorted(block.short)[: _FIRST - len(short)]
    return [*found.values(), *_cut_off(table.place, short, many)]


def cut_off(table: RawTable) -> list[Problem]:
    """Rows of a text file with fewer cells than the header has, among those that are left."""
    short = [n for n in table.rows.to_pylist() if n in table.short] if table.short else []
    return _cut_off(table.place, short[:_FIRST], len(short))


def _cut_off(place: str, first: list[int], many: int) -> list[Problem]:
    found = "has fewer cells than the header; the file may be cut off"
    do = "Export it again, or complete the row."
    told = [Problem(f"{place}, row {n:,}", found, do) for n in first]
    more = many - len(told)
    return told + ([Problem(place, f"{more:,} more rows have too few cells", do)] if more else [])
