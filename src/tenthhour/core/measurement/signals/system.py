"""System: what is shared by colleagues, charted and signalled by itself, about nobody in person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tenthhour.core.measurement.panel import Array, Mask, Whole
from tenthhour.core.measurement.signals import evidence as chart
from tenthhour.core.measurement.signals.episodes import Episode, calm, onsets, step

RATE = 0.1  # false system signals per measure-year and peer group
STRIKING = 4.0  # SD: then one period suffices
SEASONS_NEED = 2  # years of baseline before calendar months get means of their own
_SERIES = 1500
_YEARS = 2
_HEIGHTS = np.linspace(1.0, 16.0, 61)


@dataclass(frozen=True)
class SystemChart:
    """The shared month of one measure and peer group; arrays (periods,).

    `rise` and `fall` are C both ways; `hold` from the signal until it is over,
    and `change` the index of the best change period of the running signal, -1
    where none. `usual` is the baseline's shared effect of that calendar month.
    """

    usual: Array
    residual: Array
    variance: Array
    rise: Array
    fall: Array
    hold: Mask
    onset: Mask
    change: Whole
    threshold: float


@dataclass(frozen=True)
class _Usual:
    seasons: int
    means: Array
    noise: float
    lag1: float


def system_chart(
    everyone: Array, variance: Array, start: int, delta: float, per_year: int, generator: np.random.Generator
) -> SystemChart:
    """Run the detector on the shared month.

    Args:
        everyone: Shared effect of each period on the scale of the kind, (periods,).
        variance: Its sampling variance, (periods,).
        start: Periods of baseline.
        delta: Change worth knowing, > 0.
        per_year: 12 or 4.
        generator: Source of randomness for its threshold.

    """
    usual = _usual(everyone[:start], per_year)
    expected = np.resize(usual.means, len(everyone))
    noise = max(usual.noise, float(np.median(variance[:start])), 1e-10)
    threshold = _threshold(delta / np.sqrt(noise), (start, usual.seasons, per_year), usual.lag1, generator)
    residual = everyone - expected
    spread = np.full(len(everyone), noise * (1 + usual.seasons / start))
    usable = np.isfinite(variance) & (np.arange(len(everyone)) >= start)
    paths = evidence_both_ways(residual[None], spread[None], usable[None], start, delta)
    hold, onset, change = episodes(*paths, usable, start, threshold)
    return SystemChart(
        expected, residual, spread, paths[0][0][0], paths[0][1][0], hold, onset, change, threshold
    )


def _usual(baseline: Array, per_year: int) -> _Usual:
    """Calendar-month means once each month was seen twice, else one mean; and what is left around them."""
    seasons = per_year if len(baseline) >= SEASONS_NEED * per_year else 1
    means = np.array([baseline[s::seasons].mean() for s in range(seasons)])
    left = baseline - np.resize(means, len(baseline))
    noise = float((left**2).sum() / max(len(baseline) - seasons, 1))
    lag1 = float((left[1:] * left[:-1]).sum() / max((left**2).sum(), 1e-300))
    return _Usual(seasons, means, noise, float(np.clip(lag1, 0.0, 0.6)))


def episodes(
    paths: list[Array], changes: list[Whole], usable: Mask, start: int, threshold: float
) -> tuple[Mask, Mask, Whole]:
    """Where a signal either way runs, where one begins, and its change period; each (periods,)."""
    periods = len(usable)
    now = [calm((1,)), calm((1,))]
    hold, onset = np.zeros(periods, dtype=bool), np.zeros(periods, dtype=bool)
    change = np.full(periods, -1, dtype=np.int64)
    for at in range(start, periods):
        for way in (0, 1):
            now[way] = step(now[way], paths[way][:, at], threshold, usable[None, at], at)
        running: list[Episode] = [e for e in now if e.running[0]]
        hold[at], onset[at] = bool(running), any(bool(e.onset[0]) for e in now)
        if running:
            way = max((0, 1), key=lambda w: bool(now[w].running[0]) * (1 + paths[w][0, at]))
            change[at] = changes[way][0, at]
    return hold, onset, change


def evidence_both_ways(
    residual: Array, spread: Array, usable: Mask, start: int, delta: float
) -> tuple[list[Array], list[Whole]]:
    """C upwards and downwards of (series, periods); one striking period is enough."""
    uncertainty = spread[:, 0] / start
    sums = chart.running(usable, chart.clipped(residual, spread, delta), spread)
    striking = np.abs(residual) / np.sqrt(spread + uncertainty[:, None]) >= STRIKING
    values = [np.zeros(residual.shape), np.zeros(residual.shape)]
    changes = [np.full(residual.shape, -1, dtype=np.int64) for _ in range(2)]
    earliest = np.full(len(residual), start, dtype=np.int64)
    for at in range(start, residual.shape[-1]):
        least = np.where(striking[:, at], 1, chart.LEAST)
        allowed = chart.candidates(sums.counts, usable, at, earliest, least=least)
        every = chart.since(sums, at, uncertainty)
        for way, sign in enumerate((1, -1)):
            found = every.evidence(sign * delta, allowed)
            values[way][:, at], changes[way][:, at] = found.value, found.change
    return values, changes


def _threshold(
    ratio: float, shape: tuple[int, int, int], lag1: float, generator: np.random.Generator
) -> float:
    """The h at which an unchanged system signals 0.1 times a year, its noise being estimated as ours is."""
    start, seasons, per_year = shape
    periods = start + _YEARS * per_year
    normals = generator.standard_normal((_SERIES, periods))
    for at in range(1, periods):
        normals[:, at] = lag1 * normals[:, at - 1] + np.sqrt(1 - lag1**2) * normals[:, at]
    means = np.stack([normals[:, s:start:seasons].mean(-1) for s in range(seasons)], axis=-1)
    left = normals - means[:, np.arange(periods) % seasons]
    noise = (left[:, :start] ** 2).sum(-1) / max(start - seasons, 1)
    scaled = left / np.sqrt(noise)[:, None]
    spread = np.full(scaled.shape, 1 + seasons / start)
    usable = np.broadcast_to(np.arange(periods) >= start, scaled.shape)
    paths, _ = evidence_both_ways(scaled, spread, usable, start, ratio)
    either = np.maximum(paths[0], paths[1])
    for height in _HEIGHTS:
        if onsets(either[:, start:], height, usable[:, start:]).sum() <= RATE * _SERIES * _YEARS:
            return float(height)
    return float(_HEIGHTS[-1])
