"""Evidence: has the level moved in one of the last 24 periods, the own level being itself an estimate?

For every period k the Gaussian likelihood ratio of "moved by delta in k" against "not moved", the own level
being unknown with variance pi; summed over k (Shiryaev-Roberts), because the period is unknown, too. The
largest of them alone is Page's CUSUM with the same baseline; it is kept as a cross-check. docs/methods/cusum.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tenthhour.core.measurement.measure import Kind
from tenthhour.core.measurement.panel import Array, Mask, Whole, inverse, spread

WINDOW = 24
LEAST = 2
_CLIP_SD = 4.0
_MOST = 700.0  # exp overflows at 709


@dataclass(frozen=True)
class Evidence:
    """How strongly the newest period speaks for a change, one way.

    Attributes:
        value: C >= 0, log of the summed likelihood ratios, (..., clinicians).
        change: Index of the period with the largest; -1 where no period may be one.
        moved: A_k at that period, towards the direction looked in.
        information: I_k at that period.

    """

    value: Array
    change: Whole
    moved: Array
    information: Array

    @classmethod
    def joined(cls, parts: Sequence[Evidence]) -> Evidence:
        """Evidence about all clinicians from that about some after others."""
        if len(parts) == 1:
            return parts[0]
        names = ("value", "change", "moved", "information")
        return cls(*(np.concatenate([getattr(p, name) for p in parts], axis=-1) for name in names))

    def size(self, delta: float) -> tuple[Array, Array]:
        """The change itself, shrunken by prior N(0, delta^2), and its standard error."""
        precision = self.information + 1 / delta**2
        return self.moved / precision, 1 / np.sqrt(precision)


@dataclass(frozen=True)
class Sums:
    """Running sums before each period, (..., clinicians, periods + 1).

    `weight` of 1/V, `moved` of weight times residual, `counts` of usable periods, `rise` and `fall` of weight
    times `bend` for a change of delta that way; None where effects add without bending.
    """

    weight: Array
    moved: Array
    counts: Whole
    rise: Array | None = None
    fall: Array | None = None

    def of(self, rows: slice) -> Sums:
        """Those of some clinicians."""
        parts = (self.weight, self.moved, self.counts, self.rise, self.fall)
        return Sums(*(None if p is None else p[..., rows, :] for p in parts))  # type: ignore[arg-type]


def clipped(residual: Array, variance: Array, delta: float) -> Array:
    """Residuals held within max(4, delta/sd + 2) SD: a fixed 4 would blind the chart where n is large."""
    sd = np.sqrt(np.where(np.isfinite(variance), variance, 1.0))
    most = np.maximum(_CLIP_SD, delta / sd + 2) * sd
    return np.clip(residual, -most, most)


def bend(kind: Kind, effect: Array, delta: float) -> Array:
    """What the likelihood of a count costs for a shift of `delta` beyond delta^2 / 2, per unit of 1 / V.

    Counts bend: a doubled rate is further from 1 than a halved one. With this the ratio of a binomial or Poisson
    count is exact, and small counts need no scores of their own.
    """
    if kind == "mean":
        return np.zeros(effect.shape)
    if kind == "rate":
        return np.full(effect.shape, np.expm1(delta) - delta - delta**2 / 2)
    mean = inverse(kind, effect)
    return np.asarray((np.log1p(mean * np.expm1(delta)) - mean * delta) / spread(kind, mean) - delta**2 / 2)


@dataclass(frozen=True)
class Since:
    """What each possible change period would explain, (..., clinicians, candidates).

    Attributes:
        first: Index of the first candidate.
        moved: A_k upwards.
        information: I_k.
        rise: Bends of a rise since each candidate.
        fall: Bends of a fall.

    """

    first: int
    moved: Array
    information: Array
    rise: Array | float
    fall: Array | float

    def ratios(self, delta: float, allowed: Mask) -> Array:
        """Log likelihood ratio of each allowed candidate for a move of `delta`; its sign is the direction."""
        ratio = (
            delta * self.moved - (delta**2 / 2) * self.information - (self.rise if delta > 0 else self.fall)
        )
        return np.asarray(np.where(allowed, ratio, -np.inf))

    def peak(self, delta: float, allowed: Mask) -> Array:
        """The largest ratio, >= 0: Page's CUSUM."""
        return np.asarray(np.maximum(self.ratios(delta, allowed).max(-1), 0.0))

    def value(self, delta: float, allowed: Mask) -> Array:
        """C alone."""
        return _summed(self.ratios(delta, allowed))

    def evidence(self, delta: float, allowed: Mask) -> Evidence:
        """C with the period and size of the change."""
        ratio = self.ratios(delta, allowed)
        best = np.argmax(ratio, axis=-1)[..., None]
        pick = [np.take_along_axis(a, best, -1)[..., 0] for a in (ratio, self.moved, self.information)]
        change = np.where(np.isfinite(pick[0]), best[..., 0] + self.first, -1)
        return Evidence(_summed(ratio), change, np.sign(delta) * pick[1], pick[2])


def _summed(ratio: Array) -> Array:
    total = np.exp(np.minimum(ratio, _MOST)).sum(-1)
    return np.asarray(np.log(np.maximum(total, 1.0)))


def since(sums: Sums, at: int, uncertainty: Array, first: int = 0) -> Since:
    """Weigh every candidate change period after period `at`.

    Args:
        sums: Running sums up to `at` at least.
        at: Index of the newest period.
        uncertainty: Variance of the own level (pi), 0 for an exactly known one.
        first: Earliest period a change is looked for in.

    """
    start = max(first, at + 1 - WINDOW)

    def after(total: Array) -> Array:
        return np.asarray(total[..., at + 1, None] - total[..., start : at + 1])

    weight = after(sums.weight)
    known = uncertainty[..., None] / (1 + sums.weight[..., at + 1, None] * uncertainty[..., None])
    moved = after(sums.moved) - weight * (known * sums.moved[..., at + 1, None])
    bends = [0.0 if b is None else after(b) for b in (sums.rise, sums.fall)]
    return Since(start, moved, weight * (1 - weight * known), *bends)


def candidates(
    counts: Whole, usable: Mask, at: int, earliest: Whole, *, least: Whole | int = LEAST, first: int = 0
) -> Mask:
    """Usable periods of the last 24 from `earliest` on with at least `least` usable ones up to `at`.

    The first of the mask is that of `since` with the same `first`.
    """
    start = max(first, at + 1 - WINDOW)
    periods = np.arange(start, at + 1)
    enough = counts[..., at + 1, None] - counts[..., start : at + 1] >= np.asarray(least)[..., None]
    return np.asarray(usable[..., start : at + 1] & enough & (periods >= earliest[..., None]))


def running(usable: Mask, residual: Array, variance: Array) -> Sums:
    """Running sums without bends; what is not usable adds nothing."""
    weight = np.where(usable, 1 / variance, 0.0)
    parts = (weight, np.where(usable, residual, 0.0) * weight, np.asarray(usable, dtype=np.int64))
    return Sums(*(np.concatenate([np.zeros_like(p[..., :1]), np.cumsum(p, axis=-1)], axis=-1) for p in parts))


def path(
    residual: Array, variance: Array, uncertainty: Array, delta: float, *,
    least: int = LEAST, of: Callable[[Since, float, Mask], Array] = Since.value,
) -> Array:  # fmt: skip
    """C of every period for a move of `delta`, without bends or resets: for tests and reading.

    Args:
        residual: Differences from the expected, (..., clinicians, periods).
        variance: Their variances, same shape, infinite where nothing usable was seen.
        uncertainty: Variance of the own level (pi), (..., clinicians); 0 for an exactly known one.
        delta: Change worth knowing, sign = direction.
        least: Usable periods a change must have lasted.
        of: `Since.value`, or `Since.peak` for Page's CUSUM, the cross-check.

    """
    usable = np.isfinite(variance)
    sums = running(usable, residual, variance)
    values = np.zeros(residual.shape)
    earliest = np.zeros(residual.shape[:-1], dtype=np.int64)
    for at in range(residual.shape[-1]):
        allowed = candidates(sums.counts, usable, at, earliest, least=least)
        values[..., at] = of(since(sums, at, uncertainty), delta, allowed)
    return values
