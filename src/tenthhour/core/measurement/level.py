"""A clinician's own level over the last 12 months, with its interval. Not a signal; shown only beside an Ask.

Own months alone: leader and clinician read the same figure, and nobody else's
enters it. It is therefore neither shrunken towards colleagues nor adjusted for
patients; docs/methods/standing-gap.md says when that matters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.series import Point, Series

Floats = NDArray[np.float64]
PERIODS_NEEDED = {"month": 6, "quarter": 4}  # fewer say too little about how months differ
_PER_YEAR = {"month": 12, "quarter": 4}


@dataclass(frozen=True)
class YearLevel:
    """Mean of the last 12 months on the measure's scale, 95 % interval, patients or sessions counted, periods used."""

    value: float
    low: float
    high: float
    n: float
    periods: int


def last_year(series: Series, measure: Measure) -> YearLevel | None:
    """The level of the last 12 months, or None when it is too early to say.

    The variance comes from how the months differ among themselves, so that
    weeks of leave and busy seasons count; it is never taken smaller than what
    counting alone would give.
    """
    points = _known(series, measure)
    year = _PER_YEAR[measure.period]
    n = np.array([p.n for p in points[-year:]], dtype=float)
    x = np.array([p.observed for p in points[-year:]], dtype=float)
    if len(n) < PERIODS_NEEDED[measure.period] or n.sum() < measure.floor.year:
        return None
    value = float((n * x).sum() / n.sum())
    half = float(special.stdtrit(len(n) - 1, 0.975) * np.sqrt(_variance(n, x, value, measure)))
    low, high = value - half, value + half
    if measure.kind != "mean":
        low = max(0.0, low)
    if measure.kind == "proportion":
        high = min(1.0, high)
    return YearLevel(value, low, high, float(n.sum()), len(n))


def _known(series: Series, measure: Measure) -> list[Point]:
    """Usable periods since the definition last changed, none older than the last year shown."""
    if series.conversation_only or not series.points:
        return []
    last = series.points[-1].month
    start = max([last + -11, *series.epochs])
    return [p for p in series.points if p.month >= start and p.n and p.observed is not None and p.judged]


def _variance(n: Floats, x: Floats, value: float, measure: Measure) -> float:
    total, k = n.sum(), len(n)
    between_months = float((n**2 * (x - value) ** 2).sum() / total**2 * k / (k - 1))
    if measure.kind == "mean":
        return between_months
    count = value * total
    if measure.kind == "rate":
        return float(max(between_months, (count + 0.5) / total**2))
    share = (count + 0.5) / (total + 1)
    return float(max(between_months, share * (1 - share) / total))
