"""The funnel: own point named, colleagues never recognisable."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tenthhour.charts import render
from tenthhour.charts.funnel import Funnel, Limit, describe, spec
from tenthhour.core.measurement.measure import Measure

LIMITS = tuple(
    Limit(n, 0.6 - 2 / n, 0.7 + 2 / n, 0.57 - 3 / n, 0.73 + 3 / n) for n in (60.0, 200.0, 400.0, 600.0)
)
PEERS = tuple((123.4 + 31 * i, 0.61234 + 0.00517 * i) for i in range(13))


@pytest.fixture
def funnel() -> Funnel:
    return Funnel("family", 12, (372.0, 0.6543), 0.65, LIMITS, PEERS)


def test_describe_inside_limits_reassures(funnel: Funnel, measure: Measure) -> None:
    words = describe(funnel, measure, "Dr Example 07")
    assert (
        "Among 14 family clinicians over 12 months, within what chance and ordinary differences explain"
        in words
    )


@pytest.mark.parametrize(("value", "said"), [(0.59, "at the edge of"), (0.4, "outside")])
def test_describe_far_value_says_where(funnel: Funnel, measure: Measure, value: float, said: str) -> None:
    words = describe(replace(funnel, own=(400.0, value)), measure, "Dr Example 07")
    assert f"{said} what chance and ordinary differences explain" in words


def test_peers_are_drawn_from_ten_up(funnel: Funnel, measure: Measure) -> None:
    few = replace(funnel, peers=PEERS[:9])
    assert _dots(spec(funnel, measure)) == 14
    assert _dots(spec(few, measure)) == 1


def test_peers_keep_one_decimal_only(funnel: Funnel, measure: Measure) -> None:
    chart = spec(funnel, measure)
    drawing = render.Drawing(chart, measure.title, describe(funnel, measure, "Dr Example 07"))
    everything = json.dumps(chart) + render.svg(drawing) + drawing.description
    for n, value in PEERS:
        assert f"{value:.4f}" not in everything
        assert f"{value * 100:.2f}" not in everything
        assert f'"n": {n},' not in everything


def test_own_point_is_a_named_diamond(funnel: Funnel, measure: Measure) -> None:
    marks = [layer["mark"] for layer in spec(funnel, measure)["layer"]]
    assert any(mark.get("shape") == "diamond" for mark in marks)
    assert any(mark.get("text") == "own" for mark in marks)


def _dots(chart: dict) -> int:
    return sum(len(layer["data"]["values"]) for layer in chart["layer"] if layer["mark"]["type"] == "point")
