"""Judgement: one measure of one group of colleagues on plain arrays, as the monthly run does it.

For a notebook. The same baseline, peer month, detector, thresholds and gates as `tenthhour findings`; what
only a site knows (leave, posts, declared crises, answered data questions) is left out. Thresholds are renewed
every year from what was known before it, as in the monthly run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from tenthhour.core.errors import DataProblem
from tenthhour.core.finding import Reason
from tenthhour.core.measurement.course import (
    Course,
    Prepared,
    Rule,
    Situation,
    Standing,
    prepare,
    standing,
    walk,
    watched,
)
from tenthhour.core.measurement.course.gates import ORDER
from tenthhour.core.measurement.false_alarms import MeasureThreshold, thresholds
from tenthhour.core.measurement.measure import Kind
from tenthhour.core.measurement.panel import Array, Panel, unbent

__all__ = ["Judged", "Observed", "Rule", "Told", "counts", "judge", "means"]

_Z = float(special.ndtri(0.975))


@dataclass(frozen=True)
class Observed:
    """What was counted of everybody; arrays (clinicians, periods), n = 0 where nothing was.

    Attributes:
        panel: Values, denominators and what the patients seen would lead one to expect.
        answer_variance: Square SD of single answers of a mean; NaN where unknown.

    """

    panel: Panel
    answer_variance: Array


@dataclass(frozen=True)
class Told:
    """A change of one clinician that may be told, when it is first told.

    Attributes:
        clinician: Row of the arrays.
        period: Column in which it is first told.
        change_from: Column from which the change is most likely.
        direction: "worse" or "better"; "fall" or "rise" where the measure says neither.
        size: The change on the scale where effects add (log odds, logarithm, or points).
        low: Lower end of its 95 % interval, widened for having been chosen by a signal.
        high: Upper end.
        reliability: Share of the spread between clinicians that is real, over the last year.

    """

    clinician: int
    period: int
    change_from: int
    direction: str
    size: float
    low: float
    high: float
    reliability: float


@dataclass(frozen=True)
class Judged:
    """Everything that may be said of everybody, and why not where not.

    Attributes:
        thresholds: What the evidence of each year after the baseline is held against, and the rate of false
            signals that gives.
        course: All intermediate arrays, for charts.
        standing: What may be said of whom when.

    """

    thresholds: tuple[MeasureThreshold, ...]
    course: Course
    standing: Standing

    @property
    def told(self) -> tuple[Told, ...]:
        """Changes in the order of clinicians and periods; never ordered by size."""
        found = [*self._told("worse"), *self._told("better")]
        return tuple(sorted(found, key=lambda t: (t.clinician, t.period)))

    @property
    def shared(self) -> tuple[int, ...]:
        """Periods in which a change shared by all first signalled."""
        return tuple(int(at) for at in np.flatnonzero(self.course.system.onset))

    def reason(self, clinician: int, period: int) -> Reason:
        """Why nothing is said; "quiet" where nothing goes beyond chance or a change is told."""
        return ORDER[int(self.standing.reason[clinician, period])]

    def _told(self, way: str) -> list[Told]:
        first, walked = getattr(self.standing, f"first_{way}"), self.course.walked
        rows, periods = np.nonzero(first == np.arange(first.shape[1]))
        return [
            Told(
                clinician=int(row),
                period=int(at),
                change_from=int(getattr(walked, f"change_{way}")[row, at]),
                direction=self._direction(way),
                **self._interval(way, int(row), int(at)),
                reliability=float(self.course.reliability[row, at]),
            )
            for row, at in zip(rows, periods, strict=True)
        ]

    def _direction(self, way: str) -> str:
        if not self.course.prepared.rule.both_ways:
            return way
        return "fall" if way == "worse" else "rise"

    def _interval(self, way: str, row: int, at: int) -> dict[str, float]:
        walked, prepared = self.course.walked, self.course.prepared
        size = prepared.rule.worse * (1 if way == "worse" else -1) * getattr(walked, f"size_{way}")[row, at]
        year = (at - prepared.rule.baseline) // prepared.rule.per_year
        half = _Z * self.thresholds[year].widen * getattr(walked, f"error_{way}")[row, at]
        effect = prepared.panel.offset[row, at] + walked.others[row, at] + walked.level[row, at]
        moved = unbent(prepared.panel.kind, effect, np.array([size, size - half, size + half]))
        return {name: float(value) for name, value in zip(("size", "low", "high"), moved, strict=True)}


def counts(
    numerator: ArrayLike, denominator: ArrayLike, kind: Kind = "proportion", offset: ArrayLike | None = None
) -> Observed:
    """Counts of a proportion or a rate.

    Args:
        numerator: What happened, (clinicians, periods).
        denominator: Out of how many, or exposure, same shape; 0 where nothing was counted.
        kind: "proportion" or "rate".
        offset: `casemix.expected(...).offset`; left out, nobody's patients are adjusted for.

    Raises:
        ValueError: Shapes differ, a count is negative, or more happened than could.

    """
    x, n = np.asarray(numerator, float), np.asarray(denominator, float)
    if np.any(x < 0) or np.any(n < 0) or (kind == "proportion" and np.any(x > n)):
        raise ValueError("counts must be positive, and no proportion above 1")
    value = np.divide(x, n, out=np.zeros(np.shape(n)), where=n > 0)
    return _observed(Panel(kind, value, n, _shaped(offset, 0.0, n)), _shaped(None, np.nan, n))


def means(
    mean: ArrayLike, n: ArrayLike, sd: ArrayLike | None = None, offset: ArrayLike | None = None
) -> Observed:
    """Means of scores, (clinicians, periods), with the number of answers and their SD where it is known."""
    answers = np.asarray(n, float)
    value = np.where(answers > 0, np.asarray(mean, float), 0.0)
    panel = Panel("mean", value, answers, _shaped(offset, 0.0, answers))
    return _observed(panel, _shaped(sd, np.nan, answers) ** 2)


def judge(observed: Observed, rule: Rule, budget: float = 0.02, seed: int = 1) -> Judged:
    """Judge every period after the baseline; no period is judged with what came later.

    Args:
        observed: From `counts` or `means`; the baseline first.
        rule: The change worth knowing, which way is worse, and how long the baseline is.
        budget: Signals per clinician-year that chance alone may give on this one measure, > 0. (A site's
            0.20 is shared by all its measures.)
        seed: For the simulated clinics the threshold is taken from; the same seed gives the same answer.

    Raises:
        DataProblem: There are not more periods than the baseline needs.

    """
    shape = observed.panel.n.shape
    if shape[1] <= rule.baseline:
        raise DataProblem(
            f"There are {shape[1]} periods; the baseline alone takes {rule.baseline}. Add later periods."
        )
    years = range(rule.baseline, shape[1], rule.per_year)
    found = tuple(_threshold(_prepared(observed, rule, begins), budget, seed) for begins in years)
    heights, widen = np.full(shape[1], np.inf), np.ones(shape[1])
    for begins, of_year in zip(years, found, strict=True):
        heights[begins:], widen[begins:] = of_year.threshold, of_year.widen
    course = walk(_prepared(observed, rule, shape[1]), heights, np.random.default_rng(seed))
    return Judged(found, course, standing(course, widen))


def _threshold(known: Prepared, budget: float, seed: int) -> MeasureThreshold:
    clinicians = len(known.panel.n)
    watching = watched("measure", known, np.arange(clinicians))
    return thresholds([watching], clinicians, budget, seed).measures["measure"]


def _prepared(observed: Observed, rule: Rule, periods: int) -> Prepared:
    """What is known after so many periods, with everybody in post and nothing decided by a person."""
    panel = observed.panel.until(periods)
    shape = panel.n.shape
    no, no_month = np.zeros(shape, dtype=bool), np.zeros(shape[1], dtype=bool)
    situation = Situation(
        panel=panel,
        answer_variance=observed.answer_variance[:, :periods],
        in_post=~no,
        new=no,
        away=no,
        crisis=no_month,
        answered=no,
        source_answered=no_month,
        restart=np.zeros(shape[0], dtype=np.int64),
    )
    return prepare(situation, rule, rule.baseline)


def _observed(panel: Panel, answer_variance: Array) -> Observed:
    shapes = {np.shape(a) for a in (panel.y, panel.n, panel.offset, answer_variance)}
    if len(shapes) != 1 or panel.n.ndim != 2:
        raise ValueError("every array needs the shape (clinicians, periods)")
    return Observed(panel, answer_variance)


def _shaped(given: ArrayLike | None, otherwise: float, like: Array) -> Array:
    return np.full(np.shape(like), otherwise) if given is None else np.asarray(given, float)
