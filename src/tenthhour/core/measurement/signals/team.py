"""Team: what a team shares beyond its colleagues, charted and signalled by itself, about nobody in person.

The mean of the members' residuals, seen once without each of them: the weakest of these views counts, so that no
one person can make a team speak, and so that nobody who changed alone can hide in a team.
"""

from __future__ import annotations

import numpy as np

from tenthhour.core.measurement.panel import Array
from tenthhour.core.measurement.signals.system import RATE, SystemChart, episodes, evidence_both_ways

LEAST_MEMBERS = 3
_PERIODS = 24  # of monitoring over which the rate is promised
# Where nothing changed, summed likelihood ratios exceed A in T periods with a chance of T / A at most (Doob):
# no simulation is needed, and the weakest view exceeds it more rarely still.
THRESHOLD = float(np.log(_PERIODS / RATE))


def team_chart(residual: Array, variance: Array, start: int, delta: float) -> SystemChart:
    """Run the detector on what a team's members share.

    Args:
        residual: Of the members, peer month taken out, (members, periods).
        variance: Same shape; infinite where nothing usable was seen.
        start: Periods of baseline.
        delta: Change worth knowing, > 0.

    """
    periods = np.arange(residual.shape[-1])
    weight = np.where(np.isfinite(variance), 1 / variance, 0.0)
    moved, there = weight * residual, weight > 0
    rest = np.maximum(weight.sum(0) - weight, 1e-12)
    without = (moved.sum(0) - moved) / rest
    enough = there.sum(0) - there >= LEAST_MEMBERS - 1
    noise, centre = _usual(without[:, :start], 1 / rest[:, :start], enough[:, :start])
    spread = np.broadcast_to((noise * (1 + 1 / start))[:, None], residual.shape)
    usable = enough & (periods >= start)
    values, changes = evidence_both_ways(without - centre[:, None], spread, usable, start, delta)
    weakest = [v.argmin(0) for v in values]
    rise, fall = (v[w, periods] for v, w in zip(values, weakest, strict=True))
    since = [c[w, periods][None] for c, w in zip(changes, weakest, strict=True)]
    hold, onset, change = episodes([rise[None], fall[None]], since, usable.any(0), start, THRESHOLD)
    together = moved.sum(0) / np.maximum(weight.sum(0), 1e-12)
    usual = np.zeros(len(periods))
    return SystemChart(usual, together, spread.max(0), rise, fall, hold, onset, change, THRESHOLD)


def _usual(without: Array, sampling: Array, enough: np.ndarray) -> tuple[Array, Array]:
    """Spread and level of each view in the baseline, (members,); never less spread than sampling gives."""
    count = np.maximum(enough.sum(-1), 2)
    centre = np.where(enough, without, 0.0).sum(-1) / count
    left = np.where(enough, without - centre[:, None], 0.0)
    least = np.where(enough, sampling, 0.0).sum(-1) / count
    return np.maximum((left**2).sum(-1) / (count - 1), np.maximum(least, 1e-10)), centre
