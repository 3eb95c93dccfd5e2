"""Walk: baseline, peers, detector and the system's chart of one measure of one group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from tenthhour.core.measurement.course.prepare import Prepared
from tenthhour.core.measurement.estimate.baseline import OwnBaseline, autocovariance, own_baseline
from tenthhour.core.measurement.estimate.reliability import NEEDED, of_last_year
from tenthhour.core.measurement.false_alarms import Watched
from tenthhour.core.measurement.panel import Array, Whole
from tenthhour.core.measurement.signals.monitor import Monitored, Plan, monitor
from tenthhour.core.measurement.signals.system import SystemChart, system_chart
from tenthhour.core.measurement.signals.team import team_chart


@dataclass(frozen=True)
class TeamCourse:
    """A team of three or more within the group: its rows and what they share beyond their colleagues."""

    name: str
    rows: Whole
    chart: SystemChart


@dataclass(frozen=True)
class Course:
    """Everything computed for one measure of one group; arrays (clinicians, periods).

    `n_year` is the denominator of the last year, `reliability` that of its mean.
    """

    prepared: Prepared
    baseline: OwnBaseline
    walked: Monitored
    system: SystemChart
    reliability: Array
    n_year: Array
    threshold: Array
    teams: tuple[TeamCourse, ...] = ()

    @property
    def lag1(self) -> float:
        """Autocorrelation of neighbouring periods after level and shared month are removed."""
        weight = self.baseline.weight
        variance = (weight * self.baseline.left**2).sum() / max(float((weight > 0).sum()), 1.0)
        mean_weight = weight[weight > 0].mean() if (weight > 0).any() else 1.0
        return float(autocovariance(self.baseline, 1) * mean_weight / max(variance, 1e-12))


def walk(
    prepared: Prepared,
    threshold: Array,
    generator: np.random.Generator,
    teams: Mapping[str, Whole] = MappingProxyType({}),
) -> Course:
    """Walk to the last period; `prepared.start` must be known.

    Args:
        prepared: Who counts when.
        threshold: h of each period, (periods,); infinite where none is known.
        generator: For the threshold of the system's chart.
        teams: Rows of each team that is charted by itself.

    """
    start, rule = prepared.start or 0, prepared.rule
    baseline = own_baseline(prepared.baseline_panel)
    plan = Plan(start, prepared.judged, prepared.learning, rule.delta, rule.worse, threshold)
    walked = monitor(prepared.panel, baseline, plan)
    known = np.where(prepared.situation.crisis, np.inf, walked.everyone_variance)
    system = system_chart(walked.everyone, known, start, rule.delta, rule.per_year, generator)
    variance = np.where(prepared.panel.n > 0, walked.variance, np.inf)
    reliable = of_last_year(float(baseline.between), variance, rule.per_year)
    n_year = _last_year(prepared.panel.n, rule.per_year)
    usable = np.where(prepared.situation.crisis, np.inf, variance)
    charted = tuple(
        TeamCourse(name, rows, team_chart(walked.residual[rows], usable[rows], start, rule.delta))
        for name, rows in teams.items()
    )
    return Course(prepared, baseline, walked, system, reliable, n_year, threshold, charted)


def watched(measure_id: str, prepared: Prepared, clinicians: np.ndarray) -> Watched:
    """The same, as the bootstrap of thresholds wants it: everything known, nobody else's.

    Args:
        measure_id: Groups of one measure share a threshold.
        prepared: Up to the threshold month.
        clinicians: Position of each row among the site's clinicians.

    """
    rule, start = prepared.rule, prepared.start or 0
    baseline = own_baseline(prepared.baseline_panel)
    year = baseline.weight[:, -rule.per_year :].sum(-1)
    reliable = baseline.between * year / (1 + baseline.between * year) >= NEEDED
    n_year = prepared.baseline_panel.n[:, -rule.per_year :].sum(-1)
    panel = replace(prepared.panel, n=np.where(prepared.established[:, None], prepared.panel.n, 0.0))
    return Watched(
        measure_id=measure_id,
        panel=panel,
        start=start,
        clinicians=clinicians,
        counted=np.asarray(reliable & (n_year >= rule.floor_year)),
        delta=rule.delta,
        worse=rule.worse,
        both_ways=rule.both_ways,
        per_year=rule.per_year,
    )


def _last_year(n: Array, per_year: int) -> Array:
    total = np.cumsum(n, axis=-1)
    return np.asarray(total - np.pad(total, ((0, 0), (per_year, 0)))[:, : n.shape[1]])
