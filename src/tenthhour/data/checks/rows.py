"""Encounters and answers, some rows at a time: outcomes, exposures and patient groups as the measures define them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tenthhour.core.measurement.measure import Measure, Rows
from tenthhour.data.blocks import Folder, Stored, distinct, stored, written
from tenthhour.data.checks.numbers import shown
from tenthhour.data.checks.report import Report
from tenthhour.data.checks.rules import floats
from tenthhour.data.checks.typed import Reader, Typed, reader
from tenthhour.data.tables import RawTable


def kept(
    tables: Sequence[RawTable], measures: Mapping[str, Measure], report: Report
) -> tuple[Stored, list[Typed]]:
    """Type and check all tables of one kind, and keep their rows in one temporary file.

    There may be more of them than memory holds.

    Returns:
        The rows; and for each table its clinicians, all of it that stays in memory.

    """
    readers = [reader(table, measures, report) for table in tables]
    schema = pa.unify_schemas([r.schema for r in readers])
    folder = Folder()
    people: list[Typed] = []
    files = []
    for number, (table, how) in enumerate(zip(tables, readers, strict=True)):
        file = folder.path / f"{number}.parquet"
        files.append(written(file, schema, _checked(table, how, measures, report)))
        ids = distinct(stored([file]), "clinician_id")
        people.append(Typed(table, pa.table({"clinician_id": ids})))
    return stored(files, folder), people


def _checked(
    table: RawTable, how: Reader, measures: Mapping[str, Measure], report: Report
) -> Iterator[pa.Table]:
    for block in table.blocks():
        part = how.read(block, report)
        possible(part, measures, report)
        yield part.table


def possible(part: Typed, measures: Mapping[str, Measure], report: Report) -> None:
    """Q1 for encounters and responses: only values a measure can count. Each column is told once."""
    told: set[str] = set()
    own = [(m, m.rows) for m in measures.values() if m.rows is not None and m.rows.table == part.raw.name]
    for measure, rows in own:
        for column in _outcomes(rows):
            _outcome(part, column, measure, rows, told, report)
        if rows.exposure:
            _not_negative(part, rows.exposure, told, report)
    for column, levels in _levels(measure for measure, _ in own).items():
        _known(part, column, levels, told, report)


def _levels(measures: Iterable[Measure]) -> dict[str, tuple[str, ...]]:
    """Each covariate's levels in any measure: a child is nobody's mistake because one measure counts adults."""
    found: dict[str, dict[str, None]] = {}
    for covariate in (c for measure in measures for c in measure.case_mix):
        found.setdefault(covariate.column, {}).update(dict.fromkeys(covariate.levels))
    return {column: tuple(levels) for column, levels in found.items()}


def _outcomes(rows: Rows) -> tuple[str, ...]:
    return (rows.outcome,) if isinstance(rows.outcome, str) else rows.outcome


def _outcome(part: Typed, column: str, measure: Measure, rows: Rows, told: set[str], report: Report) -> None:
    if rows.recode:
        _known(part, column, tuple(rows.recode), told, report)
    elif measure.kind == "rate":
        _not_negative(part, column, told, report)
    elif measure.kind == "proportion" and _new(part, column, told):
        values = floats(part.table, column)
        report.rows(
            part.raw,
            column,
            np.flatnonzero(~np.isnan(values) & (values != 0) & (values != 1)).tolist(),
            lambda i: f"{values[i]:g} is neither 0 nor 1",
            "Write 1 for yes, 0 for no, nothing where it does not apply.",
        )


def _not_negative(part: Typed, column: str, told: set[str], report: Report) -> None:
    if not _new(part, column, told):
        return
    values = floats(part.table, column)
    report.rows(
        part.raw,
        column,
        np.flatnonzero(values < 0).tolist(),
        lambda i: f"{values[i]:g} is below zero",
        "Correct it, or leave it empty.",
    )


def _known(part: Typed, column: str, allowed: tuple[str, ...], told: set[str], report: Report) -> None:
    if not _new(part, column, told):
        return
    values = part.table.column(column)
    strange = pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, pa.array(allowed, pa.string()))))
    report.rows(
        part.raw,
        column,
        pc.indices_nonzero(strange).to_pylist(),
        lambda i: f'"{shown(values[i].as_py())}" is none of {", ".join(allowed)}',
        "Write one of these, or leave it empty.",
    )


def _new(part: Typed, column: str, told: set[str]) -> bool:
    """Is the column there, and not told of by another measure?"""
    if column in told or column not in part.table.column_names:
        return False
    told.add(column)
    return True
