"""The level of the last year: one computation, for an Ask and for a steady strength, never a signal."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from clinics import Cell, clinic, measure

from tenthhour.core.finding import Level
from tenthhour.core.measurement.false_alarms import SiteThresholds
from tenthhour.core.measurement.wording import is_strength, strength_sentence
from tenthhour.pipeline import run_month

KNOWN: dict[str, SiteThresholds] = {}


@cache
def levels(clinicians: int = 12, months: int = 36, moved: object = None) -> dict[str, Level]:
    options = {"moved": moved} if moved else {}
    tables = clinic(clinicians, months, **options)  # type: ignore[arg-type]
    found = run_month(tables, [measure()], budget=0.02, thresholds=KNOWN).levels
    return {level.clinician_id: level for level in found}


def fallen(cell: Cell) -> float:
    return -1.1 if cell.clinician == 3 and cell.month >= 24 else 0.0


def test_interval_holds_the_true_level_of_most() -> None:
    true = 0.5 + np.random.default_rng(1).normal(0, 0.35, 60)  # what `clinic` draws first
    found = levels(60)
    held = [
        found[f"c{i:02d}"].low <= 1 / (1 + np.exp(-true[i])) <= found[f"c{i:02d}"].high  # type: ignore[operator]
        for i in range(60)
    ]
    assert np.mean(held) >= 0.9


def test_level_lies_between_the_plain_mean_and_what_is_usual() -> None:
    level = levels()["c03"]
    assert level.value is not None
    assert level.expected is not None
    table = clinic().tables["results"].to_pylist()
    year = [r for r in table if r["clinician_id"] == "c03"][-12:]
    plain = sum(r["numerator"] for r in year) / sum(r["denominator"] for r in year)
    assert min(plain, level.expected) <= level.value <= max(plain, level.expected)


def test_level_of_a_quiet_series_is_steady_since_it_began() -> None:
    assert (levels()["c04"].steady_months, levels()["c04"].changed_from) == (36, None)


def test_level_after_a_change_names_its_month() -> None:
    level = levels(moved=fallen)["c03"]
    assert level.changed_from is not None
    assert level.steady_months == 0


@pytest.mark.parametrize("months", [6, 12])
def test_level_before_there_is_a_baseline_is_too_early(months: int) -> None:
    assert {v.value for v in levels(12, months).values()} == {None}


@pytest.mark.parametrize("quarters", [5, 9])
def test_quarters_have_a_level_after_four_of_baseline(quarters: int) -> None:
    tables = clinic(12, 3 * quarters)
    found = run_month(tables, [measure(period="quarter")], budget=0.02, thresholds=KNOWN).levels
    assert all(level.value is not None for level in found)


def test_level_of_three_clinicians_is_given_though_nothing_is_judged() -> None:
    assert all(level.value is not None for level in levels(3).values())


GOOD = Level("c03", "bp", 0.72, 0.69, 0.75, 700, 36, None, True, False, expected=0.62)


@pytest.mark.parametrize(
    ("direction", "low", "high", "says"),
    [
        ("higher_better", 0.69, 0.75, True),
        ("higher_better", 0.60, 0.75, False),
        ("lower_better", 0.69, 0.75, False),
        ("lower_better", 0.50, 0.60, True),
        ("neither", 0.69, 0.75, False),
    ],
)
def test_strength_needs_the_whole_interval_on_the_better_side(
    direction: str, low: float, high: float, says: bool
) -> None:
    level = Level("c03", "bp", (low + high) / 2, low, high, 700, 36, None, True, False, expected=0.62)
    assert is_strength(measure(direction=direction), level) is says


def test_strength_is_two_figures_and_no_grade() -> None:
    assert strength_sentence(measure(), GOOD) == (
        "Blood pressure under 140/90: about 72 % over the last 12 months (69 to 75 %); about 62 % is usual here."
    )
