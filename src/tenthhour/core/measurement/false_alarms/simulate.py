"""Simulate: panels in which nobody changes, with the site's own numbers of patients and gaps."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from tenthhour.core.measurement.estimate.baseline import PERSISTENCE
from tenthhour.core.measurement.panel import Array, Panel, inverse, spread

_TERMS = 40


@dataclass(frozen=True)
class Spread:
    """What varies in a panel where nobody changes.

    Attributes:
        between: Variance of levels between clinicians (tau squared).
        extra: Variance of periods beyond chance (omega squared).
        lag1: Covariance of neighbouring periods' extra variation, 0 <= lag1 <= persistence * extra.
        persistence: Ratio of the covariances at lags 2 and 1, .3 to .9.

    """

    between: float
    extra: float
    lag1: float
    persistence: float = PERSISTENCE

    def kept_possible(self) -> Spread:
        """The nearest spread that can exist: no negative variance, no more lag-1 than variance."""
        extra = max(self.extra, 0.0)
        lag1 = min(max(self.lag1, 0.0), self.persistence * extra)
        return replace(self, between=max(self.between, 0.0), extra=extra, lag1=lag1)


@dataclass(frozen=True)
class Chance:
    """Standard normals for one measure: of levels (..., clinicians), of periods and of counts (..., periods)."""

    level: Array
    fading: Array
    period: Array
    count: Array


def draw(shape: tuple[int, int, int], generator: np.random.Generator) -> Chance:
    """Independent normals for (panels, clinicians, periods)."""
    normal = generator.standard_normal
    return Chance(normal(shape[:2]), normal(shape), normal(shape), normal(shape))


def simulate(design: Panel, month: Array, theta: Spread, chance: Chance) -> Panel:
    """Panels like the design, with levels, shared periods and noise but without any change.

    Args:
        design: n, offset, kind and dispersion are used; y is replaced.
        month: Shared effect of each period, (periods,).
        theta: What varies.
        chance: The normals to use, (panels, clinicians, periods).

    """
    slow = theta.lag1 / theta.persistence
    noise = np.sqrt(slow) * _autoregressive(chance.fading, theta.persistence)
    noise += np.sqrt(max(theta.extra - slow, 0.0)) * chance.period
    effect = design.offset + month + np.sqrt(theta.between) * chance.level[..., None] + noise
    mean = inverse(design.kind, effect)
    if design.kind == "mean":
        error = np.sqrt(design.dispersion / np.maximum(design.n, 1e-9))
        return replace(design, y=mean + np.where(design.n > 0, error, 0.0) * chance.count)
    return replace(design, y=_counts(design, mean, chance.count) / np.maximum(design.n, 1e-9))


def _autoregressive(normals: Array, persistence: float) -> Array:
    series = normals.copy()
    fresh = np.sqrt(1 - persistence**2)
    for at in range(1, normals.shape[-1]):
        series[..., at] = persistence * series[..., at - 1] + fresh * normals[..., at]
    return series


def _counts(design: Panel, mean: Array, normals: Array) -> Array:
    """Binomial or Poisson counts at the quantile of each normal.

    Exact where few are expected; elsewhere the Cornish-Fisher quantile,
    rounded, whose mean and variance are right to 1 % from 5 expected on.
    """
    n = np.broadcast_to(design.n, mean.shape)
    flipped = (mean > 0.5) if design.kind == "proportion" else np.zeros(mean.shape, dtype=bool)
    chance = np.where(flipped, 1 - mean, mean)
    normals = np.where(flipped, -normals, normals)
    variance = n * spread(design.kind, chance)
    skew = (1 - 2 * chance) if design.kind == "proportion" else 1.0
    rounded_off = np.sqrt(np.maximum(variance - 1 / 12, 0.0))
    counts = np.rint(n * chance + rounded_off * normals + skew * (normals**2 - 1) / 6)
    few = (variance < 5) & (n > 0)
    if few.any():
        trials = n[few] if design.kind == "proportion" else np.full(int(few.sum()), np.inf)
        counts[few] = _inverted(trials, chance[few], n[few], special.ndtr(normals[few]))
    most = n if design.kind == "proportion" else np.inf
    counts = np.clip(counts, 0, most)
    return np.where(flipped, n - counts, counts)


def _inverted(trials: Array, chance: Array, n: Array, uniform: Array) -> Array:
    """Smallest count whose cumulative probability reaches `uniform`; trials infinite means Poisson."""
    binomial = np.isfinite(trials)
    size = np.where(binomial, trials, 0.0)
    term = np.where(binomial, np.exp(size * np.log1p(-np.minimum(chance, 0.999999))), np.exp(-n * chance))
    odds = chance / np.maximum(1 - chance, 1e-9)
    passed, count = term.copy(), np.zeros_like(term)
    for k in range(_TERMS):
        count += passed < uniform
        term = term * np.where(binomial, np.maximum(size - k, 0.0) * odds, n * chance) / (k + 1)
        passed = passed + term
    return count
