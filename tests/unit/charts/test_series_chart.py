"""The chart of one clinician: what it shows, what it says, whom it never shows."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tenthhour.charts import render
from tenthhour.charts.series import Marks, describe, rows, spec
from tenthhour.core.finding import Finding, NotSaid
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.series import Point, Series
from tenthhour.core.month import Month


def _marks_of(chart: dict, kind: str) -> list[dict]:
    return [layer for layer in chart["layer"] if layer["mark"]["type"] == kind]


def _words(chart: dict) -> list[str]:
    return [layer["mark"]["text"] for layer in _marks_of(chart, "text")]


def test_describe_finding_reads_as_sentences(series: Series, measure: Measure, finding: Finding) -> None:
    assert describe(series, measure, finding, "Dr Example 07") == (
        f"{measure.title}, Dr Example 07, January 2024 to October 2026. "
        "About 66 % until April 2026, about 55 % since. Colleagues together: 64 to 65 %. "
        "Two months are not judged. This is a signal. With 12 clinicians about two such signals a year come by chance."
    )


def test_describe_takes_chance_from_the_finding_whatever_its_sentence_ends_with(
    series: Series, measure: Measure, finding: Finding
) -> None:
    other = replace(finding, sentence="About 55 % since May 2026. Counted in St. Example.")
    assert describe(series, measure, other, "you").endswith(f"This is a signal. {finding.by_chance}")


def test_describe_silence_gives_its_reason(series: Series, measure: Measure) -> None:
    silence = NotSaid("c07", "bp_controlled", "quiet", "Nothing beyond chance.")
    assert describe(series, measure, silence, "Dr Example 07").endswith("Nothing beyond chance.")


def test_describe_without_counts_says_so(series: Series, measure: Measure) -> None:
    words = describe(replace(series, conversation_only=True), measure, None, "Dr Example 07")
    assert "is not known, so none is judged" in words


def test_describe_empty_series_says_so(measure: Measure) -> None:
    empty = Series("c07", "bp_controlled", (Point(Month(2024, 1), None, None),))
    assert describe(empty, measure, None, "Dr Example 07").endswith("No values yet.")


def test_labels_name_lines_without_legend(series: Series, measure: Measure, finding: Finding) -> None:
    assert _words(spec(series, measure, finding)) == ["changed May 2026", "expected", "everyone", "now"]


def test_made_up_data_is_written_on_the_chart(series: Series, measure: Measure) -> None:
    assert "made-up data" in _words(spec(series, measure, marks=Marks(synthetic=True)))
    assert "made-up data" not in _words(spec(series, measure))


def test_month_not_judged_is_a_ring(series: Series, measure: Measure) -> None:
    dots = _marks_of(spec(series, measure), "point")
    filled, rings = dots[-2], dots[-1]
    assert len(rings["data"]["values"]) == 2
    assert rings["mark"]["fill"] != rings["mark"]["stroke"]
    assert filled["mark"]["fill"] == filled["mark"]["stroke"]


def test_dot_area_grows_with_patients(series: Series, measure: Measure) -> None:
    dots = _marks_of(spec(series, measure), "point")[-2]["data"]["values"]
    by_month = {dot["at"]: dot["size"] for dot in dots}
    first = Month(2024, 1).index
    assert by_month[first + 6] / by_month[first] == pytest.approx(36 / 30)


def test_crisis_is_shaded_and_named(series: Series, measure: Measure) -> None:
    chart = spec(series, measure, marks=Marks(crises=((Month(2025, 2), Month(2025, 4)),)))
    (shade,) = _marks_of(chart, "rect")
    assert shade["data"]["values"][0]["at"] == Month(2025, 2).index - 0.5
    assert "crisis" in _words(chart)


def test_long_gap_breaks_the_line(series: Series, measure: Measure) -> None:
    gap = series.points[:10] + series.points[15:]
    lines = _marks_of(spec(replace(series, points=gap), measure), "line")
    assert {row["run"] for row in lines[-1]["data"]["values"]} == {0, 1}


def test_axis_never_leaves_what_is_possible(series: Series, measure: Measure) -> None:
    high = replace(series, points=tuple(replace(p, high=1.0, observed=0.99) for p in series.points))
    ends = _marks_of(spec(high, measure), "point")[0]["encoding"]["y"]["scale"]["domain"]
    assert ends[1] == 1.0


def test_limit_past_what_is_possible_stays_inside(series: Series, measure: Measure) -> None:
    over = replace(series, points=tuple(replace(p, high=1.2) for p in series.points))
    (band, *_) = _marks_of(spec(over, measure), "area")
    assert max(row["high"] for row in band["data"]["values"]) == 1.0


def test_rows_carry_every_month(series: Series, measure: Measure) -> None:
    table = rows(series, measure)
    assert len(table) == 34
    assert (table[0].month, table[0].n, table[0].observed) == ("January 2024", "30", "66 %")
    assert (table[0].expected, table[0].everyone) == ("50 to 80 %", "64 %")
    assert (table[7].note, table[11].note) == ("missing", "not judged")


def test_chart_holds_no_clinician_at_all(series: Series, measure: Measure, finding: Finding) -> None:
    chart = spec(series, measure, finding)
    drawn = render.svg(render.Drawing(chart, measure.title, "words"))
    assert "c07" not in json.dumps(chart) + drawn
    assert "0.66" not in drawn
