"""Aggregation on DuckDB agrees with counting one row at a time, whatever the rows."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenthhour.content.loader import measures
from tenthhour.core.measurement.measure import Measure
from tenthhour.data import aggregate
from tenthhour.data.engine import engine
from tests.oracle import Count, Place, Tables
from tests.oracle import counts as by_hand

KNOWN = measures()
DUCKDB = engine()
# One example takes .1 s, nearly all of it building the expression; many rows find more than many examples.
QUICK = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BINARY = st.sampled_from([None, 0.0, 1.0])
DAYS = st.dates(date(2025, 11, 28), date(2026, 4, 2))
WHO = st.sampled_from(["c01", "c02", "ä"])
ANSWER = st.sampled_from([None, "never", "sometimes", "usually", "always", "no idea"])
TYPES = {"encounter_date": pa.date32(), "response_date": pa.date32()} | dict.fromkeys(
    ("completed", "session_share", "bp_ok", "recommends", "numerator", "denominator", "mean", "sd", "n"),
    pa.float64(),
)

ENCOUNTERS = st.fixed_dictionaries(
    {
        "clinician_id": WHO,
        "encounter_date": DAYS,
        "age_band": st.sampled_from(["0-17", "18-64", "80+", None]),
        "hypertension": st.sampled_from(["yes", "no", None]),
        "completed": BINARY,
        "session_share": st.sampled_from([None, 0.0, 0.05, 0.125]),
        "bp_ok": BINARY,
    }
)
RESPONSES = st.fixed_dictionaries(
    {"clinician_id": WHO, "response_date": DAYS, "recommends": BINARY}
    | dict.fromkeys(("explains", "listens", "respects", "time"), ANSWER)
)
COUNTED = st.fixed_dictionaries(
    {"numerator": st.integers(0, 50).map(float), "denominator": st.integers(0, 90).map(float)}
)
ASKED = st.integers(1, 40).flatmap(
    lambda n: st.fixed_dictionaries(
        {
            "mean": st.floats(0, 100).map(lambda x: round(x, 3)),
            "sd": st.none() if n in (1, 7) else st.floats(0, 40).map(lambda x: round(x, 3)),
            "n": st.just(float(n)),
        }
    )
)


def results(values: st.SearchStrategy[dict[str, Any]], id_: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows of `results`: each clinician and month at most once."""
    keys = st.tuples(WHO, st.sampled_from(["2025-12", "2026-01", "2026-02", "2026-03"]))
    empty = dict.fromkeys(("numerator", "denominator", "mean", "sd", "n"))
    return st.dictionaries(keys, values, min_size=1, max_size=10).map(
        lambda rows: [
            {"clinician_id": who, "measure_id": id_, "month": month} | empty | row
            for (who, month), row in rows.items()
        ]
    )


def as_table(rows: list[dict[str, Any]]) -> pa.Table:
    fields = [pa.field(name, TYPES.get(name, pa.string())) for name in rows[0]]
    return pa.Table.from_pylist(rows, pa.schema(fields))


def counted(tables: Tables, measure: Measure) -> dict[Place, Count]:
    typed = {name: as_table([dict(row) for row in rows]) for name, rows in tables.items() if rows}
    found = aggregate.collected(DUCKDB, DUCKDB.tables(typed), measure)
    rows = [] if found is None else found.to_pylist()
    return {(r["clinician_id"], r["period"]): Count(*(r[c] for c in aggregate.COLUMNS[2:])) for r in rows}


def same(name: str, ours: float | None, slow: float | None) -> bool:
    """Equal to rounding; a spread of nothing may be 0 or unknown."""
    if ours is None or slow is None:
        return ours is slow or (name == "sd" and (ours or 0.0) == (slow or 0.0))
    return math.isclose(ours, slow, rel_tol=1e-9, abs_tol=1e-5)


def unlike(tables: Tables, measure: Measure) -> list[object]:
    """Where the two disagree: places only one of them has, and counts that differ."""
    ours, slow = counted(tables, measure), by_hand(tables, measure)
    return [*(ours.keys() ^ slow.keys())] + [
        (place, name, ours[place], count)
        for place, count in slow.items()
        for name, slow_value in vars(count).items()
        if place in ours and not same(name, getattr(ours[place], name), slow_value)
    ]


@pytest.mark.parametrize("period", ["month", "quarter"])
@pytest.mark.parametrize("id_", ["bp_controlled", "encounters_per_session"])
@QUICK
@given(rows=st.lists(ENCOUNTERS, min_size=5, max_size=60))
def test_encounters_are_counted_as_by_hand(id_: str, period: Any, rows: list[dict[str, Any]]) -> None:
    assert unlike({"encounters": rows}, replace(KNOWN[id_], period=period)) == []


@pytest.mark.parametrize("period", ["month", "quarter"])
@pytest.mark.parametrize("id_", ["communication", "would_recommend"])
@QUICK
@given(rows=st.lists(RESPONSES, min_size=5, max_size=60))
def test_responses_are_averaged_as_by_hand(id_: str, period: Any, rows: list[dict[str, Any]]) -> None:
    assert unlike({"responses": rows}, replace(KNOWN[id_], period=period)) == []


@pytest.mark.parametrize("period", ["month", "quarter"])
@QUICK
@given(rows=results(COUNTED, "bp_controlled"))
def test_given_counts_are_added_as_by_hand(period: Any, rows: list[dict[str, Any]]) -> None:
    assert unlike({"results": rows}, replace(KNOWN["bp_controlled"], period=period)) == []


@pytest.mark.parametrize("period", ["month", "quarter"])
@QUICK
@given(rows=results(ASKED, "communication"))
def test_given_means_are_pooled_as_by_hand(period: Any, rows: list[dict[str, Any]]) -> None:
    assert unlike({"results": rows}, replace(KNOWN["communication"], period=period)) == []


@QUICK
@given(given_rows=results(COUNTED, "bp_controlled"), rows=st.lists(ENCOUNTERS, min_size=1, max_size=10))
def test_given_results_win_over_rows(given_rows: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
    assert unlike({"results": given_rows, "encounters": rows}, KNOWN["bp_controlled"]) == []
