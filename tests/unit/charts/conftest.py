"""A measure, a series with everything a chart can show, and the finding that belongs to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenthhour.content.loader import measures
from tenthhour.core.finding import Baseline, Counts, Finding, Interval
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.series import Point, Series
from tenthhour.core.month import Month

START = Month(2024, 1)


@pytest.fixture(scope="session")
def measure() -> Measure:
    return measures()["bp_controlled"]


@pytest.fixture
def series() -> Series:
    """34 months; the eighth is missing, the twelfth and thirteenth are not judged."""
    points = [
        Point(
            START + i,
            30.0 + i % 7,
            0.66 if i < 28 else 0.55,
            0.66,
            0.5,
            0.8,
            0.64 + 0.01 * (i % 2),
            0.62,
            0.67,
        )
        for i in range(34)
    ]
    points[7] = Point(START + 7, None, None, 0.66)
    points[11], points[12] = (replace(points[i], judged=False) for i in (11, 12))
    return Series("c07", "bp_controlled", tuple(points), change_from=START + 28)


@pytest.fixture
def finding() -> Finding:
    since = START + 28
    return Finding(
        id="9f2c61d0a4b7e813",
        kind="change",
        state="confirmed",
        clinician_id="c07",
        peer_group="family",
        measure_ids=("bp_controlled",),
        direction="worse",
        change_from=since,
        first_signalled=since + 3,
        n=Counts(31, 372),
        observed=0.52,
        expected=0.63,
        baseline=Baseline(0.66, START, START + 23, 24),
        estimate=Interval(0.55, 0.48, 0.62),
        statistic=6.4,
        threshold=5.62,
        reliability=0.81,
        false_alarms_per_clinician_year=0.2,
        shared_change=-0.01,
        sentence="About 55 % since May 2026. With 12 clinicians about two such signals a year come by chance.",
        by_chance="With 12 clinicians about two such signals a year come by chance.",
        cannot_say=(),
        check_first=(),
        chart_description="",
    )
