"""Results that come in late: a month is left out for a measure until they are in, and nothing else changes."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from clinics import START, Cell, checked, clinic, measure, results, steady

from tenthhour.core.finding import Finding, Waiting
from tenthhour.core.measurement.false_alarms import SiteThresholds
from tenthhour.core.measurement.wording import judged_from
from tenthhour.core.month import Month
from tenthhour.pipeline import Decisions, MonthResult, run_month

LAST = START + 35  # December 2025
LATE = measure(lag_days=20)
KNOWN: dict[str, SiteThresholds] = {}


def fallen(cell: Cell) -> float:
    return -1.1 if cell.clinician == 3 and cell.month >= 30 else 0.0


@cache
def judged(on: date | None, moved: object = fallen, of: object = LATE) -> MonthResult:
    tables = clinic(moved=moved)  # type: ignore[arg-type]
    return run_month(tables, [of], budget=0.02, thresholds=KNOWN, decisions=Decisions(complete_on=on))  # type: ignore[list-item]


def newest(result: MonthResult) -> set[Month]:
    return {series.points[-1].month for series in result.series}


def test_month_is_left_out_until_its_results_are_in() -> None:
    early = judged(date(2026, 1, 19))
    assert early.waiting == (Waiting("bp", LAST, date(2026, 1, 20)),)
    assert newest(early) == {LAST + -1}


def test_on_the_day_it_is_judged_as_if_nothing_had_been_late() -> None:
    complete = judged(date(2026, 1, 20))
    assert complete.waiting == ()
    assert complete.findings == judged(None).findings
    assert complete.series == judged(None).series


def test_two_months_wait_where_results_take_two() -> None:
    slow = judged(date(2026, 1, 19), fallen, measure(lag_days=60))
    assert [(w.month, w.judged_from) for w in slow.waiting] == [
        (LAST + -1, date(2026, 1, 29)),
        (LAST, date(2026, 3, 1)),
    ]
    assert newest(slow) == {LAST + -2}


def test_what_was_told_before_stays_told_while_the_newest_month_waits() -> None:
    (found,) = judged(date(2026, 1, 5)).findings
    assert isinstance(found, Finding)
    assert (found.clinician_id, found.state) == ("c03", "confirmed")


def test_change_of_the_month_that_waits_is_not_told() -> None:
    def falls_last(cell: Cell) -> float:
        return -2.0 if cell.clinician == 3 and cell.month >= 34 else 0.0

    assert judged(None, falls_last).findings != ()
    assert judged(date(2026, 1, 5), falls_last).findings == ()


def test_thresholds_do_not_follow_the_day() -> None:
    early, complete = judged(date(2026, 1, 5), steady), judged(None, steady)
    assert early.measures[0].threshold == complete.measures[0].threshold
    assert early.engine.seed == complete.engine.seed


def test_measure_without_lag_waits_for_nothing() -> None:
    assert judged(date(2026, 1, 1), steady, measure()).waiting == ()


def test_month_nobody_has_a_value_in_is_not_waited_for() -> None:
    tables = clinic(n=lambda cell: 0 if cell.month == 35 else 60)
    said = run_month(
        tables, [LATE], LAST, thresholds=KNOWN, decisions=Decisions(complete_on=date(2026, 1, 5))
    )
    assert said.waiting == ()


def test_clinic_of_one_month_is_shown_and_waits_for_nothing() -> None:
    one = checked(results([(f"c{i:02d}", "bp", "2025-12", 30.0, 60.0) for i in range(12)]))
    said = run_month(one, [LATE], decisions=Decisions(complete_on=date(2026, 1, 5)))
    assert said.waiting == ()
    assert {n.reason for n in said.not_said} == {"too_few"}


@pytest.mark.parametrize(
    ("of", "month", "sentence"),
    [
        (LATE, Month(2026, 6), "June 2026 is judged from 20 July 2026 on: results still come in."),
        (
            measure(period="quarter", domain="experience"),
            Month(2026, 9),
            "July to September 2026 is judged from 20 July 2026 on: answers still come in.",
        ),
    ],
)
def test_sentence_names_the_months_and_the_day(of: object, month: Month, sentence: str) -> None:
    assert judged_from(of, Waiting("bp", month, date(2026, 7, 20))) == sentence  # type: ignore[arg-type]
