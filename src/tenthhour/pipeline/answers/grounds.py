"""Grounds: the numbers a finding rests on, read off a walked course at one period."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tenthhour.core.finding import Baseline, Counts, Interval, Level
from tenthhour.core.measurement.estimate import own_level
from tenthhour.core.measurement.panel import inverse, unbent
from tenthhour.core.month import Month
from tenthhour.pipeline.clinic.site import MeasureCourse, Walked

_Z = 1.959964


@dataclass(frozen=True)
class Place:
    """One clinician of one measure at one period: where to look in the arrays."""

    course: MeasureCourse
    walked: Walked
    row: int
    at: int

    @property
    def clinician_id(self) -> str:
        return self.course.counted.ids[int(self.walked.group.members[self.row])]

    @property
    def kind(self):  # type: ignore[no-untyped-def]
        return self.course.counted.measure.kind

    def month(self, period: int) -> Month:
        return self.course.counted.month(period)

    def first_month(self, period: int) -> Month:
        """First month of the period, for "since"."""
        return self.course.counted.month(period) + (1 - self.course.counted.rule.months)


def counts(place: Place) -> Counts:
    """Denominators of the period and of the last year."""
    course = place.walked.course
    return Counts(
        float(course.prepared.panel.n[place.row, place.at]), float(course.n_year[place.row, place.at])
    )


def observed(place: Place) -> float:
    """The period's own value."""
    return float(place.walked.course.prepared.panel.y[place.row, place.at])


def usual_effect(place: Place) -> float:
    """Own level plus what the periods of the baseline shared, on the scale effects add on."""
    course = place.walked.course
    own = course.walked.level[place.row, place.at]
    begins, ends, _ = baseline_span(place)
    return float(own + course.walked.others[place.row, begins : ends + 1].mean())


def baseline_span(place: Place) -> tuple[int, int, int]:
    """First and last period of the own baseline, and how many usable ones it has."""
    prepared = place.walked.course.prepared
    start = prepared.start or 0
    if prepared.established[place.row]:
        usable = np.flatnonzero(prepared.panel.n[place.row, :start] > 0)
        return 0, start - 1, len(usable)
    learnt = np.flatnonzero(prepared.learning[place.row])
    return (int(learnt[0]), int(learnt[-1]), len(learnt)) if len(learnt) else (0, start - 1, 0)


def baseline(place: Place) -> Baseline:
    """The clinician's own earlier level, on the measure's scale."""
    begins, ends, usable = baseline_span(place)
    value = float(inverse(place.kind, usual_effect(place)))
    months = usable * place.course.counted.rule.months
    return Baseline(value, place.first_month(begins), place.month(ends), months)


def expected_effect(place: Place) -> float:
    """What this period would have been without a change of one's own."""
    course, row, at = place.walked.course, place.row, place.at
    return float(
        course.prepared.panel.offset[row, at] + course.walked.others[row, at] + course.walked.level[row, at]
    )


def expected(place: Place) -> float:
    return float(inverse(place.kind, expected_effect(place)))


def shared_change(place: Place) -> float:
    """What colleagues' shared change does to a clinician of this level, on the measure's scale."""
    return float(inverse(place.kind, expected_effect(place)) - inverse(place.kind, usual_effect(place)))


def estimate(place: Place, *, worse: bool) -> Interval:
    """Level now with the shared change taken out, so that it can be held against the level before.

    Own baseline level, in what the baseline shared, plus the change; the
    interval is made wide enough for having been chosen by a signal. (With this
    month's shared effect in it, a region that had stood still while all others
    fell read "19 % since July, 19 % before".)
    """
    walked, row, at = place.walked.course.walked, place.row, place.at
    size = (walked.size_worse if worse else walked.size_better)[row, at]
    error = (walked.error_worse if worse else walked.error_better)[row, at]
    middle = place.walked.course.prepared.rule.worse * (1 if worse else -1) * size
    half = _Z * float(place.walked.widen[at]) * error
    moved = unbent(place.kind, expected_effect(place), np.array([middle, middle - half, middle + half]))
    value, low, high = (float(v) for v in inverse(place.kind, usual_effect(place) + moved))
    return Interval(value, low, high)


def level(place: Place) -> Level:
    """Own level of the last year, shrunken, with its interval: for an Ask or a strength, never a signal."""
    course, row, at = place.walked.course, place.row, place.at
    year = slice(max(0, at + 1 - course.prepared.rule.per_year), at + 1)
    panel = course.prepared.panel
    own = replace(panel, y=panel.y[row : row + 1, year], n=panel.n[row : row + 1, year],
                  offset=panel.offset[row : row + 1, year])  # fmt: skip
    shared = course.walked.others[row : row + 1, year]
    n = own.n[0]
    if n.sum() < course.prepared.rule.floor_year:
        return _no_level(place, float(n.sum()))
    found, uncertainty = own_level(own, shared, course.baseline)
    # Without the offset: the level with the patients that are usual here, the same for everybody.
    usual = float(np.average(shared[0], weights=n))
    middle = float(found[0]) + usual
    half = _Z * float(np.sqrt(uncertainty[0]))
    value, low, high = (float(inverse(place.kind, v)) for v in (middle, middle - half, middle + half))
    return replace(
        _no_level(place, float(n.sum())), value=value, low=low, high=high, steady_months=_steady(place),
        changed_from=changed_from(place), expected=float(inverse(place.kind, usual)),
    )  # fmt: skip


def _no_level(place: Place, n: float) -> Level:
    measure_id = place.course.counted.measure.id
    adjusted = place.course.case_mix_version is not None
    return Level(
        place.clinician_id, measure_id, None, None, None, n, 0, None, has_counts=True, is_adjusted=adjusted
    )


def changed_from(place: Place) -> Month | None:
    """Month the running, told change began; None where there is none."""
    walked, standing = place.walked.course.walked, place.walked.standing
    for said, change in (
        (standing.said_worse, walked.change_worse),
        (standing.said_better, walked.change_better),
    ):
        if said[place.row, place.at] and change[place.row, place.at] >= 0:
            return place.first_month(int(change[place.row, place.at]))
    return None


def _steady(place: Place) -> int:
    """Months since the series began or since the last change of one's own."""
    walked = place.walked.course.walked
    changes = (walked.ended_worse | walked.ended_better)[place.row, : place.at + 1]
    seen = np.flatnonzero(place.walked.course.prepared.situation.panel.n[place.row, : place.at + 1] > 0)
    if changed_from(place) is not None or not len(seen):
        return 0
    last = np.flatnonzero(changes)
    begins = max(int(seen[0]), int(last[-1]) if len(last) else 0)
    return (place.at - begins + 1) * place.course.counted.rule.months
