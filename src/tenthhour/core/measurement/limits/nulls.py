"""Nulls: how values spread among peers when nobody is out of the ordinary.

Question: what does this peer group's own ordinary spread look like at n patients?
Method: true overdispersion. Proportions: beta-binomial; counts against expected: negative binomial;
means: normal with additive tau^2 (REML). Two numbers each, the common level and the spread, by
maximum likelihood. Guarantees: with spread 0 they are the exact binomial and Poisson.
Rejected: a multiplicative phi (it also widens what large numbers know well).
Source: Ohlssen, Sharples and Spiegelhalter 2007; Spiegelhalter 2005 (interpolated limits).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, special, stats

from tenthhour.core.measurement.limits.exact import mid_p
from tenthhour.core.measurement.limits.heterogeneity import spread

Floats = NDArray[np.float64]
LEAST_SPREAD = 1e-8  # below it the spread is less than a ten-thousandth of the level


class Null(Protocol):
    """How a peer's value behaves; `size` is n, expected events, or the sampling variance of a mean."""

    @property
    def level(self) -> float: ...

    def p_value(self, value: float, size: float) -> float: ...

    def limit(self, probability: float, size: float) -> float: ...


@dataclass(frozen=True)
class BetaBinomial:
    """Proportions: true values are beta with mean `level`; `rho` is the correlation of two patients."""

    level: float
    rho: float

    def p_value(self, value: float, size: float) -> float:
        """Two-sided mid-P of `value` events among `size`."""
        at = self.probabilities(round(size))
        x = round(value)
        return float(mid_p(at[:x].sum(), at[x]))

    def limit(self, probability: float, size: float) -> float:
        """Quantile of the proportion, interpolated between whole counts so that limits are smooth."""
        n = round(size)
        return _interpolated(np.cumsum(self.probabilities(n)), probability) / n

    def probabilities(self, n: int) -> Floats:
        """P(X = 0), ..., P(X = n)."""
        x = np.arange(n + 1.0)
        if self.rho < LEAST_SPREAD:
            return np.asarray(stats.binom.pmf(x, n, self.level), float)
        a, b = _beta_shape(self.level, self.rho)
        choose = special.gammaln(n + 1) - special.gammaln(x + 1) - special.gammaln(n - x + 1)
        return np.asarray(np.exp(choose + special.betaln(x + a, n - x + b) - special.betaln(a, b)), float)


@dataclass(frozen=True)
class NegativeBinomial:
    """Counts against expected: true ratios are gamma with mean `level` and variance `level`^2 `spread`."""

    level: float
    spread: float

    def p_value(self, value: float, size: float) -> float:
        """Two-sided mid-P of `value` events where `size` were expected."""
        law = self._law(size)
        x = round(value)
        return float(mid_p(law.cdf(x - 1), law.pmf(x)))

    def limit(self, probability: float, size: float) -> float:
        """Quantile of observed over expected, interpolated between whole counts."""
        law = self._law(size)
        most = int(law.ppf(1 - 1e-9)) + 2
        return _interpolated(np.asarray(law.cdf(np.arange(most)), float), probability) / size

    def _law(self, size: float):  # type: ignore[no-untyped-def]  # scipy's frozen distributions carry no type
        mean = self.level * size
        if self.spread < LEAST_SPREAD:
            return stats.poisson(mean)
        shape = 1 / self.spread
        return stats.nbinom(shape, shape / (shape + mean))


@dataclass(frozen=True)
class NormalSpread:
    """Means: true values are normal with mean `level` and variance `between_variance`."""

    level: float
    between_variance: float

    def p_value(self, value: float, size: float) -> float:
        """Two-sided P of a mean with sampling variance `size`."""
        z = (value - self.level) / np.sqrt(self.between_variance + size)
        return float(2 * stats.norm.sf(abs(z)))

    def limit(self, probability: float, size: float) -> float:
        """Quantile of a mean with sampling variance `size`."""
        return float(self.level + stats.norm.ppf(probability) * np.sqrt(self.between_variance + size))


def fit_beta_binomial(numerator: ArrayLike, denominator: ArrayLike) -> BetaBinomial:
    """Level and spread of proportions; denominators > 0."""
    x, n = np.asarray(numerator, float), np.asarray(denominator, float)
    share = float((x.sum() + 0.5) / (n.sum() + 1))

    def minus_log_likelihood(theta: Floats) -> float:
        a, b = _beta_shape(float(special.expit(theta[0])), float(special.expit(theta[1])))
        return -float((special.betaln(x + a, n - x + b) - special.betaln(a, b)).sum())

    theta = _climbed(minus_log_likelihood, [float(special.logit(share)), -4.0])
    rho = float(special.expit(theta[1]))
    return BetaBinomial(float(special.expit(theta[0])), rho) if rho > 1e-6 else BetaBinomial(share, 0.0)


def fit_negative_binomial(observed: ArrayLike, expected: ArrayLike) -> NegativeBinomial:
    """Level and spread of observed against expected counts; expected > 0."""
    x, e = np.asarray(observed, float), np.asarray(expected, float)
    ratio = float((x.sum() + 0.5) / (e.sum() + 0.5))

    def minus_log_likelihood(theta: Floats) -> float:
        mean, shape = np.exp(theta[0]) * e, np.exp(-theta[1])
        return -float(stats.nbinom.logpmf(x, shape, shape / (shape + mean)).sum())

    theta = _climbed(minus_log_likelihood, [float(np.log(ratio)), -3.0])
    variance = float(np.exp(theta[1]))
    return (
        NegativeBinomial(float(np.exp(theta[0])), variance)
        if variance > 1e-6
        else NegativeBinomial(ratio, 0.0)
    )


def fit_normal(estimates: ArrayLike, variances: ArrayLike) -> NormalSpread:
    """Level and spread of means with known sampling variances."""
    found = spread(estimates, variances)
    return NormalSpread(found.mean, found.between_variance)


def _beta_shape(level: float, rho: float) -> tuple[float, float]:
    total = 1 / rho - 1
    return level * total, (1 - level) * total


def _climbed(minus_log_likelihood: Callable[[Floats], float], start: list[float]) -> Floats:
    """Two numbers by Nelder and Mead's simplex: no gradient, 80 evaluations, bounded below."""
    found = optimize.minimize(
        lambda theta: minus_log_likelihood(np.array([np.clip(theta[0], -20, 20), np.clip(theta[1], -16, 6)])),
        start,
        method="Nelder-Mead",
        options={"xatol": 1e-6, "fatol": 1e-9, "maxiter": 600},
    )
    return np.array([np.clip(found.x[0], -20, 20), np.clip(found.x[1], -16, 6)])


def _interpolated(cumulative: Floats, probability: float) -> float:
    """Count at which a discrete distribution reaches a probability, between whole numbers."""
    at = min(int(np.searchsorted(cumulative, probability)), len(cumulative) - 1)
    before = float(cumulative[at - 1]) if at else 0.0
    step = float(cumulative[at]) - before
    share = (float(cumulative[at]) - probability) / step if step > 0 else 0.0
    return float(max(0.0, at - min(max(share, 0.0), 1.0)))
