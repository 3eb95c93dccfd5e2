"""One clinician's own months: what was observed, what was expected, what everyone shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tenthhour.charts import theme
from tenthhour.charts.axes import MonthAxes, Scale
from tenthhour.charts.values import counted, shown, span
from tenthhour.core.finding import Finding, NotSaid
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.series import Point, Series
from tenthhour.core.month import Month


@dataclass(frozen=True)
class Marks:
    """What the site knows about these months: declared crises, and whether the data are made up."""

    crises: tuple[tuple[Month, Month], ...] = ()
    synthetic: bool = False


@dataclass(frozen=True)
class Row:
    """One line of the table beside the chart, every cell as it is shown."""

    month: str
    n: str
    observed: str
    expected: str
    everyone: str
    note: str


NO_MARKS = Marks()


def spec(
    series: Series, measure: Measure, finding: Finding | None = None, marks: Marks = NO_MARKS
) -> dict[str, Any]:
    """Vega-Lite specification of the chart of `series`; holds no name and no other clinician's value.

    Args:
        series: One clinician's periods, oldest first.
        measure: Its definition, for the scale.
        finding: Drawn as the level since the change; None where nothing is said.
        marks: Crises to shade, and whether to write "made-up data".

    """
    points = series.points
    if not any(p.observed is not None for p in points):
        return theme.frame([theme.text(theme.PLOT_HEIGHT / 2, "No values yet", x=8)], marks.synthetic)
    scale = scale_of(series, measure, finding)
    axes = MonthAxes(points, scale, measure.kind)
    layers = [axes.grid()]
    for first, last in marks.crises:
        layers += axes.crisis(first, last)
    layers += axes.band("low", "high", theme.BAND, edge=True)
    layers += axes.band("system_low", "system_high", theme.SYSTEM_BAND)
    layers += axes.line("system", theme.SYSTEM, strokeDash=[2, 2])
    layers += axes.line("expected", theme.OWN)
    layers += axes.observed()
    layers += _turning_points(axes, series)
    layers += _labels(axes, finding)
    return theme.frame(layers, marks.synthetic)


def describe(series: Series, measure: Measure, finding: Finding | NotSaid | None, person_name: str) -> str:
    """The chart in words, for those who do not see it and for those who would rather read.

    Args:
        series: One clinician's periods, oldest first.
        measure: Its definition.
        finding: What is said of it, or why nothing is.
        person_name: As the reader knows the clinician; "you" reads well, too.

    """
    points = [p for p in series.points if p.observed is not None]
    if not points:
        return f"{measure.title}, {person_name}. No values yet."
    said = [f"{measure.title}, {person_name}, {points[0].month.words} to {points[-1].month.words}."]
    said.append(_level(points, measure, finding))
    said.append(_everyone(points, measure))
    said.append(_silent(points, series))
    said.append(_signal(finding))
    return " ".join(sentence for sentence in said if sentence)


def rows(series: Series, measure: Measure) -> list[Row]:
    """The numbers of the chart as a table, oldest first."""
    return [_row(p, measure) for p in series.points]


def _row(point: Point, measure: Measure) -> Row:
    def pair(low: float | None, high: float | None) -> str:
        return "" if low is None or high is None else span(low, high, measure.kind)

    return Row(
        month=point.month.words,
        n="" if point.n is None else f"{point.n:,.0f}",
        observed="" if point.observed is None else shown(point.observed, measure.kind),
        expected=pair(point.low, point.high),
        everyone="" if point.system is None else shown(point.system, measure.kind),
        note="missing" if point.observed is None else ("" if point.judged else "not judged"),
    )


def _level(points: list[Point], measure: Measure, finding: Finding | NotSaid | None) -> str:
    if isinstance(finding, Finding) and finding.baseline and finding.estimate and finding.change_from:
        before = shown(finding.baseline.value, measure.kind)
        until = (finding.change_from + -1).words
        return f"About {before} until {until}, about {shown(finding.estimate.value, measure.kind)} since."
    values = [p.observed for p in points if p.observed is not None]
    return f"Values from {span(min(values), max(values), measure.kind)}."


def _everyone(points: list[Point], measure: Measure) -> str:
    shared = [p.system for p in points if p.system is not None]
    if not shared:
        return ""
    return f"Colleagues together: {span(min(shared), max(shared), measure.kind)}."


def _silent(points: list[Point], series: Series) -> str:
    if series.conversation_only:
        return "How many patients stand behind these values is not known, so none is judged."
    silent = sum(not p.judged for p in points)
    return f"{counted(silent, 'month is', 'months are').capitalize()} not judged." if silent else ""


def _signal(finding: Finding | NotSaid | None) -> str:
    if not isinstance(finding, Finding):
        return finding.sentence if finding else ""
    if finding.kind == "improvement":
        return "This is a signal, in the good direction."
    return f"This is a signal. {finding.by_chance}"


def scale_of(series: Series, measure: Measure, finding: Finding | None = None) -> Scale:
    """Room for every value drawn, 6 % above and below, never outside what is possible."""
    drawn = [v for p in series.points for v in (p.observed, p.low, p.high, p.system_low, p.system_high)]
    values = [v for v in drawn if v is not None]
    if finding and finding.estimate:
        values.append(finding.estimate.value)
    low, high = min(values), max(values)
    room = (high - low) * 0.06 or max(abs(high) * 0.1, 0.01)
    floor, ceiling = _possible(measure)
    return Scale(max(low - room, floor), min(high + room, ceiling))


def _possible(measure: Measure) -> tuple[float, float]:
    if measure.kind == "proportion":
        return 0.0, 1.0
    if measure.kind == "mean" and measure.scale:
        return measure.scale
    return 0.0 if measure.kind == "rate" else float("-inf"), float("inf")


def _turning_points(axes: MonthAxes, series: Series) -> list[dict[str, Any]]:
    """A line where a definition or a baseline begins anew, another where the change began; one label."""
    layers = [axes.rule(epoch, dash=[1, 3]) for epoch in series.epochs]
    if series.change_from:
        layers.append(axes.rule(series.change_from, dash=[5, 3]))
        layers.append(axes.above(series.change_from, f"changed {series.change_from.words}"))
    elif series.epochs:
        layers.append(axes.above(series.epochs[-1], f"new start {series.epochs[-1].words}"))
    return layers


def _labels(axes: MonthAxes, finding: Finding | None) -> list[dict[str, Any]]:
    """Words at the right end of each line, moved apart where they would meet."""
    ends = [
        ("expected", _latest(axes, "expected"), theme.OWN),
        ("everyone", _latest(axes, "system"), theme.MUTED),
    ]
    layers: list[dict[str, Any]] = []
    if finding and finding.estimate and finding.change_from:
        layers.append(axes.since(finding.change_from, finding.estimate.value))
        ends.append(("now", finding.estimate.value, theme.INK))
    known = [(words, axes.scale.pixel(value), colour) for words, value, colour in ends if value is not None]
    places = theme.spread([pixel for _, pixel, _ in known])
    layers += [theme.text(y, words, color=c) for (words, _, c), y in zip(known, places, strict=True)]
    return layers


def _latest(axes: MonthAxes, field: str) -> float | None:
    known = [getattr(p, field) for p in axes.points if getattr(p, field) is not None]
    return float(known[-1]) if known else None
