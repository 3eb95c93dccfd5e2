"""Text columns to typed ones, by the schema; every cell that cannot be read becomes a sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from tenthhour.core.measurement.measure import Measure
from tenthhour.data.checks import dates, numbers
from tenthhour.data.checks.report import Report
from tenthhour.data.schema import TABLES, Column, Table
from tenthhour.data.tables import RawTable

_KIND = {
    "text": pa.string(),
    "month": pa.string(),
    "date": pa.date32(),
    "number": pa.float64(),
    "integer": pa.float64(),
}
_DO = {
    "month": "Write months as YYYY-MM.",
    "date": "Write dates as YYYY-MM-DD.",
    "number": "Write a plain number, with a point for decimals and no thousands marks.",
}
_BY_NAME = {t.name: t for t in TABLES}


@dataclass(frozen=True)
class Typed:
    """One raw table with its columns typed, in the order of the schema; same rows, same order."""

    raw: RawTable
    table: pa.Table


@dataclass(frozen=True)
class Reader:
    """How the cells of a table are read: what only all of them together show is settled here.

    Attributes:
        columns: Those that are read: every declared one, and of the open tables what a measure asks for.
        decimal: The decimal mark of the numbers, if they show it.
        orders: Which comes first in 03/04/2026, by column.

    """

    columns: tuple[Column, ...]
    decimal: str | None
    orders: Mapping[str, str | None]

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([(c.name, _KIND[c.type]) for c in self.columns])

    def read(self, raw: RawTable, report: Report) -> Typed:
        """Some rows of the table, or all; every cell that cannot be read is told."""
        columns = [self._column(raw, column, report) for column in self.columns]
        return Typed(raw, pa.table(columns, schema=self.schema))

    def _column(self, raw: RawTable, column: Column, report: Report) -> pa.Array:
        if column.name not in raw.columns:
            return pa.nulls(len(raw.rows), _KIND[column.type])
        text = raw.columns[column.name]
        values, wrong = self._values(text, column)
        if wrong:
            at = pc.indices_nonzero(pc.is_in(text, pa.array(list(wrong), pa.string()))).to_pylist()
            report.rows(raw, column.name, at, lambda i: wrong[text[i].as_py()], _DO[column.type])
        if column.required:
            empty = pc.indices_nonzero(pc.is_null(text)).to_pylist()
            report.rows(raw, column.name, empty, lambda _: "is empty", "Fill it in, or remove the row.")
        return values

    def _values(self, text: pa.Array, column: Column) -> tuple[pa.Array, dict[str, str]]:
        if column.type == "month":
            months = dates.months(text, self.orders[column.name])
            return months.values, months.wrong
        if column.type == "date":
            days = dates.days(text, self.orders[column.name])
            return days.values, days.wrong
        if column.type == "number":
            read = numbers.parse(text, self.decimal)
            return read.values, read.wrong
        return pc.replace_substring_regex(text, r"^([+-]?\d+\.\d+)e0(%?)$", r"\1\2"), {}


def reader(raw: RawTable, measures: Mapping[str, Measure], report: Report) -> Reader:
    """Look at all cells of a table once, for what one of them alone does not show."""
    schema = _BY_NAME[raw.name]
    wanted = [*schema.columns, *(_of_measures(schema, measures) if schema.open else [])]
    there = [c for c in wanted if c.name in raw.columns]
    marks: set[str] = set()
    parts: dict[str, set[tuple[int, int]]] = {c.name: set() for c in there if c.type in ("date", "month")}
    for block in raw.blocks():
        for column in there:
            cells = block.columns[column.name]
            if column.type == "number" and cells.type == pa.string():
                marks |= numbers.marks(cells)
            elif column.name in parts:
                parts[column.name] |= dates.slashed(cells)
    _unused(raw, {c.name for c in wanted}, report)
    orders = {
        c.name: dates.order_of(parts[c.name], whole_months=c.type == "month")
        for c in there
        if c.name in parts
    }
    kept = [c for c in wanted if c in there or c.required or not schema.open]
    return Reader(tuple(kept), raw.decimal or numbers.mark_of(marks), orders)


def _of_measures(schema: Table, measures: Mapping[str, Measure]) -> list[Column]:
    """The columns of an open table that shipped or local measures count."""
    found: dict[str, Column] = {}
    for measure in measures.values():
        rows = measure.rows
        if rows is None or rows.table != schema.name:
            continue
        outcomes = (rows.outcome,) if isinstance(rows.outcome, str) else rows.outcome
        for name in outcomes:
            found[name] = Column(name, "text" if rows.recode else "number")
        if rows.exposure:
            found[rows.exposure] = Column(rows.exposure, "number")
        for name in (*rows.scope, *(c.column for c in measure.case_mix)):
            found.setdefault(name, Column(name, "text"))
    declared = {c.name for c in schema.columns}
    return [c for name, c in found.items() if name not in declared]


def _unused(raw: RawTable, wanted: Collection[str], report: Report) -> None:
    extra = [raw.labels.get(name, name) for name in raw.columns if name not in wanted]
    if extra:
        report.say(
            raw.place,
            f"columns not used: {', '.join(extra[:12])}{' and more' if len(extra) > 12 else ''}",
            "Nothing is kept of them.",
            blocking=False,
        )
