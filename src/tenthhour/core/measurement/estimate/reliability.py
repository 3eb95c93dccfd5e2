"""Reliability: how far a number can be read as it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from tenthhour.core.measurement.panel import Array

NEEDED = 0.70


def reliability(between_variance: ArrayLike, sampling_variance: ArrayLike) -> Array:
    """Share of the observed spread that is real difference between clinicians.

    Near 1 the observed value can be read as it is; near 0 it is mostly chance
    and the peer mean is the better guess. Below 0.70 nothing is said: among
    physician cost profiles of lower reliability about 22 % were misclassified
    (RAND, NEJM 2010).

    Args:
        between_variance: Variance of true values, squared units of the scale, >= 0.
        sampling_variance: Variance of each clinician's own estimate, > 0 (infinite: nothing known).

    Returns:
        Reliability in [0, 1), shape of the sampling variance.

    Raises:
        ValueError: A variance is negative, or a sampling variance is 0.

    >>> reliability(4.0, [1.0, 4.0, 36.0])
    array([0.8, 0.5, 0.1])
    """
    between, sampling = np.asarray(between_variance, dtype=float), np.asarray(sampling_variance, dtype=float)
    if np.any(between < 0) or np.any(sampling <= 0):
        raise ValueError("variances must be positive")
    return np.asarray(between / (between + sampling))


def of_last_year(between: Array | float, variance: Array, periods_per_year: int) -> Array:
    """Reliability of the mean of the last year's usable periods, at every period.

    Args:
        between: Variance of true levels, shape (...) or a number.
        variance: Variance of each period's value, infinite where unusable, shape (..., clinicians, periods).
        periods_per_year: 12 or 4.

    Returns:
        Shape of `variance`; 0 where the last year holds nothing usable.

    """
    known = np.cumsum(1 / variance, axis=-1)
    before = np.concatenate(
        [np.zeros_like(known[..., :periods_per_year]), known[..., :-periods_per_year]], axis=-1
    )[..., : known.shape[-1]]
    information = np.maximum(known - before, 0.0)
    between = np.asarray(between)[..., None, None]
    return np.asarray(between * information / (1 + between * information))
