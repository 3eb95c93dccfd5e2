"""Baseline: each clinician's own level before monitoring, shrunken towards colleagues.

Twelve rounds of weighted means: the month shared by all, the clinician's own
level with its uncertainty, the spread of levels between clinicians, and the
spread of months beyond chance (overdispersion). Method and rejected variants:
docs/methods/baseline.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tenthhour.core.measurement.panel import Array, Panel, forward, residuals

ROUNDS = 12
FEW_PEERS = 10
_PRIOR_WEIGHT = 4
_PRIOR_SD = 0.35  # on logit and log; a quarter of the pooled sd for means
_CLIP = 5.0  # in SD: one absurd month must not become everybody's overdispersion


@dataclass(frozen=True)
class OwnBaseline:
    """What the baseline periods say; leading axes are those of the panel.

    Attributes:
        level: Own level against colleagues, on the scale of the kind, (..., clinicians).
        uncertainty: Variance of that level (pi), (..., clinicians).
        month: What the periods shared, (..., periods).
        between: Variance of true levels between clinicians (tau squared), (...).
        extra: Variance of a period beyond chance (omega squared), (...).
        left: Residuals after level and month, (..., clinicians, periods); 0 where unusable.
        weight: 1 / variance of each period, 0 where unusable, same shape.

    """

    level: Array
    uncertainty: Array
    month: Array
    between: Array
    extra: Array
    left: Array
    weight: Array


def prior_between(panel: Panel) -> float:
    """What the spread between colleagues is taken to be while few are there to show it."""
    if panel.kind == "mean":
        return panel.dispersion / 16
    return _PRIOR_SD**2


def own_baseline(panel: Panel) -> OwnBaseline:
    """Estimate levels, shared periods and both spreads from baseline periods.

    Args:
        panel: Baseline periods only, (..., clinicians, periods).

    """
    month, level = _start(panel)
    between, extra = (
        np.asarray(prior_between(panel)) + 0 * month[..., 0],
        0.01 * panel.dispersion + 0 * month[..., 0],
    )
    if panel.kind != "mean":
        extra = 0.01 + 0 * month[..., 0]
    uncertainty = 0 * level
    peers = np.any(panel.usable, axis=-1).sum()
    left = weight = np.zeros(np.broadcast(panel.y, panel.n).shape)
    for _ in range(ROUNDS):
        effect = panel.offset + month[..., None, :] + level[..., :, None]
        left, variance = residuals(panel, effect, extra[..., None, None])
        weight = np.where(panel.usable, 1 / variance, 0.0)
        shift = _mean(left, weight, axis=-2)
        month, left = month + shift, np.where(panel.usable, left - shift[..., None, :], 0.0)
        known = weight.sum(-1)
        moved = ((weight * (left + level[..., :, None])).sum(-1)) / (known + 1 / between[..., None])
        left = np.where(panel.usable, left - (moved - level)[..., :, None], 0.0)
        level, uncertainty = moved, 1 / (known + 1 / between[..., None])
        between = _between(level, uncertainty, known > 0, int(peers), prior_between(panel))
        extra = _extra(left, weight, variance - extra[..., None, None], uncertainty)
    return OwnBaseline(level, uncertainty, month, between, extra, left, weight)


def own_level(
    panel: Panel, shared: Array, between: float | Array, extra: float | Array
) -> tuple[Array, Array]:
    """Level and its variance for clinicians who join later, given what the periods shared.

    Args:
        panel: Their learning periods, (..., clinicians, periods); n = 0 outside them.
        shared: The peer month as each of them saw it, same shape.
        between: Variance of true levels, (...).
        extra: Overdispersion variance, (...).

    Returns:
        Level and variance, each (..., clinicians).

    """
    between, extra = np.asarray(between)[..., None], np.asarray(extra)[..., None, None]
    level = np.zeros(np.broadcast(panel.y, shared).shape[:-1])
    uncertainty = level
    for _ in range(4):
        left, variance = residuals(panel, panel.offset + shared + level[..., None], extra)
        weight = np.where(panel.usable, 1 / variance, 0.0)
        uncertainty = 1 / (weight.sum(-1) + 1 / between)
        level = (weight * (left + level[..., None])).sum(-1) * uncertainty
    return level, uncertainty


def autocovariance(baseline: OwnBaseline, lag: int) -> Array:
    """How alike periods `lag` apart are, pooled over clinicians, squared units of the scale."""
    late, early = baseline.left[..., lag:], baseline.left[..., :-lag]
    weight = baseline.weight[..., lag:] * baseline.weight[..., :-lag]
    total = weight.sum((-1, -2))
    return np.asarray((weight * late * early).sum((-1, -2)) / np.maximum(total, 1e-12))


def _start(panel: Panel) -> tuple[Array, Array]:
    shape = np.broadcast(panel.y, panel.n).shape
    mean = (panel.y * panel.n).sum((-1, -2)) / np.maximum(panel.n.sum(), 1e-12)
    month = np.zeros((*shape[:-2], shape[-1])) + forward(panel.kind, mean)[..., None]
    return month, np.zeros(shape[:-1])


def _mean(value: Array, weight: Array, axis: int) -> Array:
    return np.asarray((value * weight).sum(axis) / np.maximum(weight.sum(axis), 1e-12))


def _between(level: Array, uncertainty: Array, known: Array, peers: int, prior: float) -> Array:
    moments = np.where(known, level**2 + uncertainty, 0.0).sum(-1)
    if peers < FEW_PEERS:
        return np.asarray((_PRIOR_WEIGHT * prior + moments) / (_PRIOR_WEIGHT + peers))
    return np.asarray(np.maximum(moments / peers, 1e-6 * prior))


def _extra(left: Array, weight: Array, sampling: Array, uncertainty: Array) -> Array:
    """Weighted moments: what is left beyond sampling, allowing for the level and month fitted."""
    fitted = weight * uncertainty[..., :, None] + weight / np.maximum(weight.sum(-2, keepdims=True), 1e-12)
    kept = np.clip(1 - fitted, 0.2, 1.0)
    cap = _CLIP**2 / np.maximum(weight, 1e-12)
    excess = np.where(weight > 0, np.minimum(left**2, cap) / kept - np.where(weight > 0, sampling, 0.0), 0.0)
    total = np.maximum((weight**2).sum((-1, -2)), 1e-12)
    return np.asarray(np.maximum((weight**2 * excess).sum((-1, -2)) / total, 0.0))
