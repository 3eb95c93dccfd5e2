"""What a measure file must mean, beyond having the right keys."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import timedelta

from tenthhour.core.errors import Problem
from tenthhour.core.measurement.measure import BROUGHT, Measure
from tenthhour.core.month import Month

Said = Iterator[tuple[str, str, str]]

SCALE_OF_KIND = {"proportion": "odds_ratio", "rate": "rate_ratio", "mean": "points"}
# More columns or patterns would leave cells too small to fit and too many to hold.
MOST_COLUMNS, MOST_LEVELS, MOST_PATTERNS = 5, 12, 2000


def alone(measure: Measure, place: str, file_stem: str) -> list[Problem]:
    """Problems of one measure that can be seen without the others."""
    rules = (_identity(measure, file_stem), _texts(measure), _review(measure), _numbers(measure))
    more = (_scale(measure), _case_mix(measure), _rows(measure), _epochs(measure))
    return [
        Problem(f"{place}, key {key}", found, remedy)
        for rule in (*rules, *more)
        for key, found, remedy in rule
    ]


def together(measures: Mapping[str, Measure], places: Mapping[str, str]) -> Iterator[Problem]:
    """Problems that need the others: each measure is balanced by two that run."""
    running = {id_ for id_, measure in measures.items() if measure.status != "retired"}
    for id_, measure in measures.items():
        if measure.status == "retired":
            continue
        # A draft made from a spreadsheet column names none yet; every shipped file does (tests/spec/content).
        if measure.status == "draft" and not measure.balancing:
            continue
        place = f"{places[id_]}, key balancing"
        for other in measure.balancing:
            if other not in measures:
                yield Problem(place, f'"{other}" is no measure', "Name the id of a measure.")
        if len((set(measure.balancing) & running) - {id_}) < 2:
            yield Problem(
                place,
                "fewer than two other measures in use are named",
                "Name at least two that would show harm if this number were pushed.",
            )


def _identity(m: Measure, stem: str) -> Said:
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,60}", m.id):
        yield "id", f'"{m.id}" is not an id', "Use small letters, digits and underscores, a letter first."
    if m.id != stem:
        yield "id", f'"{m.id}" differs from the file name "{stem}"', "Give both the same name."
    if m.version < 1:
        yield "version", f"{m.version} is not a version", "Count from 1."


def _texts(m: Measure) -> Said:
    may_be_empty = {"author", "safety"}
    for field in fields(m):
        value = getattr(m, field.name)
        if isinstance(value, str) and not value.strip() and field.name not in may_be_empty:
            yield field.name, "is empty", "Write it; a leader will read it."


def _review(m: Measure) -> Said:
    if bool(m.reviewed_by) != (m.reviewed_on is not None):
        yield (
            "reviewed_on",
            "a reviewer without a date, or a date without a reviewer",
            "Give both or neither.",
        )
    if m.status == "active" and not m.reviewed_by:
        yield (
            "status",
            '"active", but nobody is named as reviewer',
            'Write "draft" until somebody has reviewed it.',
        )
    if m.reviewed_on and not timedelta(0) < m.review_due - m.reviewed_on <= timedelta(days=366):
        found = f"{m.review_due} is not within 12 months after {m.reviewed_on}"
        yield "review_due", found, "Set the next review at most 12 months after the last."


def _numbers(m: Measure) -> Said:
    if not 0 < m.floor.period <= m.floor.year < math.inf:
        yield "floor", "must hold 0 < period <= year", "A year has at least the patients of a period."
    if not 0 <= m.pool_until < math.inf:
        yield "pool_until", f"{m.pool_until} is not a number of patients", "Write 0 or more."
    if not 0 <= m.lag_days <= 366:
        yield (
            "lag_days",
            f"{m.lag_days} is not between 0 and 366",
            "Write the days until a month is complete.",
        )
    if not 6 <= m.baseline_months <= 60:
        yield "baseline_months", f"{m.baseline_months} is not between 6 and 60", "24 is usual."


def _scale(m: Measure) -> Said:
    if m.safety and m.direction == "neither":
        yield (
            "safety",
            "neither higher nor lower is better here, so no change is one for the worse",
            "Remove it, or name the better direction.",
        )
    wanted = SCALE_OF_KIND[m.kind]
    if m.worth_knowing.scale != wanted:
        found = f'"{m.worth_knowing.scale}" does not fit a {m.kind}'
        yield "worth_knowing.scale", found, f'Write "{wanted}".'
    least = 0 if wanted == "points" else 1
    if not least < m.worth_knowing.value < math.inf:
        yield (
            "worth_knowing.value",
            f"{m.worth_knowing.value} is not above {least}",
            "Write the smallest change worth a talk.",
        )
    # Whoever brings a spreadsheet knows no lowest and highest value; such a draft is charted by what is there.
    is_known = m.scale is not None or m.owner_role == BROUGHT
    if (m.kind == "mean" and not is_known) or (m.kind != "mean" and m.scale is not None):
        yield (
            "scale",
            "a mean needs a scale and nothing else has one",
            "Write the lowest and highest value, as in [0, 100].",
        )
    if m.scale and not -math.inf < m.scale[0] < m.scale[1] < math.inf:
        yield "scale", f"{list(m.scale)} does not rise", "Write the lowest value first."


def _case_mix(m: Measure) -> Said:
    patterns = math.prod(len(c.levels) for c in m.case_mix)
    if len(m.case_mix) > MOST_COLUMNS or patterns > MOST_PATTERNS:
        found = f"{len(m.case_mix)} columns with {patterns} patterns"
        yield "case_mix", found, f"Keep to {MOST_COLUMNS} columns and {MOST_PATTERNS} patterns."
    if len({c.column for c in m.case_mix}) < len(m.case_mix):
        yield "case_mix", "a column stands twice", "Name each column once."
    if m.case_mix and m.rows is None:
        yield "case_mix", "there are no rows to adjust", "Add rows, or remove case_mix."
    for number, covariate in enumerate(m.case_mix):
        key = f"case_mix.{number}"
        if not covariate.why.strip():
            yield f"{key}.why", "is empty", "Say why it matters and why the clinician cannot influence it."
        if not 2 <= len(set(covariate.levels)) == len(covariate.levels) <= MOST_LEVELS:
            yield f"{key}.levels", f"{list(covariate.levels)}", f"Name 2 to {MOST_LEVELS} different levels."


def _rows(m: Measure) -> Said:
    if m.rows is None:
        return
    if (m.kind == "rate") != (m.rows.exposure is not None):
        yield (
            "rows.exposure",
            "a rate needs an exposure column and nothing else has one",
            "Add it, or remove it.",
        )
    if m.kind != "mean" and (m.rows.recode or not isinstance(m.rows.outcome, str)):
        yield "rows.outcome", f"several items or a recoding in a {m.kind}", "Use one column of 0 and 1."
    if m.scale:
        outside = [k for k, v in m.rows.recode.items() if not m.scale[0] <= v <= m.scale[1]]
        if outside:
            yield "rows.recode", f"{', '.join(outside)} lies outside the scale", "Stay within the scale."


def _epochs(m: Measure) -> Said:
    for number, change in enumerate(m.definition_changed):
        try:
            Month.parse(change.month)
        except ValueError as error:
            yield f"definition_changed.{number}.month", str(error), "Write months as YYYY-MM."
