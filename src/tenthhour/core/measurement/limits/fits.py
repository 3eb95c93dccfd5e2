"""Fits: level and spread of many sets of peers at once, as when each person is left out in turn.

Question: which level and spread make these counts most likely?
Method: Newton's steps on exact slopes and bends, all sets side by side; where the likelihood is not
hollow the step still goes uphill, and is shortened until it gains. Guarantees: no set's answer
depends on the others; a spread of nothing ends at the bound. Rejected: one simplex search a set
(a clinic of 40 took 14 000 evaluations one by one, half of the time of a month already known).
Source: Ohlssen, Sharples and Spiegelhalter 2007 (the laws); Nocedal and Wright 2006 (the steps).
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
Bends = tuple[Floats, Floats, Floats]  # second derivatives: twice the first number, mixed, twice the second

_ROUNDS, _NEAR, _LONGEST = 80, 1e-8, 2.0
_LOW, _HIGH = np.array([-20.0, -16.0]), np.array([20.0, 6.0])
_NOISE = 1e-9  # of the likelihood's size: smaller losses are rounding


class Law(Protocol):
    """Log-likelihood of each peer at each set's two numbers, with slopes and bends; (sets, peers)."""

    def value(self, first: Floats, second: Floats) -> Floats: ...

    def slopes(self, first: Floats, second: Floats) -> tuple[Floats, Floats, Bends]: ...


class BetaBinomialLaw:
    """Events among patients; the numbers are the logits of level and of the correlation of two patients."""

    def __init__(self, events: Floats, patients: Floats) -> None:
        self.events, self.patients = events, patients

    def value(self, first: Floats, second: Floats) -> Floats:
        a, b = _shapes(first, second)
        x, n = self.events, self.patients
        return np.asarray(special.betaln(x + a, n - x + b) - special.betaln(a, b))

    def slopes(self, first: Floats, second: Floats) -> tuple[Floats, Floats, Bends]:
        a, b = _shapes(first, second)
        x, n, total = self.events, self.patients, a + b
        both = special.digamma(total) - special.digamma(n + total)
        by_a = special.digamma(x + a) - special.digamma(a) + both
        by_b = special.digamma(n - x + b) - special.digamma(b) + both
        ab = _trigamma(total) - _trigamma(n + total)
        aa = _trigamma(x + a) - _trigamma(a) + ab
        bb = _trigamma(n - x + b) - _trigamma(b) + ab
        moved = a * b / total  # of a by the first number; b moves as much the other way
        turned = moved * (b - a) / total
        twice_first = moved**2 * (aa - 2 * ab + bb) + turned * (by_a - by_b)
        mixed = -moved * (a * (aa - ab) + b * (ab - bb)) - moved * (by_a - by_b)
        twice_second = a**2 * aa + 2 * a * b * ab + b**2 * bb + a * by_a + b * by_b
        return moved * (by_a - by_b), -a * by_a - b * by_b, (twice_first, mixed, twice_second)


class NegativeBinomialLaw:
    """Events where so many were expected; the numbers are the logs of level and of the relative variance."""

    def __init__(self, events: Floats, expected: Floats) -> None:
        self.events, self.expected = events, expected

    def value(self, first: Floats, second: Floats) -> Floats:
        mean, shape, x = np.exp(first) * self.expected, np.exp(-second), self.events
        grown = special.gammaln(x + shape) - special.gammaln(shape)
        return np.asarray(grown - shape * np.log1p(mean / shape) + x * np.log(mean / (mean + shape)))

    def slopes(self, first: Floats, second: Floats) -> tuple[Floats, Floats, Bends]:
        mean, shape, x = np.exp(first) * self.expected, np.exp(-second), self.events
        whole = shape + mean
        beyond = (x - mean) / whole
        by_shape = special.digamma(x + shape) - special.digamma(shape) - np.log1p(mean / shape) - beyond
        bend = _trigamma(x + shape) - _trigamma(shape) + 1 / shape - 1 / whole + beyond / whole
        twice_first = -(x + shape) * shape * mean / whole**2
        mixed = -shape * mean * beyond / whole
        twice_second = shape**2 * bend + shape * by_shape
        return shape * beyond, -shape * by_shape, (twice_first, mixed, twice_second)


def climbed(law: Law, start: tuple[float, float], kept: NDArray[np.bool_]) -> Floats:
    """The two likeliest numbers of each set, (sets, 2).

    Args:
        law: The peers.
        start: Where every set begins.
        kept: Which peers belong to which set, (sets, peers).

    """
    theta: Floats = np.tile(np.array(start), (len(kept), 1))
    value, length = _summed(law, theta, kept), np.ones(len(kept))
    going = np.arange(len(kept))
    for _ in range(_ROUNDS):
        ahead = np.clip(
            theta[going] + length[going, None] * _uphill(law, theta[going], kept[going]), _LOW, _HIGH
        )
        gained = _summed(law, ahead, kept[going])
        better = gained >= value[going] - _NOISE * np.abs(value[going])
        arrived = np.abs(ahead - theta[going]).max(-1) < _NEAR
        length[going] = np.where(better, 1.0, length[going] / 4)
        theta[going[better]], value[going[better]] = ahead[better], gained[better]
        going = going[~arrived]
        if not len(going):
            break
    return theta


def _summed(law: Law, theta: Floats, kept: NDArray[np.bool_]) -> Floats:
    return np.asarray((kept * law.value(theta[:, :1], theta[:, 1:])).sum(-1))


def _uphill(law: Law, theta: Floats, kept: NDArray[np.bool_]) -> Floats:
    """Newton's step; along a direction that bends upwards its size is kept and its sense is uphill."""
    first, second, bends = law.slopes(theta[:, :1], theta[:, 1:])
    slope = np.stack([(kept * part).sum(-1) for part in (first, second)], -1)
    aa, ab, bb = ((kept * part).sum(-1) for part in bends)
    size, way = np.linalg.eigh(np.stack([np.stack([aa, ab], -1), np.stack([ab, bb], -1)], -2))
    along = np.einsum("sij,si->sj", way, slope) / np.maximum(np.abs(size), 1e-12)
    step = np.einsum("sij,sj->si", way, along)
    return np.asarray(
        step * np.minimum(1.0, _LONGEST / np.maximum(np.abs(step).max(-1, keepdims=True), 1e-300))
    )


def _shapes(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    total = np.exp(-second)  # 1 / rho - 1
    return special.expit(first) * total, special.expit(-first) * total


def _trigamma(x: Floats) -> Floats:
    return np.asarray(special.zeta(2.0, x))
