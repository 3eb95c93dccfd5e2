"""Questions: what the quality gate asks the steward about the newest periods."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tenthhour.core.errors import Problem
from tenthhour.core.month import Month
from tenthhour.pipeline.clinic.site import MeasureCourse


def questions(course: MeasureCourse, as_of: Month) -> Iterator[Problem]:
    """Open questions of one measure, as sentences; none of them blocks anything but its own judgement."""
    at = min(course.counted.complete(as_of), course.counted.periods) - 1
    title = course.counted.measure.id
    for walked in course.walked:
        prepared = walked.course.prepared
        if at >= 0 and prepared.source_open[at]:
            asked = np.flatnonzero(prepared.doubts.source[: at + 1])
            since = course.counted.month(int(asked[-1]))
            yield Problem(
                f"measure {title}, {walked.group.name}, {since}",
                "nearly everybody's number of patients moved together",
                "Has the definition or the extract changed? The measure is not judged until this is answered.",
                blocking=False,
            )
        for row in np.flatnonzero(walked.group.targets & prepared.doubted[:, at]) if at >= 0 else ():
            jump = prepared.doubts.jump[row, at]
            found = "the number of patients is far from its usual" if jump else "all or none, out of many"
            who = course.counted.ids[int(walked.group.members[row])]
            yield Problem(
                f"measure {title}, {who}, {course.counted.month(at)}",
                found,
                "Are these this clinician's patients? The month is not judged until this is confirmed.",
                blocking=False,
            )
