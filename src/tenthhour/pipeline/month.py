"""One month end to end: counts, courses, findings, silences, series."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping

import numpy as np

import tenthhour
from tenthhour.core.errors import DataProblem, Problem
from tenthhour.core.finding import Finding, Level, NotSaid, Waiting
from tenthhour.core.measurement.false_alarms import SiteThresholds
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.series import Series
from tenthhour.core.measurement.wording import Silence, not_said
from tenthhour.core.month import Month
from tenthhour.data import store
from tenthhour.data.checks import Checked
from tenthhour.data.engine import chosen
from tenthhour.pipeline.answers import grounds, saying, together
from tenthhour.pipeline.answers.across import looked
from tenthhour.pipeline.answers.drawn import drawn, shown_without_limits
from tenthhour.pipeline.answers.proposals import proposals
from tenthhour.pipeline.answers.questions import problem, questions
from tenthhour.pipeline.clinic.counted import counted
from tenthhour.pipeline.clinic.people import people
from tenthhour.pipeline.clinic.site import MeasureCourse, Site, site
from tenthhour.pipeline.clinic.stages import waiting
from tenthhour.pipeline.decisions import Decisions
from tenthhour.pipeline.results import Budget, Engine, MeasureSummary, MonthResult

BUDGET = 0.2


def opened(  # noqa: PLR0913 - the same settings as run_month
    tables: Checked, measures: Mapping[str, Measure] | Iterable[Measure], as_of: Month | None, *,
    budget: float = BUDGET, seed: int | None = None, decisions: Decisions | None = None,
    thresholds: MutableMapping[str, SiteThresholds] | None = None,
) -> tuple[Site, Month]:  # fmt: skip
    """Count everything and make a site of it, with the month to be judged.

    Raises:
        DataProblem: There is nothing to count.

    """
    catalogue = measures if isinstance(measures, Mapping) else {m.id: m for m in measures}
    everything = counted(tables.tables, catalogue, tables.baseline_months)
    if not everything:
        raise DataProblem(
            "The files hold no value of any measure; `tenthhour measures` lists what can be read."
        )
    span = store.span(tables)
    newest = Month.parse(span[1]) if span else max(c.month(c.periods - 1) for c in everything.values())
    ids = next(iter(everything.values())).ids
    known = {} if thresholds is None else thresholds
    decided = decisions or Decisions()
    made = site(everything, people(tables.tables, ids, decided.away), decided, budget, seed, known)
    return made, min(as_of, newest) if as_of else newest


def run_month(  # noqa: PLR0913 - five of the eight are settings with a default
    tables: Checked, measures: Mapping[str, Measure] | Iterable[Measure], as_of: Month | None = None, *,
    budget: float = BUDGET, seed: int | None = None, decisions: Decisions | None = None,
    thresholds: MutableMapping[str, SiteThresholds] | None = None, tick: Callable[[int, int], object] = lambda done, of: None,
) -> MonthResult:  # fmt: skip
    """Everything one month says.

    Args:
        tables: Checked tables; later months in them are not looked at.
        measures: The catalogue.
        as_of: Month to judge; the newest with data when left out.
        budget: Looks per clinician-year expected when nobody changed.
        seed: For the thresholds; made from the data when left out.
        decisions: What people decided about the data.
        thresholds: Remembers thresholds between calls; filled as needed.
        tick: Called after each measure with how many are done and how many there are, for a progress bar.

    Raises:
        DataProblem: There is nothing to count up to that month.

    """
    made, month = opened(
        tables, measures, as_of, budget=budget, seed=seed, decisions=decisions, thresholds=thresholds
    )
    courses = _walked(made, month, tick)
    if not courses:
        raise DataProblem(f"There is nothing to judge up to {month}.")
    return _said(tables, made, courses, month)


def _walked(made: Site, month: Month, tick: Callable[[int, int], object]) -> list[MeasureCourse]:
    """Every measure that has complete months, up to that month."""
    courses, stages = [], made.stages(month)
    for done, stage in enumerate(stages, 1):
        if made.everything[stage.measure_id].complete(month) > 0:
            courses.append(made.course(stage, month))
        tick(done, len(stages))
    return courses


def _said(tables: Checked, made: Site, courses: list[MeasureCourse], month: Month) -> MonthResult:
    answers = _answers(made, courses, month)
    asked = tuple(q for c in courses for q in questions(c, month))
    return MonthResult(
        as_of=month,
        synthetic=tables.synthetic,
        engine=_engine(made, month),
        budget=_budget(made, month, courses),
        measures=tuple(_summary(made, c, month) for c in courses),
        findings=tuple(answers.findings),
        system=tuple(s for c in courses for s in together.signals(c, month)),
        not_said=tuple(answers.silences),
        problems=(*tables.problems, *(problem(q) for q in asked)),
        questions=asked,
        across=looked(courses, month),
        shared=tuple(s for c in courses for s in together.drawn(c, month)),
        proposals=tuple(p for c in courses for p in proposals(c, month, made.decisions)),
        series=tuple(sorted(answers.series, key=lambda s: (s.clinician_id, s.measure_id))),
        levels=tuple(sorted(answers.levels, key=lambda v: (v.clinician_id, v.measure_id))),
        stands_in_for=tables.stands_in_for,
        complete_on=made.decisions.complete_on,
        waiting=tuple(w for c in courses if c.walked for w in _waiting(made, c, month)),
    )


def _waiting(made: Site, course: MeasureCourse, month: Month) -> Iterator[Waiting]:
    whole = made.everything[course.counted.measure.id]
    return iter(()) if whole.measure.is_silenced(month.last_day) else waiting(whole, month, made.decisions)


class _Answers:
    """What is collected over all pairs."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.silences: list[NotSaid] = []
        self.series: list[Series] = []
        self.levels: list[Level] = []


def _answers(made: Site, courses: list[MeasureCourse], month: Month) -> _Answers:
    answers = _Answers()
    clinicians = len(_judged(courses, month))
    for course in courses:
        whole = made.everything[course.counted.measure.id]
        done = _walked_answers(made, course, month, clinicians, answers)
        for series in shown_without_limits(made, course, whole, month, done):
            answers.series.append(series)
            answers.silences.append(_too_early(course, series, month))
            answers.levels.append(_no_level(series))
    pool = made.pooled(courses, month)
    alone = {(f.clinician_id, f.measure_ids[0]) for f in answers.findings}
    answers.findings += saying.pooled_findings(made, courses, pool, month, alone)
    answers.findings.sort(key=lambda f: (f.clinician_id, f.measure_ids, f.kind))
    answers.silences.sort(key=lambda s: (s.clinician_id, s.measure_id))
    return answers


def _walked_answers(
    made: Site, course: MeasureCourse, month: Month, clinicians: int, answers: _Answers
) -> set[int]:
    whole = made.everything[course.counted.measure.id]
    done = set()
    for place in saying.places(course, month):
        done.add(int(place.walked.group.members[place.row]))
        answers.series.append(drawn(place, whole, made))
        answers.levels.append(grounds.level(place))
        told = saying.told(place)
        if told is None or whole.measure.is_silenced(month.last_day):
            answers.silences.append(saying.silence(place, saying.reason_of(place, month)))
        else:
            answers.findings.append(saying.finding(place, made, clinicians, worse=told[0], state=told[1]))
    return done


def _too_early(course: MeasureCourse, series: Series, month: Month) -> NotSaid:
    """Charted without limits: no counts, a young series, or a definition that changed."""
    who, measure = series.clinician_id, course.counted.measure
    if measure.is_silenced(month.last_day):
        return not_said(who, measure.id, "measure_overdue", Silence(overdue_since=measure.review_due))
    if series.conversation_only:
        return not_said(who, measure.id, "no_counts", Silence())
    if course.stage.why == "definition":
        since = course.counted.month(0) + (1 - course.counted.rule.months)
        return not_said(who, measure.id, "definition_change", Silence(since=since))
    rule = course.counted.rule
    there = min(course.counted.complete(month), course.counted.periods)
    return not_said(
        who,
        measure.id,
        "too_few",
        Silence(period=measure.period, periods=there, periods_needed=rule.beginning),
    )


def _no_level(series: Series) -> Level:
    n = sum(p.n or 0.0 for p in series.points[-12:])
    return Level(
        series.clinician_id, series.measure_id, None, None, None, n, 0, None,
        has_counts=not series.conversation_only, is_adjusted=False,
    )  # fmt: skip


def _engine(made: Site, month: Month) -> Engine:
    digest = hashlib.sha256()
    for name in sorted(made.everything):
        digest.update(made.everything[name].until(month).fingerprint())
    known = made.eras(month)
    seed = made.thresholds.seed_of(known[-1]) if known else (made.thresholds.seed or 0)
    return Engine(tenthhour.__version__, chosen(), seed, digest.hexdigest())


def _budget(made: Site, month: Month, courses: list[MeasureCourse]) -> Budget:
    known = made.eras(month)
    rate = made.thresholds.of(known[-1]).simulated_rate if known else None
    judged = _judged(courses, month)
    budget = made.thresholds.budget
    return Budget(budget, len(judged), budget * len(judged) / 4, rate)


def _judged(courses: list[MeasureCourse], month: Month) -> set[str]:
    return {p.clinician_id for c in courses for p in saying.places(c, month)}


def _summary(made: Site, course: MeasureCourse, month: Month) -> MeasureSummary:
    measure, walked = course.counted.measure, course.walked
    known = [e for e in made.eras(month) if course.stage in e.stages]
    found = made.thresholds.of(known[-1]).measures.get(measure.id) if known else None
    size = np.array([len(w.group.members) for w in walked], dtype=float)

    def over(values: list[float]) -> float | None:
        return float(np.average(values, weights=size)) if values else None

    return MeasureSummary(
        id=measure.id,
        version=measure.version,
        threshold=found.threshold if found else None,
        rate_per_series_year=found.rate_per_series_year if found else None,
        between_sd=over([float(np.sqrt(w.course.baseline.between)) for w in walked]),
        overdispersion_sd=over([float(np.sqrt(w.course.baseline.extra)) for w in walked]),
        lag1=over([w.course.lag1 for w in walked]),
        case_mix_version=course.case_mix_version,
    )


def problems_of(result: MonthResult) -> tuple[Problem, ...]:
    """Problems that stop everything."""
    return tuple(p for p in result.problems if p.blocking)
