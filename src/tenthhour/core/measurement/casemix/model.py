"""Model: what to expect of a clinician's patients, fitted on cells; strict, or giving way in words.

Question: what would these patients have given with an average clinician of this site?
Method: `laplace` for proportions and rates, `linear` for means, on cells summed over the reference
months. `fit` refuses what cannot be fitted; `fit_or_merge` merges what separates and says so.
Guarantees: coefficients, spread and clinicians' effects equal lme4's to 1e-3 (REML 1e-5).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import numpy as np

from tenthhour.core.errors import DataProblem
from tenthhour.core.measurement.casemix.cells import Cells, Floats, Ints, pattern_keys, summed
from tenthhour.core.measurement.casemix.coding import (
    Coding,
    Separated,
    coding,
    without_fixed,
    without_repeats,
)
from tenthhour.core.measurement.casemix.laplace import Sums, fit_laplace
from tenthhour.core.measurement.casemix.linear import LinearSums, Method, fit_linear, linear_sums
from tenthhour.core.measurement.measure import Kind

# On the log-odds or log scale 10 is a factor of 22,000: no patient characteristic does that.
LARGEST_COEFFICIENT = 10.0
MOST_COVARIATES, MOST_PATTERNS = 5, 2000


@dataclass(frozen=True)
class Model:
    """A fitted case-mix model on the link scale (log-odds, logarithm, or the score itself).

    Attributes:
        kind: Proportion, rate or mean.
        names: Names of the columns, "(all)" first.
        beta: Coefficients, shape (columns,).
        standard_errors: Of the coefficients, shape (columns,).
        sigma: SD between clinicians, >= 0; infinite where clinicians are fixed effects.
        residual_sd: SD of one score within a clinician; None for counts.
        blup: Each clinician's own effect, shrunken, shape (clinicians,).
        blup_sd: Its conditional SD, shape (clinicians,).
        log_likelihood: Of counts without their constant, of scores in full (REML or ML).
        n: Encounters the model was fitted on.
        coding: Which level belongs to which column.
        grounds: Sentences on every way in which the model had to give way; empty is good.
    """

    kind: Kind
    names: tuple[str, ...]
    beta: Floats
    standard_errors: Floats
    sigma: float
    residual_sd: float | None
    blup: Floats
    blup_sd: Floats
    log_likelihood: float
    n: float
    coding: Coding
    grounds: tuple[str, ...]

    @property
    def version(self) -> str:
        """Twelve characters that change when the coefficients or columns do."""
        text = "|".join([self.kind, *self.names, *(f"{b:.6f}" for b in self.beta)])
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def fit(cells: Cells, kind: Kind, method: Method = "reml") -> Model:
    """Fit the case-mix model, or say what stands in the way.

    Args:
        cells: Counts of the reference months.
        kind: "proportion", "rate" (with exposure) or "mean" (with squares).
        method: For means: "reml", "ml", or "within" (CAHPS-style, clinicians as fixed effects).

    Raises:
        Separated: Every encounter of a level has the same outcome.
        DataProblem: Nothing to fit: no encounters, one single outcome, or too many patterns.
    """
    return _fit(cells, kind, method, frozenset())


def fit_or_merge(cells: Cells, kind: Kind, method: Method = "reml") -> Model:
    """As `fit`, but a level that separates is counted with its neighbour, and `grounds` say so."""
    merged: frozenset[tuple[int, int]] = frozenset()
    most = sum(len(levels.levels) + 1 for levels in cells.covariates)
    for _ in range(most):
        try:
            return _fit(cells, kind, method, merged)
        except Separated as problem:
            merged |= {(problem.covariate, problem.code)}
    return _fit(cells, kind, method, merged)


def _fit(cells: Cells, kind: Kind, method: Method, merged: frozenset[tuple[int, int]]) -> Model:
    _refuse_unusable(cells, kind)
    keys, first, pattern = np.unique(
        pattern_keys(cells.codes, cells.covariates), return_index=True, return_inverse=True
    )
    if len(keys) > MOST_PATTERNS:
        raise DataProblem(
            f"Case mix cannot be fitted: {len(keys)} different patterns of patients; at most {MOST_PATTERNS} "
            "can be told apart. Use fewer columns or wider levels."
        )
    codes = cells.codes[first]
    n = summed(pattern, cells.denominator, len(keys))
    found = without_repeats(coding(codes, n, cells.covariates, merged), codes, n)
    if kind != "mean":
        _refuse_separation(found, cells, kind)
    alone = len(np.unique(cells.clinician)) < 2
    fitted = _linear(cells, found, pattern, codes, method) if kind == "mean" else None
    model = fitted or _counts(cells, kind, found, pattern, codes)
    if kind != "mean":
        _refuse_large(model)
    if not alone:
        return model
    said = "Only one clinician: what sets this clinician apart cannot be told from the patients seen."
    return replace(model, grounds=(*model.grounds, said))


def _refuse_unusable(cells: Cells, kind: Kind) -> None:
    if len(cells.n) == 0 or cells.denominator.sum() <= 0:
        raise DataProblem("Case mix cannot be fitted: there are no encounters in the reference months.")
    if len(cells.covariates) > MOST_COVARIATES:
        raise DataProblem(
            f"Case mix cannot be fitted: {len(cells.covariates)} columns; at most {MOST_COVARIATES} are allowed."
        )
    if kind == "mean" and cells.squares is None:
        raise ValueError("cells of a mean need squares")
    total, most = cells.total.sum(), cells.denominator.sum()
    if kind != "mean" and (total == 0 or (kind == "proportion" and total == most)):
        raise DataProblem("Case mix cannot be fitted: every encounter has the same outcome.")


def _refuse_separation(found: Coding, cells: Cells, kind: Kind) -> None:
    """Levels (as merged so far) whose encounters all had the same outcome."""
    for position, column_of in enumerate(found.columns):
        column = np.maximum(column_of[cells.codes[:, position] + 1], 0)
        total = summed(column, cells.total, len(found.names))
        most = summed(column, cells.denominator, len(found.names))
        same = (most > 0) & ((total == 0) | ((total == most) & (kind == "proportion")))
        for bad in np.flatnonzero(same):
            raise _separated(found, position, int(bad))


def _separated(found: Coding, position: int, column: int) -> Separated:
    code = int(np.flatnonzero(found.columns[position] == column)[0]) - 1
    return Separated(position, code, found.covariates[position])


def _refuse_large(model: Model) -> None:
    worst = int(np.argmax(np.abs(model.beta[1:]))) + 1 if len(model.beta) > 1 else 0
    if worst and abs(model.beta[worst]) > LARGEST_COEFFICIENT:
        position = next(i for i, c in enumerate(model.coding.columns) if (c == worst).any())
        raise _separated(model.coding, position, worst)


def _counts(cells: Cells, kind: Kind, found: Coding, pattern: Ints, codes: Ints) -> Model:
    sums = _summed(cells, kind, found.matrix(codes), pattern)
    got = fit_laplace(sums, between=len(np.unique(sums.clinician)) > 1)
    return Model(
        kind=kind,
        names=found.names,
        beta=got.beta,
        standard_errors=np.sqrt(np.diag(got.covariance)),
        sigma=got.sigma,
        residual_sd=None,
        blup=got.sigma * got.modes,
        blup_sd=got.sigma / np.sqrt(got.curvature),
        log_likelihood=got.log_likelihood,
        n=float(cells.n.sum()),
        coding=found,
        grounds=found.grounds,
    )


def _summed(cells: Cells, kind: Kind, design: Floats, pattern: Ints) -> Sums:
    """Cells summed over months: one per clinician and pattern."""
    keys, where = np.unique(cells.clinician * len(design) + pattern, return_inverse=True)
    return Sums(
        kind,
        keys // len(design),
        keys % len(design),
        design,
        summed(where, cells.denominator, len(keys)),
        summed(where, cells.total, len(keys)),
        cells.clinicians,
    )


def _linear(cells: Cells, found: Coding, pattern: Ints, codes: Ints, method: Method) -> Model:
    sums = _linear_sums(cells, found, pattern, codes)
    if method == "within":
        found = without_fixed(found, sums.inner, sums.within)
        sums = _linear_sums(cells, found, pattern, codes)
    got = fit_linear(sums, method, between=len(np.unique(cells.clinician)) > 1)
    return Model(
        kind="mean",
        names=found.names,
        beta=got.beta,
        standard_errors=np.sqrt(np.diag(got.covariance)),
        sigma=got.sigma,
        residual_sd=got.residual_sd,
        blup=got.blup,
        blup_sd=got.blup_sd,
        log_likelihood=got.log_likelihood,
        n=float(cells.n.sum()),
        coding=found,
        grounds=found.grounds,
    )


def _linear_sums(cells: Cells, found: Coding, pattern: Ints, codes: Ints) -> LinearSums:
    assert cells.squares is not None  # noqa: S101 - `_refuse_unusable` has checked it
    counts = (cells.n, cells.total, cells.squares)
    return linear_sums(found.matrix(codes), cells.clinician, pattern, counts, cells.clinicians)
