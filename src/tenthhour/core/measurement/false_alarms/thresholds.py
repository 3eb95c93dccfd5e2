"""Thresholds: from the stated budget of looks per clinician-year to one h per measure and one for the pool.

The site's own panel is simulated without any change and run through the very
detector that judges it. docs/methods/false-alarms.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tenthhour.core.measurement.estimate.baseline import OwnBaseline, own_baseline
from tenthhour.core.measurement.false_alarms import widen
from tenthhour.core.measurement.false_alarms.moments import matched
from tenthhour.core.measurement.false_alarms.pooled import LEAST_MEASURES, pooled
from tenthhour.core.measurement.false_alarms.rates import RateCurve, curve
from tenthhour.core.measurement.false_alarms.simulate import Chance, simulate
from tenthhour.core.measurement.panel import Array, Mask, Panel
from tenthhour.core.measurement.signals.episodes import onsets
from tenthhour.core.measurement.signals.monitor import Monitored, Plan, monitor

YEARS = 2
SERIES = 3000
_HALVINGS = 12


@dataclass(frozen=True)
class Watched:
    """One measure of one group of colleagues, as known at the threshold month.

    Attributes:
        measure_id: Groups of one measure share a threshold.
        panel: All periods known, (clinicians, periods); the common baseline first.
        start: Periods of the common baseline.
        clinicians: Position of each row among the site's clinicians.
        counted: Whose signals would be said: reliable, above the floors, (clinicians,).
        delta: Change worth knowing on the scale of the kind, > 0.
        worse: +1 when a rise is worse, -1 when a fall is.
        both_ways: Either direction may open a look.
        per_year: Periods in a year, 12 or 4.

    """

    measure_id: str
    panel: Panel
    start: int
    clinicians: np.ndarray
    counted: Mask
    delta: float
    worse: int
    both_ways: bool
    per_year: int


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


@dataclass(frozen=True)
class _Simulated:
    """All panels of one measure after the walk; arrays (panels, clinicians of the site, periods)."""

    measure_id: str
    per_year: int
    worse: Array
    better: Array
    both_ways: bool
    usable: Mask
    counted: Mask
    walks: tuple[tuple[Monitored, Watched], ...]


def thresholds(watched: list[Watched], clinicians: int, budget: float, seed: int) -> SiteThresholds:
    """Thresholds under which chance gives `budget` looks per clinician-year over all measures together.

    Half of the budget goes to single measures in equal shares, half to the
    pooled signal; one factor on all rates makes the union equal the budget.

    Args:
        watched: Every judged measure of every group of colleagues.
        clinicians: Clinicians of the site.
        budget: Looks per clinician-year expected when nobody changed, > 0.
        seed: The same seed and panels give the same thresholds.

    """
    panels = max(4, -(-SERIES // max(clinicians, 1)))
    simulated = _simulate_all(watched, clinicians, panels, seed)
    curves = {s.measure_id: curve(_opening(s), s.counted, YEARS) for s in simulated}
    together = _pool(simulated)
    pool_curve = curve([together[0]], together[1], YEARS) if together is not None else None
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
    simulated: list[_Simulated], curves: dict[str, RateCurve], together: tuple[Array, Mask] | None, pool_curve: RateCurve | None, total: float
) -> tuple[float, float, float]:  # fmt: skip
    """Realised looks per clinician-year, with the rate given to each measure and to the pool."""
    pool = total / 2 if together is not None else 0.0
    single = (total - pool) / max(len(simulated), 1)
    looks = np.zeros((*simulated[0].worse.shape[:2], 12 * YEARS), dtype=bool)
    for s in simulated:
        height = curves[s.measure_id].threshold(single)
        found = np.any([onsets(v, height, s.counted) for v in _opening(s)], axis=0)
        looks[..., 12 // s.per_year - 1 :: 12 // s.per_year] |= found
    if together is not None and pool_curve is not None:
        looks |= onsets(together[0], pool_curve.threshold(pool), together[1])
    anyone = np.any([s.counted.any(-1) for s in simulated], axis=0)
    return float(looks.sum() / max(anyone.sum() * YEARS, 1e-9)), single, pool


def _opening(s: _Simulated) -> list[Array]:
    return [s.worse, s.better] if s.both_ways else [s.worse]


def _pool(simulated: list[_Simulated]) -> tuple[Array, Mask] | None:
    if len(simulated) < LEAST_MEASURES:
        return None
    worse, counted = [], []
    for s in simulated:
        every = 12 // s.per_year
        worse.append(_held(s.worse, every))
        counted.append(_held(s.counted, every))
    judged = np.stack(counted)
    values = pooled(np.stack(worse), judged)
    enough = judged.sum(0) >= LEAST_MEASURES
    return (values, enough) if enough.any() else None


def _held(values: np.ndarray, every: int) -> np.ndarray:
    """Periods as months: known at the end of the period, then held."""
    late = np.repeat(values, every, axis=-1)
    first = np.zeros_like(late[..., : every - 1])
    return np.concatenate([first, late[..., : late.shape[-1] - every + 1]], axis=-1)


def _measure(
    s: _Simulated, found: RateCurve, rate: float, generator: np.random.Generator
) -> MeasureThreshold:
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


def _simulate_all(watched: list[Watched], clinicians: int, panels: int, seed: int) -> list[_Simulated]:
    names = list(dict.fromkeys(w.measure_id for w in watched))
    ways = {name: [w for w in watched if w.measure_id == name] for name in names}
    mixing = _mixing(watched, names, clinicians)
    chances = _chances(watched, names, (panels, clinicians), mixing, seed)
    found = []
    for position, name in enumerate(names):
        generator = np.random.default_rng([seed, 1, position])
        walks = [(_walk(w, chances[name], generator), w) for w in ways[name]]
        found.append(_assembled(name, walks, (panels, clinicians)))
    return found


def _walk(w: Watched, chance: Chance, generator: np.random.Generator) -> Monitored:
    theta = matched(w.panel.until(w.start), generator)
    design = _design(w)
    rows = w.clinicians
    periods = design.n.shape[-1]
    own = Chance(*(a[:, rows, -periods:] if a.ndim == 3 else a[:, rows] for a in _parts(chance)))
    month = own_baseline(w.panel.until(w.start)).month
    later = np.resize(month[-w.per_year :], YEARS * w.per_year)
    made = simulate(design, np.concatenate([month, later]), theta, own)
    plan = Plan(
        w.start,
        design.n > 0,
        np.zeros(design.n.shape, dtype=bool),
        w.delta,
        w.worse,
        np.full(periods, np.inf),
    )
    return monitor(made, own_baseline(made.until(w.start)), plan)


def _parts(chance: Chance) -> tuple[Array, Array, Array, Array]:
    return chance.level, chance.fading, chance.period, chance.count


def _design(w: Watched) -> Panel:
    """Baseline as it was, then two years like the last year known."""
    last = np.arange(w.panel.n.shape[-1])[-w.per_year :]
    order = np.concatenate([np.arange(w.start), np.resize(last, YEARS * w.per_year)])
    return replace(w.panel, y=w.panel.y[:, order], n=w.panel.n[:, order], offset=w.panel.offset[:, order])


def _assembled(name: str, walks: list[tuple[Monitored, Watched]], shape: tuple[int, int]) -> _Simulated:
    first = walks[0][1]
    periods = YEARS * first.per_year
    worse, better = np.zeros((*shape, periods)), np.zeros((*shape, periods))
    usable, counted = np.zeros((*shape, periods), dtype=bool), np.zeros((*shape, periods), dtype=bool)
    for walk, w in walks:
        rows = w.clinicians
        worse[:, rows], better[:, rows] = walk.worse[..., w.start :], walk.better[..., w.start :]
        usable[:, rows] = _design(w).n[:, w.start :] > 0
        counted[:, rows] = usable[:, rows] & w.counted[:, None]
    if not counted.any():
        counted = usable
    return _Simulated(name, first.per_year, worse, better, first.both_ways, usable, counted, tuple(walks))


def _chances(
    watched: list[Watched], names: list[str], shape: tuple[int, int], mixing: dict[str, Array], seed: int
) -> dict[str, Chance]:
    """Normals per measure, mixed so that a clinician's measures move together as much as they did."""
    generator = np.random.default_rng([seed, 0])
    longest = max(w.start + YEARS * w.per_year for w in watched)
    raw = {n: [generator.standard_normal((*shape, longest)) for _ in range(3)] for n in names}
    levels = {n: generator.standard_normal(shape) for n in names}
    chances = {}
    for name in names:
        shares = mixing[name]
        mixed = [
            sum(s * raw[other][part] for s, other in zip(shares, names, strict=True) if s)
            for part in range(3)
        ]
        chances[name] = Chance(levels[name], *(np.asarray(m) for m in mixed))
    return chances


def _mixing(watched: list[Watched], names: list[str], clinicians: int) -> dict[str, Array]:
    """Rows of a Cholesky factor of the measures' residual correlation, shrunk half-way to 0."""
    scores = {}
    for name in names:
        ways = [w for w in watched if w.measure_id == name]
        table = np.full((clinicians, max(w.start for w in ways)), np.nan)
        for w in ways:
            baseline: OwnBaseline = own_baseline(w.panel.until(w.start))
            score = np.where(baseline.weight > 0, baseline.left * np.sqrt(baseline.weight), np.nan)
            table[w.clinicians, -w.start :] = score
        scores[name] = (table, ways[0].per_year)
    correlation = np.eye(len(names))
    for a, first in enumerate(names):
        for b, second in enumerate(names[:a]):
            correlation[a, b] = correlation[b, a] = _correlation(scores[first], scores[second]) / 2
    value, vector = np.linalg.eigh(correlation)
    possible = (vector * np.maximum(value, 1e-6)) @ vector.T
    sd = np.sqrt(np.diag(possible))
    rows = np.linalg.cholesky(possible / np.outer(sd, sd))
    return {name: rows[i] for i, name in enumerate(names)}


def _correlation(first: tuple[Array, int], second: tuple[Array, int]) -> float:
    if first[1] != second[1]:
        return 0.0
    periods = min(first[0].shape[1], second[0].shape[1])
    a, b = first[0][:, -periods:], second[0][:, -periods:]
    both = np.isfinite(a) & np.isfinite(b)
    if both.sum() < 30:
        return 0.0
    return float(np.clip(np.mean(a[both] * b[both]) / (np.std(a[both]) * np.std(b[both]) + 1e-12), -0.9, 0.9))
