"""Counting, done slowly and obviously: one row at a time, in plain Python.

It shares no line with `tenthhour.data.aggregate`, so where both agree, an error
would have to have been made twice. Blank is None.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tenthhour.core.measurement.measure import Measure, Rows

Row = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]
Place = tuple[str, int]  # clinician, index of the period's last month


@dataclass
class Count:
    """What is known of one clinician and period."""

    numerator: float | None = None
    denominator: float | None = None
    mean: float | None = None
    sd: float | None = None
    n: float | None = None


def counts(tables: Tables, measure: Measure) -> dict[Place, Count]:
    """Counts of a measure; given results win over rows as soon as there is one of the measure."""
    given = [row for row in tables.get("results", ()) if row["measure_id"] == measure.id]
    if given:
        return _added_up(given, measure)
    return _counted(tables, measure, measure.rows) if measure.rows else {}


def _period(month: int, measure: Measure) -> int:
    if measure.period == "month":
        return month
    while month % 3 != 2:
        month += 1
    return month


def _added_up(given: Sequence[Row], measure: Measure) -> dict[Place, Count]:
    by_place: dict[Place, list[Row]] = {}
    for row in given:
        year, month = str(row["month"]).split("-")
        place = (str(row["clinician_id"]), _period(int(year) * 12 + int(month) - 1, measure))
        by_place.setdefault(place, []).append(row)
    return {place: _together(rows) for place, rows in by_place.items()}


def _together(rows: Sequence[Row]) -> Count:
    """Several months as one period; a single month stays as it was written."""
    if len(rows) == 1:
        return Count(
            *(_number(rows[0].get(name)) for name in ("numerator", "denominator", "mean", "sd", "n"))
        )
    count = Count(_sum(rows, "numerator"), _sum(rows, "denominator"), n=_sum(rows, "n"))
    asked = [
        (_number(r["mean"]), _number(r["sd"]), _number(r["n"])) for r in rows if r.get("mean") is not None
    ]
    if count.n and asked:
        answers = [answer for mean, sd, n in asked for answer in _as_answers(mean, sd, n)]
        count.mean = statistics.fmean(answers)
        spread_known = all(sd is not None for _, sd, n in asked if n is None or n > 1)
        if spread_known and len(answers) > 1:
            count.sd = statistics.stdev(answers) or None
    elif asked:
        count.mean = statistics.fmean(mean for mean, _, _ in asked if mean is not None)
    return count


def _as_answers(mean: float | None, sd: float | None, n: float | None) -> list[float]:
    """Made-up single answers with exactly this mean and SD."""
    assert mean is not None
    size = int(n or 0)
    if size < 2 or not sd:
        return [mean] * size
    # Two answers apart and the rest at the mean: (size - 1) sd^2 = 2 d^2.
    apart = sd * math.sqrt((size - 1) / 2)
    return [mean - apart, mean + apart, *[mean] * (size - 2)]


def _counted(tables: Tables, measure: Measure, rows: Rows) -> dict[Place, Count]:
    values: dict[Place, list[tuple[float, float]]] = {}
    for row in tables.get(rows.table, ()):
        day = row["encounter_date" if rows.table == "encounters" else "response_date"]
        if not isinstance(day, date) or not _in_scope(row, rows):
            continue
        outcome = _outcome(row, rows)
        exposure = _number(row[rows.exposure]) if rows.exposure else 1.0
        if outcome is None or exposure is None:
            continue
        place = (str(row["clinician_id"]), _period(day.year * 12 + day.month - 1, measure))
        values.setdefault(place, []).append((outcome, exposure))
    return {place: _count(found, measure) for place, found in values.items()}


def _count(found: list[tuple[float, float]], measure: Measure) -> Count:
    outcomes = [outcome for outcome, _ in found]
    if measure.kind != "mean":
        return Count(math.fsum(outcomes), math.fsum(exposure for _, exposure in found))
    spread = statistics.stdev(outcomes) if len(outcomes) > 1 else None
    return Count(mean=statistics.fmean(outcomes), sd=spread, n=float(len(outcomes)))


def _in_scope(row: Row, rows: Rows) -> bool:
    return all(
        row[column] is not None and str(row[column]) in levels for column, levels in rows.scope.items()
    )


def _outcome(row: Row, rows: Rows) -> float | None:
    names = [rows.outcome] if isinstance(rows.outcome, str) else list(rows.outcome)
    items = [_item(row[name], rows) for name in names]
    answered = [item for item in items if item is not None]
    if not answered or len(answered) < len(items) / 2:
        return None
    return sum(answered) / len(answered)


def _item(value: object, rows: Rows) -> float | None:
    if rows.recode:
        return rows.recode.get(str(value)) if value is not None else None
    return _number(value)


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _sum(rows: Sequence[Row], name: str) -> float | None:
    known = [number for row in rows if (number := _number(row.get(name))) is not None]
    return math.fsum(known) if known else None
