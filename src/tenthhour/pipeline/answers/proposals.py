"""Proposals: a new baseline for one clinician, whose hours changed or whose number has stayed changed for a year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tenthhour.core.data_question import DataQuestion
from tenthhour.core.measurement.panel import Array, inverse
from tenthhour.core.measurement.wording import Scale
from tenthhour.core.month import Month
from tenthhour.pipeline.answers import grounds
from tenthhour.pipeline.answers.grounds import Place
from tenthhour.pipeline.answers.questions import named
from tenthhour.pipeline.answers.saying import places, told
from tenthhour.pipeline.clinic.site import MeasureCourse
from tenthhour.pipeline.clinic.stages import settles
from tenthhour.pipeline.decisions import Decisions, Hours


def proposals(course: MeasureCourse, as_of: Month, decisions: Decisions) -> Iterator[DataQuestion]:
    """Of everybody whose hours changed, and of those told of a change a year ago that has become the usual."""
    for place in places(course, as_of):
        said = told(place)
        if (change := _new_hours(place, decisions)) is not None:
            yield _for_hours(place, change)
        elif said is not None and said[1] != "ended" and _is_settled(place, worse=said[0]):
            yield _proposal(place, worse=said[0])


def _new_hours(place: Place, decisions: Decisions) -> Hours | None:
    """The newest large change of hours after the baseline of a number that depends on them, once it has settled."""
    if not place.course.counted.measure.depends_on_fte:
        return None
    begins = max(
        place.walked.course.prepared.start or 0, place.walked.course.prepared.situation.restart[place.row] + 1
    )
    mine = [h for h in decisions.hours if h.clinician_id == place.clinician_id and h.is_large]
    for change in sorted(mine, key=lambda h: h.month.index, reverse=True):
        first, last = settles(place.course.counted, change)
        if begins <= first and last < place.at:
            return change
    return None


def _for_hours(place: Place, change: Hours) -> DataQuestion:
    first, _ = settles(place.course.counted, change)
    said = (
        f"{change.after:g} of a full clinical post since {change.month.words}, {change.before:g} before, "
        "and this number depends on hours",
        "Should a new baseline begin there? The old limits stay drawn.",
    )
    return named(
        place.course, "own_level", (place.walked.group.name, place.clinician_id), (first, place.at), said
    )


def _change(place: Place, *, worse: bool) -> int:
    walked = place.walked.course.walked
    return int((walked.change_worse if worse else walked.change_better)[place.row, place.at])


def _is_settled(place: Place, *, worse: bool) -> bool:
    """A year of periods since the change, in which the same detector, begun anew there, would have been quiet."""
    course, first = place.walked.course, _change(place, worse=worse)
    rule, walked = course.prepared.rule, course.walked
    since = slice(first, place.at + 1)
    usable = course.prepared.panel.n[place.row, since] > 0
    if first < 0 or usable.sum() < rule.per_year:
        return False
    size = (walked.size_worse if worse else walked.size_better)[place.row, place.at]
    left = walked.residual[place.row, since][usable] - rule.worse * (1 if worse else -1) * size
    weight = 1 / walked.variance[place.row, since][usable]
    height = float(course.threshold[place.at])
    return all(_highest(sign * left, weight, rule.delta) < height for sign in (1, -1))


def _highest(left: Array, weight: Array, delta: float) -> float:
    """Highest value of Page's CUSUM for a move of delta: S = max(0, S + delta w r - delta^2 w / 2)."""
    value = highest = 0.0
    for r, w in zip(left, weight, strict=True):
        value = max(0.0, value + delta * w * r - delta**2 * w / 2)
        highest = max(highest, value)
    return highest


def _proposal(place: Place, *, worse: bool) -> DataQuestion:
    scale, now = Scale(place.kind), grounds.estimate(place, worse=worse)
    first = _change(place, worse=worse)
    before = float(inverse(place.kind, np.float64(grounds.usual_effect(place))))
    since = place.first_month(first).words
    said = (
        f"about {scale.shown(now.value)} since {since}, {scale.shown(before)} before, and steady for a year",
        "Is this the new normal? If so, a new baseline begins there. The old limits stay drawn.",
    )
    return named(
        place.course, "own_level", (place.walked.group.name, place.clinician_id), (first, place.at), said
    )
