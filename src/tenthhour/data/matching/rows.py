"""Rows that are no data: totals, averages, footnotes; and names that stand only on their first row."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tenthhour.data.checks import numbers
from tenthhour.data.mapping import Drop
from tenthhour.data.matching.layout import Layout, is_number
from tenthhour.data.matching.roles import Column
from tenthhour.data.matching.words import TOTAL_ROW

_ENOUGH = 3  # two equal numbers are easily chance; three or more are a summary


def data_rows(found: Layout) -> list[int]:
    """Rows with a number in them and no word of a total."""
    rows = range(len(found.cells[0]))
    return [i for i in rows if _has_number(found, i) and not _total(found, i)]


def _has_number(found: Layout, row: int) -> bool:
    return any(c[row] and is_number(c[row] or "") for c in found.cells)


def _total(found: Layout, row: int) -> bool:
    texts = [c[row] for c in found.cells if c[row] and not is_number(c[row] or "")]
    return any(TOTAL_ROW.search(t or "") for t in texts[:2])


def dropped(found: Layout, columns: list[Column]) -> list[Drop]:
    """One rule for each text that marks a total or a footnote, tied to its column and to nothing else."""
    values = [c.index for c in columns if c.role in ("numerator", "denominator", "mean", "n")]
    marked: dict[int, list[str]] = {}
    for row in range(len(found.cells[0])):
        total = _total(found, row)
        again = _header_again(found, row)
        if not (total or again) and any(found.cells[v][row] for v in values):
            continue
        index = next((i for i, c in enumerate(found.cells) if c[row] and found.names[i]), None)
        if index is not None and (total or again or _alone(found, row, index)):
            marked.setdefault(index, []).append(found.cells[index][row] or "")
    return [
        Drop(found.names[i] or "", f"^({'|'.join(re.escape(t) for t in dict.fromkeys(texts))})$")
        for i, texts in sorted(marked.items())
    ]


def _alone(found: Layout, row: int, index: int) -> bool:
    """A line of words under the table, with nothing beside it."""
    return all(not c[row] for i, c in enumerate(found.cells) if i != index)


def _header_again(found: Layout, row: int) -> bool:
    """The header printed once more, as at the top of a page."""
    held = [(c[row], name) for c, name in zip(found.cells, found.names, strict=True) if c[row]]
    return len(held) > 1 and all(text == name for text, name in held)


def hidden_sums(found: Layout, columns: list[Column]) -> list[str]:
    """Questions about rows whose numbers are all the sum, or all the average, of the rows just above.

    A row of a team may carry a name that no list of words knows.
    """
    values = [c for c in columns if c.role in ("numerator", "mean") and c.month]
    person = next((c for c in columns if c.role == "person"), None)
    if len(values) < _ENOUGH or person is None:
        return []
    grid = np.array([numbers_of(found, c.index) for c in values], float).T
    asked, start = [], 0
    for row in range(len(grid)):
        if _total(found, row) or np.isnan(grid[row]).any():
            start = row + 1
        elif row - start >= 2 and _is_summary(grid[start:row], grid[row]):
            asked.append(
                f"Is {found.cells[person.index][row] or 'the row without a name'} one clinician? "
                "The numbers sum up the rows above."
            )
            start = row + 1
    return asked


def _is_summary(above: NDArray[np.float64], row: NDArray[np.float64]) -> bool:
    totals = (above.sum(axis=0), above.mean(axis=0))
    return any(bool(np.allclose(t, row, rtol=0.005, atol=0.05)) for t in totals)  # summaries are rounded


def numbers_of(found: Layout, index: int) -> list[float | None]:
    """A column's numbers, None where there is none."""
    cells = pa.array(found.cells[index], pa.string())
    read: list[float | None] = numbers.parse(cells, numbers.decimal_mark([cells])).values.to_pylist()
    return read


def fill_down(found: Layout, columns: list[Column]) -> tuple[str, ...]:
    """Person and month columns with blanks beside numbers."""
    values = [c.index for c in columns if c.role in ("numerator", "mean")]
    rows = [
        i
        for i in range(len(found.cells[0]))
        if any(found.cells[v][i] for v in values) and not _total(found, i)
    ]
    return tuple(
        c.label
        for c in columns
        if c.role in ("person", "month", "measure") and any(not found.cells[c.index][i] for i in rows)
    )
