"""Correlation: how much a clinician's measures move together beyond what colleagues share."""

from __future__ import annotations

import numpy as np

from tenthhour.core.measurement.estimate.baseline import OwnBaseline
from tenthhour.core.measurement.panel import Array

_LEAST_PAIRS = 30
_KEPT = 0.5  # of what was estimated: a few noisy correlations of small clinics should not rule the pool


def scores(baseline: OwnBaseline) -> Array:
    """Residuals in SD, (clinicians, periods); NaN where unusable."""
    return np.where(baseline.weight > 0, baseline.left * np.sqrt(baseline.weight), np.nan)


def mixing(scored: list[tuple[Array, int]]) -> Array:
    """Rows of a Cholesky factor of the measures' residual correlation, shrunk half-way to 0.

    Args:
        scored: Per measure: scores, (clinicians, periods), and periods in a year.

    """
    correlation = np.eye(len(scored))
    for a, first in enumerate(scored):
        for b, second in enumerate(scored[:a]):
            correlation[a, b] = correlation[b, a] = _KEPT * _correlation(first, second)
    value, vector = np.linalg.eigh(correlation)
    possible = (vector * np.maximum(value, 1e-6)) @ vector.T
    sd = np.sqrt(np.diag(possible))
    return np.asarray(np.linalg.cholesky(possible / np.outer(sd, sd)))


def _correlation(first: tuple[Array, int], second: tuple[Array, int]) -> float:
    if first[1] != second[1]:
        return 0.0
    periods = min(first[0].shape[1], second[0].shape[1])
    a, b = first[0][:, -periods:], second[0][:, -periods:]
    both = np.isfinite(a) & np.isfinite(b)
    if both.sum() < _LEAST_PAIRS:
        return 0.0
    return float(np.clip(np.mean(a[both] * b[both]) / (np.std(a[both]) * np.std(b[both]) + 1e-12), -0.9, 0.9))
