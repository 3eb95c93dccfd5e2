"""Funnel: one quarter's look across peers, beside chance and their ordinary differences. Never a look at a person.

Question: over 12 months, does this value lie outside what chance and ordinary differences explain?
Method: each value's two-sided mid-P under the spread of the *other* peers (so that nobody widens
their own limits), widened because that spread is itself estimated from few: exact (Student's t) when
patients are many; then false discoveries controlled over the measure's clinicians (BH, q = .10).
Guarantees: flags nobody's rank; values come back in the order given. At least 10 peers.
Rejected: naive 3-sigma limits (79 of 87 departments outside in A&E, March 2019), ordering by z.
Source: Ohlssen, Sharples and Spiegelhalter 2007; Jones, Ohlssen and Spiegelhalter 2008.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from tenthhour.core.errors import DataProblem
from tenthhour.core.measurement.limits.discoveries import flagged
from tenthhour.core.measurement.limits.nulls import (
    Null,
    beta_binomials,
    fit_normal,
    negative_binomials,
)
from tenthhour.core.measurement.measure import Kind

Floats = NDArray[np.float64]

MANY_PEERS = 60
FEWEST_PEERS = 10  # below, two numbers cannot describe the peers, and dots could be recognised


@dataclass(frozen=True)
class Funnel:
    """What a peer group's spread says of each value; arrays are (clinicians,), in the order given.

    Attributes:
        null: The peers' distribution, everybody included.
        p_values: Two-sided mid-P of each value beside the other peers.
        outside: Flagged at the stated share of false flags.
    """

    null: Null
    p_values: Floats
    outside: NDArray[np.bool_]

    def band(self, sizes: ArrayLike, coverage: float = 0.95) -> tuple[Floats, Floats]:
        """Lower and upper limit at each size (n, expected events, or sampling variance of a mean)."""
        tail = (1 - coverage) / 2
        low = [self.null.limit(tail, float(size)) for size in np.asarray(sizes, float)]
        high = [self.null.limit(1 - tail, float(size)) for size in np.asarray(sizes, float)]
        return np.array(low), np.array(high)


def funnel(kind: Kind, values: ArrayLike, sizes: ArrayLike, q: float = 0.10) -> Funnel:
    """Look across peers.

    Args:
        kind: "proportion", "rate" or "mean".
        values: Numerators, observed events, or means; one per clinician.
        sizes: Denominators, expected events, or sampling variances of the means; > 0.
        q: Accepted share of false flags.

    Raises:
        DataProblem: Fewer than 10 peers.
    """
    value, size = np.asarray(values, float), np.asarray(sizes, float)
    if len(value) < FEWEST_PEERS:
        raise DataProblem(f"A funnel needs {FEWEST_PEERS} colleagues with data; there are {len(value)}.")
    if np.any(~(size > 0)):
        raise ValueError("sizes must be positive")
    # Beyond 60 one value moves the spread by less than 2 %, and as many fits gain nothing.
    alone = len(value) <= MANY_PEERS
    everybody = np.ones((1, len(value)), dtype=bool)
    null, *without = spreads(
        kind, value, size, np.vstack([everybody, ~np.eye(len(value), dtype=bool)]) if alone else everybody
    )
    others = without if alone else [null] * len(value)
    p = np.array([peers.p_value(v, s) for peers, v, s in zip(others, value, size, strict=True)])
    p = _widened(p, others=len(value) - 1, corrected=kind == "mean")
    return Funnel(null, p, flagged(p, q))


def _widened(p: Floats, others: int, *, corrected: bool) -> Floats:
    """P-values that know that level and spread come from a few other peers.

    Without it 10 % of ordinary values fall below p = .05 in panels of 12 (40 % of panels then flag
    somebody at q = .10). Maximum likelihood divides by `others`, not others - 1; REML is corrected.
    """
    z = stats.norm.isf(np.clip(p, 1e-300, 1.0) / 2)
    lost = 1.0 if corrected else (others - 1) / others
    return np.asarray(2 * stats.t.sf(z * np.sqrt(lost / (1 + 1 / others)), others - 1), float)


def spreads(kind: Kind, values: Floats, sizes: Floats, kept: NDArray[np.bool_]) -> Sequence[Null]:
    """The distribution that describes each set of these peers; kept is (sets, peers)."""
    if kind == "proportion":
        return beta_binomials(values, sizes, kept)
    if kind == "rate":
        return negative_binomials(values, sizes, kept)
    return [fit_normal(values[some], sizes[some]) for some in kept]
