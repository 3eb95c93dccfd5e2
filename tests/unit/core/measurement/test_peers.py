"""The shared month when many move: a quarter drifting together must not pass for everybody."""

from __future__ import annotations

import numpy as np

from tenthhour.core.measurement.estimate import own_baseline
from tenthhour.core.measurement.panel import Panel, inverse
from tenthhour.core.measurement.signals import Monitored, Plan, monitor

START, MONTHS, DRIFT = 24, 40, 0.6


def walked(drifting: int) -> Monitored:
    """Forty clinicians, 60 patients a month; some fall together by DRIFT in month 28."""
    rng = np.random.default_rng(4)
    n = np.full((40, MONTHS), 60.0)
    effect = 0.5 + rng.normal(0, 0.35, (40, 1)) + rng.normal(0, 0.1, n.shape)
    effect[:drifting, 28:] -= DRIFT
    y = rng.binomial(n.astype(int), inverse("proportion", effect)) / n
    panel, no = Panel("proportion", y, n, np.zeros(n.shape)), np.zeros(n.shape, dtype=bool)
    plan = Plan(START, n > 0, no, float(np.log(1.6)), -1, np.full(MONTHS, np.inf))
    return monitor(panel, own_baseline(panel.until(START)), plan)


def test_quarter_drifting_together_moves_the_shared_month_little() -> None:
    pulled = (walked(10).everyone - walked(0).everyone)[32:].mean()
    assert abs(pulled) < 0.06  # their plain mean would move by 0.15


def test_quarter_drifting_together_is_still_seen_one_by_one() -> None:
    evidence = walked(10).worse[:, -1]
    assert np.median(evidence[:10]) > 8
    assert np.median(evidence[10:]) < 2


def test_all_moving_together_is_the_shared_month() -> None:
    pulled = (walked(40).everyone - walked(0).everyone)[32:].mean()
    assert abs(pulled + DRIFT) < 0.05
