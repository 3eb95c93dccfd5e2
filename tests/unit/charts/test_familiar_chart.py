"""Familiar charts on a page: the numbers of other tools, marked and said to be no alarm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenthhour.charts import familiar, render
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.series import Point, Series
from tenthhour.core.month import Month


def made(values: list[float]) -> Series:
    return Series("c07", "bp", tuple(Point(Month(2024, 1) + i, 30.0, v) for i, v in enumerate(values)))


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        ("proportion", ("xmr", "p", "p_prime", "run")),
        ("rate", ("xmr", "u", "u_prime", "run")),
        ("mean", ("xmr", "run")),
    ],
)
def test_charts_offered_fit_the_kind(series: Series, measure: Measure, kind, offered) -> None:
    assert familiar.views(series, replace(measure, kind=kind)) == offered


def test_values_without_counts_get_no_chart_of_counts(series: Series, measure: Measure) -> None:
    assert familiar.views(replace(series, conversation_only=True), measure) == ("xmr", "run")


def test_missing_month_is_left_out(series: Series) -> None:
    assert len(familiar.lines("xmr", series)) == len(series.points) - 1


def test_point_beyond_the_limit_is_marked_with_its_rule() -> None:
    found = familiar.lines("xmr", made([0.50, 0.52, 0.49, 0.51, 0.50, 0.48, 0.50, 0.90]))
    assert found[-1].mark == "above the upper limit"


def test_laney_widens_what_counting_alone_draws_too_tight() -> None:
    values = made([0.2, 0.8] * 8)
    tight, wide = (familiar.lines(view, values)[-1] for view in ("p", "p_prime"))
    assert wide.high >= tight.high


def test_run_chart_has_no_limits_and_says_its_runs(measure: Measure) -> None:
    values = made([0.5, 0.6] * 6 + [0.9] * 12)
    assert {x.high for x in familiar.lines("run", values)} == {None}
    assert "Longest run on one side 12 (up to 8 by chance)" in familiar.describe(
        "run", values, measure, "you"
    )


@pytest.mark.parametrize("view", list(familiar.TITLES))
def test_every_chart_says_it_is_not_the_alarm(series: Series, measure: Measure, view: str) -> None:
    assert "not the alarm" in familiar.describe(view, series, measure, "Dr Example 07")


@pytest.mark.parametrize("view", list(familiar.TITLES))
def test_every_chart_can_be_drawn(series: Series, measure: Measure, view: str) -> None:
    drawing = render.Drawing(familiar.spec(view, series, measure), measure.title, "words")
    assert "<desc" in render.svg(drawing)


def test_empty_series_draws_and_says_so(measure: Measure) -> None:
    empty = Series("c07", "bp", ())
    assert "No values yet." in familiar.describe("xmr", empty, measure, "you")
    assert familiar.cells("xmr", empty, measure) == []


def test_table_holds_centre_limits_and_mark(measure: Measure) -> None:
    last = familiar.cells("xmr", made([0.50, 0.52, 0.49, 0.51, 0.50, 0.48, 0.50, 0.90]), measure)[-1]
    assert (last.value, last.centre, last.limits) == ("90 %", "55 %", "50 to 60 %")
