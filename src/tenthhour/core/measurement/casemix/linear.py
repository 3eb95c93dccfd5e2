"""Random-intercept linear model for means, exact from cells; and CAHPS-style adjustment within clinicians.

Question: as `laplace`, for scores. Method, with lambda = sigma_u^2 / sigma^2, c_g = lambda / (1 + lambda N_g):

    A = sum n x x' - sum c_g S_g S_g'        beta = A^-1 (sum x y - sum c_g S_g T_g)
    REML: minimise 1/2 sum log(1 + lambda N_g) + 1/2 log|A| + (N - p)/2 log s2, one number by Brent
    ML:   the same without log|A| and with N for N - p

`within` is lambda to infinity: clinicians as fixed effects, the adjustment of patient surveys (CAHPS),
where differences between clinicians must not leak into the adjusters.
Guarantees: lme4's `lmer` to 1e-5 (tests/reference). Source: Bates et al. 2015; CAHPS macro manual (M).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import optimize

from tenthhour.core.errors import DataProblem
from tenthhour.core.measurement.casemix.cells import Floats, Ints, summed

Method = Literal["reml", "ml", "within"]


@dataclass(frozen=True)
class LinearSums:
    """Sums that are sufficient for the linear model; outcomes are centred by `centre`."""

    inner: Floats  # sum n x x'
    cross: Floats  # sum x y
    squares: float  # sum y^2
    n_by_clinician: Floats  # N_g
    x_by_clinician: Floats  # S_g, (clinicians, columns)
    y_by_clinician: Floats  # T_g
    centre: float

    @property
    def within(self) -> Floats:
        """Sum n (x - own mean)(x - own mean)', each clinician around their own patients' means."""
        n = self.n_by_clinician
        share = np.divide(1.0, n, out=np.zeros_like(n), where=n > 0)
        return self.inner - (self.x_by_clinician * share[:, None]).T @ self.x_by_clinician


@dataclass(frozen=True)
class LinearFit:
    """Estimates on the scale of the score."""

    beta: Floats
    covariance: Floats
    sigma: float
    residual_sd: float
    blup: Floats
    blup_sd: Floats
    log_likelihood: float


def linear_sums(
    design: Floats, clinician: Ints, pattern: Ints, counts: tuple[Floats, Floats, Floats], clinicians: int
) -> LinearSums:
    """Sums from cells; `counts` are n, sum y and sum y^2 of every cell."""
    n, total, squares = counts
    centre = float(total.sum() / n.sum())  # centred, so that large scores lose no digits
    y = total - n * centre
    by_pattern = summed(pattern, n, len(design))
    x = np.stack([summed(clinician, n * column[pattern], clinicians) for column in design.T], axis=1)
    return LinearSums(
        design.T @ (design * by_pattern[:, None]),
        design.T @ summed(pattern, y, len(design)),
        float((squares - 2 * centre * total + n * centre**2).sum()),
        summed(clinician, n, clinicians),
        x,
        summed(clinician, y, clinicians),
        centre,
    )


def fit_linear(sums: LinearSums, method: Method = "reml", *, between: bool = True) -> LinearFit:
    """Fit by REML, by maximum likelihood, or within clinicians.

    Raises:
        DataProblem: Every score is the same, or there are not more scores than columns.
    """
    if sums.n_by_clinician.sum() <= len(sums.inner) or sums.squares <= 1e-12 * max(1.0, sums.centre**2):
        raise DataProblem("Case mix cannot be fitted: every score is the same, or there are too few.")
    if method == "within":
        return _finished(sums, np.inf, method)
    if not between:
        return _finished(sums, 0.0, method)
    found = optimize.minimize_scalar(
        lambda log_ratio: _deviance(sums, float(np.exp(log_ratio)), method),
        bounds=(-14.0, 10.0),
        method="bounded",
        options={"xatol": 1e-10},
    )
    ratio = float(np.exp(found.x))
    flat = found.x < -13.9 or _deviance(sums, 0.0, method) <= found.fun
    return _finished(sums, 0.0 if flat else ratio, method)


def _solved(sums: LinearSums, ratio: float) -> tuple[Floats, Floats, Floats, float]:
    """beta, A, c_g and the residual sum of squares at a given ratio of variances."""
    n = sums.n_by_clinician
    if np.isinf(ratio):
        share = np.divide(1.0, n, out=np.zeros_like(n), where=n > 0)
    else:
        share = ratio / (1 + ratio * n)
    a = sums.inner - (sums.x_by_clinician * share[:, None]).T @ sums.x_by_clinician
    b = sums.cross - sums.x_by_clinician.T @ (share * sums.y_by_clinician)
    # Within clinicians the intercept is absorbed: the pseudo-inverse leaves it at 0.
    inverse = np.linalg.pinv(a, rcond=1e-10, hermitian=True) if np.isinf(ratio) else np.linalg.inv(a)
    beta = np.asarray(inverse @ b, float)
    rest = sums.squares - float((share * sums.y_by_clinician**2).sum()) - float(beta @ b)
    return beta, a, share, max(rest, 1e-300)


def _deviance(sums: LinearSums, ratio: float, method: Method) -> float:
    _beta, a, _share, rest = _solved(sums, ratio)
    free = sums.n_by_clinician.sum() - (len(a) if method == "reml" else 0)
    spread = np.log1p(ratio * sums.n_by_clinician).sum() / 2
    return float(
        spread + (np.linalg.slogdet(a)[1] / 2 if method == "reml" else 0.0) + free / 2 * np.log(rest)
    )


def _finished(sums: LinearSums, ratio: float, method: Method) -> LinearFit:
    beta, a, share, rest = _solved(sums, ratio)
    n, columns = sums.n_by_clinician, len(a)
    lost = {"reml": columns, "ml": 0, "within": columns - 1 + int((n > 0).sum())}[method]
    free = float(n.sum() - lost)
    s2 = rest / max(free, 1.0)
    blup = share * (sums.y_by_clinician - sums.x_by_clinician @ beta)
    covariance = np.asarray(s2 * np.linalg.pinv(a, rcond=1e-10, hermitian=True), float)
    beta = beta.copy()
    beta[0] += sums.centre
    value = (
        np.nan
        if np.isinf(ratio)
        else -_deviance(sums, ratio, method) - free / 2 * (1 + np.log(2 * np.pi / free))
    )
    sigma = np.inf if np.isinf(ratio) else float(np.sqrt(ratio * s2))
    return LinearFit(beta, covariance, sigma, float(np.sqrt(s2)), blup, np.sqrt(share * s2), float(value))
