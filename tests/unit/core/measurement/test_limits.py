"""Limits: exact where chance alone acts, calibrated where peers differ, and never an order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tenthhour.core.errors import DataProblem
from tenthhour.core.measurement.limits import (
    BetaBinomial,
    NegativeBinomial,
    NormalSpread,
    adjusted,
    fit_beta_binomial,
    fit_negative_binomial,
    flagged,
    funnel,
    mid_p,
    spread,
)
from tenthhour.core.measurement.limits.overdispersion import trimmed


def peers(seed: int, count: int = 40) -> tuple[np.ndarray, np.ndarray]:
    """Made-up peers with true proportions between about 10 and 45 %."""
    rng = np.random.default_rng(seed)
    n = rng.integers(60, 300, count)
    return rng.binomial(n, rng.beta(6, 18, count)).astype(float), n.astype(float)


def test_beta_binomial_without_spread_is_binomial() -> None:
    assert BetaBinomial(0.3, 0.0).probabilities(20) == pytest.approx(stats.binom.pmf(range(21), 20, 0.3))


def test_beta_binomial_equals_scipy() -> None:
    # level a / (a + b) and rho 1 / (a + b + 1) with a = 3, b = 9
    assert BetaBinomial(0.25, 1 / 13).probabilities(50) == pytest.approx(
        stats.betabinom.pmf(range(51), 50, 3, 9)
    )


def test_negative_binomial_has_the_stated_variance() -> None:
    counts = np.arange(2000)
    law = NegativeBinomial(1.0, 0.25)._law(20.0)
    assert (law.pmf(counts) * (counts - 20) ** 2).sum() == pytest.approx(20 + 0.25 * 20**2, rel=1e-6)


def test_negative_binomial_without_spread_is_poisson() -> None:
    assert NegativeBinomial(1.0, 0.0).p_value(3, 4.0) == pytest.approx(
        float(mid_p(stats.poisson.cdf(2, 4), stats.poisson.pmf(3, 4)))
    )


@pytest.mark.parametrize(
    "null", [BetaBinomial(0.3, 0.02), NegativeBinomial(1.0, 0.1), NormalSpread(80.0, 9.0)]
)
def test_limits_widen_with_coverage(null) -> None:
    limits = [null.limit(p, 50.0) for p in (0.001, 0.025, 0.5, 0.975, 0.999)]
    assert limits == sorted(limits)


def test_limits_narrow_with_patients_to_the_true_spread() -> None:
    null = BetaBinomial(0.3, 0.02)
    widths = [null.limit(0.975, n) - null.limit(0.025, n) for n in (10, 100, 1000, 10_000)]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == pytest.approx(2 * 1.96 * np.sqrt(0.02 * 0.3 * 0.7), rel=0.02)


def test_limit_cuts_off_its_probability() -> None:
    null = BetaBinomial(0.3, 0.02)
    low = null.limit(0.025, 400)
    assert null.probabilities(400)[: int(low * 400) + 1].sum() == pytest.approx(0.025, abs=0.002)


def test_spread_of_proportions_is_found() -> None:
    rng = np.random.default_rng(3)
    x = rng.binomial(200, rng.beta(6, 18, 2000))
    got = fit_beta_binomial(x, np.full(2000, 200))
    assert (got.level, got.rho) == pytest.approx((0.25, 1 / 25), rel=0.06)


def test_spread_of_rates_is_found() -> None:
    rng = np.random.default_rng(4)
    x = rng.poisson(50 * rng.gamma(1 / 0.08, 0.08, 2000))
    got = fit_negative_binomial(x, np.full(2000, 50.0))
    assert (got.level, got.spread) == pytest.approx((1.0, 0.08), rel=0.07)


def test_no_spread_is_found_as_none() -> None:
    x = np.full(30, 25.0)  # even more alike than chance
    assert fit_beta_binomial(x, np.full(30, 100.0)).rho == 0
    assert fit_negative_binomial(x, np.full(30, 25.0)).spread == 0


def test_planted_outlier_is_outside() -> None:
    x, n = peers(1)
    x[7], n[7] = 230, 250
    assert np.flatnonzero(funnel("proportion", x, n).outside).tolist() == [7]


def test_outlier_does_not_widen_its_own_limits() -> None:
    x, n = peers(1, 12)
    before = funnel("proportion", x, n).p_values[7]
    x[7], n[7] = 230, 250
    assert funnel("proportion", x, n).p_values[7] < 0.005 < before


def test_order_of_peers_changes_nothing() -> None:
    x, n = peers(2)
    there, back = funnel("proportion", x, n), funnel("proportion", x[::-1], n[::-1])
    assert there.p_values == pytest.approx(back.p_values[::-1], abs=1e-5)


def test_funnel_below_ten_peers_is_refused() -> None:
    with pytest.raises(DataProblem, match="needs 10 colleagues with data; there are 9"):
        funnel("proportion", *peers(1, 9))


def test_funnel_without_patients_is_refused() -> None:
    x, n = peers(1)
    n[0] = 0
    with pytest.raises(ValueError, match="positive"):
        funnel("proportion", x, n)


def test_band_holds_the_middle() -> None:
    got = funnel("rate", *peers(5))
    low, high = got.band([20.0, 200.0])
    assert (low < got.null.level).all()
    assert (high > got.null.level).all()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusted_values_never_fall_below_their_own(p: list[float]) -> None:
    bh, by, holm = (adjusted(p, c) for c in ("bh", "by", "holm"))
    assert (bh >= np.array(p) - 1e-12).all()
    assert (by >= bh - 1e-12).all()
    assert (holm >= bh - 1e-12).all()


def test_missing_values_are_not_looked_at() -> None:
    assert adjusted([0.01, np.nan, 0.04]).tolist() == pytest.approx([0.02, np.nan, 0.04], nan_ok=True)
    assert flagged([0.01, np.nan, 0.4]).tolist() == [True, False, False]


def test_p_values_outside_0_to_1_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjusted([1.2])


@pytest.mark.parametrize(("y", "v"), [([1.0], [1.0]), ([1.0, 2.0], [1.0, 0.0])])
def test_spread_refuses_what_it_cannot_use(y: list, v: list) -> None:
    with pytest.raises(ValueError, match="two or more estimates and positive variances"):
        spread(y, v)


@pytest.mark.parametrize("estimator", ["dl", "pm", "eb", "ml", "reml"])
def test_equal_estimates_have_no_spread(estimator: str) -> None:
    assert spread([2.0, 2.0, 2.0], [1.0, 2.0, 3.0], estimator).between_variance == 0


def test_trimming_cuts_both_tails() -> None:
    assert trimmed(np.arange(10.0)).tolist() == pytest.approx([np.nan, *range(1, 9), np.nan], nan_ok=True)
