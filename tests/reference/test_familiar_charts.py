"""Familiar charts beside NHSRplotthedots 0.2.2, qicharts2 0.8.1 (run as separate programs) and OpenPrescribing."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from tenthhour.charts.familiar import lines
from tenthhour.core.measurement import familiar
from tenthhour.core.measurement.familiar.anhoej import crossings_needed, longest_allowed
from tenthhour.core.measurement.series import Point, Series
from tenthhour.core.month import Month


def table(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def number(text: str) -> float:
    return float(text) if text not in ("", "NA") else float("nan")


def column(rows: Iterable[dict[str, str]], name: str) -> np.ndarray:
    return np.array([number(row[name]) for row in rows])


def grouped(rows: Iterable[dict[str, str]], *keys: str) -> dict[tuple, list[dict[str, str]]]:
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row[key] for key in keys)].append(row)
    return groups


def test_xmr_limits_equal_the_nhs(vectors: Path) -> None:
    series = grouped(table(vectors / "xmr_nhs_plotthedots.csv"), "series", "screen_outliers")
    for (_name, screened), rows in series.items():
        got = familiar.xmr(column(rows, "y"), screened=screened == "TRUE")
        theirs = [number(rows[0][k]) for k in ("mean", "lpl", "upl")]
        assert [got.mean, got.low, got.high] == pytest.approx(theirs, abs=1e-5, nan_ok=True)


def test_xmr_labels_equal_the_nhs(vectors: Path) -> None:
    rows = table(vectors / "xmr_nhs_plotthedots.csv")
    ours = []
    for (_name, screened), series in grouped(rows, "series", "screen_outliers").items():
        ours += familiar.xmr(column(series, "y"), screened=screened == "TRUE").labels
    in_order = [r for series in grouped(rows, "series", "screen_outliers").values() for r in series]
    assert ours == [r["special_cause_type"] for r in in_order]
    assert len(ours) == 570


def individual(name: str, vectors: Path) -> np.ndarray:
    """The series behind run, I and MR charts: what the I chart draws."""
    series = grouped(table(vectors / "qicharts2_charts.csv"), "chart", "series")
    return column(series["i", name], "y")


def chart_of(kind: str, series: str, vectors: Path) -> familiar.Chart:
    if kind in ("run", "i", "mr"):
        by_values = {"run": familiar.run_chart, "i": familiar.i_chart, "mr": familiar.mr_chart}
        return by_values[kind](individual(series, vectors))
    counts = {
        k: column(table(vectors / "qicharts2_inputs_p_u_c.csv"), k)
        for k in ("p", "n", "count", "events", "hours")
    }
    other = json.loads((vectors / "qicharts2_inputs_g_t_xbar.json").read_text())
    charts = {
        "p": lambda: familiar.p_chart(counts["p"], counts["n"]),
        "pp": lambda: familiar.p_chart(counts["p"], counts["n"], laney=True),
        "ip": lambda: familiar.i_prime_chart(counts["p"], counts["n"]),
        "u": lambda: familiar.u_chart(counts["events"], counts["hours"]),
        "up": lambda: familiar.u_chart(counts["events"], counts["hours"], laney=True),
        "c": lambda: familiar.c_chart(counts["count"]),
        "g": lambda: familiar.g_chart(other["g"]),
        "t": lambda: familiar.t_chart(other["t"]),
        "xbar": lambda: familiar.xbar_chart(other["value"], other["subgroup"]),
        "s": lambda: familiar.s_chart(other["value"], other["subgroup"]),
    }
    return charts[kind]()


KINDS = ["run", "i", "mr", "p", "pp", "ip", "u", "up", "c", "g", "t", "xbar", "s"]


@pytest.mark.parametrize("kind", KINDS)
def test_chart_lines_equal_qicharts2(vectors: Path, kind: str) -> None:
    lines = {
        "value": "y",
        "centre": "cl",
        "low": "lcl",
        "low_warning": "lcl.95",
        "high_warning": "ucl.95",
        "high": "ucl",
    }
    for (chart, series), rows in grouped(table(vectors / "qicharts2_charts.csv"), "chart", "series").items():
        if chart == kind:
            got = chart_of(kind, series, vectors)
            for ours, theirs in lines.items():
                assert getattr(got, ours) == pytest.approx(column(rows, theirs), abs=1e-6, nan_ok=True), (
                    series,
                    ours,
                )


@pytest.mark.parametrize("kind", KINDS)
def test_chart_signals_equal_qicharts2(vectors: Path, kind: str) -> None:
    for (chart, series), rows in grouped(table(vectors / "qicharts2_charts.csv"), "chart", "series").items():
        if chart == kind:
            got = chart_of(kind, series, vectors)
            assert got.outside.tolist() == [r["sigma.signal"] == "TRUE" for r in rows], series
            assert got.runs_signal == (rows[0]["runs.signal"] == "TRUE"), series


@pytest.mark.parametrize("kind", KINDS)
def test_chart_runs_equal_qicharts2(vectors: Path, kind: str) -> None:
    fields = ("n.useful", "longest.run", "longest.run.max", "n.crossings", "n.crossings.min")
    for (chart, series), rows in grouped(table(vectors / "qicharts2_charts.csv"), "chart", "series").items():
        if chart == kind:
            got = chart_of(kind, series, vectors).runs
            ours = (got.useful, got.longest, got.longest_allowed, got.crossings, got.crossings_needed)
            assert ours == tuple(None if rows[0][f] == "" else int(rows[0][f]) for f in fields), series


def test_anhoej_limits_equal_published(vectors: Path) -> None:
    rows = table(vectors / "anhoej_limits.csv")
    assert [longest_allowed(int(r["n"])) for r in rows] == [int(r["longest_run_max"]) for r in rows]
    assert [crossings_needed(int(r["n"])) for r in rows] == [int(r["crossings_min"]) for r in rows]


def test_anhoej_signals_equal_qicharts2(vectors: Path) -> None:
    rows = table(vectors / "anhoej_signal_grid.csv")
    ours = [familiar.runs_signal(int(r["n"]), int(r["c"]), int(r["l"])) for r in rows]
    assert ours == [r["anhoej"] == "TRUE" for r in rows]
    assert len(ours) == 1892


def test_shewhart_constants_equal_qicharts2(vectors: Path) -> None:
    rows = table(vectors / "shewhart_constants.csv")
    got = familiar.shewhart_constants(column(rows, "n"))
    for ours, theirs in (("c4", "c4"), ("a3", "A3"), ("b3", "B3"), ("b4", "B4")):
        assert getattr(got, ours) == pytest.approx(column(rows, theirs), abs=1e-10)


def test_rolling_alerts_equal_openprescribing(vectors: Path) -> None:
    cases = json.loads((vectors / "openprescribing_cusum.json").read_text())["cases"]
    for case in cases:
        values = [np.nan if v is None else v for v in case["data"]]
        got = familiar.rolling_alerts(values, case["window_size"], case["sensitivity"])
        assert got == case["expected_fixture"].ljust(len(values)), case["name"]
    assert len(cases) == 25


def test_xmr_on_a_page_holds_the_numbers_of_the_nhs(vectors: Path) -> None:
    series = grouped(table(vectors / "xmr_nhs_plotthedots.csv"), "series", "screen_outliers")
    rows = next(rows for (_, screened), rows in series.items() if screened == "TRUE")
    known = [r for r in rows if not np.isnan(number(r["y"]))]
    points = tuple(Point(Month(2020, 1) + i, 30.0, number(r["y"])) for i, r in enumerate(known))
    for line, row in zip(lines("xmr", Series("", "", points)), known, strict=True):
        theirs = [number(row[k]) for k in ("mean", "lpl", "upl")]
        assert [line.centre, line.low, line.high] == pytest.approx(theirs, abs=1e-5)
