"""Drawn: every clinician's periods of every measure as charts and pages read them."""

from __future__ import annotations

import numpy as np

from tenthhour.core.measurement.panel import Array, inverse
from tenthhour.core.measurement.series import Point, Series
from tenthhour.core.month import Month
from tenthhour.pipeline.answers import grounds
from tenthhour.pipeline.answers.grounds import Place
from tenthhour.pipeline.clinic.counted import Counted
from tenthhour.pipeline.clinic.site import MeasureCourse, Site
from tenthhour.pipeline.clinic.stages import stage

_Z = 1.959964
_UNKNOWN = 1e6


def drawn(place: Place, whole: Counted, site: Site) -> Series:
    """The series of one place: all periods counted, each with the limits it was judged by."""
    row = int(place.walked.group.members[place.row])
    begins = _begins(place)
    points, epochs = _before(site, whole, row, begins)
    own = slice(max(0, (begins or place.first_month(0)) - place.first_month(0)) // whole.rule.months, None)
    return Series(
        clinician_id=place.clinician_id,
        measure_id=whole.measure.id,
        points=(*points, *_points(place)[own]),
        baseline_end=place.month(grounds.baseline_span(place)[1]),
        change_from=grounds.changed_from(place),
        epochs=epochs,
    )


def _begins(place: Place) -> Month | None:
    """Where the series of this place begins anew: a definition, a level for everybody, or one of their own."""
    restart = int(place.walked.course.prepared.situation.restart[place.row])
    if restart > 0:
        return place.first_month(restart)
    return place.first_month(0) if place.course.stage.why else None


def _before(
    site: Site, whole: Counted, row: int, begins: Month | None
) -> tuple[list[Point], tuple[Month, ...]]:
    """The periods before a new start with the limits they were judged by then, and every new start."""
    if begins is None:
        return [], ()
    until = begins + -1
    periods = min(whole.complete(until), whole.periods)
    course = site.course(stage(whole, until, site.decisions), until) if periods > 0 else None
    place = _found(course, row, periods) if course else None
    if place is None:
        return [_bare(whole, row, p) for p in range(periods)], (begins,)
    earlier = drawn(place, whole, site)
    return list(earlier.points), (*earlier.epochs, begins)


def _found(course: MeasureCourse, row: int, periods: int) -> Place | None:
    """Where a clinician stands in a walked measure."""
    for walked in course.walked:
        for own in np.flatnonzero(walked.group.targets & (walked.group.members == row)):
            return Place(course, walked, int(own), min(periods, course.counted.periods) - 1)
    return None


def _points(place: Place) -> list[Point]:
    """All periods up to the place, computed at once: half a thousand clinicians have a quarter of a million."""
    course, row, kind = place.walked.course, place.row, place.kind
    seen = slice(place.at + 1)
    raw, walked = course.prepared.situation.panel, course.walked
    n, usable = raw.n[row, seen], course.prepared.panel.n[row, seen] > 0
    effect = raw.offset[row, seen] + walked.others[row, seen] + walked.level[row, place.at]
    spread = np.where(usable, walked.variance[row, seen] + walked.uncertainty[row, place.at], np.nan)
    half, shared = _half(spread), walked.everyone[seen]
    around = _half(walked.everyone_variance[seen])
    columns = (
        np.where(n > 0, n, np.nan),
        np.where(n > 0, raw.y[row, seen], np.nan),
        *(inverse(kind, line) for line in (effect, effect - half, effect + half)),
        *(inverse(kind, line) for line in (shared, shared - around, shared + around)),
    )
    months = (place.month(at) for at in range(place.at + 1))
    rows = zip(months, *(_known(column) for column in columns), usable.tolist(), strict=True)
    return [Point(*row) for row in rows]


def _known(numbers: Array) -> list[float | None]:
    """The numbers, None where nothing is known."""
    return np.where(np.isfinite(numbers), numbers, None).tolist()  # type: ignore[call-overload, no-any-return]


def _half(variance: Array) -> Array:
    """Half the width of a 95 % interval; NaN where nothing is known."""
    return _Z * np.sqrt(np.where(np.isfinite(variance) & (variance < _UNKNOWN), variance, np.nan))


def _bare(whole: Counted, row: int, period: int) -> Point:
    n, bare = float(whole.n[row, period]), float(whole.bare[row, period])
    shown = float(whole.y[row, period]) if n > 0 else (bare if np.isfinite(bare) else None)
    return Point(whole.month(period), n if n > 0 else None, shown, judged=False)


def without_limits(site: Site, course: MeasureCourse, whole: Counted, row: int, as_of: Month) -> Series:
    """A series that is charted and not judged: no counts, too little of a past, or a new start."""
    periods = min(whole.complete(as_of), whole.periods)
    begins = course.counted.month(0) + (1 - whole.rule.months) if course.stage.why else None
    points, epochs = _before(site, whole, row, begins)
    points += [_bare(whole, row, p) for p in range(len(points), periods)]
    has_counts = bool((whole.n[row, :periods] > 0).any())
    return Series(
        whole.ids[row], whole.measure.id, tuple(points), epochs=epochs, conversation_only=not has_counts
    )


def shown_without_limits(
    site: Site, course: MeasureCourse, whole: Counted, as_of: Month, done: set[int]
) -> list[Series]:
    """Everybody of a measure with any value who has no limits yet."""
    periods = min(whole.complete(as_of), whole.periods)
    some = ((whole.n > 0) | np.isfinite(whole.bare))[:, :periods].any(-1)
    rows = (int(r) for r in np.flatnonzero(some))
    return [without_limits(site, course, whole, r, as_of) for r in rows if r not in done]
