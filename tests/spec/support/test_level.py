"""The level beside an Ask: the essay's physician, thirty-six months at fourteen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tenthhour.content.loader import measures
from tenthhour.core.measurement.level import last_year
from tenthhour.core.measurement.series import Point, Series
from tenthhour.core.month import Month, months

SESSIONS = measures()["encounters_per_session"]
THREE_YEARS = list(months(Month(2023, 11), Month(2026, 10)))


def series(values, n=30.0, **other) -> Series:
    points = tuple(Point(m, n, v) for m, v in zip(THREE_YEARS[36 - len(values) :], values, strict=True))
    return Series("07", SESSIONS.id, points, **other)


def test_fourteen_a_session_is_fourteen():
    level = last_year(series([14.0, 14.4, 13.8, 14.2] * 9), SESSIONS)
    assert level is not None
    assert (round(level.value, 1), round(level.low, 1), round(level.high, 1), level.n) == (
        14.1,
        13.7,
        14.5,
        360,
    )


@pytest.mark.parametrize("values", [[14.0] * 5, []])
def test_few_months_are_too_early(values):
    assert last_year(series(values), SESSIONS) is None


def test_few_sessions_are_too_early():
    assert last_year(series([14.0] * 36, n=5.0), SESSIONS) is None


def test_values_without_counts_are_not_judged():
    assert last_year(series([14.0] * 36, conversation_only=True), SESSIONS) is None


def test_months_before_a_new_definition_do_not_count():
    level = last_year(series([10.0] * 30 + [14.0] * 6, epochs=(THREE_YEARS[30],)), SESSIONS)
    assert level is not None
    assert (level.value, level.periods) == (14.0, 6)


def test_share_stays_between_nothing_and_all():
    letters = replace(SESSIONS, kind="proportion")
    level = last_year(series([1.0] * 12), letters)
    assert level is not None
    assert (level.low < 1.0, level.high) == (True, 1.0)


def test_interval_holds_the_truth_in_95_of_100_years():
    dice = np.random.default_rng(20261123)
    held = 0
    for _ in range(2000):
        truth = dice.normal(14, 0.8, 12)  # months differ by more than counting
        counted = dice.poisson(truth * 30) / 30
        level = last_year(series(list(counted)), SESSIONS)
        held += level is not None and level.low <= 14 <= level.high
    assert held / 2000 == pytest.approx(0.95, abs=0.015)
