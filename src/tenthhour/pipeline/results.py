"""What one month says, as values; the JSON of `tenthhour findings` is a plain walk over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tenthhour.core.data_question import DataQuestion
from tenthhour.core.errors import Problem
from tenthhour.core.finding import Finding, Level, NotSaid, SystemSignal, Waiting
from tenthhour.core.measurement.across import Looked
from tenthhour.core.measurement.series import Series
from tenthhour.core.month import Month


@dataclass(frozen=True)
class Engine:
    """What computed a result, so that it can be computed again."""

    version: str
    backend: str
    seed: int
    data_sha256: str


@dataclass(frozen=True)
class Budget:
    """The stated rate of false alarms, and what it means for this site."""

    per_clinician_year: float
    clinicians: int
    expected_false_next_quarter: float
    simulated_rate: float | None


@dataclass(frozen=True)
class MeasureSummary:
    """What was estimated for one measure over all its clinicians."""

    id: str
    version: int
    threshold: float | None
    rate_per_series_year: float | None
    between_sd: float | None
    overdispersion_sd: float | None
    lag1: float | None
    case_mix_version: str | None


@dataclass(frozen=True)
class MonthResult:
    """Everything one month says; sorted by (clinician_id, measure_id).

    `complete_on` is the day up to which results were taken to be in, `waiting` what was left out for it.
    """

    as_of: Month
    synthetic: bool
    engine: Engine
    budget: Budget
    measures: tuple[MeasureSummary, ...]
    findings: tuple[Finding, ...]
    system: tuple[SystemSignal, ...]
    not_said: tuple[NotSaid, ...]
    problems: tuple[Problem, ...]
    series: tuple[Series, ...]
    levels: tuple[Level, ...] = ()
    questions: tuple[DataQuestion, ...] = ()
    proposals: tuple[DataQuestion, ...] = ()
    shared: tuple[Series, ...] = ()
    across: tuple[Looked, ...] = ()
    stands_in_for: str = ""
    waiting: tuple[Waiting, ...] = ()
    complete_on: date | None = None
