"""Intervals hold what they say and stated reliability is the true one, on clinics whose truth is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest

from tenthhour.core.measurement.judgement import Judged, Observed, Rule, counts, judge, means
from tenthhour.core.measurement.measure import Kind

KINDS: tuple[Kind, ...] = ("proportion", "rate", "mean")
DELTA = {"proportion": np.log(1.6), "rate": np.log(1.3), "mean": 0.3}
CLINICIANS, MONTHS, BASELINE, BETWEEN = 200, 48, 24, 0.35
FEW = [pytest.param(1, id="quick")]
MANY = [pytest.param(10, id="2,000 clinicians", marks=pytest.mark.slow)]


@dataclass(frozen=True)
class Truth:
    """Own levels and changes of a clinic, (clinicians,), and what the engine made of it."""

    level: np.ndarray
    size: np.ndarray
    begins: np.ndarray
    judged: Judged


@cache
def clinic(kind: Kind, seed: int, patients: float = 40, changing: float = 0.2) -> Truth:
    """A fifth changes by 0.5 to 2 times what is worth knowing, either way; months differ by .18 beyond chance."""
    rng = np.random.default_rng(seed)
    n = np.maximum(rng.poisson(patients * rng.lognormal(0, 0.3, (CLINICIANS, 1)), (CLINICIANS, MONTHS)), 1)
    level = rng.normal(0, BETWEEN, CLINICIANS)
    size = DELTA[kind] * rng.uniform(0.5, 2, CLINICIANS) * rng.choice([-1, 1], CLINICIANS)
    size[rng.random(CLINICIANS) > changing] = 0
    begins = rng.integers(BASELINE, MONTHS - 8, CLINICIANS)
    effect = 0.4 + level[:, None] + 0.15 * np.sin(np.arange(MONTHS) * np.pi / 6) + months_differ(rng)
    effect = effect + size[:, None] * (np.arange(MONTHS) >= begins[:, None])
    observed = drawn(kind, effect, n, rng)
    return Truth(level, size, begins, judge(observed, Rule(delta=float(DELTA[kind]), worse=-1), seed=seed))


def months_differ(rng: np.random.Generator) -> np.ndarray:
    """Extra variation of SD .18, three tenths of its variance fading slowly."""
    slow = rng.standard_normal((CLINICIANS, MONTHS))
    for t in range(1, MONTHS):
        slow[:, t] = 0.6 * slow[:, t - 1] + 0.8 * slow[:, t]
    return 0.18 * (np.sqrt(0.3) * slow + np.sqrt(0.7) * rng.standard_normal(slow.shape))


def drawn(kind: Kind, effect: np.ndarray, n: np.ndarray, rng: np.random.Generator) -> Observed:
    if kind == "proportion":
        return counts(rng.binomial(n, 1 / (1 + np.exp(-effect))), n)
    if kind == "rate":
        return counts(rng.poisson(n * np.exp(effect)), n, "rate")
    return means(effect + rng.standard_normal(n.shape) / np.sqrt(n), n, np.ones(n.shape))


def share(hits: list[bool]) -> tuple[float, float]:
    """Share and two standard errors at 95 %."""
    return float(np.mean(hits)), 2 * float(np.sqrt(0.95 * 0.05 / len(hits)))


@pytest.mark.parametrize("clinics", [*FEW, *MANY])
@pytest.mark.parametrize("kind", KINDS)
def test_baseline_levels_are_covered(kind: Kind, clinics: int) -> None:
    hits: list[bool] = []
    for seed in range(clinics):
        truth = clinic(kind, seed)
        found = truth.judged.course.baseline
        off = (found.level - found.level.mean()) - (truth.level - truth.level.mean())
        hits += list(np.abs(off) <= 1.96 * np.sqrt(found.uncertainty))
    covered, error = share(hits)
    print(f"{kind}: {covered:.3f} of {len(hits)}")
    assert 0.93 - error <= covered <= 0.97 + error


@pytest.mark.parametrize("clinics", [*FEW, *MANY])
@pytest.mark.parametrize("kind", KINDS)
def test_changes_are_covered_when_first_told(kind: Kind, clinics: int) -> None:
    hits: list[bool] = []
    for seed in range(clinics):
        truth = clinic(kind, seed)
        for told in truth.judged.told:
            size, began = truth.size[told.clinician], truth.begins[told.clinician]
            right_way = (told.direction == "better") == (size > 0)
            if size and told.period >= began and right_way:
                hits.append(told.low <= size <= told.high)
    covered, error = share(hits)
    print(f"{kind}: {covered:.3f} of {len(hits)}")
    assert 0.90 - error <= covered <= 0.98 + error


@pytest.mark.parametrize("clinics", [*FEW, *MANY])
@pytest.mark.parametrize("patients", [15, 40, 120])
def test_stated_reliability_is_the_true_one(patients: int, clinics: int) -> None:
    level, year, stated = [], [], []
    for seed in range(clinics):
        truth = clinic("proportion", 200 + seed, patients, changing=0)
        walked = truth.judged.course.walked
        weight = 1 / walked.variance[:, -12:]
        own = walked.level[:, -12:] + walked.residual[:, -12:]
        year += list((weight * own).sum(-1) / weight.sum(-1))
        level += list(truth.level)
        stated += list(truth.judged.course.reliability[:, -1])
    true = np.corrcoef(level, year)[0, 1] ** 2
    print(f"{patients} patients a month: stated {np.mean(stated):.3f}, true {true:.3f}")
    assert abs(np.mean(stated) - true) <= 0.05 + 2 * (1 - true) / np.sqrt(len(level))
