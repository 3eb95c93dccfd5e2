"""Rates: how often simulated series cross a threshold, and the threshold for a wanted rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tenthhour.core.measurement.panel import Array, Mask
from tenthhour.core.measurement.signals.episodes import onsets

# From 2 on: a likelihood ratio below e^2 = 7 is no reason to speak, however quiet simulated panels are.
_GRID = np.concatenate([np.linspace(2.0, 8, 25), np.linspace(8.5, 24, 32)])
_LEAST_EVENTS = 0.5


@dataclass(frozen=True)
class RateCurve:
    """Onsets per series-year at each threshold of a grid; falls as the threshold rises."""

    thresholds: Array
    rates: Array

    def threshold(self, rate: float) -> float:
        """The threshold at which chance gives `rate` onsets per series-year."""
        falling = np.minimum.accumulate(self.rates)
        logs = np.log(falling)[::-1]
        logs = logs + 1e-9 * np.arange(len(logs))  # strictly rising for the interpolation
        return float(np.interp(np.log(max(rate, 1e-9)), logs, self.thresholds[::-1]))

    def rate(self, threshold: float) -> float:
        """Onsets per series-year at a threshold."""
        logs = np.log(np.minimum.accumulate(self.rates))
        return float(np.exp(np.interp(threshold, self.thresholds, logs)))


def curve(values: list[Array], counted: Mask, year: int) -> RateCurve:
    """Rate curve of the last year of series that may open a look in each of the given ways.

    Args:
        values: C one way, or both ways, each (panels, clinicians, periods).
        counted: Series and periods that count, broadcastable to the shape.
        year: Periods in a year.

    """
    counted = np.broadcast_to(counted, values[0].shape)
    there = counted[..., -year:].any(-1)
    series_years = max(float(there.sum()), 1e-9)
    usable = counted[there]
    kept = [np.where(usable, v[there], 0.0) for v in values]
    events = sum(_events(v, usable, year) for v in kept)
    return RateCurve(_GRID, np.maximum(events, _LEAST_EVENTS) / series_years)


def _events(values: Array, usable: Mask, year: int) -> Array:
    """Onsets of the last year at every threshold of the grid; a series is walked only where it reaches one."""
    which, rows = np.nonzero(values.max(-1) >= _GRID[:, None])
    begun = onsets(values[rows], _GRID[which], usable[rows])[..., -year:].sum(-1)
    return np.asarray(np.bincount(which, begun, minlength=len(_GRID)), dtype=float)
