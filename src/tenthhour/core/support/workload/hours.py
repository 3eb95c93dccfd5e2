"""The sum: the week the ask needs, line by line, beside the hours the contract has.

T(x) = E (v + e) / 60 + I (panel / panel_now) / 60 + A + q / 60, hours a week,
at x = low, likely, high. Method, sources and limits: docs/methods/doable.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from tenthhour.core.support.workload.inputs import COLUMNS, Grade, Input, Inputs, Spread


@dataclass(frozen=True)
class Line:
    """One line of the sum, in hours a week at the three columns, and how it was worked out."""

    label: str
    hours: Spread
    working: str
    source: str
    grade: Grade


@dataclass(frozen=True)
class Slots:
    """Appointments the ask needs against those the booking template has, per week."""

    needed: float
    available: float

    @property
    def sentence(self) -> str:
        short = math.ceil(self.needed) - math.floor(self.available)
        words = f"The ask needs {math.ceil(self.needed)} booked slots a week; the template has {math.floor(self.available)}"
        return f"{words}: {short} more." if short > 0 else f"{words}."


@dataclass(frozen=True)
class Doable:
    """The answer: every line, the total, what would fit, and one sentence that ends in a question.

    `case` is 1 (fits even if slow) to 4 (does not fit even if quick); `gap` in hours a week,
    None in cases 1 and 2. `fits` is encounters a week that fit the contract, rounded down:
    with everything low most fit, so `fits.low` is the largest.
    """

    inputs: Inputs
    lines: tuple[Line, ...]
    total: Spread
    fits: Spread
    case: Literal[1, 2, 3, 4]
    gap: float | None
    sentence: str
    slots: Slots | None


def check(inputs: Inputs) -> Doable:
    """Add up the week the ask needs and set it beside the contracted hours.

    Shapes: scalars. Source: docs/methods/doable.md.
    """
    lines = _lines(inputs)
    total = Spread(0, 0, 0)
    for line in lines:
        total = total.plus(line.hours)
    case, gap = _case(inputs.contracted.value.likely, total)
    return Doable(
        inputs,
        lines,
        total,
        _fits(inputs),
        case,
        gap,
        _SENTENCES[case].format(gap=_hours(gap)),
        _slots(inputs),
    )


def _lines(inputs: Inputs) -> tuple[Line, ...]:
    asked = inputs.encounters.value
    panel = "" if inputs.panel_ratio == 1 else f" x {inputs.panel_ratio:.2g} of the panel"
    return (
        _visit_line(inputs.with_patient, asked),
        _visit_line(inputs.around, asked),
        _minutes_line(inputs.inbox, inputs.panel_ratio, panel),
        Line(
            inputs.meetings.label,
            inputs.meetings.value,
            "as entered",
            inputs.meetings.source,
            inputs.meetings.grade,
        ),
        _minutes_line(inputs.forms, 1.0, ""),
    )


def _visit_line(line: Input, asked: Spread) -> Line:
    hours = Spread(*(asked.at(c) * line.value.at(c) / 60 for c in COLUMNS))
    working = f"{asked.likely:.4g} encounters x {line.value.likely:.3g} minutes / 60"
    return Line(line.label, hours, working, line.source, line.grade)


def _minutes_line(line: Input, factor: float, words: str) -> Line:
    working = f"{line.value.likely:.4g} minutes{words} / 60"
    return Line(line.label, line.value.scaled(factor / 60), working, line.source, line.grade)


def _fits(inputs: Inputs) -> Spread:
    """E_fit(x) = 60 (H - A - q/60 - I/60) / (v + e), rounded down, never below 0."""

    def whole(column: str) -> float:
        minutes = inputs.with_patient.value.at(column) + inputs.around.value.at(column)
        other = inputs.meetings.value.at(column) * 60 + inputs.forms.value.at(column)
        left = (
            inputs.contracted.value.at(column) * 60
            - other
            - inputs.inbox.value.at(column) * inputs.panel_ratio
        )
        return float(max(0, math.floor(left / minutes))) if minutes > 0 else math.inf

    return Spread(*(whole(column) for column in COLUMNS))


def _case(hours: float, total: Spread) -> tuple[Literal[1, 2, 3, 4], float | None]:
    if hours >= total.high:
        return 1, None
    if hours >= total.likely:
        return 2, None
    if hours >= total.low:
        return 3, total.likely - hours
    return 4, total.low - hours


_SENTENCES = {
    1: "The ask fits even if everything takes long. Is something outside these hours missing?",
    2: "The ask fits on likely figures, not if things take long. Which line is longest for you?",
    3: "On likely figures the ask needs {gap} more hours a week. What would have to change?",
    4: "Even if everything goes quickly the ask needs {gap} more hours. Who can change the ask or the support?",
}


def _hours(gap: float | None) -> str:
    if gap is None:
        return ""
    return f"{gap:.1f}" if gap >= 0.05 else "less than 0.1"


def _slots(inputs: Inputs) -> Slots | None:
    if inputs.template is None:
        return None
    return Slots(inputs.encounters.value.likely / (1 - inputs.template.no_show), inputs.template.slots)


BESIDE = (
    "One full clinical post took 61.8 hours a week (middle half 50.5 to 75.6): 406 physicians of one U.S. system "
    "(Rotenstein 2025).",
    "Over all specialties 33.2 scheduled hours filled a 40-hour week (Sinsky 2024, U.S.).",
)
"""Figures to read beside the sum, never mixed into it."""

LIMITS = (
    "The default figures come from the United States and are means over many encounters, not this clinic's.",
    "The minutes around an encounter may already hold some inbox work, so a little may be counted twice.",
    "Makers of record systems count time in different ways.",
    "This is arithmetic about the ask. It says nothing about a person.",
)
"""Said on the page, every time."""
