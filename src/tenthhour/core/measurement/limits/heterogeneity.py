"""Heterogeneity: how much true values differ, given estimates of unequal precision; shrinkage.

Question: of the spread seen between clinicians, how much is real?
Method: y_i ~ N(mu, v_i + tau^2); tau^2 by DerSimonian and Laird's moments (DL), Paule and Mandel's
equation (PM), empirical Bayes (EB; Morris), maximum likelihood (ML) or REML. Shrunken values
R y + (1 - R) mu with reliability R = tau^2 / (tau^2 + v).
Guarantees: equal to metafor 3.8-1 to 1e-6 (its PM stops at 3e-5 of the root; PM and EB solve the same
equation, and our root equals its EB to 1e-7). Rejected as a default: DL (with very unequal v it is
the least precise of the five), ML (too small by about a clinician's share of degrees of freedom).
Source: DerSimonian and Laird 1986; Paule and Mandel 1982; Morris 1983; Viechtbauer 2005.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize

Floats = NDArray[np.float64]
Estimator = Literal["dl", "pm", "eb", "ml", "reml"]


@dataclass(frozen=True)
class Spread:
    """Common level and true variance between clinicians.

    Attributes:
        mean: Weighted mean, on the scale of the estimates.
        standard_error: Of the mean.
        between_variance: tau^2, squared units, >= 0.
    """

    mean: float
    standard_error: float
    between_variance: float


@dataclass(frozen=True)
class Shrunken:
    """Best guesses of the true values, each (clinicians,)."""

    value: Floats
    standard_error: Floats
    reliability: Floats


def spread(estimates: ArrayLike, variances: ArrayLike, estimator: Estimator = "reml") -> Spread:
    """Common level and between-clinician variance.

    Args:
        estimates: One per clinician.
        variances: Sampling variance of each, > 0.
        estimator: "reml" unless another program is to be reproduced.

    Raises:
        ValueError: Fewer than two estimates, or a variance that is not positive.
    """
    y, v = np.asarray(estimates, float), np.asarray(variances, float)
    if y.size < 2 or np.any(~(v > 0)):
        raise ValueError("spread needs two or more estimates and positive variances")
    tau2 = _moments(y, v) if estimator == "dl" else _searched(y, v, estimator)
    mean, weight = _mean(y, v, tau2)
    return Spread(mean, float(weight.sum() ** -0.5), tau2)


def shrunken(estimates: ArrayLike, variances: ArrayLike, found: Spread) -> Shrunken:
    """Pull each estimate towards the common level by as much as is chance.

    >>> got = shrunken([0.0, 1.0], [1.0, 1.0], Spread(0.5, 0.0, 1.0))
    >>> got.value.tolist(), got.reliability.tolist()
    ([0.25, 0.75], [0.5, 0.5])
    """
    y, v = np.asarray(estimates, float), np.asarray(variances, float)
    reliability = found.between_variance / (found.between_variance + v)
    value = reliability * y + (1 - reliability) * found.mean
    # The mean is itself an estimate: its uncertainty enters with the share taken from it.
    error = np.sqrt(reliability * v + ((1 - reliability) * found.standard_error) ** 2)
    return Shrunken(value, error, reliability)


def _mean(y: Floats, v: Floats, tau2: float) -> tuple[float, Floats]:
    weight = 1 / (v + tau2)
    return float((weight * y).sum() / weight.sum()), weight


def _moments(y: Floats, v: Floats) -> float:
    mean, w = _mean(y, v, 0.0)
    q = (w * (y - mean) ** 2).sum()
    return max(0.0, float((q - (len(y) - 1)) / (w.sum() - (w**2).sum() / w.sum())))


def _score(y: Floats, v: Floats, tau2: float, estimator: Estimator) -> float:
    """What has to be 0 at the estimate; falls as tau^2 grows through the root."""
    mean, w = _mean(y, v, tau2)
    squares = (y - mean) ** 2
    if estimator in ("pm", "eb"):
        # Morris's sum w (k/(k-1) residual^2 - v - tau^2) = 0 is Paule and Mandel's equation rearranged.
        return float((w * squares).sum() - (len(y) - 1))
    lost = (w**2).sum() / w.sum() if estimator == "reml" else 0.0
    return float((w**2 * squares).sum() - w.sum() + lost)


def _searched(y: Floats, v: Floats, estimator: Estimator) -> float:
    if _score(y, v, 0.0, estimator) <= 0:
        return 0.0
    high = max(1.0, float(y.var())) + float(v.max())
    while _score(y, v, high, estimator) > 0:
        high *= 2
    return float(
        optimize.brentq(lambda tau2: _score(y, v, tau2, estimator), 0.0, high, xtol=1e-14, rtol=1e-14)
    )
