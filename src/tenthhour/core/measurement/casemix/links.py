"""Links: the scale on which case mix adds up, and the way back.

Proportions add on the log-odds, rates on the logarithm, means as they are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from tenthhour.core.measurement.casemix.cells import Floats
from tenthhour.core.measurement.measure import Kind


def link(kind: Kind, mean: ArrayLike) -> Floats:
    """g: from a proportion, rate or mean to the scale of the model.

    >>> link("rate", [1.0]).tolist()
    [0.0]
    """
    values = np.asarray(mean, float)
    if kind == "mean":
        return values
    with np.errstate(divide="ignore"):
        return np.asarray(special.logit(values) if kind == "proportion" else np.log(values), float)


def inverse(kind: Kind, eta: ArrayLike) -> Floats:
    """The way back from the scale of the model.

    >>> inverse("proportion", [0.0]).tolist()
    [0.5]
    """
    values = np.asarray(eta, float)
    if kind == "mean":
        return values
    return np.asarray(special.expit(values) if kind == "proportion" else np.exp(values), float)


def variance(kind: Kind, mean: Floats) -> Floats:
    """v(mu): mu(1 - mu) for a proportion, mu for a rate, 1 for a mean."""
    if kind == "mean":
        return np.ones_like(mean)
    return mean * (1 - mean) if kind == "proportion" else mean
