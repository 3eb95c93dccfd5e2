"""Rule: what a measure's definition means for its arithmetic."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tenthhour.core.measurement.measure import Measure


@dataclass(frozen=True)
class Rule:
    """A measure's definition as numbers; what is not given is that of a monthly series.

    Attributes:
        delta: Change worth knowing on the scale where effects add, > 0.
        worse: +1 when a rise is worse, -1 when a fall is (also where neither is).
        both_ways: Neither direction is better; both may open a look.
        per_year: Periods in a year, 12 or 4.
        baseline: Periods of a full baseline.
        beginning: Periods with which judging may begin.
        own: Usable periods a later joiner needs for a level of their own.
        floor_period: Denominator of a period below which nothing is said.
        floor_year: Denominator of the last year below which nothing is said.
        pool_until: Denominator below which a period joins the next.

    """

    delta: float
    worse: int
    both_ways: bool = False
    per_year: int = 12
    baseline: int = 24
    beginning: int = 12
    own: int = 6
    floor_period: float = 5.0
    floor_year: float = 60.0
    pool_until: float = 10.0

    @property
    def months(self) -> int:
        """Months in a period."""
        return 12 // self.per_year


def rule_of(measure: Measure, baseline_months: int | None = None) -> Rule:
    """Read the numbers off a measure; `baseline_months` is the site's own setting where it has one."""
    per_year = 12 if measure.period == "month" else 4
    baseline = (baseline_months or measure.baseline_months) * per_year // 12
    worth = measure.worth_knowing
    return Rule(
        delta=worth.value if worth.scale == "points" else math.log(worth.value),
        worse=1 if measure.direction == "lower_better" else -1,
        both_ways=measure.direction == "neither",
        per_year=per_year,
        baseline=baseline,
        beginning=min(per_year, baseline),
        own=6 if per_year == 12 else 2,
        floor_period=measure.floor.period,
        floor_year=measure.floor.year,
        pool_until=measure.pool_until,
    )
