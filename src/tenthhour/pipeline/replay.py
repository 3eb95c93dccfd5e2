"""Replay: every month as it would have been judged then, without looking ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, fields

import numpy as np

from tenthhour.core.measurement.course.gates import ORDER, QUIET
from tenthhour.core.measurement.false_alarms import SiteThresholds
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.panel import inverse
from tenthhour.core.month import Month
from tenthhour.data.checks import Checked
from tenthhour.pipeline.answers import grounds, saying, together
from tenthhour.pipeline.answers.grounds import Place
from tenthhour.pipeline.clinic.site import MeasureCourse, PooledCourse, Site
from tenthhour.pipeline.clinic.stages import Stage
from tenthhour.pipeline.decisions import Decisions
from tenthhour.pipeline.month import BUDGET, opened

Number = float | None


@dataclass(frozen=True)
class Row:
    """One line of the replay; None is written as empty."""

    as_of: Month
    unit: str
    unit_id: str
    measure_id: str = ""
    measure_version: int | None = None
    n: Number = None
    observed: Number = None
    expected: Number = None
    peer_month: Number = None
    residual: Number = None
    sd: Number = None
    baseline_var: Number = None
    reliability: Number = None
    cusum_worse: Number = None
    cusum_better: Number = None
    threshold: Number = None
    change_from: Month | None = None
    status: str = "not_judged"
    reason: str = ""
    onset: int = 0
    epoch_from: Month | None = None


COLUMNS = tuple(f.name for f in fields(Row))


def replay(  # noqa: PLR0913 - the same settings as run_month
    tables: Checked, measures: Mapping[str, Measure] | Iterable[Measure], *,
    budget: float = BUDGET, seed: int | None = None, decisions: Decisions | None = None,
    thresholds: MutableMapping[str, SiteThresholds] | None = None, tick: Callable[[int, int], object] = lambda done, of: None,
) -> list[Row]:  # fmt: skip
    """All rows, sorted by month, unit, unit_id and measure.

    Each row rests on data up to its month alone: cutting the files there gives
    the same row. `tick` is called after each month with how many are done and
    how many there are.
    """
    site, last = opened(
        tables, measures, None, budget=budget, seed=seed, decisions=decisions, thresholds=thresholds
    )
    months = [Month.at(i) for i in range(site.first.index, last.index + 1)]
    walks = _Walks(site, months)
    rows: list[Row] = []
    for done, month in enumerate(months, 1):
        rows += walks.rows(month)
        tick(done, len(months))
    return sorted(rows, key=lambda r: (r.as_of, r.unit, r.unit_id, r.measure_id))


def line(row: Row) -> list[str]:
    """The cells as they are written: 6 significant digits, empty where nothing is known."""
    return [_cell(getattr(row, name)) for name in COLUMNS]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


class _Walks:
    """Each stage of each measure is walked once, to the last month it holds."""

    def __init__(self, site: Site, months: list[Month]) -> None:
        self.site = site
        self.stages = {
            m: [s for s in site.stages(m) if site.everything[s.measure_id].complete(m) > 0] for m in months
        }
        self.last: dict[Stage, Month] = {s: m for m in months for s in self.stages[m]}
        self.courses: dict[Stage, MeasureCourse] = {}
        self.pools: dict[tuple[Stage, ...], PooledCourse] = {}
        self.until: dict[tuple[Stage, ...], Month] = {tuple(self.stages[m]): m for m in months}

    def course(self, stage: Stage) -> MeasureCourse:
        if stage not in self.courses:
            self.courses[stage] = self.site.course(stage, self.last[stage])
        return self.courses[stage]

    def pool(self, month: Month) -> PooledCourse:
        key = tuple(self.stages[month])
        if key not in self.pools:
            self.pools[key] = self.site.pooled([self.course(s) for s in key], self.until[key])
        return self.pools[key]

    def rows(self, month: Month) -> Iterator[Row]:
        for stage in self.stages[month]:
            course = self.course(stage)
            if (month.index + 1) % course.counted.rule.months == 0:
                yield from _measure_rows(self.site, course, month)
        if self.stages[month]:
            yield from _pooled_rows(self.site, self.pool(month), month)


def _measure_rows(site: Site, course: MeasureCourse, month: Month) -> Iterator[Row]:
    whole = site.everything[course.counted.measure.id]
    done = set()
    for place in saying.places(course, month):
        done.add(int(place.walked.group.members[place.row]))
        yield _clinician(place, month)
    yield from _systems(course, month)
    at = whole.complete(month) - 1
    seen = ((whole.n > 0) | np.isfinite(whole.bare))[:, : at + 1].any(-1)
    for row in np.flatnonzero(seen):
        if int(row) not in done:
            yield _without_limits(site, course, int(row), month)


def _clinician(place: Place, month: Month) -> Row:
    walked, standing = place.walked.course.walked, place.walked.standing
    row, at, course = place.row, place.at, place.walked.course
    monitored = bool(course.prepared.judged[row, at])
    status, onset, change = _status(place, month)
    n = float(course.prepared.situation.panel.n[row, at])
    measure = place.course.counted.measure
    return Row(
        as_of=month, unit="clinician", unit_id=place.clinician_id, measure_id=measure.id,
        measure_version=measure.version, n=n if n > 0 else None,
        observed=float(course.prepared.situation.panel.y[row, at]) if n > 0 else None,
        expected=grounds.expected(place) if monitored else None,
        peer_month=float(walked.others[row, at]) if monitored else None,
        residual=float(walked.residual[row, at]) if monitored else None,
        sd=float(np.sqrt(walked.variance[row, at])) if monitored else None,
        baseline_var=float(walked.uncertainty[row, at]) if monitored else None,
        reliability=float(course.reliability[row, at]),
        cusum_worse=float(walked.worse[row, at]), cusum_better=float(walked.better[row, at]),
        threshold=float(course.threshold[at]) if np.isfinite(course.threshold[at]) else None,
        change_from=change, status=status,
        reason="" if status in ("signal", "better") else ORDER[int(standing.reason[row, at])],
        onset=onset, epoch_from=place.first_month(0),
    )  # fmt: skip


def _status(place: Place, month: Month) -> tuple[str, int, Month | None]:
    standing, walked, row, at = place.walked.standing, place.walked.course.walked, place.row, place.at
    both = place.course.counted.rule.both_ways
    sides = (
        ("signal", standing.said_worse, standing.first_worse, walked.change_worse),
        ("signal" if both else "better", standing.said_better, standing.first_better, walked.change_better),
    )
    for status, said, first, change in sides:
        if said[row, at]:
            begun = int(change[row, at])
            return status, int(first[row, at] == at), place.first_month(begun) if begun >= 0 else None
    quiet = standing.reason[row, at] == QUIET
    return ("quiet" if quiet else "not_judged"), 0, None


def _without_limits(site: Site, course: MeasureCourse, row: int, month: Month) -> Row:
    whole = site.everything[course.counted.measure.id]
    at = whole.complete(month) - 1
    n = float(whole.n[row, at]) if at < whole.periods else 0.0
    bare = float(whole.bare[row, at]) if at < whole.periods else np.nan
    ever = bool((whole.n[row, : at + 1] > 0).any())
    reason = (
        "no_counts" if not ever else "definition_change" if course.stage.why == "definition" else "too_few"
    )
    value = float(whole.y[row, at]) if n > 0 else bare
    measure = whole.measure
    return Row(
        as_of=month, unit="clinician", unit_id=whole.ids[row], measure_id=measure.id, measure_version=measure.version,
        n=n if n > 0 else None, observed=value if np.isfinite(value) else None, reason=reason,
        epoch_from=course.counted.month(0) + (1 - course.counted.rule.months),
    )  # fmt: skip


def _systems(course: MeasureCourse, month: Month) -> Iterator[Row]:
    """What a group shares, and what each of its teams shares beyond that."""
    measure, rule = course.counted.measure, course.counted.rule
    for shared in together.charts(course, month):
        chart, at = shared.chart, shared.at
        if at < (course.stage.start or 0):
            continue
        worse, better = (chart.rise, chart.fall) if rule.worse > 0 else (chart.fall, chart.rise)
        hold = bool(chart.hold[at])
        yield Row(
            as_of=month, unit="team" if shared.team else "system", unit_id=shared.team or shared.name,
            measure_id=measure.id, measure_version=measure.version,
            n=float(shared.walked.course.prepared.panel.n[shared.rows, at].sum()), observed=shared.level(at, at + 1),
            expected=None if shared.team else float(inverse(measure.kind, chart.usual[at])),
            peer_month=float(shared.walked.course.walked.everyone[at]), residual=float(chart.residual[at]),
            sd=float(np.sqrt(chart.variance[at])), cusum_worse=float(worse[at]), cusum_better=float(better[at]),
            threshold=chart.threshold,
            change_from=shared.since if hold and chart.change[at] >= 0 else None,
            status="signal" if hold else "quiet", reason="" if hold else "quiet", onset=int(chart.onset[at]),
            epoch_from=course.counted.month(0) + (1 - rule.months),
        )  # fmt: skip


def _pooled_rows(site: Site, pool: PooledCourse, month: Month) -> Iterator[Row]:
    at = month - pool.first
    for row in np.flatnonzero(pool.judged[:, at]):
        running = bool(pool.running[row, at])
        height = float(pool.threshold[at])
        yield Row(
            as_of=month, unit="pooled", unit_id=site.ids[row], cusum_worse=float(pool.value[row, at]),
            threshold=height if np.isfinite(height) else None, status="signal" if running else "quiet",
            reason="" if running else "quiet", onset=int(pool.onset[row, at]),
        )  # fmt: skip
