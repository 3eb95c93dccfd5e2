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


def typed(raw: RawTable, measures: Mapping[str, Measure], report: Report) -> Typed:
    """Read every declared column, and of the open tables those a measure asks for."""
    schema = _BY_NAME[raw.name]
    wanted = [*schema.columns, *(_of_measures(schema, measures) if schema.open else [])]
    numeric = [raw.columns[c.name] for c in wanted if c.type == "number" and c.name in raw.columns]
    decimal = raw.decimal or numbers.decimal_mark(c for c in numeric if c.type == pa.string())
    columns = {}
    for column in wanted:
        if column.name in raw.columns:
            columns[column.name] = _column(raw, column, decimal, report)
        elif not schema.open or column.required:
            columns[column.name] = pa.nulls(len(raw.rows), _KIND[column.type])
    _unused(raw, {c.name for c in wanted}, report)
    return Typed(raw, pa.table(columns))


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


def _column(raw: RawTable, column: Column, decimal: str | None, report: Report) -> pa.Array:
    text = raw.columns[column.name]
    values, wrong = _read(text, column, decimal)
    if wrong:
        at = pc.indices_nonzero(pc.is_in(text, pa.array(list(wrong), pa.string()))).to_pylist()
        report.rows(raw, column.name, at, lambda i: wrong[text[i].as_py()], _DO[column.type])
    if column.required:
        empty = pc.indices_nonzero(pc.is_null(text)).to_pylist()
        report.rows(raw, column.name, empty, lambda _: "is empty", "Fill it in, or remove the row.")
    return values


def _read(text: pa.Array, column: Column, decimal: str | None) -> tuple[pa.Array, dict[str, str]]:
    if column.type == "month":
        months = dates.months(text)
        return months.values, months.wrong
    if column.type == "date":
        days = dates.days(text)
        return days.values, days.wrong
    if column.type == "number":
        read = numbers.parse(text, decimal)
        return read.values, read.wrong
    return pc.replace_substring_regex(text, r"^([+-]?\d+\.\d+)e0(%?)$", r"\1\2"), {}


def _unused(raw: RawTable, wanted: Collection[str], report: Report) -> None:
    extra = [raw.labels.get(name, name) for name in raw.columns if name not in wanted]
    if extra:
        report.say(
            raw.place,
            f"columns not used: {', '.join(extra[:12])}{' and more' if len(extra) > 12 else ''}",
            "Nothing is kept of them.",
            blocking=False,
        )
