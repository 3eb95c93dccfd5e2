"""Nulls: how values spread among peers when nobody is out of the ordinary.

Question: what does this peer group's own ordinary spread look like at n patients?
Method: true overdispersion. Proportions: beta-binomial; counts against expected: negative binomial;
means: normal with additive tau^2 (REML). Two numbers each, the common level and the spread, by
maximum likelihood. Guarantees: with spread 0 they are the exact binomial and Poisson.
Rejected: a multiplicative phi (it also widens what large numbers know well).
Source: Ohlssen, Sharples and Spiegelhalter 2007; Spiegelhalter 2005 (interpolated limits).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from tenthhour.core.measurement.limits.exact import mid_p
from tenthhour.core.measurement.limits.fits import BetaBinomialLaw, NegativeBinomialLaw, climbed
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
        reached = np.cumsum(self.probabilities(n))
        at = min(int(np.searchsorted(reached, probability)), n)
        before = float(reached[at - 1]) if at else 0.0
        return _between(at, before, float(reached[at]), probability) / n

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
        at = int(law.ppf(probability))
        before, here = law.cdf([at - 1, at])
        return _between(at, float(before), float(here), probability) / size

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
    x = np.asarray(numerator, float)
    return beta_binomials(x, np.asarray(denominator, float), np.ones((1, len(x)), dtype=bool))[0]


def beta_binomials(x: Floats, n: Floats, kept: NDArray[np.bool_]) -> list[BetaBinomial]:
    """The same for several sets of these peers; kept is (sets, peers)."""
    share = (kept @ x + 0.5) / (kept @ n + 1)
    start = (float(special.logit((x.sum() + 0.5) / (n.sum() + 1))), -4.0)
    found = special.expit(climbed(BetaBinomialLaw(x, n), start, kept))
    return [
        BetaBinomial(float(level), float(rho)) if rho > 1e-6 else BetaBinomial(float(pooled), 0.0)
        for (level, rho), pooled in zip(found, share, strict=True)
    ]


def fit_negative_binomial(observed: ArrayLike, expected: ArrayLike) -> NegativeBinomial:
    """Level and spread of observed against expected counts; expected > 0."""
    x = np.asarray(observed, float)
    return negative_binomials(x, np.asarray(expected, float), np.ones((1, len(x)), dtype=bool))[0]


def negative_binomials(x: Floats, expected: Floats, kept: NDArray[np.bool_]) -> list[NegativeBinomial]:
    """The same for several sets of these peers; kept is (sets, peers)."""
    ratio = (kept @ x + 0.5) / (kept @ expected + 0.5)
    start = (float(np.log((x.sum() + 0.5) / (expected.sum() + 0.5))), -3.0)
    found = np.exp(climbed(NegativeBinomialLaw(x, expected), start, kept))
    return [
        NegativeBinomial(float(level), float(spread))
        if spread > 1e-6
        else NegativeBinomial(float(pooled), 0.0)
        for (level, spread), pooled in zip(found, ratio, strict=True)
    ]


def fit_normal(estimates: ArrayLike, variances: ArrayLike) -> NormalSpread:
    """Level and spread of means with known sampling variances."""
    found = spread(estimates, variances)
    return NormalSpread(found.mean, found.between_variance)


def _beta_shape(level: float, rho: float) -> tuple[float, float]:
    total = 1 / rho - 1
    return level * total, (1 - level) * total


def _between(at: int, before: float, here: float, probability: float) -> float:
    """Count at which a distribution of whole counts reaches a probability: `at`, less what is not needed of its step."""
    share = (here - probability) / (here - before) if here > before else 0.0
    return float(max(0.0, at - min(max(share, 0.0), 1.0)))
