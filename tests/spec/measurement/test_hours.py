"""When somebody's hours change, a number that depends on them is not judged at once, and a new baseline is proposed."""

from __future__ import annotations

from datetime import date

from clinics import START, Cell, clinic, measure

from tenthhour.core.measurement.false_alarms import SiteThresholds
from tenthhour.pipeline import Away, Decisions, Hours, MonthResult, Rebase, run_month

KNOWN: dict[str, SiteThresholds] = {}
HALVED = Hours("c03", START + 29, 1.0, 0.5)


def fallen(cell: Cell) -> float:
    return -1.0 if cell.clinician == 3 and cell.month >= 29 else 0.0


def judged(decisions: Decisions, month: int = 35, **changes: object) -> MonthResult:
    of = measure(**{"depends_on_fte": True, **changes})
    known = {} if decisions.hours else KNOWN
    return run_month(
        clinic(months=month + 1, moved=fallen), [of], budget=0.02, thresholds=known, decisions=decisions
    )


def proposed(result: MonthResult) -> list[tuple[str | None, str]]:
    return [(q.clinician_id, q.first.words) for q in result.proposals]


def reason(result: MonthResult) -> str:
    return next((n.reason for n in result.not_said if n.clinician_id == "c03"), "told")


def test_two_months_after_new_hours_are_not_judged() -> None:
    changed = Decisions(hours=(HALVED,))
    assert [reason(judged(changed, month)) for month in (29, 30)] == ["leave", "leave"]


def test_new_baseline_is_proposed_where_the_hours_changed() -> None:
    found = judged(Decisions(hours=(HALVED,))).proposals
    assert [(q.clinician_id, q.found) for q in found] == [
        ("c03", "0.5 of a full clinical post since June 2025, 1 before, and this number depends on hours")
    ]


def test_new_baseline_once_confirmed_is_not_proposed_again() -> None:
    confirmed = Rebase("bp", START + 29, "half a post from June on", "c03")
    assert proposed(judged(Decisions(hours=(HALVED,), rebases=(confirmed,)))) == []


def test_small_change_of_hours_changes_nothing() -> None:
    small = Decisions(hours=(Hours("c03", START + 29, 1.0, 0.8),))
    assert proposed(judged(small)) == []
    assert reason(judged(small)) == "told"


def test_number_that_does_not_depend_on_hours_is_judged_on() -> None:
    found = judged(Decisions(hours=(HALVED,)), depends_on_fte=False)
    assert (proposed(found), reason(found)) == ([], "told")


def test_hours_changed_within_the_baseline_propose_nothing() -> None:
    assert proposed(judged(Decisions(hours=(Hours("c03", START + 12, 1.0, 0.5),)))) == []


def test_leave_written_down_in_the_product_is_left_out() -> None:
    away = Away("c03", date(2025, 12, 1), None)
    assert reason(judged(Decisions(away=(away,)))) == "leave"
