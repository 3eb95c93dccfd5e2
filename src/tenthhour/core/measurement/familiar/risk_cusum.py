"""Risk-adjusted CUSUM (Steiner): patient by patient, do more patients come to harm than their risk foretells?

Question: has the odds of the outcome risen by a stated ratio? Method: log-likelihood-ratio weights
W = y log R - log(1 - p + R p); S = max(0, S + W) for a rise, the mirror image for a fall; VLAD is the
running sum of expected minus observed. Run lengths by a Markov chain on a grid of S.
Guarantees: paths equal base R to 1e-8, run lengths vlad 0.2.2 to 0.5 %. For display; months are judged
by the product's own detector. Rejected: resetting after each signal in silence. Source: Steiner et al. 2000;
Lovegrove et al. 1997; Brook and Evans 1972.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize

Floats = NDArray[np.float64]


def weights(risk: ArrayLike, outcome: ArrayLike, odds_ratio: float) -> Floats:
    """Log-likelihood ratio of each patient: odds multiplied by `odds_ratio` against as foretold.

    Args:
        risk: Foretold probability of each patient, in (0, 1).
        outcome: 1 if it happened, else 0.
        odds_ratio: The change looked for, > 0 and not 1.
    """
    p, y = np.asarray(risk, float), np.asarray(outcome, float)
    return np.asarray(y * np.log(odds_ratio) - np.log1p((odds_ratio - 1) * p), float)


def upward(steps: ArrayLike) -> Floats:
    """Path of S = max(0, S + step), from 0.

    >>> upward([1.0, -2.0, 0.5]).tolist()
    [1.0, 0.0, 0.5]
    """
    total = np.cumsum(np.asarray(steps, float))
    # Identity: S_t is the sum so far less its lowest value so far (0 included).
    return total - np.minimum(np.minimum.accumulate(total), 0.0)


def risk_adjusted(risk: ArrayLike, outcome: ArrayLike, odds_ratio: float = 2.0) -> tuple[Floats, Floats]:
    """Paths for a rise (odds times `odds_ratio`) and for a fall (odds divided by it); both >= 0."""
    rise = weights(risk, outcome, odds_ratio)
    fall = weights(risk, outcome, 1 / odds_ratio)
    return upward(rise), upward(fall)


def binomial_cusum(events: ArrayLike, n: ArrayLike, before: float, after: float) -> Floats:
    """CUSUM of monthly counts for a change of the proportion from `before` to `after`."""
    x, size = np.asarray(events, float), np.asarray(n, float)
    return upward(x * np.log(after / before) + (size - x) * np.log((1 - after) / (1 - before)))


def vlad(risk: ArrayLike, outcome: ArrayLike) -> Floats:
    """Expected minus observed, summed up: above 0 fewer came to harm than foretold.

    >>> vlad([0.5, 0.25], [0, 1]).tolist()
    [0.5, -0.25]
    """
    return np.cumsum(np.asarray(risk, float) - np.asarray(outcome, float))


def first_signal(path: ArrayLike, limit: float) -> int | None:
    """Number of the first patient (0 is the first) at whom the path reaches the limit."""
    reached = np.flatnonzero(np.asarray(path, float) >= limit)
    return int(reached[0]) if reached.size else None


def average_run_length(
    risks: ArrayLike, shares: ArrayLike, limit: float, *, odds_ratio: float = 2.0, true_ratio: float = 1.0
) -> float:
    """Patients until a signal, on average, from a fresh start.

    Args:
        risks: The risks that occur.
        shares: How often each occurs; sums to 1.
        limit: Signal at S > limit.
        odds_ratio: The change the chart looks for.
        true_ratio: The odds ratio that is true.
    """
    p, share = np.asarray(risks, float), np.asarray(shares, float)
    happens = true_ratio * p / (1 - p + true_ratio * p)
    steps = np.concatenate(
        [weights(p, np.ones_like(p), odds_ratio), weights(p, np.zeros_like(p), odds_ratio)]
    )
    chances = np.concatenate([share * happens, share * (1 - happens)])
    return _run_length(steps, chances, limit)


def _run_length(steps: Floats, chances: Floats, limit: float, cells: int = 1500) -> float:
    """Mean steps to leave [0, limit], S kept between grid points by splitting each step linearly."""
    grid = np.linspace(0.0, limit, cells)
    step = grid[1]
    matrix = np.zeros((cells, cells))
    row = np.arange(cells)
    for move, chance in zip(steps, chances, strict=True):
        there = np.maximum(grid + move, 0.0)
        inside = there <= limit
        at = np.minimum((there / step).astype(int), cells - 2)
        part = there / step - at
        np.add.at(matrix, (row[inside], at[inside]), chance * (1 - part[inside]))
        np.add.at(matrix, (row[inside], at[inside] + 1), chance * part[inside])
    return float(np.linalg.solve(np.eye(cells) - matrix, np.ones(cells))[0])


def limit_for(run_length: float, risks: ArrayLike, shares: ArrayLike, odds_ratio: float = 2.0) -> float:
    """Limit that lets a fresh chart run `run_length` patients on average when nothing changed."""
    return float(
        optimize.brentq(
            lambda h: np.log(average_run_length(risks, shares, h, odds_ratio=odds_ratio) / run_length),
            0.5,
            8.0,
            xtol=1e-4,
        )
    )
