"""Familiar charts of one clinician's months, as an analyst knows them; to look at, never the alarm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tenthhour.charts import theme
from tenthhour.charts.axes import MonthAxes
from tenthhour.charts.series import scale_of
from tenthhour.charts.values import counted, shown, span
from tenthhour.core.measurement import familiar
from tenthhour.core.measurement.measure import Kind, Measure
from tenthhour.core.measurement.series import Point, Series
from tenthhour.core.month import Month

TITLES = {
    "xmr": "XmR with the NHS rules",
    "p": "P chart",
    "p_prime": "P chart after Laney",
    "u": "U chart",
    "u_prime": "U chart after Laney",
    "run": "Run chart with Anhøj's rules",
}
_COUNTS: dict[Kind, tuple[str, ...]] = {"proportion": ("p", "p_prime"), "rate": ("u", "u_prime"), "mean": ()}
_NOT_THE_ALARM = (
    "This is a familiar view, not the alarm: one series alone cannot tell a change of everyone's from one's own, "
    "and how often it marks a month by chance is not held to any rate."
)
_RULES = {
    "Above UCL": "above the upper limit",
    "Below LCL": "below the lower limit",
    "7 Point Trend (Increasing)": "one of seven rising in a row",
    "7 Point Trend (Decreasing)": "one of seven falling in a row",
    "2 in 3 Above CL": "two of three near the upper limit",
    "2 in 3 Below CL": "two of three near the lower limit",
    "7 Points Above CL": "one of seven in a row above the mean",
    "7 Points Below CL": "one of seven in a row below the mean",
}


@dataclass(frozen=True)
class Line:
    """One month of a familiar chart, on the measure's scale; limits None where the chart has none."""

    month: Month
    n: float | None
    value: float
    centre: float
    low: float | None
    high: float | None
    mark: str


@dataclass(frozen=True)
class Cells:
    """One month as the table shows it."""

    month: str
    n: str
    value: str
    centre: str
    limits: str
    mark: str


def views(series: Series, measure: Measure) -> tuple[str, ...]:
    """Charts that make sense for these values; those that need counts only where there are counts."""
    by_counts = () if series.conversation_only else _COUNTS[measure.kind]
    return ("xmr", *by_counts, "run")


def lines(view: str, series: Series) -> tuple[Line, ...]:
    """The months of one chart with centre, limits and the rule that marks each; months without a value are left out."""
    points = [p for p in series.points if p.observed is not None]
    if not points:
        return ()
    y = np.array([p.observed for p in points], dtype=float)
    if view == "xmr":
        found = familiar.xmr(y)
        ends = [(found.mean, found.low, found.high)] * len(y)
        return _lines(points, ends, [_RULES.get(label, "") for label in found.labels])
    n = np.array([p.n or math.nan for p in points], dtype=float)
    chart = _chart(view, y, n)
    outside = ["outside the limits" if o else "" for o in chart.outside]
    return _lines(points, list(zip(chart.centre, chart.low, chart.high, strict=True)), outside)


def _chart(view: str, y: np.ndarray, n: np.ndarray) -> familiar.Chart:
    if view == "run":
        return familiar.run_chart(y)
    laney = view.endswith("_prime")
    kind = familiar.p_chart if view.startswith("p") else familiar.u_chart
    return kind(y * n, n, laney=laney)


def _lines(
    points: Sequence[Point], ends: Sequence[tuple[float, float, float]], marks: Sequence[str]
) -> tuple[Line, ...]:
    return tuple(
        Line(p.month, p.n, float(p.observed or 0.0), float(c), _known(low), _known(high), mark)
        for p, (c, low, high), mark in zip(points, ends, marks, strict=True)
    )


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def spec(view: str, series: Series, measure: Measure, *, synthetic: bool = False) -> dict[str, Any]:
    """Vega-Lite specification: limits as a band, the centre as a line, marked months as diamonds."""
    found = lines(view, series)
    if not found:
        return theme.frame([theme.text(theme.PLOT_HEIGHT / 2, "No values yet", x=8)], synthetic)
    points = tuple(Point(x.month, x.n, x.value, x.centre, x.low, x.high) for x in found)
    scale = scale_of(Series("", measure.id, points), measure)
    axes = MonthAxes(points, scale, measure.kind)
    layers = [axes.grid(), *axes.band("low", "high", theme.GRID, edge=True)]
    layers += [*axes.line("expected", theme.MUTED), *axes.observed()]
    layers += axes.marked([(x.month, x.value) for x in found if x.mark])
    name = "median" if view == "run" else "mean"
    layers.append(theme.text(scale.pixel(found[-1].centre), name, color=theme.MUTED))
    return theme.frame(layers, synthetic)


def describe(view: str, series: Series, measure: Measure, person_name: str) -> str:
    """The chart in words, and that it is not the alarm."""
    found = lines(view, series)
    if not found:
        return f"{measure.title}, {person_name}. No values yet."
    last, middle = found[-1], "Median" if view == "run" else "Mean"
    said = [
        f"{TITLES[view]}: {measure.title}, {person_name}, {found[0].month.words} to {last.month.words}.",
        f"{middle} {shown(last.centre, measure.kind)}.",
    ]
    if last.low is not None and last.high is not None:
        said.append(f"Limits of the last month {span(last.low, last.high, measure.kind)}.")
    said.append(_runs(found) if view == "run" else _marked(found))
    return " ".join([*said, _NOT_THE_ALARM])


def _marked(found: Sequence[Line]) -> str:
    marked = [x for x in found if x.mark]
    if not marked:
        return "No month is marked."
    return f"{counted(len(marked), 'month is', 'months are').capitalize()} marked, the last {marked[-1].month.words}."


def _runs(found: Sequence[Line]) -> str:
    runs = familiar.runs([x.value for x in found], found[0].centre)
    if runs.longest is None:
        return "Every value lies on the median."
    verdict = "more than chance explains" if runs.signal else "which chance explains"
    return (
        f"Longest run on one side {runs.longest} (up to {runs.longest_allowed} by chance), "
        f"{runs.crossings} crossings ({runs.crossings_needed} or more by chance): {verdict}."
    )


def cells(view: str, series: Series, measure: Measure) -> list[Cells]:
    """The numbers of the chart as a table, oldest first."""
    return [
        Cells(
            x.month.words,
            "" if x.n is None else f"{x.n:,.0f}",
            shown(x.value, measure.kind),
            shown(x.centre, measure.kind),
            "" if x.low is None or x.high is None else span(x.low, x.high, measure.kind),
            x.mark,
        )
        for x in lines(view, series)
    ]
