"""Run lengths: how long Page's CUSUM and the EWMA run before they signal, by chance and after a change.

Question: what threshold gives a false alarm once in ARL months, on average?
Method: the run length L(s) from a state s solves an integral equation, by Gauss-Legendre quadrature (a Markov
chain whose states are the nodes): (I - Q) L = 1.
The EWMA's limits are the constant ones, c sqrt(lambda / (2 - lambda)).
Guarantees: within 0.5 % of spc 0.6.7 (integral equations). Values are independent and normal here:
real months are not, which is why the product's thresholds are simulated instead.
Source: Brook and Evans 1972; Lucas and Saccucci 1990; Knoth (spc).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

Floats = NDArray[np.float64]


def cusum_run_length(k: float, h: float, shift: float = 0.0) -> float:
    """Mean run length of S = max(0, S + x - k), signal at S > h; x normal with mean `shift`, SD 1.

    >>> round(cusum_run_length(0.5, 5.0) / 930.887, 3)
    1.0
    """
    # Gauss-Legendre nodes on (0, h) with an atom at 0: the integral equation of the run length.
    node, weight = np.polynomial.legendre.leggauss(80)
    node, weight = h * (node + 1) / 2, h * weight / 2
    start = np.concatenate([[0.0], node])
    gap = node[None, :] - start[:, None] + k - shift
    matrix = np.column_stack([special.ndtr(k - shift - start), weight * _density(gap)])
    return float(np.linalg.solve(np.eye(len(start)) - matrix, np.ones(len(start)))[0])


def two_sided_run_length(k: float, h: float, shift: float = 0.0) -> float:
    """Mean run length of a rising and a falling CUSUM together (exact for k > 0)."""
    up, down = cusum_run_length(k, h, shift), cusum_run_length(k, h, -shift)
    return 1 / (1 / up + 1 / down)


def ewma_run_length(share: float, c: float, shift: float = 0.0) -> float:
    """Mean run length of Z = (1 - share) Z + share x from 0, signal beyond c asymptotic SDs, two-sided.

    Args:
        share: Weight lambda of the newest value, in (0, 1].
        c: Limit in asymptotic SDs of Z.
        shift: Mean of x, SD 1.
    """
    limit = c * np.sqrt(share / (2 - share))
    node, weight = np.polynomial.legendre.leggauss(100)
    node, weight = limit * node, limit * weight
    start = np.concatenate([[0.0], node])
    gap = (node[None, :] - (1 - share) * start[:, None]) / share - shift
    matrix = np.column_stack([np.zeros(len(start)), weight * _density(gap) / share])
    return float(np.linalg.solve(np.eye(len(start)) - matrix, np.ones(len(start)))[0])


def cusum_threshold(run_length: float, k: float = 0.5) -> float:
    """The h that gives a one-sided CUSUM this run length when nothing changed."""
    return float(optimize.brentq(lambda h: np.log(cusum_run_length(k, h) / run_length), 0.1, 30.0))


def ewma_threshold(run_length: float, share: float) -> float:
    """The c that gives a two-sided EWMA this run length when nothing changed."""
    return float(optimize.brentq(lambda c: np.log(ewma_run_length(share, c) / run_length), 0.5, 5.0))


def _density(x: Floats) -> Floats:
    return np.asarray(np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi), float)
