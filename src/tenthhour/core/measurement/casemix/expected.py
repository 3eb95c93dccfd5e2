"""Expected: what each clinician's patients of each month would give with an average clinician.

Question: how much of a difference do the patients seen explain?
Method: E_it = sum_c n_itc g^-1(x_c' beta + a), with `a` solved so that the expected total of the
reference months equals the observed one; offset o_it = g(E_it / n_it) - g(pbar), pbar = sum x / sum n.
Guarantees: sum E = sum x over the reference months (to 1e-9 relative); without case mix o = 0.
Rejected: adding clinicians' own effects to E (a clinician would be compared with themselves twice).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from tenthhour.core.errors import DataProblem
from tenthhour.core.measurement.casemix.cells import Cells, Floats, summed
from tenthhour.core.measurement.casemix.linear import Method
from tenthhour.core.measurement.casemix.links import inverse, link
from tenthhour.core.measurement.casemix.model import Model, fit_or_merge
from tenthhour.core.measurement.measure import Kind

WITHOUT = "Not adjusted for the patients seen: "


@dataclass(frozen=True)
class Expected:
    """What to expect, and how far it moves the starting point; arrays are (clinicians, months).

    Attributes:
        expected: Expected successes, events or sum of scores; 0 where nobody was seen.
        denominator: Encounters or exposure.
        offset: o_it on the link scale; 0 where nobody was seen.
        overall: pbar, the observed level of the reference months, on the measure's scale.
        version: The model's version; None without a model.
        grounds: Sentences a finding has to carry.
    """

    expected: Floats
    denominator: Floats
    offset: Floats
    overall: float
    version: str | None
    grounds: tuple[str, ...]


def expected(model: Model, cells: Cells, reference: Cells | None = None) -> Expected:
    """Expected outcome of every clinician and month.

    Args:
        model: A fitted case-mix model.
        cells: All months to be judged.
        reference: Cells of the months the model was fitted on; `cells` if not given.
    """
    reference = reference or cells
    shift = _calibrated(model, reference)
    mean = inverse(model.kind, _linear_predictor(model, cells) + shift)
    expects = _table(cells, cells.denominator * mean)
    denominator = _table(cells, cells.denominator)
    overall = float(reference.total.sum() / reference.denominator.sum())
    seen = denominator > 0
    level = np.divide(expects, denominator, out=np.full_like(expects, overall), where=seen)
    offset = np.where(seen, link(model.kind, level) - link(model.kind, overall), 0.0)
    grounds = model.grounds + model.coding.strangers(cells.codes, cells.n)
    return Expected(expects, denominator, offset, overall, model.version, grounds)


def adjust(cells: Cells, kind: Kind, reference_months: tuple[int, int]) -> Expected:
    """Fit on the reference months and expect for all; never refuses, but says what was not adjusted.

    Args:
        cells: All months.
        kind: "proportion", "rate" or "mean".
        reference_months: First month of the reference period, and the one after its last.
    """
    reference = cells.between(*reference_months)
    return applied(attempted(reference, kind), cells, reference)


def attempted(reference: Cells, kind: Kind, method: Method = "reml") -> Model | str:
    """The model of the reference months, or the sentence that says why there is none."""
    try:
        return fit_or_merge(reference, kind, method)
    except DataProblem as problem:
        return str(problem)


def applied(model: Model | str, cells: Cells, reference: Cells) -> Expected:
    """Expected outcome by a model; without one everybody is expected at the overall level, and it is said."""
    if isinstance(model, str):
        return _unadjusted(cells, reference, model)
    return expected(model, cells, reference)


def _unadjusted(cells: Cells, reference: Cells, why: str) -> Expected:
    basis = reference if reference.denominator.sum() > 0 else cells
    seen = basis.denominator.sum()
    overall = float(basis.total.sum() / seen) if seen > 0 else float("nan")
    denominator = _table(cells, cells.denominator)
    offset = np.zeros_like(denominator)
    said = WITHOUT + why[:1].lower() + why[1:]
    return Expected(denominator * overall, denominator, offset, overall, None, (said,))


def _linear_predictor(model: Model, cells: Cells) -> Floats:
    """x_c' beta of every cell."""
    return np.asarray(model.coding.matrix(cells.codes) @ model.beta)


def _calibrated(model: Model, reference: Cells) -> float:
    """The constant `a` that makes expected and observed totals of the reference equal."""
    eta = _linear_predictor(model, reference)
    total = float(reference.total.sum())

    def excess(shift: float) -> float:
        return float((reference.denominator * inverse(model.kind, eta + shift)).sum()) - total

    if model.kind != "proportion":  # both have the answer in closed form
        if model.kind == "mean":
            return -excess(0.0) / float(reference.denominator.sum())
        return float(np.log(total / (total + excess(0.0))))
    return float(optimize.brentq(excess, -30.0, 30.0, xtol=1e-13))


def _table(cells: Cells, values: Floats) -> Floats:
    flat = summed(cells.clinician * cells.months + cells.month, values, cells.clinicians * cells.months)
    return flat.reshape(cells.clinicians, cells.months)
