"""Methods: each turns panels into one number per clinician and judged month; the higher, the worse.

Whatever a method usually holds against a fixed limit is kept as a number, so that every one can be set to the
same false alarms. All are told which direction is worse. Where a rule has no number (a run of seven), it is
scaled with the others, in the peer's favour.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.detection.world import BASELINE, Made
from tenthhour.core.measurement.estimate import own_baseline
from tenthhour.core.measurement.panel import Array, inverse, spread
from tenthhour.core.measurement.signals import Plan, monitor

_MOVING_RANGE = 1.128  # mean moving range of two, in SD
_NEVER = -1e9


def _values(made: Made) -> Array:
    """Observed values turned so that up is worse; NaN where missing."""
    return np.where(made.panel.n > 0, made.panel.y * made.kind.worse, np.nan)


def _moving_range_sd(values: Array) -> Array:
    """SD from mean moving ranges of neighbouring known months, (panels, clinicians, 1)."""
    with np.errstate(invalid="ignore"):
        return np.nanmean(np.abs(np.diff(values, axis=-1)), axis=-1, keepdims=True) / _MOVING_RANGE


def _z(values: Array) -> Array:
    base = values[..., :BASELINE]
    sd = np.maximum(_moving_range_sd(base), 1e-9)
    return (values - np.nanmean(base, axis=-1, keepdims=True)) / sd


def _scored(score: Array) -> Array:
    return np.nan_to_num(score[..., BASELINE:], nan=_NEVER)


def xmr(made: Made) -> Array:
    """XmR, single point: own baseline mean, SD from moving ranges."""
    return _scored(_z(_values(made)))


def nhs(made: Made) -> Array:
    """NHS rules as one family: point at k, 2 of 3 at 2k/3, run and trend of 7 at k = 3, longer ones higher."""
    z = _z(_values(made))
    score = np.array(z)
    side = np.where(np.isnan(z), 0.0, z)
    run, trend = np.zeros(z.shape[:-1]), np.zeros(z.shape[:-1])
    last = np.full(z.shape[:-1], np.nan)
    for t in range(z.shape[-1]):
        known = ~np.isnan(z[..., t])
        rising = known & (z[..., t] > last)
        run = np.where(known, np.where(z[..., t] > 0, run + 1, 0), run)
        trend = np.where(known, np.where(rising, trend + 1, 1), trend)
        last = np.where(known, z[..., t], last)
        lengths = np.maximum(run, trend) * 3 / 7
        score[..., t] = np.fmax(
            z[..., t], np.where(known, lengths + 0.01 * np.clip(side[..., t], 0, 9), np.nan)
        )
        if t >= 2:
            three = side[..., t - 2 : t + 1]
            two = np.where((three > 0).all(-1), np.sort(three, axis=-1)[..., 1] * 1.5, _NEVER)
            score[..., t] = np.fmax(score[..., t], np.where(known, two, np.nan))
    return _scored(score)


def anhoej(made: Made) -> Array:
    """Anhoej: current run on the worse side of the baseline median, or too few crossings in 24 months."""
    values = _values(made)
    median = np.nanmedian(values[..., :BASELINE], axis=-1, keepdims=True)
    away = values - median
    side = np.sign(np.nan_to_num(away))
    scale = np.maximum(np.nanstd(values[..., :BASELINE], axis=-1), 1e-9)
    run, total = np.zeros(side.shape[:-1]), np.zeros(side.shape[:-1])
    score = np.full(side.shape, np.nan)
    for t in range(side.shape[-1]):
        useful = side[..., t] != 0
        run = np.where(useful, np.where(side[..., t] > 0, run + 1, 0), run)
        total = np.where(run > 0, total + np.nan_to_num(away[..., t]), 0.0)
        finer = np.clip(total / np.maximum(run, 1) / scale / 4, 0, 0.999)  # parts equal runs, in its favour
        window = side[..., max(0, t - 23) : t + 1]
        few = _crossings_missing(window) * (window.sum(-1) > 0)
        score[..., t] = np.maximum(run + finer, few + 8)  # log2(24) + 3 rounds to 8 on both scales
    return _scored(score)


def _crossings_missing(side: Array) -> Array:
    """How many crossings fewer than 8, the fewest chance explains among 24."""
    carried = np.array(side)
    for t in range(1, side.shape[-1]):
        carried[..., t] = np.where(carried[..., t] == 0, carried[..., t - 1], carried[..., t])
    crossings = (carried[..., 1:] * carried[..., :-1] < 0).sum(-1)
    return np.where(side.shape[-1] >= 24, 8 - crossings, _NEVER)


def laney(made: Made) -> Array:
    """Laney's p', u' (Taylor's I' for means): limits from counts, widened by moving ranges of z."""
    values, n = _values(made), made.panel.n
    base_n = np.where(n > 0, n, 0.0)[..., :BASELINE]
    known = np.nan_to_num(values[..., :BASELINE])
    mean = (known * base_n).sum(-1, keepdims=True) / np.maximum(base_n.sum(-1, keepdims=True), 1.0)
    centre = np.abs(mean)
    of_one = {"proportion": centre * (1 - centre), "rate": centre, "mean": np.ones_like(centre)}[
        made.panel.kind
    ]
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (values - mean) / np.sqrt(np.maximum(of_one, 1e-6) / n)
    return _scored(z / np.maximum(_moving_range_sd(z[..., :BASELINE]), 1e-9))


def fixed(made: Made) -> Array:
    """Fixed threshold: the value itself, the same for everybody."""
    return _scored(_values(made))


def _among_peers(made: Made) -> Array:
    """Place among colleagues this month: SDs from their mean, a percentile without its ties."""
    values = _values(made)
    return (values - np.nanmean(values, axis=-2, keepdims=True)) / np.nanstd(values, axis=-2, keepdims=True)


def percentile(made: Made) -> Array:
    """Peer percentile of the month."""
    return _scored(_among_peers(made))


def worst_decile(made: Made) -> Array:
    """Among the worst tenth (or whatever share) three months running."""
    place = _among_peers(made)
    three = np.stack([place[..., BASELINE - k : place.shape[-1] - k] for k in range(3)])
    return np.nan_to_num(three.min(0), nan=_NEVER)


def openprescribing(made: Made) -> Array:
    """OpenPrescribing's CUSUM of percentiles before its first alert: slack half an SD, both from the baseline."""
    values = _values(made)
    order = np.argsort(np.argsort(np.where(np.isnan(values), np.inf, values), axis=-2), axis=-2)
    place = np.where(
        np.isnan(values), np.nan, order / np.maximum((~np.isnan(values)).sum(-2, keepdims=True), 1)
    )
    base = place[..., :BASELINE]
    target, sd = np.nanmean(base, axis=-1), np.maximum(np.nanstd(base, axis=-1), 1e-3)
    up, score = np.zeros(target.shape), np.full(place.shape, np.nan)
    for t in range(BASELINE, place.shape[-1]):
        up = np.nan_to_num(np.maximum(0.0, up + place[..., t] - target - 0.5 * sd))
        score[..., t] = up / sd
    return _scored(score)


def oracle(made: Made, share: float) -> Array:
    """Page's CUSUM knowing every level, shared month and variance; tuned to `share` of the drift."""
    mean = inverse(made.panel.kind, made.effect)
    residual = (made.panel.y - mean) / spread(made.panel.kind, mean)
    delta = made.kind.worse * made.kind.size * share
    gain = np.where(made.panel.n > 0, (delta * residual - delta**2 / 2) / made.variance, 0.0)
    value, path = np.zeros(gain.shape[:-1]), np.zeros(gain.shape)
    for t in range(BASELINE, gain.shape[-1]):
        value = np.maximum(0.0, value + gain[..., t])
        path[..., t] = value
    return _scored(path)


def ours(made: Made, share: float = 1.0) -> Array:
    """The product's own statistic, estimated from the same panel; change worth knowing `share` of the drift."""
    baseline = own_baseline(made.panel.until(BASELINE))
    periods = made.panel.n.shape[-1]
    plan = Plan(
        BASELINE, made.panel.n > 0, np.zeros(made.panel.n.shape, dtype=bool),
        made.kind.size * share, made.kind.worse, np.full(periods, np.inf),
    )  # fmt: skip
    found = monitor(made.panel, baseline, plan).worse[..., BASELINE:]
    return np.where(made.panel.n[..., BASELINE:] > 0, found, _NEVER)


METHODS: dict[str, Callable[[Made], Array]] = {
    "ours": ours,
    "ours, drift a third larger than worth knowing": lambda made: ours(made, 0.75),
    "XmR, one point": xmr,
    "NHS rules": nhs,
    "Anhoej runs": anhoej,
    "Laney p', u'": laney,
    "fixed threshold": fixed,
    "peer percentile": percentile,
    "worst decile, 3 months": worst_decile,
    "CUSUM of percentiles": openprescribing,
    "oracle .5": lambda made: oracle(made, 0.5),
    "oracle .75": lambda made: oracle(made, 0.75),
    "oracle 1": lambda made: oracle(made, 1.0),
}
