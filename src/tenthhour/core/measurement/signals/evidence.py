"""CUSUM with the uncertainty of the baseline integrated out.

With an exactly known baseline this is Page's CUSUM; with an estimated one it
is the Gaussian likelihood ratio of "moved by delta in month k" against "not
moved", the own level being unknown with variance pi. docs/methods/cusum.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tenthhour.core.measurement.panel import Array, Mask, Whole

WINDOW = 24
LEAST = 2
_CLIP_SD = 4.0


@dataclass(frozen=True)
class Evidence:
    """How strongly the newest period speaks for a change, one way.

    Attributes:
        value: C >= 0, log likelihood ratio of the best change period, (..., clinicians).
        change: Index of that period; -1 where no period may be one.
        moved: A_k at that period, towards the direction looked in.
        information: I_k at that period.

    """

    value: Array
    change: Whole
    moved: Array
    information: Array

    def size(self, delta: float) -> tuple[Array, Array]:
        """The change itself, shrunken by prior N(0, delta^2), and its standard error."""
        precision = self.information + 1 / delta**2
        return self.moved / precision, 1 / np.sqrt(precision)


def clipped(residual: Array, variance: Array, delta: float) -> Array:
    """Residuals held within max(4, delta/sd + 2) SD: a fixed 4 would blind the chart where n is large."""
    sd = np.sqrt(np.where(np.isfinite(variance), variance, 1.0))
    most = np.maximum(_CLIP_SD, delta / sd + 2) * sd
    return np.clip(residual, -most, most)


@dataclass(frozen=True)
class Since:
    """What each possible change period would explain, (..., clinicians, candidates).

    Attributes:
        first: Index of the first candidate.
        moved: A_k upwards.
        information: I_k.
        allowed: Candidates that may be one.

    """

    first: int
    moved: Array
    information: Array
    allowed: Mask

    def ratios(self, delta: float) -> Array:
        """Log likelihood ratio of each candidate for a move of `delta`; its sign is the direction."""
        ratio = delta * self.moved - (delta**2 / 2) * self.information
        return np.asarray(np.where(self.allowed, ratio, -np.inf))

    def peak(self, delta: float) -> Array:
        """C alone."""
        return np.asarray(np.maximum(self.ratios(delta).max(-1), 0.0))

    def evidence(self, delta: float) -> Evidence:
        """C with the period and size of the change."""
        ratio = self.ratios(delta)
        best = np.argmax(ratio, axis=-1)[..., None]
        pick = [np.take_along_axis(a, best, -1)[..., 0] for a in (ratio, self.moved, self.information)]
        change = np.where(np.isfinite(pick[0]), best[..., 0] + self.first, -1)
        return Evidence(np.maximum(pick[0], 0.0), change, np.sign(delta) * pick[1], pick[2])


def since(sums: tuple[Array, Array, Whole], at: int, uncertainty: Array, allowed: Mask) -> Since:
    """Weigh every candidate change period after period `at`.

    Args:
        sums: Running sums before each period, (..., clinicians, periods + 1): of weights 1/V, of
            weight times residual, and of usable periods.
        at: Index of the newest period.
        uncertainty: Variance of the own level (pi), 0 for an exactly known one.
        allowed: Periods a change may begin in, (..., clinicians, min(24, at + 1)), the last being `at`.

    """
    start = at + 1 - allowed.shape[-1]
    total_weight, total = sums[0][..., at + 1, None], sums[1][..., at + 1, None]
    since_weight = total_weight - sums[0][..., start : at + 1]
    known = uncertainty[..., None] / (1 + total_weight * uncertainty[..., None])
    moved = (total - sums[1][..., start : at + 1]) - since_weight * (known * total)
    return Since(start, moved, since_weight * (1 - since_weight * known), allowed)


def candidates(counts: Whole, usable: Mask, at: int, earliest: Whole, least: Whole | int = LEAST) -> Mask:
    """Usable periods of the last 24 from `earliest` on with at least `least` usable ones up to `at`."""
    start = max(0, at + 1 - WINDOW)
    periods = np.arange(start, at + 1)
    enough = counts[..., at + 1, None] - counts[..., start : at + 1] >= np.asarray(least)[..., None]
    return np.asarray(usable[..., start : at + 1] & enough & (periods >= earliest[..., None]))


def running(usable: Mask, residual: Array, variance: Array) -> tuple[Array, Array, Whole]:
    """Running sums before each period; what is not usable adds nothing."""
    weight = np.where(usable, 1 / variance, 0.0)
    parts = (weight, np.where(usable, residual, 0.0) * weight, np.asarray(usable, dtype=np.int64))
    return tuple(np.concatenate([np.zeros_like(p[..., :1]), np.cumsum(p, axis=-1)], axis=-1) for p in parts)  # type: ignore[return-value]


def cusum(
    residual: Array, variance: Array, uncertainty: Array, delta: float, usable: Mask, *, least: int = LEAST
) -> Array:
    """C of every period for a move of `delta`, without resets: for simulation, tests and reading.

    Args:
        residual: Differences from the expected, (..., clinicians, periods).
        variance: Their variances, same shape.
        uncertainty: Variance of the own level (pi), (..., clinicians); 0 gives Page's CUSUM.
        delta: Change worth knowing, sign = direction.
        usable: Periods that count, broadcastable to the shape.
        least: Usable periods a change must have lasted.

    """
    usable = np.broadcast_to(usable, residual.shape)
    sums = running(usable, residual, variance)
    values = np.zeros(residual.shape)
    earliest = np.zeros(residual.shape[:-1], dtype=np.int64)
    for at in range(residual.shape[-1]):
        allowed = candidates(sums[2], usable, at, earliest, least)
        values[..., at] = since(sums, at, uncertainty, allowed).peak(delta)
    return values
