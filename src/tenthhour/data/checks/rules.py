"""The quality rules Q1, Q2, Q7 and Q9 over the typed tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tenthhour.core.measurement.measure import Measure
from tenthhour.core.month import Month
from tenthhour.data.checks.report import Report
from tenthhour.data.checks.typed import Typed

_SAME_MONTHS = 4  # Q7: identical numerator and denominator this many months running
_SAME_FLOOR = 20  # Q7: below this, equal counts are ordinary chance
Floats = NDArray[np.float64]


def floats(table: pa.Table, column: str) -> Floats:
    """A number column with NaN where nothing is known."""
    values: Floats = table.column(column).to_numpy()
    return values


def possible(part: Typed, measures: Mapping[str, Measure], report: Report) -> None:
    """Q1: values that cannot be."""
    _not_negative(part, report)
    kinds = np.array([_kind(measures, m) for m in part.table.column("measure_id").to_pylist()], object)
    _ratios(part, kinds, report)
    _spreads(part, measures, report)
    _scales(part, measures, report)


def _kind(measures: Mapping[str, Measure], measure_id: str | None) -> str:
    measure = measures.get(measure_id or "")
    return measure.kind if measure else ""


def _not_negative(part: Typed, report: Report) -> None:
    for column in ("numerator", "denominator", "sd", "n"):
        values = floats(part.table, column)
        report.rows(
            part.raw,
            column,
            np.flatnonzero(values < 0).tolist(),
            lambda i, values=values: f"{values[i]:g} is below zero",  # type: ignore[misc]
            "Counts cannot be negative. Correct it, or remove the row.",
        )


def _ratios(part: Typed, kinds: NDArray[np.object_], report: Report) -> None:
    x, n = floats(part.table, "numerator"), floats(part.table, "denominator")
    over = (kinds == "proportion") & (x > n)
    report.rows(
        part.raw,
        "numerator",
        np.flatnonzero(over).tolist(),
        lambda i: f"{x[i]:g} of {n[i]:g} is more than all",
        "Correct the row: the numerator is a part of the denominator.",
    )
    nothing = ~over & (n == 0) & (x > 0)
    report.rows(
        part.raw,
        "denominator",
        np.flatnonzero(nothing).tolist(),
        lambda i: f"is 0, and the numerator is {x[i]:g}",
        "Correct the denominator.",
    )
    blank = (
        np.asarray(part.raw.columns["numerator"].is_null())
        if "numerator" in part.raw.columns
        else np.isnan(x)
    )
    alone = blank & (n > 0) & np.isin(kinds, ["proportion", "rate"])
    report.rows(
        part.raw,
        "numerator",
        np.flatnonzero(alone).tolist(),
        lambda i: f"is empty, and the denominator is {n[i]:g}",
        "Write 0 if there were none, or remove the row.",
    )


def _spreads(part: Typed, measures: Mapping[str, Measure], report: Report) -> None:
    mean, sd, n = (floats(part.table, c) for c in ("mean", "sd", "n"))
    few = ~np.isnan(mean) & (n < 1) & (n >= 0)
    report.rows(
        part.raw,
        "n",
        np.flatnonzero(few).tolist(),
        lambda i: f"is {n[i]:g}, and there is a mean",
        "Correct n, or remove the row.",
    )
    scales = [_scale(measures, m) for m in part.table.column("measure_id").to_pylist()]
    widest = np.array([np.nan if s is None else (s[1] - s[0]) / 2 for s in scales], float)
    with np.errstate(invalid="ignore", divide="ignore"):
        limit = widest * np.sqrt(n / (n - 1))
    report.rows(
        part.raw,
        "sd",
        np.flatnonzero(sd > limit * (1 + 1e-9)).tolist(),
        lambda i: f"{sd[i]:g} is larger than the scale allows ({limit[i]:.4g} with n {n[i]:g})",
        "Correct sd; it is the standard deviation of single answers.",
    )


def _scale(measures: Mapping[str, Measure], measure_id: str | None) -> tuple[float, float] | None:
    measure = measures.get(measure_id or "")
    if measure is None:
        return None
    return (0.0, 1.0) if measure.kind == "proportion" else measure.scale


def _scales(part: Typed, measures: Mapping[str, Measure], report: Report) -> None:
    mean = floats(part.table, "mean")
    ids = part.table.column("measure_id").to_pylist()
    scales = [_scale(measures, m) for m in ids]
    low = np.array([-np.inf if s is None else s[0] for s in scales], float)
    high = np.array([np.inf if s is None else s[1] for s in scales], float)
    report.rows(
        part.raw,
        "mean",
        np.flatnonzero((mean < low) | (mean > high)).tolist(),
        lambda i: f"{mean[i]:g} is outside the scale {low[i]:g} to {high[i]:g} of {ids[i]}",
        "Write it on the measure's scale; a percentage needs its % sign.",
    )


def unique(parts: list[Typed], key: tuple[str, ...], report: Report) -> None:
    """Q2: the same clinician, measure and month given twice, in one file or in two."""
    stacked = _stacked(parts, list(key))
    first = stacked.group_by(list(key), use_threads=False).aggregate([("index", "count")])
    twice = first.filter(pc.greater(first.column("index_count"), 1)).select(list(key)).drop_null()
    if not twice.num_rows:
        return
    rows = stacked.join(twice, list(key), join_type="left semi", use_threads=False)
    rows = rows.sort_by([("part", "ascending"), ("index", "ascending")]).to_pylist()
    seen: dict[tuple[Any, ...], str] = {}
    again: dict[int, dict[int, str]] = {}
    for row in rows:
        named = tuple(row[k] for k in key)
        if named in seen:
            again.setdefault(row["part"], {})[row["index"]] = seen[named]
        else:
            seen[named] = parts[row["part"]].raw.at(row["index"])
    for part, found in again.items():
        raw, ids = parts[part].raw, parts[part].table
        report.rows(
            raw,
            "",
            list(found),
            lambda i, found=found, ids=ids: _said_twice(ids, key, i, found[i]),  # type: ignore[misc]
            "Keep one of them.",
        )


def _said_twice(table: pa.Table, key: tuple[str, ...], index: int, where: str) -> str:
    named = ", ".join(str(table.column(k)[index].as_py()) for k in key)
    return f"{named} is already given in {where}"


def in_post(part: Typed, clinicians: pa.Table, report: Report) -> None:
    """Q2: months before a clinician started or after they left."""
    started = _by_id(clinicians, "started_on")
    ended = _by_id(clinicians, "ended_on")
    ids = part.table.column("clinician_id").to_pylist()
    months = part.table.column("month").to_pylist()
    first = {k: Month.of(v) for k, v in started.items()}
    last = {k: Month.of(v) for k, v in ended.items()}
    outside = [
        i
        for i, (who, text) in enumerate(zip(ids, months, strict=True))
        if text is not None and not (str(first.get(who, text)) <= text <= str(last.get(who, text)))
    ]

    def told(i: int) -> str:
        since, until = first.get(ids[i]), last.get(ids[i])
        if since is not None and months[i] < str(since):
            return f"{months[i]} is before {ids[i]} started ({started[ids[i]]})"
        return f"{months[i]} is after {ids[i]} left ({ended[ids[i]]})" if until else ""

    report.rows(part.raw, "month", outside, told, "Correct the month, or the dates of the clinician.")


def _by_id(clinicians: pa.Table, column: str) -> dict[str, Any]:
    pairs = zip(
        clinicians.column("clinician_id").to_pylist(), clinicians.column(column).to_pylist(), strict=True
    )
    return {who: value for who, value in pairs if value is not None}


def copied(parts: list[Typed], report: Report) -> None:
    """Q7: the same counts four months running look like a copy."""
    keys = ["clinician_id", "measure_id", "month", "numerator", "denominator"]
    stacked = _stacked(parts, keys).sort_by([(k, "ascending") for k in keys[:3]])
    who = np.array(list(zip(*(stacked.column(k).to_pylist() for k in keys[:2]), strict=True)), object)
    if len(who) < _SAME_MONTHS:
        return
    t = np.array([Month.parse(m).index if m else -1 for m in stacked.column("month").to_pylist()])
    x, n = floats(stacked, "numerator"), floats(stacked, "denominator")
    same = (who[1:] == who[:-1]).all(axis=1) & (t[1:] == t[:-1] + 1)
    same &= (x[1:] == x[:-1]) & (n[1:] == n[:-1]) & (n[1:] >= _SAME_FLOOR)
    run = np.convolve(same.astype(int), np.ones(_SAME_MONTHS - 1, int))[: len(same)]
    ends = np.flatnonzero(run == _SAME_MONTHS - 1) + 1
    part, index = stacked.column("part").to_pylist(), stacked.column("index").to_pylist()
    for i, found in enumerate(parts):
        named = {index[e]: f"{who[e][0]}, {who[e][1]}" for e in ends if part[e] == i}
        report.warn_rows(
            found.raw,
            "numerator",
            sorted(named),
            lambda row, named=named: f"the same counts {_SAME_MONTHS} months running ({named[row]})",  # type: ignore[misc]
            "Check that they were not copied.",
        )


def _stacked(parts: list[Typed], columns: list[str]) -> pa.Table:
    """The parts on top of each other, each row with its part and index."""
    return pa.concat_tables(
        p.table.select(columns)
        .append_column("part", pa.array([i] * p.table.num_rows, pa.int32()))
        .append_column("index", pa.array(range(p.table.num_rows), pa.int64()))
        for i, p in enumerate(parts)
    )


def without_counts(parts: list[Typed], measures: Mapping[str, Measure], report: Report) -> frozenset[str]:
    """Q9: measures with values but no counts: charted, never judged.

    Returns:
        Ids of measures of which no row has a denominator (or n, for means).

    """
    found: set[str] = set()
    for measure_id, measure in measures.items():
        column = "n" if measure.kind == "mean" else "denominator"
        having = [
            p for p in parts if _any(_of(p, measure_id), "mean") or _any(_of(p, measure_id), "numerator")
        ]
        if having and not any(_any(_of(p, measure_id), column) for p in having):
            found.add(measure_id)
            report.say(
                f"{having[0].raw.place}, column {column}",
                f'missing for measure "{measure_id}"',
                "Without it a month with 3 patients counts like one with 300. "
                + ("Add n" if column == "n" else "Add numerator and denominator")
                + " to let it be judged.",
                blocking=False,
            )
    return frozenset(found)


def _of(part: Typed, measure_id: str) -> pa.Table:
    return part.table.filter(pc.equal(part.table.column("measure_id"), measure_id))


def _any(table: pa.Table, column: str) -> bool:
    values = table.column(column)
    return bool(values.null_count < len(values))
