"""Thresholds: from the stated budget of looks per clinician-year to one h per measure and one for the pool.

The site's own panel is simulated without any change and run through the very
detector that judges it. docs/methods/false-alarms.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tenthhour.core.measurement.false_alarms import widen
from tenthhour.core.measurement.false_alarms.pooled import LEAST_MEASURES, pooled
from tenthhour.core.measurement.false_alarms.rates import RateCurve, curve
from tenthhour.core.measurement.false_alarms.walks import Simulated, Watched, walks
from tenthhour.core.measurement.panel import Array, Mask
from tenthhour.core.measurement.signals.episodes import onsets

SERIES = 6000
_HALVINGS = 12


@dataclass(frozen=True)
class MeasureThreshold:
    """What one measure's series are held against."""

    threshold: float
    rate_per_series_year: float
    widen: float


@dataclass(frozen=True)
class SiteThresholds:
    """One threshold per measure, one for the pooled signal (None with fewer than three measures)."""

    measures: dict[str, MeasureThreshold]
    pooled: float | None
    simulated_rate: float


def thresholds(watched: list[Watched], clinicians: int, budget: float, seed: int) -> SiteThresholds:
    """Thresholds under which chance gives `budget` looks per clinician-year over all measures together.

    Half of the budget goes to single measures in equal shares, half to the
    pooled signal; one factor on all rates makes the union equal the budget.
    They hold for the year that follows what is known: in later years of
    monitoring there are more months a change could have begun in, and with the
    thresholds of a first year chance would speak 1.5 times as often.

    Args:
        watched: Every judged measure of every group of colleagues.
        clinicians: Clinicians of the site.
        budget: Looks per clinician-year expected when nobody changed, > 0.
        seed: The same seed and panels give the same thresholds.

    """
    panels = max(4, -(-SERIES // max(clinicians, 1)))
    simulated = walks(watched, (panels, clinicians), seed)
    curves = {s.measure_id: curve(_opening(s), s.counted, s.per_year) for s in simulated}
    together = _pool(simulated)
    pool_curve = curve([together[0]], together[1], 12) if together is not None else None
    low, high, chosen = 0.25, 4.0, (0.0, 0.0, 0.0)
    for _ in range(_HALVINGS):
        factor = float(np.sqrt(low * high))
        chosen = _union(simulated, curves, together, pool_curve, budget * factor)
        low, high = (factor, high) if chosen[0] < budget else (low, factor)
    union, single, pool = chosen
    generator = np.random.default_rng([seed, 2])
    found = {s.measure_id: _measure(s, curves[s.measure_id], single, generator) for s in simulated}
    pooled_at = pool_curve.threshold(pool) if pool_curve is not None else None
    return SiteThresholds(found, pooled_at, union)


def _union(
    simulated: list[Simulated], curves: dict[str, RateCurve], together: tuple[Array, Mask] | None, pool_curve: RateCurve | None, total: float
) -> tuple[float, float, float]:  # fmt: skip
    """Realised looks per clinician-year, with the rate given to each measure and to the pool."""
    pool = total / 2 if together is not None else 0.0
    single = (total - pool) / max(len(simulated), 1)
    looks = np.zeros((*simulated[0].worse.shape[:2], 12), dtype=bool)
    for s in simulated:
        height = curves[s.measure_id].threshold(single)
        found = np.any([onsets(v, height, s.counted) for v in _opening(s)], axis=0)
        looks[..., 12 // s.per_year - 1 :: 12 // s.per_year] |= found[..., -s.per_year :]
    if together is not None and pool_curve is not None:
        looks |= onsets(together[0], pool_curve.threshold(pool), together[1])[..., -12:]
    anyone = np.any([s.counted[..., -s.per_year :].any(-1) for s in simulated], axis=0)
    return float(looks.sum() / max(anyone.sum(), 1e-9)), single, pool


def _opening(s: Simulated) -> list[Array]:
    return [s.worse, s.better] if s.both_ways else [s.worse]


def _pool(simulated: list[Simulated]) -> tuple[Array, Mask] | None:
    if len(simulated) < LEAST_MEASURES:
        return None
    worse, counted = [], []
    for s in simulated:
        worse.append(_held(s.worse, 12 // s.per_year))
        counted.append(_held(s.counted, 12 // s.per_year))
    judged = np.stack(counted)
    values = pooled(np.stack(worse), judged)
    enough = judged.sum(0) >= LEAST_MEASURES
    return (values, enough) if enough.any() else None


def _held(values: np.ndarray, every: int) -> np.ndarray:
    """Periods as months: known at the end of the period, then held."""
    late = np.repeat(values, every, axis=-1)
    first = np.zeros_like(late[..., : every - 1])
    return np.concatenate([first, late[..., : late.shape[-1] - every + 1]], axis=-1)


def _measure(s: Simulated, found: RateCurve, rate: float, generator: np.random.Generator) -> MeasureThreshold:
    height = found.threshold(rate)
    walk, watched = max(s.walks, key=lambda pair: len(pair[1].clinicians))
    residual = watched.worse * walk.residual[..., watched.start :]
    shape = (-1, residual.shape[-1])
    usable = np.isfinite(walk.variance[..., watched.start :])
    unchanged = widen.Unchanged(
        residual.reshape(shape),
        walk.variance[..., watched.start :].reshape(shape),
        walk.uncertainty[..., -1].reshape(-1),
        usable.reshape(shape),
    )
    wide = widen.factor(unchanged, watched.delta, height, generator)
    return MeasureThreshold(height, found.rate(height), wide)
