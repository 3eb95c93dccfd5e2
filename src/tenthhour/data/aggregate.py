"""Aggregate: a measure's definition applied to tables gives counts per clinician and period.

Ibis expressions only, so the same lines run on DuckDB and on Spark. Months are
whole numbers (`Month.index`), because date formats differ between engines.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import pyarrow as pa

from tenthhour.core.measurement.measure import Measure, Rows
from tenthhour.data.engine import Engine, Table

COLUMNS = ("clinician_id", "period", "numerator", "denominator", "mean", "sd", "n")
_DATES = {"encounters": "encounter_date", "responses": "response_date"}


def counts(tables: Mapping[str, Table], measure: Measure) -> Table | None:
    """Counts of one measure per clinician and period, as an expression.

    Rows of `results` win where both are there; quarters are summed before
    anything is judged.

    Args:
        tables: Ibis tables by canonical name.
        measure: What is counted.

    Returns:
        Columns clinician_id, period (index of its last month), numerator,
        denominator, mean, sd, n; None when no table has anything of it.

    """
    monthly = []
    if "results" in tables:
        monthly.append(_given(tables["results"], measure))
    if measure.rows is not None and has_columns(tables, measure.rows):
        monthly.append(_counted(tables[measure.rows.table], measure, measure.rows))
    if not monthly:
        return None
    chosen = monthly[0] if len(monthly) == 1 else _first_filled(*monthly)
    dated = chosen.filter(chosen.period.notnull())
    return _periods(dated, measure).order_by("clinician_id", "period")


def has_columns(tables: Mapping[str, Table], rows: Rows) -> bool:
    """Whether the tables hold what a measure counts from rows."""
    if rows.table not in tables:
        return False
    items = (rows.outcome,) if isinstance(rows.outcome, str) else rows.outcome
    wanted = {*items, *rows.scope, *([rows.exposure] if rows.exposure else [])}
    return wanted <= set(tables[rows.table].columns)


def _given(results: Table, measure: Measure) -> Table:
    month = results.month.substr(0, 4).cast("int64") * 12 + results.month.substr(5, 2).cast("int64") - 1
    own = results.filter(results.measure_id == measure.id).mutate(period=month)
    present = {name: own[name].cast("float64") for name in COLUMNS[2:] if name in own.columns}
    absent = {name: ibis.null("float64") for name in COLUMNS[2:] if name not in own.columns}
    return own.select("clinician_id", "period", **present, **absent)


def rows_kept(table: Table, rows: Rows) -> Table:
    """Rows within a measure's scope that have an outcome; columns period and _outcome are added."""
    kept = table
    for column, levels in rows.scope.items():
        kept = kept.filter(kept[column].cast("string").isin(list(levels)))
    day = kept[_DATES[rows.table]]
    kept = kept.mutate(
        period=day.year().cast("int64") * 12 + day.month().cast("int64") - 1, _outcome=_outcome(kept, rows)
    )
    kept = kept.filter(kept._outcome.notnull())
    if rows.exposure:
        kept = kept.filter(kept[rows.exposure].notnull())
    return kept


def _counted(table: Table, measure: Measure, rows: Rows) -> Table:
    kept = rows_kept(table, rows)
    grouped = kept.group_by("clinician_id", "period")
    empty = ibis.null("float64")
    if measure.kind == "mean":
        return grouped.agg(
            numerator=empty, denominator=empty, mean=kept._outcome.mean(),
            sd=kept._outcome.std(how="sample"), n=kept.count().cast("float64"),
        )  # fmt: skip
    below = kept[rows.exposure].cast("float64").sum() if rows.exposure else kept.count().cast("float64")
    return grouped.agg(numerator=kept._outcome.sum(), denominator=below, mean=empty, sd=empty, n=empty)


def _outcome(table: Table, rows: Rows) -> Table:
    if isinstance(rows.outcome, str):
        return _item(table[rows.outcome], rows)
    items = [_item(table[name], rows) for name in rows.outcome]
    answered = sum((i.notnull().cast("int64") for i in items[1:]), items[0].notnull().cast("int64"))
    total = sum((i.fill_null(0.0) for i in items[1:]), items[0].fill_null(0.0))
    enough = answered * 2 >= len(items)
    return ibis.cases((enough, total / answered), else_=ibis.null("float64"))


def _item(column: Table, rows: Rows) -> Table:
    if not rows.recode:
        return column.cast("float64")
    branches = [(column.cast("string") == answer, value) for answer, value in rows.recode.items()]
    return ibis.cases(*branches, else_=ibis.null("float64")).cast("float64")


def _first_filled(given: Table, counted: Table) -> Table:
    """Rows of `results` if there is any, else those counted from rows."""
    any_given = given.aggregate(rows=given.count())
    rest = counted.cross_join(any_given)
    rest = rest.filter(rest.rows == 0).drop("rows")
    return given.select(*COLUMNS).union(rest.select(*COLUMNS), distinct=False)


def _periods(monthly: Table, measure: Measure) -> Table:
    if measure.period == "month":
        return monthly.select(*COLUMNS)
    table = monthly.mutate(
        period=(monthly.period // 3).cast("int64") * 3 + 2,
        _total=monthly.mean * monthly.n,
        _squares=monthly.mean * monthly.mean * monthly.n
        + ibis.cases((monthly.n > 1, (monthly.n - 1) * monthly.sd * monthly.sd), else_=0.0),
        # A month of one answer needs no SD; a larger one without it leaves the period's spread unknown.
        _blind=((monthly.n > 1) & monthly.sd.isnull()).cast("int64"),
    )
    summed = table.group_by("clinician_id", "period").agg(
        numerator=table.numerator.sum(), denominator=table.denominator.sum(), n=table.n.sum(),
        bare=table.mean.mean(), total=table._total.sum(), squares=table._squares.sum(), blind=table._blind.sum(),
    )  # fmt: skip
    mean = ibis.cases((summed.n > 0, summed.total / summed.n), else_=summed.bare)
    left = (summed.squares - summed.total * summed.total / summed.n) / (summed.n - 1)
    spread = ibis.cases(((summed.n > 1) & (summed.blind == 0), left), else_=ibis.null("float64"))
    return summed.mutate(
        mean=mean, sd=ibis.cases((spread > 0, spread.sqrt()), else_=ibis.null("float64"))
    ).select(*COLUMNS)


def collected(engine: Engine, tables: Mapping[str, Table], measure: Measure) -> pa.Table | None:
    """The counts, computed; None when there is nothing of this measure."""
    expression = counts(tables, measure)
    if expression is None:
        return None
    table = engine.computed(expression)
    return table if table.num_rows else None
