"""The detector against what it claims to be: Shiryaev-Roberts, Page's CUSUM, and dense likelihood ratios."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tenthhour.core.measurement.panel import Kind, Panel, residuals
from tenthhour.core.measurement.signals import Since, path
from tenthhour.core.measurement.signals.evidence import bend

SEEDS = range(12)


def series(seed: int, shape: tuple[int, int] = (3, 20)) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(0, 0.4, shape), rng.uniform(0.02, 0.3, shape), rng.uniform(0.001, 0.2, shape[0])


def gains(residual: np.ndarray, variance: np.ndarray, delta: float) -> np.ndarray:
    return delta * residual / variance - delta**2 / variance / 2


def shiryaev_roberts(gain: np.ndarray) -> list[float]:
    """R <- (1 + R) times the newest ratio, written down plainly; C is its log where above 0."""
    value, found = 0.0, []
    for one in gain:
        value = (1 + value) * np.exp(one)
        found.append(max(0.0, np.log(value)))
    return found


def page(gain: np.ndarray) -> list[float]:
    """S <- max(0, S + newest log ratio), written down plainly."""
    value, found = 0.0, []
    for one in gain:
        value = max(0.0, value + one)
        found.append(value)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_evidence_with_known_baseline_is_shiryaev_roberts(seed: int) -> None:
    residual, variance, _ = series(seed)
    found = path(residual, variance, np.zeros(3), 0.3, least=1)
    expected = [shiryaev_roberts(gains(r, v, 0.3)) for r, v in zip(residual, variance, strict=True)]
    assert np.abs(found - expected).max() < 1e-10


@pytest.mark.parametrize("seed", SEEDS)
def test_largest_ratio_with_known_baseline_is_pages_cusum(seed: int) -> None:
    residual, variance, _ = series(seed)
    found = path(residual, variance, np.zeros(3), 0.3, least=1, of=Since.peak)
    expected = [page(gains(r, v, 0.3)) for r, v in zip(residual, variance, strict=True)]
    assert np.abs(found - expected).max() < 1e-10


def log_density(values: np.ndarray, mean: np.ndarray, covariance: np.ndarray) -> float:
    left = values - mean
    return float(-0.5 * (np.linalg.slogdet(covariance)[1] + left @ np.linalg.solve(covariance, left)))


def dense(residual: np.ndarray, variance: np.ndarray, uncertainty: float, delta: float) -> float:
    """Log of summed likelihood ratios over change periods, own level integrated out by a full covariance."""
    periods = np.arange(len(residual))
    covariance = np.diag(variance) + uncertainty
    still = log_density(residual, np.zeros(len(residual)), covariance)
    ratios = [log_density(residual, delta * (periods >= k), covariance) - still for k in periods]
    return max(0.0, float(np.logaddexp.reduce(ratios)))


@pytest.mark.parametrize("seed", SEEDS)
def test_evidence_with_estimated_baseline_is_the_likelihood_ratio(seed: int) -> None:
    residual, variance, uncertainty = series(seed)
    found = path(residual, variance, uncertainty, -0.3, least=1)[:, -1]
    expected = [dense(r, v, u, -0.3) for r, v, u in zip(residual, variance, uncertainty, strict=True)]
    assert np.abs(found - expected).max() < 1e-9


def test_missing_period_adds_nothing() -> None:
    residual, variance, uncertainty = series(1)
    variance[:, 7] = np.inf
    kept = np.arange(20) != 7
    with_gap = path(residual, variance, uncertainty, 0.3)
    without = path(residual[:, kept], variance[:, kept], uncertainty, 0.3)
    assert np.allclose(with_gap[:, -1], without[:, -1], atol=1e-12)


def test_one_extreme_period_is_not_yet_a_change() -> None:
    residual = np.zeros((1, 6))
    residual[0, -1] = 9.0
    found = path(residual, np.full((1, 6), 0.1), np.zeros(1), 0.3)
    alone = path(residual, np.full((1, 6), 0.1), np.zeros(1), 0.3, least=1)
    assert found[0, -1] < alone[0, -1]


def ratio_of_count(kind: Kind, count: float, n: float, effect: float, delta: float) -> float:
    """Log likelihood ratio of one count, from scipy's distributions."""
    if kind == "rate":
        before, after = (stats.poisson.logpmf(count, n * np.exp(e)) for e in (effect, effect + delta))
    else:
        chances = [1 / (1 + np.exp(-e)) for e in (effect, effect + delta)]
        before, after = (stats.binom.logpmf(count, n, p) for p in chances)
    return float(after - before)


@pytest.mark.parametrize("kind", ["proportion", "rate"])
@pytest.mark.parametrize("delta", [0.6, -0.6])
@pytest.mark.parametrize("count", [0.0, 1.0, 7.0])
def test_ratio_of_a_small_count_is_exact(kind: Kind, delta: float, count: float) -> None:
    effect = np.array([[-2.0]])
    panel = Panel(kind, np.array([[count / 12]]), np.array([[12.0]]), np.zeros((1, 1)))
    residual, variance = residuals(panel, effect, 0.0)
    cost = delta**2 / 2 + bend(kind, effect, delta)
    found = (delta * residual - cost) / variance
    assert found[0, 0] == pytest.approx(ratio_of_count(kind, count, 12, -2.0, delta), abs=1e-10)
