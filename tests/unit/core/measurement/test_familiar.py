"""Familiar charts: mirror images, missing months, short and constant series."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenthhour.core.measurement import familiar

MIRROR = {"Above": "Below", "UCL": "LCL", "(Increasing)": "(Decreasing)", "Below": "Above", "LCL": "UCL"}
MIRROR["(Decreasing)"] = "(Increasing)"
SERIES = st.lists(st.integers(0, 60).map(float), min_size=3, max_size=40)


def mirrored(label: str) -> str:
    return " ".join(MIRROR.get(word, word) for word in label.split())


@given(SERIES)
def test_xmr_of_the_mirror_image_mirrors_its_labels(values: list[float]) -> None:
    # A trend in both directions cannot hold at one point except at a turning point: rises come first.
    plain, turned = familiar.xmr(values), familiar.xmr([-v for v in values])
    ours = [mirrored(label) for label in plain.labels]
    same = [a == b or "Trend" in a for a, b in zip(ours, turned.labels, strict=True)]
    assert all(same)


def test_xmr_names_points_below_the_limits() -> None:
    assert familiar.xmr([50, 52, 49, 51, 50, 48, 50, 10]).labels[-1] == "Below LCL"


def test_xmr_names_a_falling_trend() -> None:
    values = [50, 52, 49, 51, 50, 52, 51, 50, 49, 48, 47, 46, 45, 53, 50, 51, 49, 52]
    assert "7 Point Trend (Decreasing)" in familiar.xmr(values, screened=False).labels


def test_xmr_needs_all_three_on_one_side() -> None:
    values = [50, 51, 49, 50, 52, 48, 50, 51, 49, 50, 51, 50, 57.2, 50, 57.3, 49, 51, 50]
    assert set(familiar.xmr(values).labels) == {"Common Cause"}


@pytest.mark.parametrize("values", [[5.0], [5.0, 6.0], [5.0] * 9])
def test_xmr_of_too_little_says_nothing(values: list[float]) -> None:
    assert set(familiar.xmr(values).labels) == {"Common Cause"}


def test_missing_months_break_a_run_and_a_trend() -> None:
    rising = [50.0, 51, 52, np.nan, 53, 54, 55, 56, 40, 41, 60, 42, 61, 43]
    assert not any("Trend" in label for label in familiar.xmr(rising).labels)


def test_constant_series_has_no_limits_and_no_signal() -> None:
    chart = familiar.i_chart([10.0] * 24)
    assert np.isnan(chart.high).all()
    assert not chart.outside.any()
    assert not chart.runs_signal


def test_moving_ranges_have_no_run_rules() -> None:
    assert not familiar.mr_chart(np.arange(30.0) ** 2).runs_signal


def test_laney_equals_plain_when_spread_is_binomial_by_construction() -> None:
    x, n = np.array([20.0, 30, 20, 30, 20, 30]), np.full(6, 100.0)
    plain, laney = familiar.p_chart(x, n), familiar.p_chart(x, n, laney=True)
    ratio = (laney.high - laney.centre) / (plain.high - plain.centre)
    sigma_z = (0.1 / np.sqrt(0.25 * 0.75 / 100)) / 1.128  # every moving range is .1
    assert ratio == pytest.approx(sigma_z)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=60))
def test_upward_equals_its_definition(steps: list[float]) -> None:
    s, path = 0.0, []
    for step in steps:
        s = max(0.0, s + step)
        path.append(s)
    assert familiar.upward(steps) == pytest.approx(path, abs=1e-9)


def test_path_below_the_limit_has_no_signal() -> None:
    assert familiar.first_signal([0.5, 1.0], 2.0) is None


def test_limit_for_a_run_length_gives_that_run_length() -> None:
    mix = ([0.1, 0.3], [0.5, 0.5])
    assert familiar.average_run_length(*mix, familiar.limit_for(300, *mix)) == pytest.approx(300, rel=0.01)


def test_run_length_falls_with_the_shift() -> None:
    lengths = [familiar.cusum_run_length(0.5, 4.0, shift) for shift in (0.0, 0.5, 1.0, 2.0)]
    assert lengths == sorted(lengths, reverse=True)


def test_rolling_alerts_of_an_empty_series_are_blank() -> None:
    assert familiar.rolling_alerts([np.nan] * 4, window=3) == "    "
