"""The detector against what it claims to be: Page's CUSUM, and the dense Gaussian likelihood ratio."""

from __future__ import annotations

import numpy as np
import pytest

from tenthhour.core.measurement.signals import cusum

SEEDS = range(12)


def series(seed: int, shape: tuple[int, int] = (3, 20)) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(0, 0.4, shape), rng.uniform(0.02, 0.3, shape), rng.uniform(0.001, 0.2, shape[0])


def page(residual: np.ndarray, variance: np.ndarray, delta: float) -> list[float]:
    """S <- max(0, S + delta w r - delta^2 w / 2), written down plainly."""
    value, path = 0.0, []
    for r, v in zip(residual, variance, strict=True):
        value = max(0.0, value + delta * r / v - delta**2 / v / 2)
        path.append(value)
    return path


@pytest.mark.parametrize("seed", SEEDS)
def test_cusum_with_known_baseline_is_pages(seed: int) -> None:
    residual, variance, _ = series(seed)
    found = cusum(residual, variance, np.zeros(3), 0.3, np.ones((3, 20), dtype=bool), least=1)
    expected = [page(r, v, 0.3) for r, v in zip(residual, variance, strict=True)]
    assert np.abs(found - expected).max() < 1e-10


def log_density(values: np.ndarray, mean: np.ndarray, covariance: np.ndarray) -> float:
    left = values - mean
    return float(-0.5 * (np.linalg.slogdet(covariance)[1] + left @ np.linalg.solve(covariance, left)))


def dense(residual: np.ndarray, variance: np.ndarray, uncertainty: float, delta: float) -> float:
    """Best log likelihood ratio over change periods, own level integrated out by a full covariance."""
    periods = np.arange(len(residual))
    covariance = np.diag(variance) + uncertainty
    still = log_density(residual, np.zeros(len(residual)), covariance)
    ratios = [log_density(residual, delta * (periods >= k), covariance) - still for k in periods]
    return max(0.0, *ratios)


@pytest.mark.parametrize("seed", SEEDS)
def test_cusum_with_estimated_baseline_is_the_likelihood_ratio(seed: int) -> None:
    residual, variance, uncertainty = series(seed)
    found = cusum(residual, variance, uncertainty, -0.3, np.ones((3, 20), dtype=bool), least=1)[:, -1]
    expected = [dense(r, v, u, -0.3) for r, v, u in zip(residual, variance, uncertainty, strict=True)]
    assert np.abs(found - expected).max() < 1e-9


def test_missing_period_adds_nothing() -> None:
    residual, variance, uncertainty = series(1)
    usable = np.ones((3, 20), dtype=bool)
    usable[:, 7] = False
    with_gap = cusum(residual, variance, uncertainty, 0.3, usable)
    kept = usable[0]
    without = cusum(residual[:, kept], variance[:, kept], uncertainty, 0.3, usable[:, kept])
    assert np.allclose(with_gap[:, -1], without[:, -1], atol=1e-12)


def test_one_extreme_period_is_not_yet_a_change() -> None:
    residual = np.zeros((1, 6))
    residual[0, -1] = 9.0
    found = cusum(residual, np.full((1, 6), 0.1), np.zeros(1), 0.3, np.ones((1, 6), dtype=bool))
    alone = cusum(residual, np.full((1, 6), 0.1), np.zeros(1), 0.3, np.ones((1, 6), dtype=bool), least=1)
    assert found[0, -1] < alone[0, -1]
