"""Across: a look over the last year of colleagues without names, as context for a conversation; never a signal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from tenthhour.core.measurement.across import Across, Limit, Looked, Own
from tenthhour.core.measurement.estimate.reliability import NEEDED
from tenthhour.core.measurement.limits import FEWEST_PEERS, Funnel, flagged, funnel
from tenthhour.core.measurement.panel import Array, Mask, Whole, forward, inverse
from tenthhour.core.month import Month
from tenthhour.pipeline.clinic.site import MeasureCourse, Walked

_STEPS = 16  # points along each limit; more cannot be seen


@dataclass(frozen=True)
class _Year:
    """One group's last year: rows that count, patients, and values with the patients taken out where known."""

    course: MeasureCourse
    walked: Walked
    rows: Whole
    n: Array
    value: Array

    @property
    def kind(self):  # type: ignore[no-untyped-def]
        return self.course.counted.measure.kind

    def sizes(self, n: Array) -> Array:
        """What the funnel counts by: patients, or the sampling variance of a mean of so many."""
        return np.asarray(self.walked.course.prepared.panel.dispersion / n) if self.kind == "mean" else n

    def looked(self) -> Funnel:
        # Taking the patients out leaves parts of events; a count law knows whole ones only.
        values = self.value if self.kind == "mean" else np.round(self.value * self.n)
        return funnel(self.kind, values, self.sizes(self.n))


def looked(courses: Iterable[MeasureCourse], as_of: Month) -> tuple[Looked, ...]:
    """Every group of ten and more with a reliable year; false discoveries are held over all of them together."""
    years = [y for c in courses for y in _years(c, as_of)]
    found = [y.looked() for y in years]
    if not found:
        return ()
    outside = flagged(np.concatenate([f.p_values for f in found]))
    ends = np.cumsum([len(f.p_values) for f in found])[:-1]
    return tuple(_told(y, f, o) for y, f, o in zip(years, found, np.split(outside, ends), strict=True))


def _years(course: MeasureCourse, as_of: Month) -> Iterator[_Year]:
    at = min(course.counted.complete(as_of), course.counted.periods) - 1
    for walked in course.walked:
        rule, prepared = walked.course.prepared.rule, walked.course.prepared
        year = slice(max(0, at + 1 - rule.per_year), at + 1)
        counts = walked.group.targets & (walked.course.n_year[:, at] >= rule.floor_year)
        rows = np.flatnonzero(counts & (walked.course.reliability[:, at] >= NEEDED) & prepared.established)
        if at < 0 or len(rows) < FEWEST_PEERS:
            continue
        panel = prepared.panel
        n, kind = panel.n[rows, year], panel.kind
        own = inverse(kind, forward(kind, panel.y[rows, year]) - panel.offset[rows, year])
        total = n.sum(-1)
        yield _Year(course, walked, rows, total, (np.where(n > 0, own, 0.0) * n).sum(-1) / total)


def _told(year: _Year, found: Funnel, outside: Mask) -> Looked:
    ids = [year.course.counted.ids[int(year.walked.group.members[r])] for r in year.rows]
    points = zip(year.n, year.value, strict=True)
    dots = sorted((float(f"{n:.2g}"), _coarse(v, year.kind)) for n, v in points)
    across = Across(
        year.course.counted.measure.id,
        year.walked.group.name,
        float(found.null.level),
        _limits(year, found),
        tuple(dots),
        is_adjusted=year.course.case_mix_version is not None,
    )
    own = zip(ids, year.n, year.value, outside, strict=True)
    return Looked(across, {i: Own(float(n), float(v), bool(o)) for i, n, v, o in own})


def _limits(year: _Year, found: Funnel) -> tuple[Limit, ...]:
    n: Array = np.round(np.geomspace(float(0.85 * year.n.min()), float(1.1 * year.n.max() + 1), _STEPS))
    sizes = year.sizes(n)
    lines = (n, *found.band(sizes, 0.95), *found.band(sizes, 0.998))
    return tuple(Limit(*(float(v) for v in at)) for at in zip(*lines, strict=True))


def _coarse(value: float, kind: str) -> float:
    """One decimal of a per cent or of the value: a dot, not a record."""
    return round(float(value) * 100, 1) / 100 if kind == "proportion" else round(float(value), 1)
