"""World: made-up clinics whose truth is known. Our own generator: a good result here is no proof elsewhere.

48 months, 24 of baseline, drifts from month 31 on. Levels differ by .35; months differ beyond chance by .18
(part of it fading slowly); season .15; 6 % of months missing; a fifth change their number of patients.
Sizes are on the logit or log scale, for means in SD of one answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tenthhour.core.measurement.panel import Array, Mask, Panel, inverse, spread

MONTHS, BASELINE, BEGINS = 48, 24, 30
RAMP_MONTHS = 9
BETWEEN, EXTRA, SEASON, MISSING, PERSISTENCE = 0.35, 0.18, 0.15, 0.06, 0.6


@dataclass(frozen=True)
class Kind:
    """One kind of measure: usual value, usual patients a month, size of the drift and which way is worse."""

    name: str
    scale: str
    usual: float
    patients: tuple[float, float]
    size: float
    worse: int


KINDS = (
    Kind("proportion", "proportion", 0.5, (8, 100), float(np.log(1.8)), -1),
    Kind("rate", "rate", 0.0, (8, 100), float(np.log(1.49)), 1),
    Kind("mean", "mean", 0.0, (8, 100), 0.5, -1),
    Kind("rare", "proportion", -2.75, (20, 250), float(np.log(1.8)), 1),
)


@dataclass(frozen=True)
class Scene:
    """What happens in a clinic.

    Attributes:
        clinicians: In one panel.
        panels: Panels with the same numbers of patients.
        drifters: How many of each panel drift together.
        shape: "step" or "ramp" (nine months to the full size).
        slow: Share of the extra variance that fades slowly; its lag-1 correlation is .6 times that.
        shock: Seasons by which everybody moves for ten months from month 31 on.
        unequal: How differently clinicians answer the shock, SD relative to its size.

    """

    clinicians: int = 1500
    panels: int = 1
    drifters: int = 0
    shape: str = "step"
    slow: float = 0.31
    shock: float = 0.0
    unequal: float = 0.0


@dataclass(frozen=True)
class Made:
    """Panels and their truth; arrays (panels, clinicians, months), denominators (clinicians, months).

    `effect` is the linear predictor without extra variation and drift, `variance` of a month around it.
    """

    kind: Kind
    panel: Panel
    effect: Array
    variance: Array
    drifting: Mask


def denominators(kind: Kind, clinicians: int, rng: np.random.Generator) -> Array:
    """Patients a month: unequal clinicians, chance, steps in hours, missing months."""
    low, high = kind.patients
    usual = np.clip(np.exp(rng.normal(np.log(low * high) / 2, 0.6, (clinicians, 1))), low, high)
    begins = rng.integers(6, MONTHS, (clinicians, 1))
    factor = np.where(rng.random((clinicians, 1)) < 0.2, rng.choice([0.5, 0.6, 1.5], (clinicians, 1)), 1.0)
    usual = np.where(np.arange(MONTHS) >= begins, usual * factor, usual)
    n = np.maximum(rng.poisson(usual), 1.0)
    return np.where(rng.random(n.shape) < MISSING, 0.0, n)


def make(kind: Kind, scene: Scene, rng: np.random.Generator) -> Made:
    """Panels of one kind and scene."""
    shape = (scene.panels, scene.clinicians, MONTHS)
    n = denominators(kind, scene.clinicians, rng)
    month = SEASON * np.sin((np.arange(MONTHS) + rng.uniform(0, 12, (scene.panels, 1, 1))) * np.pi / 6)
    month = month + _shock(kind, scene, rng)
    effect = kind.usual + month + rng.normal(0, BETWEEN, (*shape[:2], 1))
    drifting = np.zeros(shape[:2], dtype=bool)
    drifting[:, : scene.drifters] = True  # clinicians are exchangeable
    moved = np.where(drifting[..., None], kind.worse * kind.size * _growth(scene.shape), 0.0)
    y = _observed(kind, effect + moved + _extra(scene.slow, shape, rng), n, rng)
    panel = Panel(kind.scale, y, n, np.zeros(n.shape))  # type: ignore[arg-type]
    with np.errstate(divide="ignore"):
        variance = 1 / (n * spread(panel.kind, inverse(panel.kind, effect))) + EXTRA**2
    return Made(kind, panel, effect, variance, drifting)


def _growth(shape: str) -> Array:
    since = np.arange(MONTHS) - BEGINS + 1
    return np.clip(since / (RAMP_MONTHS if shape == "ramp" else 1), 0.0, 1.0)


def _shock(kind: Kind, scene: Scene, rng: np.random.Generator) -> Array:
    here = (np.arange(MONTHS) >= BEGINS) & (np.arange(MONTHS) < BEGINS + 10)
    answer = 1 + scene.unequal * rng.standard_normal((scene.panels, scene.clinicians, 1))
    return np.asarray(kind.worse * scene.shock * SEASON * answer * here)


def _extra(slow: float, shape: tuple[int, int, int], rng: np.random.Generator) -> Array:
    fading = rng.standard_normal(shape)
    for t in range(1, MONTHS):
        fading[..., t] = PERSISTENCE * fading[..., t - 1] + np.sqrt(1 - PERSISTENCE**2) * fading[..., t]
    return np.asarray(EXTRA * (np.sqrt(slow) * fading + np.sqrt(1 - slow) * rng.standard_normal(shape)))


def _observed(kind: Kind, effect: Array, n: Array, rng: np.random.Generator) -> Array:
    most = np.maximum(n, 1.0)
    if kind.scale == "mean":
        return effect + rng.standard_normal(effect.shape) / np.sqrt(most)
    if kind.scale == "rate":
        return rng.poisson(n * np.exp(effect)) / most
    return rng.binomial(n.astype(int), 1 / (1 + np.exp(-effect))) / most


def alone(made: Made, panel: int) -> Made:
    """One of the panels."""
    cut = slice(panel, panel + 1)
    return replace(
        made, panel=replace(made.panel, y=made.panel.y[cut]), effect=made.effect[cut],
        variance=made.variance[cut], drifting=made.drifting[cut],
    )  # fmt: skip
