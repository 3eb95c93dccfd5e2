"""Panel: what was observed of many clinicians over many periods, as plain arrays.

Arrays are (clinicians, periods); simulated panels put any number of axes in
front. A period in which a clinician has nothing usable has `n` = 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tenthhour.core.measurement.measure import Kind

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Panel:
    """One measure of one group of colleagues.

    Attributes:
        kind: Decides the scale: logit for proportions, log for rates, as it is for means.
        y: Proportion, rate or mean of each period, shape (..., clinicians, periods); any number where n is 0.
        n: Denominators, >= 0, shape (clinicians, periods).
        offset: What the patients seen would lead one to expect, on the scale of the kind; 0 where unknown.
        dispersion: Variance of one answer for means (its square sd); 1 for counts.

    """

    kind: Kind
    y: Array
    n: Array
    offset: Array
    dispersion: float = 1.0

    @property
    def usable(self) -> Mask:
        """Where something was observed."""
        return self.n > 0

    def until(self, periods: int) -> Panel:
        """The same panel as it was known after its first `periods` periods."""
        return replace(
            self, y=self.y[..., :periods], n=self.n[..., :periods], offset=self.offset[..., :periods]
        )


def forward(kind: Kind, value: Array | float) -> Array:
    """From the measure's scale to the scale on which effects add: logit, log, or unchanged.

    Proportions are kept within 1e-6 of 0 and 1, rates above 1e-9.

    >>> float(forward("proportion", 0.5)), float(forward("rate", 1.0)), float(forward("mean", 62.0))
    (0.0, 0.0, 62.0)
    """
    value = np.asarray(value, dtype=float)
    if kind == "proportion":
        kept = np.clip(value, 1e-6, 1 - 1e-6)
        return np.log(kept / (1 - kept))
    if kind == "rate":
        return np.log(np.maximum(value, 1e-9))
    return value


def inverse(kind: Kind, effect: Array | float) -> Array:
    """From the scale on which effects add back to the measure's own.

    >>> float(inverse("proportion", 0.0)), float(inverse("mean", 62.0))
    (0.5, 62.0)
    """
    effect = np.asarray(effect, dtype=float)
    if kind == "proportion":
        return 1 / (1 + np.exp(-np.clip(effect, -15, 15)))
    if kind == "rate":
        return np.exp(np.clip(effect, -30, 30))
    return effect


def spread(kind: Kind, mean: Array) -> Array:
    """How fast the value moves with its effect: mu(1-mu), mu, or 1; also the variance of one count."""
    if kind == "proportion":
        return mean * (1 - mean)
    return mean if kind == "rate" else np.ones_like(mean)


def unbent(kind: Kind, effect: Array | float, moved: Array | float) -> Array:
    """The change of the effect that a residual of `moved` around it stands for.

    Residuals are (y - mu) / v(mu): a rate that doubles has moved by 1 there, by log 2 = 0.69 in its effect.

    >>> round(float(unbent("rate", 0.0, 1.0)), 2), float(unbent("mean", 3.0, 1.0))
    (0.69, 1.0)
    """
    mean = inverse(kind, effect)
    return np.asarray(forward(kind, mean + np.asarray(moved) * spread(kind, mean)) - effect)


def residuals(panel: Panel, effect: Array, extra: Array | float) -> tuple[Array, Array]:
    """Observed against `effect`, and the variance of that difference, both on the scale of the kind.

    e = (y - mu) / v(mu); V = dispersion / (n v(mu)) + extra. Where n is 0 the
    residual is 0 and the variance infinite, so that weights 1/V are 0.

    Args:
        panel: The observations, shape (..., clinicians, periods).
        effect: Linear predictor, same shape.
        extra: Overdispersion variance, broadcastable against the shape.

    """
    mean = inverse(panel.kind, effect)
    slope = spread(panel.kind, mean)
    with np.errstate(divide="ignore"):
        sampling = panel.dispersion / (panel.n * slope)
    return np.where(panel.n > 0, (panel.y - mean) / slope, 0.0), sampling + extra
