"""A grid of cells becomes named columns: where the header is, what is wrong with it, rows cut off."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from tenthhour.core.errors import Problem
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
    cells = [trimmed(sheet.cells.column(i)) for i in range(sheet.cells.num_columns)]
    filled = _filled(cells)
    top = filled[0] if header_row is None and filled else (header_row or 1) - 1
    if not filled or top >= len(cells[0]):
        return None
    names = header_names(cells, top, header_rows)
    body = pa.array([i for i in filled if i >= top + header_rows], pa.int64())
    columns: dict[str, pa.Array] = {}
    labels: dict[str, str] = {}
    faults: dict[str, Problem] = {}
    for index, name in enumerate(names):
        values = cells[index].take(body)
        if name is None:
            faults |= _nameless(sheet, index, values)
        elif fold(name) in columns:
            place = f"{sheet.place}, column {name}"
            faults[fold(name)] = Problem(place, "stands in the header twice", "Rename or remove one.")
        else:
            columns[fold(name)], labels[fold(name)] = values, name
    short = _short(sheet, body, len(names))
    return RawTable("", sheet.place, columns, pc.add(body, 1), labels, short=short, faults=faults)


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


def _short(sheet: Sheet, body: pa.Array, width: int) -> frozenset[int]:
    if not sheet.ragged or width < 2:
        return frozenset()
    last = pa.concat_arrays(sheet.cells.column(width - 1).chunks).take(body)
    return frozenset(body[i].as_py() + 1 for i in pc.indices_nonzero(pc.is_null(last)).to_pylist())


def cut_off(table: RawTable) -> list[Problem]:
    """Rows of a text file with fewer cells than the header has, among those that are left."""
    if not table.short:
        return []
    short = [n for n in table.rows.to_pylist() if n in table.short]
    found = "has fewer cells than the header; the file may be cut off"
    do = "Export it again, or complete the row."
    told = [Problem(f"{table.place}, row {n:,}", found, do) for n in short[:_FIRST]]
    more = len(short) - len(told)
    return told + ([Problem(table.place, f"{more:,} more rows have too few cells", do)] if more else [])
