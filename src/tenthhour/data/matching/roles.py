"""A role for every column, from its name, its values and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from tenthhour.data.checks import numbers
from tenthhour.data.matching import words
from tenthhour.data.matching.layout import Layout, is_month, is_number
from tenthhour.data.matching.words import Role

_MOST = 0.8  # share of a column's cells that must fit; a stray note or "n/a" must not change what it is
_METRICS = 30


@dataclass(frozen=True)
class Column:
    """One column: its name, its role, the month and the measure it belongs to, and what stands in it.

    `series` "" on a denominator, n or sd means: for every measure of the sheet.
    `share`: a part of a whole (a percentage, or never more than its denominator).
    `middle`: the median of its numbers.
    """

    index: int
    label: str
    role: Role
    samples: tuple[str, ...] = ()
    month: str | None = None
    series: str = ""
    divide_by: float = 1.0
    share: bool = False
    middle: float | None = None
    why: str = ""


def roles(
    found: Layout, hidden: tuple[int, ...], body: list[int], name: str
) -> tuple[list[Column], list[str]]:
    """Every named column with a role, and questions for a person."""
    columns = [_first(found, i, label, body) for i, label in enumerate(found.names) if label]
    columns = [
        replace(c, role="ignore", why="hidden in the file") if c.index in hidden else c for c in columns
    ]
    questions = _who(columns)
    columns = _people(columns)
    values = [c for c in columns if c.role == "mean"]
    wide = sum(c.month is not None for c in values) >= 3
    columns = _across(columns, name) if wide else _down(columns)
    columns = _paired(columns, found, body, questions)
    columns = [_percent(c, found, body, questions) for c in columns]
    return [_measured(c, columns, found, body) for c in columns], questions


def _first(found: Layout, index: int, label: str, body: list[int]) -> Column:
    """What the column is by itself."""
    cells = [t for i in body if (t := found.cells[index][i])]
    samples = tuple(numbers.shown(t) for t in dict.fromkeys(cells))[:4]
    month, rest = words.month_in(label)
    low = label.lower()
    made = Column(index, label, "ignore", samples)
    if not cells:
        return replace(made, why="empty")
    if _share(cells, is_month) >= _MOST and month is None:
        return replace(made, role="month")
    if any(words.MONEY.search(t) for t in cells):
        return replace(made, why="money")
    if _share(cells, is_number) >= _MOST:
        never = words.NEVER.search(low.replace("_", " "))
        if never:
            return replace(made, why=f"says {never[0]}")
        return replace(made, role="mean", month=str(month) if month else None, series=rest)
    if words.MEASURE.search(low) and len(set(cells)) <= _METRICS:
        return replace(made, role="measure")
    person = words.PERSON.search(low) and not words.NO_PERSON.search(low)
    return replace(made, role="person") if person else replace(made, why="text")


def _share(cells: list[str], test: object) -> float:
    known = {t: bool(test(t)) for t in set(cells)}  # type: ignore[operator]
    return sum(known[t] for t in cells) / len(cells)


def _people(columns: list[Column]) -> list[Column]:
    """One person column: the first that says so, else the first of text; one month column: the first."""
    texts = [c for c in columns if c.why == "text" and not words.NO_PERSON.search(c.label.lower())]
    person = next((c for c in columns if c.role == "person"), texts[0] if texts else None)
    month = next((c for c in columns if c.role == "month"), None)
    kept: list[Column] = []
    for c in columns:
        if person is not None and c.index == person.index:
            kept.append(replace(c, role="person", why=""))
        elif c.role in ("person", "month") and (month is None or c.index != month.index):
            kept.append(replace(c, role="ignore", why="another column is used"))
        else:
            kept.append(c)
    return kept


def _who(columns: list[Column]) -> list[str]:
    """Where no column says that it is the clinician and several could be."""
    texts = [c for c in columns if c.why == "text" and not words.NO_PERSON.search(c.label.lower())]
    if any(c.role == "person" for c in columns) or len(texts) < 2:
        return []
    return [f"Which column names the clinician: {', '.join(c.label for c in texts[:5])}?"]


def _across(columns: list[Column], name: str) -> list[Column]:
    """Months stand across: columns without one are summaries or something else."""
    made = []
    for c in columns:
        if c.role == "mean" and c.month is None:
            made.append(replace(c, role="ignore", series="", why="belongs to no month"))
        elif c.role == "month":
            made.append(replace(c, role="ignore", why="months stand across"))
        elif c.role == "mean":
            made.append(replace(c, series=c.series or name))
        else:
            made.append(c)
    return made


def _down(columns: list[Column]) -> list[Column]:
    """One month a row: counts of answers and spreads are found by their names."""
    made = []
    for c in columns:
        low = c.label.lower().strip()
        if c.role != "mean":
            made.append(c)
        elif words.COUNT.fullmatch(low):
            made.append(replace(c, role="n", series="", month=None))
        elif words.SPREAD.fullmatch(low):
            made.append(replace(c, role="sd", series="", month=None))
        else:
            made.append(replace(c, series=c.label, month=None))
    return made


def _paired(columns: list[Column], found: Layout, body: list[int], questions: list[str]) -> list[Column]:
    """Numerators with their denominator, by name; what is not certain is left apart and asked."""
    labels = list(dict.fromkeys(c.series for c in columns if c.role == "mean"))
    if len(labels) < 2 or any(c.role in ("n", "measure") for c in columns):
        return columns
    below = [s for s in labels if words.DENOMINATOR.search(s.lower())] or _longer_name(
        labels, columns, found, body
    )
    if len(below) != 1 or len(below) == len(labels):
        pairs = ", ".join(labels[:6])
        questions.append(f"Does one of these count what the others are part of? {pairs}")
        return columns
    return [
        replace(c, role="denominator", series="") if c.role == "mean" and c.series == below[0]
        else replace(c, role="numerator") if c.role == "mean" and not _rates(c, found, body)
        else c
        for c in columns
    ]  # fmt: skip


def _longer_name(labels: list[str], columns: list[Column], found: Layout, body: list[int]) -> list[str]:
    """The name "Letters" counts what "Letters on time" is part of, if it is never the smaller."""
    for whole in labels:
        parts = [s for s in labels if s != whole and s.lower().startswith(f"{whole.lower()} ")]
        if parts and all(_never_more(p, whole, columns, found, body) for p in parts):
            return [whole]
    return []


def _never_more(part: str, whole: str, columns: list[Column], found: Layout, body: list[int]) -> bool:
    small = _numbers(next(c for c in columns if c.series == part), found, body)
    large = _numbers(next(c for c in columns if c.series == whole), found, body)
    return all(a <= b for a, b in zip(small, large, strict=True) if a is not None and b is not None)


def _numbers(column: Column, found: Layout, body: list[int]) -> list[float | None]:
    cells = pa.array([found.cells[column.index][i] for i in body], pa.string())
    read: list[float | None] = numbers.parse(cells, numbers.decimal_mark([cells])).values.to_pylist()
    return read


def _rates(column: Column, found: Layout, body: list[int]) -> bool:
    """Percentages are no counts."""
    return "%" in column.label or any((found.cells[column.index][i] or "").endswith("%") for i in body)


def _percent(column: Column, found: Layout, body: list[int], questions: list[str]) -> Column:
    """Under a % in the header, 85 means 85 %; under it 0.85 may mean either, and is asked."""
    written = any((found.cells[column.index][i] or "").endswith("%") for i in body)
    if column.role != "mean" or "%" not in column.label or written:
        return column
    values = [v for v in _numbers(column, found, body) if v is not None]
    if values and max(values) <= 1:
        questions.append(f"{column.label}: does {values[0]:g} mean {values[0]:.0%} or {values[0]:g} %?")
        return column
    return replace(column, divide_by=100.0)


def _measured(column: Column, columns: list[Column], found: Layout, body: list[int]) -> Column:
    """How large the numbers are, and whether they are shares of a whole."""
    if column.role not in ("numerator", "mean"):
        return column
    values = _numbers(column, found, body)
    middle = float(np.median([v for v in values if v is not None] or [0.0])) / column.divide_by
    whole = next((c for c in columns if c.role == "denominator" and c.month == column.month), None)
    if column.role == "mean" or whole is None:
        return replace(column, middle=middle, share=_rates(column, found, body))
    pairs = zip(values, _numbers(whole, found, body), strict=True)
    part = all(a <= b for a, b in pairs if a is not None and b is not None)
    return replace(column, middle=middle, share=part)
