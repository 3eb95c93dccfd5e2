"""Drawn: every clinician's periods of every measure as charts and pages read them."""

from __future__ import annotations

import numpy as np

from tenthhour.core.measurement.panel import inverse
from tenthhour.core.measurement.series import Point, Series
from tenthhour.core.month import Month
from tenthhour.pipeline.answers import grounds
from tenthhour.pipeline.answers.grounds import Place
from tenthhour.pipeline.clinic.counted import Counted
from tenthhour.pipeline.clinic.site import MeasureCourse

_Z = 1.959964


def drawn(place: Place, whole: Counted) -> Series:
    """The series of one place: all periods counted, with limits where there is a baseline."""
    row = int(place.walked.group.members[place.row])
    before = place.course.stage.epoch
    points = [_bare(whole, row, p) for p in range(before)]
    points += [_point(place, p) for p in range(place.at + 1)]
    epochs = (place.first_month(0),) if place.course.stage.why else ()
    return Series(
        clinician_id=place.clinician_id,
        measure_id=whole.measure.id,
        points=tuple(points),
        baseline_end=place.month(grounds.baseline_span(place)[1]),
        change_from=grounds.changed_from(place),
        epochs=epochs,
    )


def _point(place: Place, period: int) -> Point:
    course, row, kind = place.walked.course, place.row, place.kind
    raw, walked = course.prepared.situation.panel, course.walked
    n = float(raw.n[row, period])
    usable = course.prepared.panel.n[row, period] > 0
    effect = raw.offset[row, period] + walked.others[row, period] + walked.level[row, place.at]
    spread = walked.variance[row, period] + walked.uncertainty[row, place.at]
    half = _Z * float(np.sqrt(spread)) if usable and np.isfinite(spread) else np.nan
    shared = walked.everyone[period]
    sure = walked.everyone_variance[period]
    around = _Z * float(np.sqrt(sure)) if np.isfinite(sure) and sure < 1e6 else np.nan
    return Point(
        month=place.month(period),
        n=n if n > 0 else None,
        observed=float(raw.y[row, period]) if n > 0 else None,
        expected=float(inverse(kind, effect)),
        low=_value(kind, effect - half),
        high=_value(kind, effect + half),
        system=float(inverse(kind, shared)),
        system_low=_value(kind, shared - around),
        system_high=_value(kind, shared + around),
        judged=bool(usable),
    )


def _value(kind, effect: float) -> float | None:  # type: ignore[no-untyped-def]
    return float(inverse(kind, effect)) if np.isfinite(effect) else None


def _bare(whole: Counted, row: int, period: int) -> Point:
    n, bare = float(whole.n[row, period]), float(whole.bare[row, period])
    shown = float(whole.y[row, period]) if n > 0 else (bare if np.isfinite(bare) else None)
    return Point(whole.month(period), n if n > 0 else None, shown, judged=False)


def without_limits(whole: Counted, row: int, as_of: Month) -> Series:
    """A series that is charted and not judged: no counts, or too little of a past."""
    periods = min(whole.complete(as_of), whole.periods)
    points = tuple(_bare(whole, row, p) for p in range(periods))
    has_counts = bool((whole.n[row, :periods] > 0).any())
    return Series(whole.ids[row], whole.measure.id, points, conversation_only=not has_counts)


def shown_without_limits(course: MeasureCourse, whole: Counted, as_of: Month, done: set[int]) -> list[Series]:
    """Everybody of a measure with any value who has no limits yet."""
    periods = min(whole.complete(as_of), whole.periods)
    some = ((whole.n > 0) | np.isfinite(whole.bare))[:, :periods].any(-1)
    return [without_limits(whole, int(r), as_of) for r in np.flatnonzero(some) if int(r) not in done]
