"""What goes into the check: each figure with its low, likely and high value, its source and its grade."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import Literal

from tenthhour.core.errors import DataProblem, Problem

Grade = Literal["R", "R2", "C", "D", "entered"]
"""R read in its source, R2 read at second hand, C computed from such, D our own guess, entered by the site."""

WEEKS_WORKED = 46.0  # 52 less leave, holidays and teaching days; a design choice, correctable
_FULL_TIME_HOURS = 40.0
COLUMNS = ("low", "likely", "high")


@dataclass(frozen=True)
class Spread:
    """One figure at its low, likely and high value.

    >>> Spread(15, 18, 22).scaled(2)
    Spread(low=30, likely=36, high=44)
    """

    low: float
    likely: float
    high: float

    def scaled(self, factor: float) -> Spread:
        return Spread(self.low * factor, self.likely * factor, self.high * factor)

    def plus(self, other: Spread) -> Spread:
        return Spread(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def at(self, column: str) -> float:
        return {"low": self.low, "likely": self.likely, "high": self.high}[column]


def certain(value: float) -> Spread:
    """A figure somebody knows: the same in all three columns."""
    return Spread(value, value, value)


@dataclass(frozen=True)
class Input:
    """A figure of the check with its source and grade; replace it with your own where you know better."""

    label: str
    unit: str
    value: Spread
    source: str
    grade: Grade

    def corrected(self, value: Spread | float, source: str = "your own figure") -> Input:
        """The same line with the site's own figure, and who says so."""
        spread = value if isinstance(value, Spread) else certain(float(value))
        return replace(self, value=spread, source=source, grade="entered")


@dataclass(frozen=True)
class Template:
    """The clinic's booking template; all four are the clinic's own figures."""

    sessions: float
    hours_per_session: float
    slot_minutes: float
    no_show: float = 0.0

    @property
    def scheduled_hours(self) -> float:
        return self.sessions * self.hours_per_session

    @property
    def slots(self) -> float:
        return self.scheduled_hours * 60 / self.slot_minutes


@dataclass(frozen=True)
class Inputs:
    """Everything the sum uses. Minutes are per encounter (v, e) or per week (I, q); hours per week (H, A)."""

    contracted: Input
    encounters: Input
    with_patient: Input
    around: Input
    inbox: Input
    meetings: Input
    forms: Input
    panel_ratio: float = 1.0
    template: Template | None = None

    def __post_init__(self) -> None:
        problems = [*_line_problems(self), *_template_problems(self.template)]
        if not 0 < self.panel_ratio <= 3:
            problems.append(
                _problem("panel", f"{self.panel_ratio:g} times the panel of today", "above 0 to 3")
            )
        if problems:
            raise DataProblem(problems)


def _line_problems(inputs: Inputs) -> list[Problem]:
    lines = [getattr(inputs, f.name) for f in fields(inputs)]
    return [p for line in lines if isinstance(line, Input) for p in _input_problems(line)]


def _input_problems(line: Input) -> list[Problem]:
    low, likely, high = (line.value.at(column) for column in COLUMNS)
    if not all(math.isfinite(x) and x >= 0 for x in (low, likely, high)):
        return [_problem(line.label, "a figure below 0 or not a number", "0 or more")]
    if not low <= likely <= high:
        return [_problem(line.label, f"{low:g}, {likely:g}, {high:g}", "low, likely, high in rising order")]
    limit, what = (
        (168, "hours a week, above 0 to 168")
        if line.unit == "hours a week"
        else (100_000, "less than 100,000")
    )
    if high > limit or (line.label in (_H_LABEL, _E_LABEL) and low <= 0):
        return [_problem(line.label, f"{high:g} {line.unit}", what)]
    return []


def _template_problems(template: Template | None) -> list[Problem]:
    if template is None:
        return []
    wrong = [
        name
        for name, value in (
            ("sessions a week", template.sessions),
            ("hours in a session", template.hours_per_session),
            ("minutes of a slot", template.slot_minutes),
        )
        if not (math.isfinite(value) and value > 0)
    ]
    problems = [_problem(name, "nothing, or a figure below 0", "a number above 0") for name in wrong]
    if not 0 <= template.no_show < 1:
        problems.append(_problem("no-shows", f"{100 * template.no_show:.0f} %", "a share from 0 % to 99 %"))
    return problems


def _problem(place: str, found: str, expected: str) -> Problem:
    return Problem(f"Doable check, {place}", f"found {found}", f"Write {expected}.")


_H_LABEL = "Contracted hours"
_E_LABEL = "Encounters asked for"


def contracted(hours: float, source: str = "the contract") -> Input:
    """H: hours a week the contract has; there is no default."""
    return Input(_H_LABEL, "hours a week", certain(hours), source, "entered")


def per_session(asked: float, sessions: float) -> Input:
    """E from an ask such as 18 a session.

    >>> per_session(18, 8).value.likely
    144
    """
    words = f"{asked:g} a session x {sessions:g} sessions a week"
    return Input(_E_LABEL, "a week", certain(asked * sessions), words, "entered")


def per_week(asked: float) -> Input:
    """E when the ask itself is a number of encounters a week."""
    return Input(_E_LABEL, "a week", certain(asked), "the ask", "entered")


def per_year(target: float, weeks: float = WEEKS_WORKED) -> Input:
    """E from a yearly target over the weeks worked."""
    _positive("weeks worked", weeks)
    words = f"{target:g} a year / {weeks:g} weeks worked"
    return Input(_E_LABEL, "a week", certain(target / weeks), words, "entered")


def per_year_wrvu(target: float, own_per_encounter: float, weeks: float = WEEKS_WORKED) -> Input:
    """E from a yearly wRVU target over the clinician's own wRVU per encounter and the weeks worked."""
    _positive("wRVU per encounter", own_per_encounter)
    _positive("weeks worked", weeks)
    words = f"{target:g} wRVU a year / {own_per_encounter:g} wRVU an encounter / {weeks:g} weeks worked"
    return Input(_E_LABEL, "a week", certain(target / own_per_encounter / weeks), words, "entered")


def _positive(place: str, value: float) -> None:
    if not (math.isfinite(value) and value > 0):
        raise DataProblem([_problem(place, f"{value:g}", "a number above 0")])


def default_inputs(
    hours: Input, encounters: Input, clinical_fte: float | None = None, template: Template | None = None
) -> Inputs:
    """The starting figures of the check; every one of them is there to be corrected.

    Args:
        hours: H, from `contracted`.
        encounters: E, from one of the `per_...` functions.
        clinical_fte: Share of a full clinical post, above 0; None takes contracted hours / 40, at most 1.
        template: The booking template, when slots are to be compared.

    """
    fte = min(1.0, hours.value.likely / _FULL_TIME_HOURS) if clinical_fte is None else clinical_fte
    return Inputs(
        hours, encounters, _WITH_PATIENT, _AROUND, _inbox(fte), _MEETINGS, _FORMS, template=template
    )


_WITH_PATIENT = Input(
    "With the patient",
    "minutes an encounter",
    Spread(15, 18, 22),
    "Mean 18.0, median 15 minutes over 21 million U.S. primary-care visits (Neprash 2021); the high figure is our own",
    "R",
)
_AROUND = Input(
    "Around the encounter, patient not in the room",
    "minutes an encounter",
    Spread(10, 14, 22),
    "2.9 minutes before, 7.5 between, 6.9 after hours (Young 2018). Low leaves out the last, high adds a quarter",
    "C",
)
_MEETINGS = Input("Meetings and teaching", "hours a week", certain(2), "A guess: put in your own", "D")
_FORMS = Input("Forms and calls", "minutes a week", certain(60), "A guess: put in your own", "D")


def _inbox(fte: float) -> Input:
    """Default I for one full clinical post, times the share of a post held."""
    _positive("share of a full post", fte)
    source = (
        "52 minutes a workday (1,275 physicians, 2020) to 85 a weekday (Arndt 2017), "
        f"for {fte:.2g} of a full clinical post"
    )
    return Input("Inbox", "minutes a week", Spread(260, 340, 425).scaled(fte), source, "C")
