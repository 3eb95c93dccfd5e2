"""Baseline: each clinician's own level before monitoring, shrunken towards colleagues.

Twelve rounds of weighted means: the month shared by all, the clinician's own
level with its uncertainty, the spread of levels between clinicians, and the
spread of months beyond chance (overdispersion). Method and rejected variants:
docs/methods/baseline.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from tenthhour.core.measurement.panel import Array, Mask, Panel, forward, residuals

ROUNDS = 12
FEW_PEERS = 10
_PRIOR_WEIGHT = 4
_PRIOR_SD = 0.35  # on logit and log; a quarter of the pooled sd for means
_BLOCK = 2048
_CLIP = 5.0  # in SD: one absurd month must not become everybody's overdispersion
PERSISTENCE = 0.6  # how slowly autocorrelated extra variance fades where the panel is too small to say


@dataclass(frozen=True)
class OwnBaseline:
    """What the baseline periods say; leading axes are those of the panel.

    Attributes:
        level: Own level against colleagues, on the scale of the kind, (..., clinicians).
        uncertainty: Variance of that level (pi), (..., clinicians).
        month: What the periods shared, (..., periods).
        between: Variance of true levels between clinicians (tau squared), (...).
        extra: Variance of a period beyond chance (omega squared), (...).
        lag1: What of it a period shares with the next, 0 <= lag1 <= .6 extra, (...).
        left: Residuals after level and month, (..., clinicians, periods); 0 where unusable.
        weight: 1 / variance of each period, 0 where unusable, same shape.

    """

    level: Array
    uncertainty: Array
    month: Array
    between: Array
    extra: Array
    lag1: Array
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
    uncertainty, lag1 = 0 * level, 0 * extra
    peers = np.any(panel.usable, axis=-1).sum()
    left = weight = np.zeros(np.broadcast(panel.y, panel.n).shape)
    for _ in range(ROUNDS):
        left, weight = _linear(panel, month, level, extra)
        shared, total = weight.sum(-2), weight.sum(-1)
        shift = np.einsum("...ij,...ij->...j", left, weight) / np.maximum(shared, 1e-12)
        month = month + shift
        left -= shift[..., None, :]
        known = information(weight, lag1)
        uncertainty = 1 / (known + 1 / between[..., None])
        own = np.einsum("...ij,...ij->...i", left, weight) / np.maximum(total, 1e-12)
        moved = (own + level) * known * uncertainty
        left -= (moved - level)[..., :, None]
        level = moved
        between = _between(level, uncertainty, known > 0, int(peers), prior_between(panel))
        extra = _extra(left, weight, extra, uncertainty)
        lag1 = _lag1(left, weight, uncertainty, extra)
    left = np.where(panel.usable, left, 0.0)
    return OwnBaseline(level, uncertainty, month, between, extra, lag1, left, weight)


def information(weight: Array, lag1: Array | float) -> Array:
    """What periods of these weights say about a level, 1 / variance of their mean, (..., clinicians).

    Neighbouring periods are alike, so that 24 of them say less than 24 strangers would: taken as strangers,
    95 % intervals of own levels held 86 % with three tenths of the extra variance fading slowly.
    """
    apart = np.abs(np.subtract.outer(*2 * [np.arange(weight.shape[-1])]))
    alike = np.where(apart > 0, PERSISTENCE ** (apart - 1.0), 0.0)
    total = weight.sum(-1)
    shared = np.asarray(lag1)[..., None] * np.einsum("...ij,...ij->...i", weight @ alike, weight)
    return np.asarray(total / (1 + shared / np.maximum(total, 1e-12)))


def own_level(panel: Panel, shared: Array, among: OwnBaseline) -> tuple[Array, Array]:
    """Level and its variance for clinicians who join later, given what the periods shared.

    Args:
        panel: Their learning periods, (..., clinicians, periods); n = 0 outside them.
        shared: The peer month as each of them saw it, same shape.
        among: Baseline of the colleagues, for the spread of levels and of periods.

    Returns:
        Level and variance, each (..., clinicians).

    """
    between, extra = among.between[..., None], among.extra[..., None, None]
    level = np.zeros(np.broadcast(panel.y, shared).shape[:-1])
    uncertainty = level
    for _ in range(4):
        left, variance = residuals(panel, panel.offset + shared + level[..., None], extra)
        weight = np.where(panel.usable, 1 / variance, 0.0)
        known = information(weight, among.lag1)
        uncertainty = 1 / (known + 1 / between)
        level = _mean(left + level[..., None], weight, axis=-1) * known * uncertainty
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


def _between(level: Array, uncertainty: Array, known: Mask, peers: int, prior: float) -> Array:
    moments = np.where(known, level**2 + uncertainty, 0.0).sum(-1)
    if peers < FEW_PEERS:
        return np.asarray((_PRIOR_WEIGHT * prior + moments) / (_PRIOR_WEIGHT + peers))
    return np.asarray(np.maximum(moments / peers, 1e-6 * prior))


def _linear(panel: Panel, month: Array, level: Array, extra: Array) -> tuple[Array, Array]:
    """Residuals and weights around month and level, some clinicians after others so that the cache holds them."""
    left = np.zeros(np.broadcast(panel.y, panel.n).shape)
    weight = np.zeros(left.shape)
    for rows in _blocks(level.shape[-1]):
        some = replace(
            panel, y=panel.y[..., rows, :], n=panel.n[..., rows, :], offset=panel.offset[..., rows, :]
        )
        effect = some.offset + month[..., None, :] + level[..., rows, None]
        left[..., rows, :], variance = residuals(some, effect, extra[..., None, None])
        np.divide(1.0, variance, out=weight[..., rows, :], where=some.usable)
    return left, weight


def _blocks(clinicians: int) -> Iterator[slice]:
    """Some clinicians after others, so that the processor's cache holds what is needed of them."""
    return (slice(first, first + _BLOCK) for first in range(0, clinicians, _BLOCK))


def _extra(left: Array, weight: Array, before: Array, uncertainty: Array) -> Array:
    """Weighted moments: what is left beyond sampling, allowing for the level and month fitted.

    The mean, weighted by w^2, of min(left^2, 25 / w) / kept less the variance of sampling, which is 1 / w - before.
    """
    shared = 1 / np.maximum(weight.sum(-2, keepdims=True), 1e-12)
    seen = np.zeros(before.shape)
    for rows in _blocks(left.shape[-2]):
        moved, some = left[..., rows, :], weight[..., rows, :]
        kept = np.clip(1 - some * (uncertainty[..., rows, None] + shared), 0.2, 1.0)
        known = np.minimum(moved * moved * some, _CLIP**2)
        seen = seen + np.einsum("...ij,...ij->...", some, known / kept)
    squared = np.einsum("...ij,...ij->...", weight, weight)
    beyond = seen - weight.sum((-1, -2)) + before * squared
    return np.asarray(np.maximum(beyond / np.maximum(squared, 1e-12), 0.0))


def _lag1(left: Array, weight: Array, uncertainty: Array, extra: Array) -> Array:
    """Lag-1 covariance, given back what fitting the level took from it."""
    late, early = left[..., 1:] * weight[..., 1:], left[..., :-1] * weight[..., :-1]
    pairs = np.einsum("...ij,...ij->...i", weight[..., 1:], weight[..., :-1])
    found = np.einsum("...ij,...ij->...", late, early) + (pairs * uncertainty).sum(-1)
    return np.asarray(np.clip(found / np.maximum(pairs.sum(-1), 1e-12), 0.0, PERSISTENCE * extra))
