"""Counts of the made-up clinic: what happened each month, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit, ndtr
from scipy.stats import binom, poisson

from tenthhour.data.generate.panel import Panel, sessions
from tenthhour.data.generate.plan import (
    HAS,
    MISSING_ALL,
    MISSING_ONE,
    NEW_SHARE,
    PERSISTENT,
    PHI,
    SHAPES,
    SHARED,
    SYSTEM_SD,
    VOLUME,
    WRVU_SHARE,
    Array,
    Flags,
    Plan,
    Shape,
    Whole,
    spread,
)
from tenthhour.data.generate.truth import Planted, effect


@dataclass(frozen=True)
class Counts:
    """Whole numbers per clinician and month; `ages`, `codes` and `has` have one more axis.

    `met` holds the numerator of each counted measure, `of` the denominators by name,
    `has` how many completed encounters of each age band carry a mark.
    """

    sessions: Array
    booked: Whole
    missed: Whole
    ages: Whole
    codes: Whole
    has: Mapping[str, Whole]
    of: Mapping[str, Whole]
    met: Mapping[str, Whole]
    missing: Mapping[str, Flags]


def counts(plan: Plan, panel: Panel, planted: list[Planted], rng: np.random.Generator) -> Counts:
    """Everything that is counted in encounters, and the messages."""
    noise = Noise(panel.fte.shape, rng)
    worked = sessions(panel, rng)
    rate = np.exp(_volume(plan, panel, noise, effect(planted, "encounters_per_session", panel.fte.shape)))
    chance = {id_: _chance(s, panel, noise, effect(planted, id_, worked.shape)) for id_, s in SHAPES.items()}
    mean = worked * panel.ramp * rate / (1 - chance["missed_appointments"])
    booked = poisson.ppf(noise.chance(), np.maximum(mean, 1e-9)).astype(np.int64)
    booked = np.where(worked > 0, booked, 0)
    missed = _met(booked, chance["missed_appointments"], noise)
    completed = booked - missed
    ages = rng.multinomial(completed, panel.ages[:, None, :])
    has = {name: rng.binomial(ages, share) for name, share in HAS.items()}
    of = {"booked": booked, "completed": completed, "messages": _messages(panel, planted, noise)}
    of |= {name: n.sum(axis=2) for name, n in has.items()}
    met = {"missed_appointments": missed}
    met |= {id_: _met(of[s.of], chance[id_], noise) for id_, s in SHAPES.items() if id_ not in met}
    codes = rng.multinomial(completed, _codes(panel, rng)[:, None, :])
    return Counts(worked, booked, missed, ages, codes, has, of, met, missing(booked.shape, rng))


class Noise:
    """Month-to-month deviations that two measures of one clinician share a little of."""

    def __init__(self, shape: tuple[int, int], rng: np.random.Generator) -> None:
        self.shape, self.rng = shape, rng
        self._layers = [rng.normal(size=shape) for _ in range(3)]

    def _one(self, layer: int) -> Array:
        own = self.rng.normal(size=self.shape)
        together: Array = SHARED**0.5 * self._layers[layer] + (1 - SHARED) ** 0.5 * own
        return together

    def chance(self) -> Array:
        """Uniform numbers for counting, so that chance, too, is shared a little."""
        return np.asarray(np.clip(ndtr(self._one(0)), 1e-12, 1 - 1e-12), dtype=np.float64)

    def beyond_chance(self, sd: float) -> Array:
        """Real ups and downs beyond counting, some of them lasting; SD `sd`."""
        fresh, push = self._one(1), self._one(2)
        lasting = np.empty(self.shape)
        lasting[:, 0] = push[:, 0]
        for month in range(1, self.shape[1]):
            lasting[:, month] = PHI * lasting[:, month - 1] + (1 - PHI**2) ** 0.5 * push[:, month]
        ups: Array = sd * (PERSISTENT**0.5 * lasting + (1 - PERSISTENT) ** 0.5 * fresh)
        return ups

    def everyone(self, season: float) -> Array:
        """What all share in a month: the season (SD `season`) and a little more."""
        months = np.arange(self.shape[1])
        wave: Array = 2**0.5 * np.cos(2 * np.pi * (months - self.rng.uniform(0, 12)) / 12)
        return season * wave + self.rng.normal(0, SYSTEM_SD, self.shape[1])


def _volume(plan: Plan, panel: Panel, noise: Noise, planted: Array) -> Array:
    own: Array = np.log(VOLUME.level) + VOLUME.between * spread(noise.rng, panel.size)
    months = noise.everyone(VOLUME.season) + noise.beyond_chance(VOLUME.extra)
    if plan.steady is not None:
        own[0] = np.log(plan.steady)
        months[0] -= months[0].mean()
        months[0] *= 0.4  # a template that was never changed wanders less than most
    return own[:, None] + months + planted


def _chance(shape: Shape, panel: Panel, noise: Noise, planted: Array) -> Array:
    """Probability that it happens, per clinician and month."""
    patients = panel.ages @ np.array(shape.age) + NEW_SHARE * shape.new
    own = logit(shape.level) + shape.between * spread(noise.rng, panel.size) + patients - patients.mean()
    months = noise.everyone(shape.season) + noise.beyond_chance(shape.extra)
    return np.asarray(expit(own[:, None] + months + planted), dtype=np.float64)


def _met(n: Whole, chance: Array, noise: Noise) -> Whole:
    return np.asarray(binom.ppf(noise.chance(), n, chance), dtype=np.int64)


def _messages(panel: Panel, planted: list[Planted], noise: Noise) -> Whole:
    """About eight messages a month for every hundred patients."""
    mean = 0.08 * panel.patients_per_fte[:, None] * panel.fte * panel.ramp
    for one in planted:
        if one.kind == "data_error" and one.clinician is not None:
            mean[one.clinician, one.start : one.end + 1] *= 6
    n = poisson.ppf(noise.chance(), np.maximum(mean, 1e-9)).astype(np.int64)
    return np.where(mean > 0, n, 0)


def _codes(panel: Panel, rng: np.random.Generator) -> Array:
    """Each clinician's shares of the four visit codes; older patients bring heavier ones."""
    tilt = 0.25 * spread(rng, panel.size) + np.log(panel.case_mix_ratio)
    shares = WRVU_SHARE * np.exp(tilt[:, None] * np.arange(4))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), dtype=np.float64)


def missing(shape: tuple[int, int], rng: np.random.Generator) -> dict[str, Flags]:
    """Months that never arrived: some for a whole clinician, some for one measure."""
    whole = rng.random(shape) < MISSING_ALL
    ids = [*SHAPES, "encounters_per_session", "wrvu_per_session"]
    ids += ["communication", "access_experience", "would_recommend"]
    return {"": whole} | {id_: whole | (rng.random(shape) < MISSING_ONE) for id_ in ids}
