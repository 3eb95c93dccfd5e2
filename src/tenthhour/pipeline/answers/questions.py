"""Questions: what the steward is asked about the numbers themselves, in whole runs of months."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np

from tenthhour.core.data_question import DataQuestion, Kind
from tenthhour.core.errors import Problem
from tenthhour.core.measurement.course import Prepared
from tenthhour.core.measurement.panel import Mask, inverse
from tenthhour.core.measurement.quality import usual_size
from tenthhour.core.measurement.wording import Scale
from tenthhour.core.month import Month
from tenthhour.pipeline.clinic.people import Group
from tenthhour.pipeline.clinic.site import MeasureCourse, Walked

HOLDS = frozenset({"source", "jump", "all_or_none", "new_level"})
HOLD_ASKS = 6  # months a change shared by all must have lasted before a new level is proposed
_ASK = {
    "jump": "Are these this clinician's patients? The month is not judged until this is answered.",
    "all_or_none": "Was the answer left out, or filled in for everyone? The month is not judged until this is answered.",
    "stuck": "Was one month copied into the next? They are judged meanwhile.",
}


def questions(course: MeasureCourse, as_of: Month) -> Iterator[DataQuestion]:
    """Every open question of one measure up to a month; none of them blocks anything but its own judgement."""
    at = min(course.counted.complete(as_of), course.counted.periods) - 1
    if at < 0:
        return
    for group, prepared in course.panels.groups:
        if not group.targets.any():
            continue
        if prepared.source_open[at]:
            yield _source(course, group, prepared, at)
        for kind in ("jump", "all_or_none", "stuck"):
            yield from _personal(course, (group, prepared), kind, at)
    for walked in course.walked:
        if walked.group.targets.any() and _held(walked, at) * course.counted.rule.months >= HOLD_ASKS:
            yield _new_level(course, walked, at)
    yield from _redefined(course, as_of)


def problem(question: DataQuestion) -> Problem:
    """The same for whoever runs `tenthhour findings`."""
    who = question.clinician_id or question.peer_group
    last = question.last if question.first != question.last else None
    when = f"{question.first} to {last}" if last else str(question.first)
    return Problem(
        f"measure {question.measure_id}, {who}, {when}", question.found.rstrip("."), question.ask, False
    )


def _source(course: MeasureCourse, group: Group, prepared: Prepared, at: int) -> DataQuestion:
    asked = prepared.doubts.source[: at + 1]
    closed = np.flatnonzero(~prepared.source_open[: at + 1])
    since = np.flatnonzero(asked & (np.arange(at + 1) > (closed[-1] if len(closed) else -1)))
    said = (
        "nearly everybody's number of patients moved together",
        "Has the definition or the extract changed? The measure is not judged until this is answered.",
    )
    return named(course, "source", (group.name, None), (int(since[0]), int(since[-1])), said)


def _personal(
    course: MeasureCourse, of: tuple[Group, Prepared], kind: Kind, at: int
) -> Iterator[DataQuestion]:
    group, prepared = of
    asked = getattr(prepared.doubts, kind)[:, : at + 1]
    for row in np.flatnonzero(group.targets & asked.any(-1)):
        who = course.counted.ids[int(group.members[row])]
        for first, last in _runs(asked[row]):
            said = (_found(course, prepared, kind, (int(row), last)), _ASK[kind])
            yield named(course, kind, (group.name, who), (first, last), said)


def _found(course: MeasureCourse, prepared: Prepared, kind: Kind, where: tuple[int, int]) -> str:
    row, at = where
    panel = prepared.situation.panel
    n, shown = panel.n[row, at], Scale(panel.kind).shown(float(panel.y[row, at]))
    if kind == "jump":
        usual = usual_size(panel.n, at, course.counted.rule.per_year)[row]
        return f"counted over {n:,.0f}; usually it is about {usual:,.0f}"
    if kind == "all_or_none":
        return f"{shown} of {n:,.0f}, while colleagues are in between"
    several = "months" if course.counted.rule.months == 1 else "quarters"
    return f"the same {shown} of {n:,.0f} four {several} running"


def _held(walked: Walked, at: int) -> int:
    """Periods the running change shared by all has lasted; 0 where none runs."""
    hold, change = walked.course.system.hold, walked.course.system.change
    return at - int(change[at]) + 1 if hold[at] and change[at] >= 0 else 0


def _new_level(course: MeasureCourse, walked: Walked, at: int) -> DataQuestion:
    measure, system = course.counted.measure, walked.course.system
    first, scale = int(system.change[at]), Scale(measure.kind)
    now = float(inverse(measure.kind, walked.course.walked.everyone[first : at + 1].mean()))
    before = float(inverse(measure.kind, system.usual[first : at + 1].mean()))
    # Asked anew each half year: "not yet" is an answer for now.
    halves = _held(walked, at) * course.counted.rule.months // HOLD_ASKS
    said = (
        f"for everyone about {scale.shown(now)} since {_begins(course, first).words}, {scale.shown(before)} before",
        "Is this the new normal? If so, a new baseline begins there, and nobody is judged until it is long enough.",
    )
    return named(course, "new_level", (walked.group.name, None), (first, at), said, halves)


def _redefined(course: MeasureCourse, as_of: Month) -> Iterator[DataQuestion]:
    """The measure's file names a change of definition that begins no new series by itself."""
    for change in course.counted.measure.definition_changed:
        month = Month.parse(change.month)
        position = month.index // course.counted.rule.months - course.counted.first
        if not change.epoch and month <= as_of and 0 < position < course.counted.periods:
            said = (
                f"the definition changed: {change.what}",
                "Are the months before still comparable? If not, a new series begins here.",
            )
            yield named(course, "definition", ("everyone", None), (position, position), said)


def named(
    course: MeasureCourse, kind: Kind, about: tuple[str, str | None], periods: tuple[int, int],
    said: tuple[str, str], again: int = 0,
) -> DataQuestion:  # fmt: skip
    """A question with the name it keeps from month to month."""
    group, who = about
    first = _begins(course, periods[0])
    text = "|".join((kind, course.counted.measure.id, group, who or "", str(first), str(again)))
    return DataQuestion(
        hashlib.sha256(text.encode()).hexdigest()[:16], kind, course.counted.measure.id, who, group,
        first, course.counted.month(periods[1]), *said, holds=kind in HOLDS,
    )  # fmt: skip


def _begins(course: MeasureCourse, period: int) -> Month:
    return course.counted.month(period) + (1 - course.counted.rule.months)


def _runs(flags: Mask) -> Iterator[tuple[int, int]]:
    """First and last index of each unbroken run."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
    yield from ((int(a), int(b) - 1) for a, b in edges.reshape(-1, 2))
