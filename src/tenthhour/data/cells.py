"""Cells: rows of encounters to counts per clinician, period and pattern of patients, by one group-by.

The same Ibis expression on DuckDB and on Spark. What comes back is small (20 million rows gave 48,000
cells) and is all a case-mix model needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tenthhour.core.measurement.casemix import OUTSIDE, Cells, Levels, Method
from tenthhour.core.measurement.measure import Covariate, Measure
from tenthhour.data import aggregate
from tenthhour.data.engine import Engine, Table


@dataclass(frozen=True)
class RowColumns:
    """Which columns of the rows hold what; `exposure` is None where encounters are counted."""

    clinician: str = "clinician_id"
    period: str = "period"
    outcome: str = "outcome"
    exposure: str | None = None


def levels(covariates: Sequence[Covariate]) -> tuple[Levels, ...]:
    """The characteristics of a measure as the case-mix model reads them."""
    return tuple(Levels(covariate.column, covariate.levels) for covariate in covariates)


def cell_counts(rows: Table, covariates: tuple[Levels, ...], names: RowColumns) -> Table:
    """One row per clinician, period and pattern: n, total, squares, exposure; rows without outcome left out.

    Columns code_0, code_1, ... hold the level of each covariate, -1 for a value outside its list.
    """
    kept = rows.filter(rows[names.outcome].notnull())
    y = kept[names.outcome].cast("float64")
    below = kept[names.exposure].cast("float64") if names.exposure else ibis.literal(1.0)
    codes = {f"code_{i}": _code(kept, covariate) for i, covariate in enumerate(covariates)}
    coded = kept.select(
        clinician=kept[names.clinician], period=kept[names.period], _y=y, _below=below, **codes
    ).filter(ibis._._below > 0)
    return coded.group_by("clinician", "period", *codes).agg(
        n=coded.count().cast("float64"),
        total=coded._y.sum(),
        squares=(coded._y * coded._y).sum(),
        exposure=coded._below.sum(),
    )


def _code(rows: Table, covariate: Levels) -> Table:
    text = rows[covariate.column].cast("string")
    branches = [(text == level, number) for number, level in enumerate(covariate.levels)]
    return ibis.cases(*branches, else_=OUTSIDE).cast("int64")


@dataclass(frozen=True)
class RowCells:
    """Counted rows of one measure, the characteristics whose column is missing, and how means are adjusted."""

    table: pa.Table
    covariates: tuple[Levels, ...]
    absent: tuple[str, ...]
    method: Method = "reml"


def collected(engine: Engine, tables: Mapping[str, Table], measure: Measure) -> RowCells | None:
    """Cells of a measure counted from rows; period is the index of the month.

    None when the measure adjusts for nothing, its rows or all their columns are missing, or counted
    results are given, which say nothing about the patients.
    """
    if measure.rows is None or not measure.case_mix or not aggregate.has_columns(tables, measure.rows):
        return None
    if "results" in tables and _given(engine, tables["results"], measure):
        return None
    columns = set(tables[measure.rows.table].columns)
    present = levels([c for c in measure.case_mix if c.column in columns])
    if not present:
        return None
    kept = aggregate.rows_kept(tables[measure.rows.table], measure.rows)
    names = RowColumns(outcome="_outcome", exposure=measure.rows.exposure)
    absent = tuple(c.column for c in measure.case_mix if c.column not in columns)
    # Surveys are adjusted as CAHPS does it: among each clinician's own respondents, so that what sets
    # clinicians apart cannot pass for what sets their patients apart.
    method: Method = "within" if measure.rows.table == "responses" else "reml"
    return RowCells(engine.computed(cell_counts(kept, present, names)), present, absent, method)


def _given(engine: Engine, results: Table, measure: Measure) -> bool:
    rows = engine.computed(results.filter(results.measure_id == measure.id).limit(1))
    return bool(rows.num_rows)


def cells_of(
    table: pa.Table, covariates: tuple[Levels, ...], clinicians: Sequence[str], periods: Sequence[int]
) -> Cells:
    """Counted rows as arrays; cells of clinicians or periods that are not listed are left out.

    Cells come sorted by clinician, period and pattern, so that equal data give equal bytes.
    """
    who, when = (_position(table[c], order) for c, order in (("clinician", clinicians), ("period", periods)))
    codes = [table[f"code_{i}"].to_numpy().astype(np.int64) for i in range(len(covariates))]
    order = np.lexsort((*reversed(codes), when, who))
    order = order[(who[order] >= 0) & (when[order] >= 0)]
    number = {
        name: table[name].to_numpy().astype(float)[order] for name in ("n", "total", "squares", "exposure")
    }
    stacked = np.stack(codes, axis=1) if codes else np.zeros((len(who), 0), np.int64)
    return Cells(
        clinician=who[order],
        month=when[order],
        codes=stacked[order],
        n=number["n"],
        total=number["total"],
        exposure=number["exposure"],
        squares=number["squares"],
        clinicians=len(clinicians),
        months=len(periods),
        covariates=covariates,
    )


def _position(values: pa.ChunkedArray, order: Sequence[Any]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Place of each value in a list; -1 where it is not in it."""
    found = pc.index_in(values, value_set=pa.array(list(order), values.type))
    return np.asarray(pc.fill_null(found, -1).to_numpy().astype(np.int64))
