"""Monitor: walk through the periods once, never looking ahead.

Each period: the peer month from others (weighted by what was known a period
ago), the residual, its variance, the evidence both ways, the episode. Nothing
of a later period can reach an earlier one, because the walk has not been there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tenthhour.core.measurement.estimate.baseline import OwnBaseline, own_level
from tenthhour.core.measurement.panel import Array, Mask, Panel, Whole, residuals
from tenthhour.core.measurement.signals import evidence as chart
from tenthhour.core.measurement.signals.episodes import Episode, calm, step
from tenthhour.core.measurement.signals.peers import PeerMonth, drifting_weight, peer_month

LONG_GAP = 4
_BLOCK = 2048  # series weighed at a time, so that what is needed stays in the processor's cache


@dataclass(frozen=True)
class Plan:
    """Who is judged when.

    Attributes:
        start: Periods of the common baseline; the walk begins here.
        judged: Periods that count for the clinician's own chart, (clinicians, periods).
        learning: Periods in which a later joiner's own level is learnt, same shape.
        delta: Change worth knowing on the scale of the kind, > 0.
        worse: +1 when a rise is worse, -1 when a fall is.
        threshold: h of each period, (periods,); infinite while simulating, so that nothing resets.

    """

    start: int
    judged: Mask
    learning: Mask
    delta: float
    worse: int
    threshold: Array


@dataclass(frozen=True)
class Monitored:
    """What the walk saw; (..., clinicians, periods) unless said otherwise.

    `worse` and `better` are C both ways; `change_*` the index of the best
    change period; `size_*` and `error_*` the shrunken change towards that
    direction and its standard error; `level` and `uncertainty` the own level
    as it was known then; `everyone` is (..., periods).
    """

    residual: Array
    variance: Array
    others: Array
    everyone: Array
    everyone_variance: Array
    level: Array
    uncertainty: Array
    worse: Array
    better: Array
    change_worse: Whole
    change_better: Whole
    size_worse: Array
    size_better: Array
    error_worse: Array
    error_better: Array
    running_worse: Mask
    running_better: Mask
    onset_worse: Mask
    onset_better: Mask
    ended_worse: Mask
    ended_better: Mask


def _by_period(shape: tuple[int, ...], kind: type = float) -> np.ndarray:
    """Zeros whose periods lie apart in memory and everybody's values of one side by side, as the walk needs them."""
    return np.moveaxis(np.zeros((shape[-1], *shape[:-1]), dtype=kind), 0, -1)


class _Walk:
    """The state between two periods; private to `monitor`."""

    def __init__(self, panel: Panel, baseline: OwnBaseline, plan: Plan) -> None:
        self.panel, self.plan, self.baseline = panel, plan, baseline
        shape = np.broadcast(panel.y, panel.n).shape
        self.shape, self.group = shape, shape[:-1]
        self.level, self.uncertainty = baseline.level.copy(), baseline.uncertainty.copy()
        self.out: dict[str, np.ndarray] = {name: _by_period(shape) for name in _FLOATS}
        self.out |= {name: _by_period(shape, bool) for name in _MASKS}
        self.out |= {name: _by_period(shape, np.int64) - 1 for name in _WHOLES}
        self.out["everyone"] = np.zeros((*shape[:-2], shape[-1]))
        self.out["everyone_variance"] = np.zeros((*shape[:-2], shape[-1]))
        for at in range(plan.start):
            self.out["others"][..., at] = baseline.month[..., at, None]
            self.out["everyone"][..., at] = baseline.month[..., at]
            total = baseline.weight[..., at].sum(-1)
            self.out["everyone_variance"][..., at] = 1 / np.maximum(total, 1e-12)
        self.out["variance"][...] = np.inf
        weight = baseline.weight[..., : plan.start]
        self.out["variance"][..., : plan.start] = np.where(weight > 0, 1 / np.maximum(weight, 1e-300), np.inf)
        self.out["residual"][..., : plan.start] = baseline.left
        self.out["level"][..., : plan.start] = baseline.level[..., None]
        self.out["uncertainty"][..., : plan.start] = baseline.uncertainty[..., None]
        self.bends: list[Array] = []
        parts = 2 if panel.kind == "mean" else 4
        longer = (*self.group, shape[-1] + 1)
        self.totals = [_by_period(longer) for _ in range(parts)]
        self.counts = _by_period(longer, np.int64)
        self.worse, self.better = calm(self.group), calm(self.group)
        self.gap = np.zeros(self.group, dtype=np.int64)
        self.segment = np.zeros(self.group, dtype=np.int64)
        self.drift = np.zeros(self.group)
        self.joined = np.argmax(plan.judged, axis=-1)
        self.resets = shape[:-2] == ()  # simulated panels have no threshold yet: C alone is wanted of them
        self.usable = _by_period(shape, bool)

    def period(self, at: int) -> None:
        self._learn(at)
        column = replace(
            self.panel, y=self.panel.y[..., at], n=self.panel.n[..., at], offset=self.panel.offset[..., at]
        )
        judged = np.broadcast_to(self.plan.judged[:, at] & (column.n > 0), self.group)
        trust = np.where(judged, drifting_weight(self.drift), 0.0)
        before = self.out["everyone"][..., at - 1]
        shared = peer_month(column, self.level, self.uncertainty, self.baseline.extra, trust, before)
        self._residual(at, column, shared)
        usable = judged & np.isfinite(self.out["variance"][..., at])
        self.usable[..., at] = usable
        self._sums(at, usable)
        self._evidence(at, usable)
        self.out["level"][..., at], self.out["uncertainty"][..., at] = self.level, self.uncertainty

    def _learn(self, at: int) -> None:
        """Whoever is judged for the first time and learnt outside the common baseline gets a level now."""
        due = np.flatnonzero(
            (self.joined == at) & self.plan.learning[:, :at].any(-1) & self.plan.judged.any(-1)
        )
        if not len(due):
            return
        learning = np.where(self.plan.learning[due, :at], self.panel.n[due, :at], 0.0)
        theirs = replace(
            self.panel, y=self.panel.y[..., due, :at], n=learning, offset=self.panel.offset[due, :at]
        )
        shared = self.out["others"][..., due, :at]
        level, uncertainty = own_level(theirs, shared, self.baseline)
        self.level[..., due], self.uncertainty[..., due] = level, uncertainty

    def _residual(self, at: int, column: Panel, shared: PeerMonth) -> None:
        effect = column.offset + self.level + shared.others
        extra = self.baseline.extra[..., None]
        left, variance = residuals(column, effect, extra)
        variance = variance + shared.others_variance
        self.out["residual"][..., at] = chart.clipped(left, variance, self.plan.delta)
        self.out["variance"][..., at] = variance
        self.out["others"][..., at] = shared.others
        self.out["everyone"][..., at] = shared.everyone
        self.out["everyone_variance"][..., at] = shared.everyone_variance
        if self.panel.kind != "mean":
            self.bends = [chart.bend(column.kind, effect, sign * self.plan.delta) for sign in (1, -1)]

    def _sums(self, at: int, usable: Mask) -> None:
        returned = usable & (self.gap >= LONG_GAP)
        self.segment = np.where(returned, at, self.segment)
        self.gap = np.where(usable, 0, self.gap + 1)
        weight = np.where(usable, 1 / self.out["variance"][..., at], 0.0)
        added = [weight, weight * self.out["residual"][..., at], *(weight * b for b in self.bends)]
        for total, now in zip(self.totals, added, strict=True):
            total[..., at + 1] = total[..., at] + now
        self.counts[..., at + 1] = self.counts[..., at] + usable

    def _evidence(self, at: int, usable: Mask) -> None:
        width = max(1, _BLOCK * self.group[-1] // int(np.prod(self.group)))
        blocks = [slice(first, first + width) for first in range(0, self.group[-1], width)]
        if self.resets:
            parts = [self._both(rows, at) for rows in blocks]
            for way, found in zip(("worse", "better"), zip(*parts, strict=True), strict=True):
                self._told(way, at, usable, chart.Evidence.joined(found))
        else:
            for rows in blocks:
                self._values(rows, at)
        self.drift = np.maximum(self.out["worse"][..., at], self.out["better"][..., at])

    def _both(self, rows: slice, at: int) -> list[chart.Evidence]:
        """Evidence for the worse and for the better about some clinicians."""
        every, delta = self._since(rows, at), self.plan.worse * self.plan.delta
        worse = self._allowed(rows, at, self.worse)
        alike = np.array_equal(self.worse.reach[..., rows], self.better.reach[..., rows])
        better = worse if alike else self._allowed(rows, at, self.better)
        return [every.evidence(delta, worse), every.evidence(-delta, better)]

    def _values(self, rows: slice, at: int) -> None:
        """C alone, where nothing resets and both ways may look back equally far."""
        every, allowed = self._since(rows, at), self._allowed(rows, at, self.worse)
        delta = self.plan.worse * self.plan.delta
        self.out["worse"][..., rows, at] = every.value(delta, allowed)
        self.out["better"][..., rows, at] = every.value(-delta, allowed)

    def _since(self, rows: slice, at: int) -> chart.Since:
        sums = chart.Sums(self.totals[0], self.totals[1], self.counts, *self.totals[2:])
        return chart.since(sums.of(rows), at, self.uncertainty[..., rows], self.plan.start)

    def _allowed(self, rows: slice, at: int, episode: Episode) -> Mask:
        earliest = np.maximum(np.maximum(episode.reach, self.segment), self.plan.start)[..., rows]
        return chart.candidates(
            self.counts[..., rows, :], self.usable[..., rows, :], at, earliest, first=self.plan.start
        )

    def _told(self, way: str, at: int, usable: Mask, found: chart.Evidence) -> None:
        """Keep what a threshold makes of the evidence: episodes, change periods, sizes."""
        episode = step(getattr(self, way), found.value, self.plan.threshold[at], usable, at)
        setattr(self, way, episode)
        size, error = found.size(self.plan.delta)
        kept: dict[str, np.ndarray] = {
            way: found.value, f"change_{way}": found.change, f"size_{way}": size, f"error_{way}": error,
            f"running_{way}": episode.running, f"onset_{way}": episode.onset, f"ended_{way}": episode.ended,
        }  # fmt: skip
        for name, value in kept.items():
            self.out[name][..., at] = value


_FLOATS = (
    "level", "uncertainty", "residual", "variance", "others", "worse", "better", "size_worse", "size_better", "error_worse", "error_better",
)  # fmt: skip
_MASKS = ("running_worse", "running_better", "onset_worse", "onset_better", "ended_worse", "ended_better")
_WHOLES = ("change_worse", "change_better")


def monitor(panel: Panel, baseline: OwnBaseline, plan: Plan) -> Monitored:
    """Walk from the end of the common baseline to the last period of the panel.

    Args:
        panel: All periods known, the common baseline first, (..., clinicians, periods).
        baseline: Estimated from the first `plan.start` periods.
        plan: Who is judged when, and for what size of change.

    """
    walk = _Walk(panel, baseline, plan)
    for at in range(plan.start, walk.shape[-1]):
        walk.period(at)
    return Monitored(**walk.out)
