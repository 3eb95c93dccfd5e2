"""Walks: the site's own panels, simulated without any change, run through the detector that judges the site."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tenthhour.core.measurement.estimate.baseline import own_baseline
from tenthhour.core.measurement.false_alarms.correlation import mixing, scores
from tenthhour.core.measurement.false_alarms.moments import matched
from tenthhour.core.measurement.false_alarms.simulate import Chance, simulate
from tenthhour.core.measurement.panel import Array, Mask, Panel
from tenthhour.core.measurement.signals.monitor import Monitored, Plan, monitor

_YEARS_BEFORE = 2  # of monitoring that matter: a change begins in one of the last 24 periods


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
class Simulated:
    """All panels of one measure after the walk; arrays (panels, clinicians of the site, three years of periods).

    The last year is the one to come; monitored periods already known stand before it, 0 where there are none.
    """

    measure_id: str
    per_year: int
    worse: Array
    better: Array
    both_ways: bool
    counted: Mask
    walks: tuple[tuple[Monitored, Watched], ...]


def walks(watched: list[Watched], shape: tuple[int, int], seed: int) -> list[Simulated]:
    """Walk every measure through (panels, clinicians of the site)."""
    names = list(dict.fromkeys(w.measure_id for w in watched))
    of = {name: [w for w in watched if w.measure_id == name] for name in names}
    chances = _chances(of, shape, seed)
    found = []
    for position, name in enumerate(names):
        generator = np.random.default_rng([seed, 1, position])
        found.append(_assembled(name, [(_walk(w, chances[name], generator), w) for w in of[name]], shape))
    return found


def _walk(w: Watched, chance: Chance, generator: np.random.Generator) -> Monitored:
    theta = matched(w.panel.until(w.start), generator)
    design = _design(w)
    rows, periods = w.clinicians, design.n.shape[-1]
    own = Chance(*(a[:, rows, -periods:] if a.ndim == 3 else a[:, rows] for a in _parts(chance)))
    month = own_baseline(w.panel.until(w.start)).month
    later = np.resize(month[-w.per_year :], periods - w.start)
    made = simulate(design, np.concatenate([month, later]), theta, own)
    never = np.zeros(design.n.shape, dtype=bool)
    plan = Plan(w.start, design.n > 0, never, w.delta, w.worse, np.full(periods, np.inf))
    return monitor(made, own_baseline(made.until(w.start)), plan)


def _parts(chance: Chance) -> tuple[Array, Array, Array, Array]:
    return chance.level, chance.fading, chance.period, chance.count


def _design(w: Watched) -> Panel:
    """Baseline and what was monitored since as it was, then a year like the last one known."""
    known = np.arange(w.panel.n.shape[-1])
    since = known[w.start :][-_YEARS_BEFORE * w.per_year :]
    order = np.concatenate([known[: w.start], since, np.resize(known[-w.per_year :], w.per_year)])
    return replace(w.panel, y=w.panel.y[:, order], n=w.panel.n[:, order], offset=w.panel.offset[:, order])


def _assembled(name: str, walked: list[tuple[Monitored, Watched]], shape: tuple[int, int]) -> Simulated:
    first = walked[0][1]
    periods = (_YEARS_BEFORE + 1) * first.per_year
    worse, better = np.zeros((*shape, periods)), np.zeros((*shape, periods))
    usable, counted = np.zeros((*shape, periods), dtype=bool), np.zeros((*shape, periods), dtype=bool)
    for walk, w in walked:
        rows, since = w.clinicians, walk.worse.shape[-1] - w.start
        worse[:, rows, -since:], better[:, rows, -since:] = (
            walk.worse[..., w.start :],
            walk.better[..., w.start :],
        )
        usable[:, rows, -since:] = _design(w).n[:, w.start :] > 0
        counted[:, rows] = usable[:, rows] & w.counted[:, None]
    if not counted.any():
        counted = usable
    return Simulated(name, first.per_year, worse, better, first.both_ways, counted, tuple(walked))


def _chances(of: dict[str, list[Watched]], shape: tuple[int, int], seed: int) -> dict[str, Chance]:
    """Normals per measure, mixed so that a clinician's measures move together as much as they did."""
    generator = np.random.default_rng([seed, 0])
    longest = max(w.start + (_YEARS_BEFORE + 1) * w.per_year for ways in of.values() for w in ways)
    raw = {n: [generator.standard_normal((*shape, longest)) for _ in range(3)] for n in of}
    levels = {n: generator.standard_normal(shape) for n in of}
    rows = mixing([_scored(ways, shape[1]) for ways in of.values()])
    chances = {}
    for name, shares in zip(of, rows, strict=True):
        mixed = [
            sum(s * raw[other][part] for s, other in zip(shares, of, strict=True) if s) for part in range(3)
        ]
        chances[name] = Chance(levels[name], *(np.asarray(m) for m in mixed))
    return chances


def _scored(ways: list[Watched], clinicians: int) -> tuple[Array, int]:
    table = np.full((clinicians, max(w.start for w in ways)), np.nan)
    for w in ways:
        table[w.clinicians, -w.start :] = scores(own_baseline(w.panel.until(w.start)))
    return table, ways[0].per_year
