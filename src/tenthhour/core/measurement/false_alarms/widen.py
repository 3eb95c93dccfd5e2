"""Widen: honest intervals at the moment of a signal.

A signal picks large values, so a plain 95 % interval made at that moment
covered 62-97 %. Planting changes of known size into simulated series tells how
much wider it must be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tenthhour.core.measurement.panel import Array, Mask
from tenthhour.core.measurement.signals import evidence as chart

LEVEL = 0.95
_Z = 1.959964
_SERIES = 1500


@dataclass(frozen=True)
class Unchanged:
    """Simulated series without change, first monitored period first.

    Attributes:
        residual: (series, periods).
        variance: Same shape.
        uncertainty: Variance of the own level, (series,).
        usable: Periods that count, (series, periods).

    """

    residual: Array
    variance: Array
    uncertainty: Array
    usable: Mask

    def some(self) -> Unchanged:
        """As many as are needed."""
        few = slice(_SERIES)
        return Unchanged(self.residual[few], self.variance[few], self.uncertainty[few], self.usable[few])


def factor(unchanged: Unchanged, delta: float, threshold: float, generator: np.random.Generator) -> float:
    """How many times wider than 1.96 standard errors the interval must be to cover 95 % at the signal.

    Args:
        unchanged: Series to plant changes in.
        delta: Change worth knowing; planted changes are 0.5 to 2 times that.
        threshold: h of the measure.
        generator: Source of randomness.

    """
    chosen = unchanged.some()
    residual, variance, usable = chosen.residual, chosen.variance, chosen.usable
    series, periods = residual.shape
    size = np.asarray(delta * generator.uniform(0.5, 2.0, series))
    begins = generator.integers(0, max(periods // 2, 1), series)
    moved = residual + size[:, None] * (np.arange(periods) >= begins[:, None])
    moved = chart.clipped(moved, variance, delta)
    sums = chart.running(usable, moved, variance)
    misses = np.full(series, np.nan)
    for at in range(periods):
        allowed = chart.candidates(sums.counts, usable, at, np.zeros(series, dtype=np.int64))
        found = chart.since(sums, at, chosen.uncertainty).evidence(delta, allowed)
        first = np.isnan(misses) & (found.value >= threshold) & (at >= begins)
        estimate, error = found.size(delta)
        misses = np.where(first, np.abs(estimate - size) / (_Z * error), misses)
    signalled = misses[np.isfinite(misses)]
    return float(max(1.0, np.quantile(signalled, LEVEL))) if len(signalled) >= 20 else 1.5
