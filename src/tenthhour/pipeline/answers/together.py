"""Together: what changed for everybody of a group or a team, said and drawn; about nobody in person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tenthhour.core.finding import SystemSignal
from tenthhour.core.measurement.panel import Whole, inverse
from tenthhour.core.measurement.series import Point, Series
from tenthhour.core.measurement.signals.system import SystemChart
from tenthhour.core.measurement.wording import system_sentence
from tenthhour.core.month import Month
from tenthhour.pipeline.answers.saying import identity, last_known
from tenthhour.pipeline.clinic.site import MeasureCourse, Walked

_Z = 1.959964


@dataclass(frozen=True)
class Shared:
    """A chart of what some share, at its newest period.

    Attributes:
        course: The measure.
        walked: The group.
        chart: What is shared.
        rows: Whose it is.
        at: The newest period.
        team: The team, if it is a team's.

    """

    course: MeasureCourse
    walked: Walked
    chart: SystemChart
    rows: Whole
    at: int
    team: str | None = None

    @property
    def name(self) -> str:
        """Under which its chart is kept."""
        return f"team {self.team}" if self.team else self.walked.group.name

    @property
    def change(self) -> int:
        """First period of the running change."""
        return last_known(self.chart.change[: self.at + 1], self.at)

    @property
    def since(self) -> Month:
        return self.course.counted.month(self.change) + (1 - self.course.counted.rule.months)

    def level(self, first: int, last: int) -> float | None:
        """What they had together from one period to before another, by patients; None where nothing was counted."""
        panel = self.walked.course.prepared.situation.panel
        n, y = panel.n[self.rows, first:last], panel.y[self.rows, first:last]
        return float((np.where(n > 0, y, 0.0) * n).sum() / n.sum()) if n.sum() else None


def charts(course: MeasureCourse, as_of: Month) -> Iterator[Shared]:
    """The charts of every group and team at the newest period."""
    at = min(course.counted.complete(as_of), course.counted.periods) - 1
    for walked in course.walked:
        if at >= 0 and walked.group.targets.any():
            everybody = np.arange(len(walked.group.members))
            yield Shared(course, walked, walked.course.system, everybody, at)
            for team in walked.course.teams:
                yield Shared(course, walked, team.chart, team.rows, at, team.name)


def signals(course: MeasureCourse, as_of: Month) -> Iterator[SystemSignal]:
    """What changed for everybody of each group or team, while it lasts."""
    measure = course.counted.measure
    for shared in charts(course, as_of):
        if not shared.chart.hold[shared.at]:
            continue
        first = course.counted.month(int(np.flatnonzero(shared.chart.onset[: shared.at + 1])[-1]))
        before, after = _before_and_after(shared)
        yield SystemSignal(
            id=identity(shared.name, (measure.id,), course.counted.month(0), "system", first),
            peer_group=shared.walked.group.name,
            team=shared.team,
            measure_id=measure.id,
            change_from=shared.since,
            first_signalled=first,
            before=before,
            after=after,
            hold=True,
            sentence=system_sentence(measure, shared.name, before, after, shared.since),
        )


def _before_and_after(shared: Shared) -> tuple[float, float]:
    """Of a group beside its usual calendar months; of a team as counted in the year before and since."""
    kind, since = shared.course.counted.measure.kind, slice(shared.change, shared.at + 1)
    if shared.team is None:
        usual, everyone = shared.chart.usual[since], shared.walked.course.walked.everyone[since]
        return float(inverse(kind, usual.mean())), float(inverse(kind, everyone.mean()))
    year = max(shared.change - shared.course.counted.rule.per_year, 0)
    before, after = shared.level(year, shared.change), shared.level(shared.change, shared.at + 1)
    return before or 0.0, after or 0.0


def drawn(course: MeasureCourse, as_of: Month) -> Iterator[Series]:
    """What they did together, where it changed, under the group's or the team's name."""
    for shared in charts(course, as_of):
        if shared.chart.hold[shared.at]:
            points = tuple(_point(shared, at) for at in range(shared.at + 1))
            running = shared.chart.change[shared.at] >= 0
            yield Series(
                clinician_id=shared.name,
                measure_id=course.counted.measure.id,
                points=points,
                change_from=shared.since if running else None,
            )


def _point(shared: Shared, at: int) -> Point:
    """One period; a team has its own values and no limits, because each member's limits are their own."""
    month, kind = shared.course.counted.month(at), shared.course.counted.measure.kind
    n = float(shared.walked.course.prepared.situation.panel.n[shared.rows, at].sum())
    value = shared.level(at, at + 1)
    if shared.team is not None:
        everyone = float(inverse(kind, shared.walked.course.walked.everyone[at]))
        return Point(month, n or None, value, system=everyone)
    usual, reach = shared.chart.usual[at], _Z * np.sqrt(shared.chart.variance[at])
    low, middle, high = (float(inverse(kind, usual + k * reach)) for k in (-1, 0, 1))
    return Point(month, n or None, value, middle, low, high)
