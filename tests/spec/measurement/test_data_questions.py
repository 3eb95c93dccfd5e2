"""What the steward is asked about the numbers themselves, and what an answer changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from clinics import START, Cell, clinic, measure

from tenthhour.core.data_question import DataQuestion
from tenthhour.core.measurement.false_alarms import SiteThresholds
from tenthhour.core.measurement.measure import DefinitionChange
from tenthhour.core.month import Month
from tenthhour.data.checks import Checked
from tenthhour.pipeline import Answer, Decisions, MonthResult, Rebase, Redefinition, run_month

LAST = START + 35
KNOWN: dict[str, SiteThresholds] = {}


def judged(tables: Checked, decisions: Decisions | None = None, **changes: object) -> MonthResult:
    return run_month(tables, [measure(**changes)], budget=0.02, thresholds=KNOWN, decisions=decisions)


def asked(result: MonthResult) -> list[tuple[str, str | None, str]]:
    return [(q.kind, q.clinician_id, q.months) for q in result.questions]


def of_one(size: int, months: tuple[int, ...]) -> Checked:
    """One clinician's denominators in some months."""
    return clinic(n=lambda c: size if c.clinician == 3 and c.month in months else 60)


def fallen_together(cell: Cell) -> float:
    return -1.0 if cell.month >= 28 else 0.0


def test_quiet_clinic_asks_nothing() -> None:
    assert judged(clinic()).questions == ()


def test_six_times_the_patients_is_asked_with_both_numbers() -> None:
    found = judged(of_one(360, (35,))).questions
    assert [(q.kind, q.clinician_id, q.found) for q in found] == [
        ("jump", "c03", "counted over 360; usually it is about 60")
    ]


def test_months_in_a_row_are_one_question() -> None:
    assert asked(judged(of_one(360, (33, 34, 35)))) == [("jump", "c03", "October 2025 to December 2025")]


def test_question_about_an_old_month_stays_until_it_is_answered() -> None:
    assert asked(judged(of_one(360, (30,)))) == [("jump", "c03", "July 2025")]


def test_one_answer_holds_while_the_same_doubt_lasts() -> None:
    answered = Decisions(answers=(Answer("bp", START + 33, "c03"),))
    assert judged(of_one(360, (33, 34, 35)), answered).questions == ()


def test_answer_does_not_hold_for_a_new_doubt() -> None:
    answered = Decisions(answers=(Answer("bp", START + 30, "c03"),))
    assert asked(judged(of_one(360, (30, 34)), answered)) == [("jump", "c03", "November 2025")]


def test_answer_about_one_person_is_no_answer_about_another() -> None:
    answered = Decisions(answers=(Answer("bp", LAST, "c04"),))
    assert asked(judged(of_one(360, (35,)), answered)) == [("jump", "c03", "December 2025")]


def test_all_of_many_while_colleagues_are_in_between_is_asked() -> None:
    tables = clinic(moved=lambda c: 9.0 if (c.clinician, c.month) == (3, 35) else 0.0)
    assert [(q.kind, q.found) for q in judged(tables).questions] == [
        ("all_or_none", "100 % of 60, while colleagues are in between")
    ]


def test_same_numbers_four_months_running_are_asked_and_judged_meanwhile() -> None:
    table = clinic().tables["results"].to_pylist()
    for row in table:
        if row["clinician_id"] == "c03" and row["month"] >= "2025-09":
            row["numerator"] = 37.0
    result = judged(_again(table))
    assert asked(result) == [("stuck", "c03", "December 2025")]
    assert {a.reason for a in result.not_said} == {"quiet"}


def _again(rows: list[dict[str, object]]) -> Checked:
    import pyarrow as pa

    return Checked(tables={"results": pa.Table.from_pylist(rows)}, problems=(), sources=(), synthetic=True)


def halved(cell: Cell) -> int:
    return 30 if cell.month >= 34 else 60


def test_everybodys_denominators_moving_is_one_question_about_the_source() -> None:
    assert asked(judged(clinic(n=halved))) == [("source", None, "November 2025 to December 2025")]


def test_source_answered_right_is_judged_again() -> None:
    answered = Decisions(answers=(Answer("bp", START + 34),))
    result = judged(clinic(n=halved), answered)
    assert result.questions == ()
    assert {a.reason for a in result.not_said} == {"quiet"}


def test_source_answered_with_a_new_definition_begins_a_new_series() -> None:
    changed = Decisions(definitions=(Redefinition("bp", START + 34, "telephone visits count now"),))
    result = judged(clinic(n=halved), changed)
    assert result.questions == ()
    assert {a.sentence for a in result.not_said} == {"Not judged: the definition changed in November 2025."}


def test_new_series_keeps_the_old_limits_drawn() -> None:
    changed = Decisions(definitions=(Redefinition("bp", START + 34, "telephone visits count now"),))
    series = judged(clinic(n=halved), changed).series[0]
    assert series.epochs == (START + 34,)
    assert [p.low is not None for p in series.points[30:]] == [True] * 4 + [False] * 2


def test_own_new_level_keeps_the_old_limits_drawn() -> None:
    moved = Decisions(rebases=(Rebase("bp", START + 28, "moved to the new clinic", "c03"),))
    before, after = (judged(clinic(), d).series[3] for d in (None, moved))
    assert (after.clinician_id, after.epochs) == ("c03", (START + 28,))
    assert [p.expected for p in after.points[:28]] == pytest.approx(
        [p.expected for p in before.points[:28]], abs=0.02
    )


def test_shared_change_of_six_months_proposes_a_new_level() -> None:
    held = [q for q in judged(clinic(moved=fallen_together)).questions if q.kind == "new_level"]
    assert [(q.peer_group, q.first) for q in held] == [("everyone", START + 28)]


def test_shared_change_of_four_months_proposes_nothing() -> None:
    tables = clinic(moved=lambda c: -1.0 if c.month >= 32 else 0.0)
    assert judged(tables).questions == ()


def test_confirmed_new_level_ends_the_hold_and_the_question() -> None:
    begun = Decisions(rebases=(Rebase("bp", START + 22, "the new rooms are here to stay"),))
    result = judged(clinic(moved=lambda c: -1.0 if c.month >= 22 else 0.0), begun)
    assert (result.questions, result.system) == ((), ())
    assert {a.reason for a in result.not_said} == {"quiet"}


def test_change_of_definition_without_a_new_series_is_asked() -> None:
    changed = (DefinitionChange("2025-06", "home readings count", False),)
    found: list[DataQuestion] = list(judged(clinic(), definition_changed=changed).questions)
    assert [(q.kind, q.first, q.holds) for q in found] == [("definition", Month(2025, 6), False)]


def test_question_keeps_its_id_from_month_to_month() -> None:
    now, later = (judged(of_one(360, months)).questions[0] for months in ((34,), (34, 35)))
    assert (now.id, replace(now, last=later.last)) == (later.id, later)


def fallen_for(months: int) -> Checked:
    """One clinician fell some months ago and has stayed there."""
    return clinic(moved=lambda c: -1.1 if c.clinician == 3 and c.month >= 36 - months else 0.0)


def test_year_at_a_new_level_proposes_a_baseline_of_ones_own() -> None:
    proposed = judged(fallen_for(12)).proposals
    assert [(p.clinician_id, p.kind, p.first) for p in proposed] == [("c03", "own_level", START + 24)]


def test_half_a_year_at_a_new_level_proposes_nothing() -> None:
    assert judged(fallen_for(6)).proposals == ()


def test_level_that_keeps_falling_proposes_nothing() -> None:
    slope = clinic(moved=lambda c: -0.25 * max(0, c.month - 23) if c.clinician == 3 else 0.0)
    assert judged(slope).proposals == ()


def test_confirmed_level_of_ones_own_is_not_proposed_again() -> None:
    begun = Decisions(rebases=(Rebase("bp", START + 24, "moved to the new clinic", "c03"),))
    result = judged(fallen_for(12), begun)
    assert (result.proposals, [f.clinician_id for f in result.findings]) == ((), [])
