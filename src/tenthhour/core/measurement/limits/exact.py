"""Exact limits: what chance alone allows for counts, without any approximation by a normal curve.

Question: between which values does a standardised ratio fall with probability 95 or 99.8 %?
Method: Garwood's limits through the chi-squared distribution; `mid_p` counts half of the
probability of the value seen. Guarantees: Poisson limits equal published values to 1e-6.
Source: Garwood 1936; Lancaster 1961; Spiegelhalter 2005.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Floats = NDArray[np.float64]


def poisson_limits(expected: ArrayLike, coverage: float = 0.95) -> tuple[Floats, Floats]:
    """Lower and upper limit of observed over expected, when the true ratio is 1.

    Args:
        expected: Expected events, > 0.
        coverage: Probability between the limits, in (0, 1).

    >>> low, high = poisson_limits([15.0])
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (0.5597, 1.6493)
    """
    e, tail = np.asarray(expected, float), (1 - coverage) / 2
    low = stats.chi2.ppf(tail, 2 * e) / (2 * e)
    high = stats.chi2.ppf(1 - tail, 2 * (e + 1)) / (2 * e)
    return np.asarray(low, float), np.asarray(high, float)


def mid_p(below: ArrayLike, at: ArrayLike) -> Floats:
    """Two-sided mid-P from P(X < x) and P(X = x).

    >>> mid_p([0.0], [0.02]).tolist()
    [0.02]
    """
    lower = np.asarray(below, float) + np.asarray(at, float) / 2
    return np.asarray(np.clip(2 * np.minimum(lower, 1 - lower), 0.0, 1.0), float)
