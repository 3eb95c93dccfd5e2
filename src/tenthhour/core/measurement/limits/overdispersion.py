"""Overdispersion as funnel plots have long handled it; kept to reproduce other tools.

Question: how much wider than chance is the spread, when a tenth of each tail is pulled in?
Method: z-scores on a scale with nearly constant variance, the extreme tenths winsorised (or cut off,
as in the English SHMI), phi = mean z^2, tau^2 = max(0, (I phi - (I - 1)) / (S1 - S2/S1)).
Guarantees: equal to FunnelPlotR 0.6.0 to 1e-8. Not our default: phi multiplies the variance of large
clinics as much as that of small ones, and winsorising makes phi too small by about a third when
everything is chance. The default is `funnel`. Source: Spiegelhalter 2005, 2012; Campbell et al. 2012.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scores:
    """Values on a scale of nearly constant variance; arrays are (clinicians,).

    Attributes:
        value: Transformed value.
        sd: Its SD by chance alone.
        target: The transformed common level.
    """

    value: Floats
    sd: Floats
    target: float

    @property
    def z(self) -> Floats:
        return (self.value - self.target) / self.sd


@dataclass(frozen=True)
class Overdispersion:
    """Multiplicative phi, additive tau^2, and the z-scores phi was taken from (nan: cut off)."""

    phi: float
    tau2: float
    z: Floats


def proportion_scores(numerator: ArrayLike, denominator: ArrayLike) -> Scores:
    """Angles: arcsine of the square root, SD 1 / (2 sqrt n)."""
    x, n = np.asarray(numerator, float), np.asarray(denominator, float)
    return Scores(np.arcsin(np.sqrt(x / n)), 0.5 / np.sqrt(n), float(np.arcsin(np.sqrt(x.sum() / n.sum()))))


def log_ratio_scores(observed: ArrayLike, expected: ArrayLike) -> Scores:
    """Logarithm of observed over expected, SD 1 / sqrt(expected), target 0."""
    x, e = np.asarray(observed, float), np.asarray(expected, float)
    return Scores(np.log(x / e), 1 / np.sqrt(e), 0.0)


def root_ratio_scores(observed: ArrayLike, expected: ArrayLike) -> Scores:
    """Square root of observed over expected, SD 1 / (2 sqrt expected), target 1."""
    x, e = np.asarray(observed, float), np.asarray(expected, float)
    return Scores(np.sqrt(x / e), 0.5 / np.sqrt(e), 1.0)


def count_ratio_scores(numerator: ArrayLike, denominator: ArrayLike) -> Scores:
    """Logarithm of a ratio of two counts, a half added to each."""
    x, n = np.asarray(numerator, float), np.asarray(denominator, float)
    sd = np.sqrt(x / (x + 0.5) ** 2 + n / (n + 0.5) ** 2)
    return Scores(np.log((x + 0.5) / (n + 0.5)), sd, float(np.log(x.sum() / n.sum())))


def winsorised(z: ArrayLike, share: float = 0.10) -> Floats:
    """Pull the extreme tenths in to the quantiles where they begin.

    >>> winsorised([-9.0, *range(1, 10), 99.0]).max()
    np.float64(9.0)
    """
    values = np.asarray(z, float)
    low, high = np.quantile(values, [share, 1 - share])
    return np.asarray(np.clip(values, low, high), float)


def trimmed(z: ArrayLike, share: float = 0.10) -> Floats:
    """Cut the extreme tenths off: they become nan."""
    values = np.asarray(z, float)
    cut = int(share * len(values))
    rank = np.argsort(np.argsort(values, kind="stable"))
    return np.where((rank >= cut) & (rank < len(values) - cut), values, np.nan)


def overdispersion(scores: Scores, *, cut_off: bool = False) -> Overdispersion:
    """Phi and tau^2 from winsorised z-scores, or from what is left when the tails are cut off."""
    z = trimmed(scores.z) if cut_off else winsorised(scores.z)
    used = ~np.isnan(z)
    phi = float((z[used] ** 2).mean())
    weight, count = 1 / scores.sd[used] ** 2, int(used.sum())
    room = weight.sum() - (weight**2).sum() / weight.sum()
    return Overdispersion(phi, max(0.0, float((count * phi - (count - 1)) / room)), z)


def normal_limits(target: float, sd: ArrayLike, tau2: float, multiplier: float) -> tuple[Floats, Floats]:
    """Lower and upper limit on the transformed scale: target -+ multiplier sqrt(sd^2 + tau^2)."""
    half = multiplier * np.sqrt(np.asarray(sd, float) ** 2 + tau2)
    return target - half, target + half
