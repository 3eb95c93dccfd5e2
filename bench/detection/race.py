"""Race: thresholds at equal false alarms, then delays.

A look is a month at or above the threshold with none in the five months before. Delay is counted from the first
month of the drift (0); never = 18. Series that already had a look in the six months before it are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from bench.detection.methods import METHODS
from bench.detection.world import BASELINE, BEGINS, MONTHS, Kind, Made, Scene, make
from tenthhour.core.measurement.panel import Array, Mask

YEARS = (MONTHS - BASELINE) / 12
NEVER = MONTHS - BEGINS
APART = 6
GROUPS = 8  # of panels, left out one at a time for Monte-Carlo errors


@dataclass(frozen=True)
class Scores:
    """One method's numbers, (series, months judged), and the group of panels each series is from."""

    values: Array
    group: np.ndarray

    def without(self, group: int) -> Scores:
        kept = self.group != group
        return Scores(self.values[kept], self.group[kept])


def looks(values: Array, threshold: float) -> Mask:
    """Months in which somebody would look, at most one in six."""
    above = values >= threshold
    found = np.zeros(above.shape, dtype=bool)
    last = np.full(above.shape[:-1], -APART)
    for t in range(above.shape[-1]):
        found[..., t] = above[..., t] & (t - last >= APART)
        last = np.where(found[..., t], t, last)
    return found


def threshold(null: Scores, rate: float) -> float:
    """Where chance alone gives `rate` looks per series-year."""
    wanted = rate * YEARS * len(null.values)
    highest = null.values.max(-1)
    first = np.argpartition(highest, -(int(wanted) + 2))[
        -(int(wanted) + 2) :
    ]  # no more series can have a look
    candidates = null.values[first]
    low, high = float(highest[first].min()), float(highest.max()) + 1e-6
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if looks(candidates, middle).sum() > wanted else (low, middle)
    return high


def delays(drifting: Scores, height: float) -> Array:
    """Months until the first look after the drift begins."""
    first = BEGINS - BASELINE
    above = drifting.values >= height
    fresh = ~above[:, :first].any(-1)
    found = above[fresh, first:]
    return np.where(found.any(-1), np.argmax(found, axis=-1), NEVER).astype(float)


def score(
    kind: Kind, scene: Scene, count: int, seed: int, kept: Callable[[Made], Mask], names: Iterable[str]
) -> dict[str, Scores]:
    """Run methods on `count` series of those `kept` keeps, panel after panel."""
    rng = np.random.default_rng(seed)
    values: dict[str, list[Array]] = {name: [] for name in names}
    groups, done, turn = [], 0, 0
    while done < count or turn < GROUPS:
        made = make(kind, scene, rng)
        chosen = kept(made)
        done += int(chosen.sum())
        groups.append(np.full(int(chosen.sum()), turn % GROUPS))
        turn += 1
        for name, found in values.items():
            found.append(METHODS[name](made)[chosen].astype(np.float32))
    return {name: Scores(np.concatenate(v), np.concatenate(groups)) for name, v in values.items()}


def unchanged(made: Made) -> Mask:
    return ~made.drifting


def moved(made: Made) -> Mask:
    return made.drifting
