"""Spreads of simulated panels: matched where they can be, and safe where a panel shows little."""

from __future__ import annotations

import numpy as np

from tenthhour.core.measurement.estimate import own_baseline
from tenthhour.core.measurement.false_alarms.moments import matched, persistence
from tenthhour.core.measurement.panel import Panel, inverse


def panel(n: np.ndarray, extra: float = 0.2, seed: int = 3) -> Panel:
    rng = np.random.default_rng(seed)
    effect = rng.normal(0, 0.4, (len(n), 1)) + rng.normal(0, extra, n.shape)
    y = rng.binomial(n.astype(int), inverse("proportion", effect)) / np.maximum(n, 1)
    return Panel("proportion", y, n, np.zeros(n.shape))


def test_joined_periods_without_neighbours_keep_the_usual_persistence() -> None:
    n = np.full((6, 12), 90.0)
    n[:, np.arange(12) % 3 != 2] = 0
    assert persistence(own_baseline(panel(n))) == 0.6


def test_matched_spread_is_near_the_true_one_in_a_large_panel() -> None:
    found = matched(panel(np.full((150, 24), 80.0)), np.random.default_rng(1))
    assert abs(np.sqrt(found.extra) - 0.2) < 0.02
    assert abs(np.sqrt(found.between) - 0.4) < 0.06


def test_spread_cannot_become_negative() -> None:
    found = matched(panel(np.full((6, 12), 15.0), extra=0.0, seed=8), np.random.default_rng(1))
    assert found.extra >= 0
    assert 0 <= found.lag1 <= found.persistence * found.extra
