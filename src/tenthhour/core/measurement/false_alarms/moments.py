"""Moments: make simulated panels look, to our own estimator, like the observed one.

Estimates from a small panel are biased; simulating from them would be
optimistic (panels of 12, 40 and 200 realised 1.8, 1.6 and 1.7 times the stated
rate). Four rounds of matching took that to about 1.1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tenthhour.core.measurement.estimate.baseline import (
    PERSISTENCE,
    OwnBaseline,
    autocovariance,
    own_baseline,
)
from tenthhour.core.measurement.false_alarms.simulate import Spread, draw, simulate
from tenthhour.core.measurement.panel import Array, Panel

ROUNDS = 4
_SERIES = 1500
_SURE = 4.0  # standard errors before the ratio of lag 2 to lag 1 is believed


@dataclass(frozen=True)
class Moments:
    """What our estimator sees: means over panels of tau squared, omega squared, lag-1 covariance."""

    between: float
    extra: float
    lag1: float


def seen(baseline: OwnBaseline) -> Moments:
    """The moments of one panel, or the mean over simulated ones."""
    lag1 = autocovariance(baseline, 1)
    return Moments(*(float(np.mean(a)) for a in (baseline.between, baseline.extra, lag1)))


def persistence(baseline: OwnBaseline) -> float:
    """Ratio of lag-2 to lag-1 covariance, .3 to .9; .6 unless the panel is large enough to show it."""
    lag1, lag2 = float(autocovariance(baseline, 1)), float(autocovariance(baseline, 2))
    weight = baseline.weight
    pairs = weight[..., 1:] * weight[..., :-1]
    total = float(np.sum(pairs))  # 0 where joined periods leave no neighbours
    if total <= 0 or lag1 <= _SURE * np.sqrt(total) / total:
        return PERSISTENCE
    return float(np.clip(lag2 / lag1, 0.3, 0.9))


def matched(observed: Panel, generator: np.random.Generator) -> Spread:
    """The spread whose simulated panels our estimator sees as it sees the observed one.

    Args:
        observed: Baseline periods of one panel, (clinicians, periods).
        generator: Source of randomness; the same seed gives the same answer.

    """
    baseline = own_baseline(observed)
    goal = seen(baseline)
    theta = Spread(goal.between, goal.extra, goal.lag1, persistence(baseline))
    shape = (max(_SERIES // max(len(observed.n), 1), 8), *observed.n.shape)
    chance = draw(shape, generator)  # the same chance in each round, so that rounds differ by theta alone
    for _ in range(ROUNDS):
        got = seen(own_baseline(simulate(observed, _filled(baseline.month), theta.kept_possible(), chance)))
        theta = replace(
            theta,
            between=max(theta.between + goal.between - got.between, 0.05 * goal.between),
            extra=theta.extra + goal.extra - got.extra,
            lag1=theta.lag1 + goal.lag1 - got.lag1,
        )
    return theta.kept_possible()


def _filled(month: Array) -> Array:
    return np.where(np.isfinite(month), month, np.nanmean(month))
