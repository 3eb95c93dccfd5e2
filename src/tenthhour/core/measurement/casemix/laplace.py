"""Random-intercept logistic and Poisson models on cells, by Laplace's approximation.

Question: how do patient characteristics move the outcome *within* clinicians, when clinicians differ?
Method: eta = x'beta + sigma u with u ~ N(0, 1) per clinician;

    l = sum_g { max_u [ sum_c (k eta - n log(1 + e^eta)) - u^2/2 ] - 1/2 log(1 + sigma^2 sum_c n mu(1 - mu)) }

(Poisson: k eta - N e^eta), maximised over beta and log sigma *together* by BFGS with the analytic
gradient; the modes move with the parameters, du/dtheta = -(d2f/du dtheta)/(d2f/du2).
Guarantees: equal to lme4's `glmer(nAGQ = 1)` to 1e-3 on the reference numbers (tests/reference).
Rejected: fixing beta inside the inner loop (nAGQ = 0; misses by .006 to .038), starting the
inner Newton from the last step's modes (diverged when that step had been rejected), quadrature
(25 points move sigma by .003 on 60 rows per clinician: below what any use here can notice).
Source: Tuerlinckx et al. 2006; Bates et al. 2015 (description, not code).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import linalg, optimize, special

from tenthhour.core.errors import DataProblem
from tenthhour.core.measurement.casemix.cells import Floats, Ints, summed
from tenthhour.core.measurement.measure import Kind

SMALLEST_LOG_SIGMA = -7.0  # below it the spread is less than a thousandth: reported as 0


@dataclass(frozen=True)
class Sums:
    """Cells summed over months: clinician, pattern, denominator and outcome."""

    kind: Kind
    clinician: Ints
    pattern: Ints
    design: Floats  # (patterns, columns)
    denominator: Floats
    total: Floats
    clinicians: int

    def spread(self, beta: Floats) -> Floats:
        return np.asarray(self.design @ beta)[self.pattern]

    def gathered(self, per_cell: Floats) -> Floats:
        """X' v: a value per cell, summed into the columns of the model."""
        return np.asarray(self.design.T @ summed(self.pattern, per_cell, len(self.design)))

    def by_clinician(self, per_cell: Floats) -> Floats:
        return summed(self.clinician, per_cell, self.clinicians)

    def moments(self, eta: Floats) -> tuple[Floats, Floats, Floats]:
        """Mean, its slope and the slope's slope along eta, per cell."""
        if self.kind == "proportion":
            mu = special.expit(eta)
            slope = self.denominator * mu * (1 - mu)
            return self.denominator * mu, slope, slope * (1 - 2 * mu)
        mean = self.denominator * np.exp(eta)
        return mean, mean, mean

    def cumulant(self, eta: Floats) -> Floats:
        """What the log-likelihood subtracts per cell: n log(1 + e^eta), or N e^eta."""
        if self.kind == "proportion":  # log(1 + e^eta), three times as fast as logaddexp
            each = np.maximum(eta, 0.0) + np.log1p(np.exp(-np.abs(eta)))
        else:
            each = np.exp(eta)
        return np.asarray(self.denominator * each, float)


@dataclass(frozen=True)
class LaplaceFit:
    """Estimates on the scale of the model; `covariance` is that of beta."""

    beta: Floats
    covariance: Floats
    sigma: float
    modes: Floats  # u, (clinicians,)
    curvature: Floats  # 1 + sigma^2 sum w, (clinicians,)
    log_likelihood: float  # without the constant of the counts


def fit_laplace(sums: Sums, *, between: bool = True) -> LaplaceFit:
    """Fit by Laplace's approximation.

    Args:
        sums: Cells summed over months.
        between: Whether a spread between clinicians can be estimated (two clinicians or more).
    """
    beta, information = _without_clinicians(sums)
    if between:
        # Steps are taken in units of one standard error, so that BFGS starts well scaled.
        scale = np.eye(len(beta) + 1)
        scale[:-1, :-1] = linalg.solve_triangular(
            linalg.cholesky(information, lower=True), np.eye(len(beta)), lower=True
        ).T
        start = np.append(beta, np.log(_first_sigma(sums, beta)))
        theta = _climb(sums, start, scale)
        if theta[-1] >= SMALLEST_LOG_SIGMA:
            return _finished(sums, theta, scale)
    return _no_spread(sums, beta, information)


def _without_clinicians(sums: Sums) -> tuple[Floats, Floats]:
    """Ordinary logistic or Poisson regression by Newton's method, and its information matrix."""
    beta = np.zeros(sums.design.shape[1])
    share = sums.total.sum() / sums.denominator.sum()
    beta[0] = special.logit(share) if sums.kind == "proportion" else np.log(share)
    for _ in range(25):
        mean, slope, _third = sums.moments(sums.spread(beta))
        weights = summed(sums.pattern, slope, len(sums.design))
        information = sums.design.T @ (sums.design * weights[:, None])
        step = np.linalg.solve(information, sums.gathered(sums.total - mean))
        beta = beta + np.clip(step, -2.0, 2.0)
        if np.max(np.abs(step)) < 1e-9 or np.max(np.abs(beta)) > 30:
            break
    return beta, information


def _first_sigma(sums: Sums, beta: Floats) -> float:
    """Spread between clinicians by moments of their residual sums: a start, not an estimate."""
    mean, slope, _third = sums.moments(sums.spread(beta))
    residual, weight = sums.by_clinician(sums.total - mean), sums.by_clinician(slope)
    between = (residual**2 - weight).sum() / max((weight**2).sum(), 1e-12)
    return float(np.sqrt(np.clip(between, 0.01, 4.0)))


def modes(sums: Sums, fixed: Floats, sigma: float) -> Floats:
    """The most likely u of every clinician, by Newton's method from 0, halving per clinician.

    Each clinician's slope falls with u, so a step that makes it steeper went too far.
    """

    def slope_and_curvature(u: Floats) -> tuple[Floats, Floats]:
        mean, weight, _third = sums.moments(fixed + sigma * u[sums.clinician])
        rise = sigma * sums.by_clinician(sums.total - mean) - u
        return rise, 1 + sigma**2 * sums.by_clinician(weight)

    u = np.zeros(sums.clinicians)
    rise, curvature = slope_and_curvature(u)
    for _ in range(60):
        step = rise / curvature
        if np.max(np.abs(step)) < 1e-10:
            break
        there, curvature = slope_and_curvature(u + step)
        for _ in range(40):
            too_far = np.abs(there) > np.abs(rise) + 1e-9
            if not too_far.any():
                break
            step = np.where(too_far, step / 2, step)
            there, curvature = slope_and_curvature(u + step)
        u, rise = u + step, there
    return u


def log_likelihood(sums: Sums, theta: Floats) -> tuple[float, Floats]:
    """Laplace log-likelihood and its gradient at theta = (beta, log sigma)."""
    beta, sigma = theta[:-1], float(np.exp(theta[-1]))
    fixed = sums.spread(beta)
    u = modes(sums, fixed, sigma)
    eta = fixed + sigma * u[sums.clinician]
    mean, slope, third = sums.moments(eta)
    weight, skew = sums.by_clinician(slope), sums.by_clinician(third)
    h = 1 + sigma**2 * weight
    value = (sums.total * eta - sums.cumulant(eta)).sum() - (u**2).sum() / 2 - np.log(h).sum() / 2
    pull = (sigma**2 * (third - (sigma**2 * skew / h)[sums.clinician] * slope)) / h[sums.clinician]
    by_beta = sums.gathered(sums.total - mean - pull / 2)
    along = u * (2 - h) / h  # du / d log sigma
    h_moves = 2 * sigma**2 * weight + sigma**3 * skew * (u + along)
    by_sigma = (u**2 - h_moves / (2 * h)).sum()
    return float(value), np.append(by_beta, by_sigma)


def _climb(sums: Sums, start: Floats, scale: Floats) -> Floats:
    def downhill(z: Floats) -> tuple[float, Floats]:
        with np.errstate(over="ignore", invalid="ignore"):
            value, gradient = log_likelihood(sums, start + scale @ z)
        if not (np.isfinite(value) and np.isfinite(gradient).all()):
            return 1e300, np.zeros_like(z)
        return -value, -(scale.T @ gradient)

    # 1e-5 of a standard error: far below the 1e-3 of the reference numbers.
    found = optimize.minimize(downhill, np.zeros_like(start), jac=True, method="BFGS", options={"gtol": 1e-5})
    theta = start + scale @ found.x
    flat = theta[-1] < SMALLEST_LOG_SIGMA or np.max(np.abs(found.jac)) < 1e-2
    if not (np.isfinite(found.fun) and flat):
        raise DataProblem("Case mix cannot be fitted: no stable answer was found. Use fewer levels.")
    return np.asarray(theta)


def _finished(sums: Sums, theta: Floats, scale: Floats) -> LaplaceFit:
    sigma = float(np.exp(theta[-1]))
    fixed = sums.spread(theta[:-1])
    u = modes(sums, fixed, sigma)
    _mean, slope, _third = sums.moments(fixed + sigma * u[sums.clinician])
    h = 1 + sigma**2 * sums.by_clinician(slope)
    value, _ = log_likelihood(sums, theta)
    covariance = scale @ np.linalg.inv(_hessian(sums, theta, scale)) @ scale.T
    return LaplaceFit(theta[:-1], covariance[:-1, :-1], sigma, u, h, value)


def _hessian(sums: Sums, theta: Floats, scale: Floats) -> Floats:
    """Curvature in units of standard errors, from central differences of the exact gradient."""
    step = 1e-3
    rows = []
    for direction in scale.T:
        _, up = log_likelihood(sums, theta + step * direction)
        _, down = log_likelihood(sums, theta - step * direction)
        rows.append(scale.T @ (down - up) / (2 * step))
    return (np.array(rows) + np.array(rows).T) / 2


def _no_spread(sums: Sums, beta: Floats, information: Floats) -> LaplaceFit:
    eta = sums.spread(beta)
    value = float((sums.total * eta - sums.cumulant(eta)).sum())
    none = np.zeros(sums.clinicians)
    return LaplaceFit(
        beta, np.asarray(np.linalg.inv(information), float), 0.0, none, np.ones(sums.clinicians), value
    )
