"""Small counts: how surprising a count of 0, 1, 2 is, said as a normal score.

Below about five expected events a residual is far from normal; its mid-P
score under the beta-binomial or negative binomial is not. The distributions
are built term by term, vectorised over cells, because only counts of a few
dozen ever come here.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from tenthhour.core.measurement.panel import Array, Panel, inverse, spread

FEW = 5.0
_TERMS = 60


def is_small(panel: Panel, effect: Array) -> np.ndarray:
    """Cells where fewer than 5 events (or 5 non-events) are expected."""
    if panel.kind == "mean":
        return np.zeros(np.broadcast(panel.y, effect).shape, dtype=bool)
    mean = inverse(panel.kind, effect)
    return (panel.n > 0) & (panel.n * spread(panel.kind, mean) < FEW)


def normal_scores(panel: Panel, effect: Array, extra: Array | float) -> Array:
    """Mid-P normal score of every cell of a count panel given its expectation.

    Args:
        panel: Proportions or rates; y and n flattened to the same shape as `effect`.
        effect: Linear predictor of each cell.
        extra: Overdispersion variance on that scale, >= 0.

    Returns:
        Standard normal scores, within +-8, same shape.

    """
    mean, n = np.clip(inverse(panel.kind, effect), 1e-9, None), panel.n
    if panel.kind == "proportion":
        flipped = mean > 0.5  # count the rarer of the two outcomes: few terms to add
        chance = np.where(flipped, 1 - mean, mean)
        count = n * np.where(flipped, 1 - panel.y, panel.y)
        lower, at = _tail(np.rint(count), *_beta_binomial(np.maximum(np.rint(n), 1), chance, extra))
        score = special.ndtri(np.clip(lower + at / 2, 1e-15, 1 - 1e-15))
        return np.asarray(np.where(flipped, -score, score))
    lower, at = _tail(np.rint(n * panel.y), *_negative_binomial(n * mean, extra))
    return np.asarray(special.ndtri(np.clip(lower + at / 2, 1e-15, 1 - 1e-15)))


def _beta_binomial(trials: Array, chance: Array, extra: Array | float) -> tuple[Array, Array, Array, Array]:
    """First term, and the ratio of neighbours as (b0 - k)(a0 + k) / ((k + 1)(c0 - k))."""
    shrink = np.clip(np.asarray(extra) * chance * (1 - chance), 1e-6, 0.5)  # variance share between cells
    size = 1 / shrink - 1
    a, b = chance * size, (1 - chance) * size
    first = special.betaln(a, b + trials) - special.betaln(a, b)
    return np.exp(first), trials, a, b + trials - 1


def _negative_binomial(expected: Array, extra: Array | float) -> tuple[Array, Array, Array, Array]:
    size = 1 / np.clip(np.asarray(extra) + 0 * expected, 1e-6, None)
    first = size * np.log(size / (size + expected))
    return np.exp(first), np.full_like(first, np.nan), size, expected / (size + expected)


def _tail(count: Array, first: Array, trials: Array, a: Array, rest: Array) -> tuple[Array, Array]:
    """P(less than count) and P(exactly count)."""
    term, lower, at = first.copy(), np.zeros_like(first), np.where(count <= 0, first, 0.0)
    negative_binomial = np.isnan(trials)
    for k in range(int(min(_TERMS, np.max(count, initial=0)))):
        lower = lower + np.where(k < count, term, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            binomial = np.maximum(trials - k, 0) * (a + k) / ((k + 1) * np.maximum(rest - k, 1e-9))
        term = term * np.where(negative_binomial, (a + k) / (k + 1) * rest, binomial)
        at = np.where(count == k + 1, term, at)
    return lower, at
