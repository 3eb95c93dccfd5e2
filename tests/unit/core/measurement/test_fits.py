"""Many sets of peers fitted at once: each as if it were alone, and at the top of its own likelihood."""

import numpy as np
import pytest

from tenthhour.core.measurement.limits.fits import BetaBinomialLaw, NegativeBinomialLaw, climbed
from tenthhour.core.measurement.limits.nulls import (
    beta_binomials,
    fit_beta_binomial,
    fit_negative_binomial,
    negative_binomials,
)


def made(seed: int, peers: int = 25) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    n = rng.integers(5, 900, peers).astype(float)
    return rng.binomial(n.astype(int), rng.beta(6, 18, peers)).astype(float), n


def leaving_one_out(peers: int) -> np.ndarray:
    return np.vstack([np.ones((1, peers), dtype=bool), ~np.eye(peers, dtype=bool)])


@pytest.mark.parametrize("seed", range(3))
def test_set_of_proportions_is_fitted_as_if_alone(seed: int) -> None:
    x, n = made(seed)
    kept = leaving_one_out(25)
    for mask, got in zip(kept, beta_binomials(x, n, kept), strict=True):
        alone = fit_beta_binomial(x[mask], n[mask])
        assert (got.level, got.rho) == pytest.approx((alone.level, alone.rho), abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_set_of_rates_is_fitted_as_if_alone(seed: int) -> None:
    x, n = made(seed)
    kept = leaving_one_out(25)
    for mask, got in zip(kept, negative_binomials(x, n, kept), strict=True):
        alone = fit_negative_binomial(x[mask], n[mask])
        assert (got.level, got.spread) == pytest.approx((alone.level, alone.spread), abs=1e-6)


@pytest.mark.parametrize("law", [BetaBinomialLaw, NegativeBinomialLaw])
def test_slopes_and_bends_are_those_of_the_likelihood(law) -> None:
    here, step = law(*made(4)), 1e-5
    at = np.array([[-1.1]]), np.array([[-2.9]])
    first, second, bends = here.slopes(*at)
    assert first == pytest.approx(slope(here.value, at, 0, step), rel=1e-5, abs=1e-5)
    assert second == pytest.approx(slope(here.value, at, 1, step), rel=1e-5, abs=1e-5)
    assert bends[0] == pytest.approx(slope(lambda *t: here.slopes(*t)[0], at, 0, step), rel=1e-5, abs=1e-5)
    assert bends[1] == pytest.approx(slope(lambda *t: here.slopes(*t)[0], at, 1, step), rel=1e-5, abs=1e-5)
    assert bends[2] == pytest.approx(slope(lambda *t: here.slopes(*t)[1], at, 1, step), rel=1e-5, abs=1e-5)


def slope(of, at, which: int, step: float) -> np.ndarray:
    up, down = list(at), list(at)
    up[which], down[which] = up[which] + step, down[which] - step
    return (of(*up) - of(*down)) / (2 * step)


@pytest.mark.parametrize("law", [BetaBinomialLaw, NegativeBinomialLaw])
def test_no_place_nearby_is_likelier(law) -> None:
    here = law(*made(5))
    top = climbed(here, (0.0, -4.0), np.ones((1, 25), dtype=bool))
    around = top + 0.02 * np.array([[1, 0], [-1, 0], [0, 1], [0, -1], [0, 0]])
    assert np.argmax(here.value(around[:, :1], around[:, 1:]).sum(-1)) == 4


@pytest.mark.parametrize("events", [0.0, 30.0])
def test_nobody_or_everybody_is_no_numerical_accident(events: float) -> None:
    got = fit_beta_binomial(np.full(12, events), np.full(12, 30.0))
    assert got.level == pytest.approx(events / 30, abs=1e-6)
