"""Site: everything of one clinic up to a month, each measure walked once."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, replace

import numpy as np

from tenthhour.core.measurement.course import Course, Standing, standing, walk
from tenthhour.core.measurement.course.gates import QUIET
from tenthhour.core.measurement.false_alarms import SiteThresholds
from tenthhour.core.measurement.false_alarms.pooled import LEAST_MEASURES, pooled
from tenthhour.core.measurement.panel import Array, Mask, Whole
from tenthhour.core.measurement.signals.episodes import calm, step
from tenthhour.core.month import Month
from tenthhour.pipeline.clinic.calendar import Era, Thresholds, eras
from tenthhour.pipeline.clinic.counted import Counted
from tenthhour.pipeline.clinic.people import Group, Person, teams
from tenthhour.pipeline.clinic.stages import Panels, Stage, panels, stage
from tenthhour.pipeline.decisions import Decisions


@dataclass(frozen=True)
class Walked:
    """One group of one measure: its course and what may be said of whom."""

    group: Group
    course: Course
    standing: Standing
    widen: Array


@dataclass(frozen=True)
class MeasureCourse:
    """One measure up to a month: its panels, walked where there is a baseline."""

    panels: Panels
    walked: tuple[Walked, ...]

    @property
    def counted(self) -> Counted:
        return self.panels.counted

    @property
    def stage(self) -> Stage:
        return self.panels.stage

    @property
    def case_mix_version(self) -> str | None:
        """Version of the model the patients seen were adjusted with; None if they were not."""
        return self.panels.expected.version if self.panels.expected else None


@dataclass(frozen=True)
class PooledCourse:
    """The pooled signal by clinician and month, (clinicians, months from `first`)."""

    first: Month
    value: Array
    judged: Mask
    running: Mask
    onset: Mask
    ended: Mask
    began: Whole
    threshold: Array


@dataclass
class Site:
    """A clinic's counts, people, decisions and thresholds; walks are made on demand and kept."""

    everything: Mapping[str, Counted]
    everybody: Mapping[str, Person]
    decisions: Decisions
    thresholds: Thresholds
    _eras: dict[Month, list[Era]] = field(default_factory=dict)

    @property
    def first(self) -> Month:
        """First month any measure knows."""
        return min(c.month(0) + (1 - c.rule.months) for c in self.everything.values())

    @property
    def ids(self) -> tuple[str, ...]:
        return next(iter(self.everything.values())).ids

    def eras(self, as_of: Month) -> list[Era]:
        if as_of not in self._eras:
            self._eras[as_of] = eras(self.everything, self.first, as_of, self.decisions)
        return self._eras[as_of]

    def course(self, at: Stage, until: Month) -> MeasureCourse:
        """One measure walked to the end of a month."""
        ready = panels(self.everything[at.measure_id], at, until, self.everybody, self.decisions)
        if at.start is None:
            return MeasureCourse(ready, ())
        heights, widen = self._heights(ready, until)
        walked = []
        for group, prepared in ready.groups:
            number = int.from_bytes(f"{at.measure_id}/{group.name}".encode(), "big")
            generator = np.random.default_rng([number % 2**63, at.start])
            course = walk(prepared, heights, generator, teams(self.everybody, ready.counted.ids, group))
            walked.append(Walked(group, course, standing(course, widen), widen))
        return MeasureCourse(ready, tuple(walked))

    def stages(self, as_of: Month) -> list[Stage]:
        """Every measure's stage at a month, by id."""
        return [stage(c, as_of, self.decisions) for _, c in sorted(self.everything.items())]

    def _heights(self, ready: Panels, until: Month) -> tuple[Array, Array]:
        """The h of each period, infinite before the first era that covers this stage; and how to widen intervals."""
        heights, widen = np.full(ready.counted.periods, np.inf), np.ones(ready.counted.periods)
        for era in self.eras(until):
            found = (
                self.thresholds.of(era).measures.get(ready.stage.measure_id)
                if ready.stage in era.stages
                else None
            )
            if found is not None:
                from_here = [ready.counted.month(p) >= era.begins for p in range(ready.counted.periods)]
                heights[np.array(from_here, dtype=bool)] = found.threshold
                widen[np.array(from_here, dtype=bool)] = found.widen
        return heights, widen

    def pooled(self, courses: list[MeasureCourse], until: Month) -> PooledCourse:
        """Pool the worse side of all judged measures, month by month."""
        months = until - self.first + 1
        shape = (len(courses), len(self.ids), months)
        worse, judged = np.zeros(shape), np.zeros(shape, dtype=bool)
        for position, course in enumerate(courses):
            for walked in course.walked:
                _spread(worse[position], judged[position], course, walked, self.first)
        value = pooled(worse, judged) if len(courses) >= LEAST_MEASURES else np.zeros(shape[1:])
        enough = judged.sum(0) >= LEAST_MEASURES
        stages = frozenset(c.stage for c in courses)
        return _episodes(self.first, value, enough, self._pooled_heights(stages, until))

    def _pooled_heights(self, stages: frozenset[Stage], until: Month) -> Array:
        """The pooled h of each month, from eras that know any of these baselines; earlier ones had other values."""
        heights = np.full(until - self.first + 1, np.inf)
        for era in self.eras(until):
            if not era.stages & stages:
                continue
            known = self.thresholds.of(era).pooled
            heights[era.begins - self.first :] = np.inf if known is None else known
        return heights


def _spread(worse: Array, judged: Mask, course: MeasureCourse, walked: Walked, first: Month) -> None:
    """Put one group's values where months begin to know them; quarters hold until the next.

    The newest also hold while what comes after them is left out, because its results still come in.
    """
    rows = walked.group.members[walked.group.targets]
    own = np.flatnonzero(walked.group.targets)
    free = walked.standing.reason == QUIET
    every = course.counted.rule.months
    for period in range(course.stage.start or 0, course.counted.periods):
        at = course.counted.month(period) - first
        until = at + every if period + 1 < course.counted.periods else worse.shape[1]
        worse[rows, at:until] = walked.course.walked.worse[own, period][:, None]
        judged[rows, at:until] = free[own, period][:, None]


def _episodes(first: Month, value: Array, judged: Mask, heights: Array) -> PooledCourse:
    names = ("running", "onset", "ended")
    out = {name: np.zeros(value.shape, dtype=bool) for name in names}
    began: Whole = np.full(value.shape, -1, dtype=np.int64)
    episode = calm(value.shape[:-1])
    for at in range(value.shape[-1]):
        episode = step(episode, value[:, at], heights[at], judged[:, at], at)
        for name in names:
            out[name][:, at] = getattr(episode, name)
        began[:, at] = episode.began
    return PooledCourse(first, value, judged, out["running"], out["onset"], out["ended"], began, heights)


def site(
    everything: Mapping[str, Counted], everybody: Mapping[str, Person], decisions: Decisions,
    budget: float, seed: int | None, remembered: MutableMapping[str, SiteThresholds],
) -> Site:  # fmt: skip
    """A clinic ready to be walked."""
    # Thresholds do not follow the day: which results are in is no reason to work them out anew.
    whole = replace(decisions, complete_on=None)
    known = Thresholds(everything, everybody, whole, budget, seed, remembered)
    return Site(everything, everybody, decisions, known)
