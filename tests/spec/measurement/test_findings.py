"""What is said, and what is not: small clinics in, sentences out."""

from __future__ import annotations

from datetime import date
from functools import cache

import pyarrow as pa
import pytest
from clinics import START, Cell, checked, clinic, measure, results, steady

from tenthhour.core.finding import Finding, NotSaid
from tenthhour.core.measurement.false_alarms import SiteThresholds
from tenthhour.core.measurement.measure import DefinitionChange, Measure
from tenthhour.core.month import Month
from tenthhour.data.checks import Checked
from tenthhour.pipeline import Answer, Crisis, Decisions, MonthResult, Rebase, run_month

LAST = START + 35


KNOWN: dict[str, SiteThresholds] = {}


def fallen(cell: Cell) -> float:
    """One clinician falls by an odds ratio of about 3 in the last six months."""
    return -1.1 if cell.clinician == 3 and cell.month >= 30 else 0.0


def risen(cell: Cell) -> float:
    return -fallen(cell)


def all_fall(cell: Cell) -> float:
    return -1.0 if cell.month >= 32 else 0.0


def judged(
    tables: Checked, measures: list[Measure], as_of: Month | None = None, **options: object
) -> MonthResult:
    """With a budget so small that chance does not speak in these examples."""
    return run_month(tables, measures, as_of, budget=0.02, thresholds=KNOWN, **options)  # type: ignore[arg-type]


@cache
def run(moved: object = steady, decisions: Decisions | None = None, **options: object) -> MonthResult:
    tables = clinic(moved=moved, **options)  # type: ignore[arg-type]
    return judged(tables, [measure()], decisions=decisions)


def answer(result: MonthResult, clinician: str) -> Finding | NotSaid:
    found = [a for a in (*result.findings, *result.not_said) if a.clinician_id == clinician]
    assert len(found) == 1
    return found[0]


def test_fall_of_one_is_told_with_its_months() -> None:
    found = answer(run(fallen), "c03")
    assert isinstance(found, Finding)
    assert (found.kind, found.direction, found.state) == ("change", "worse", "confirmed")
    assert found.change_from in (START + 29, START + 30)  # the best guess may be a month off
    assert found.first_signalled in (START + 30, START + 31, START + 32)


def test_sentence_says_level_since_before_and_chance() -> None:
    found = answer(run(fallen), "c03")
    assert found.sentence == (
        "Blood pressure under 140/90: about 29 % (23 to 35 %) since June 2025, 52 % before. "
        "Counted over 720 in a year. What changed for everyone is already taken out. "
        "With 12 clinicians about one such signal in 4 years comes by chance."
    )
    assert found.by_chance == "With 12 clinicians about one such signal in 4 years comes by chance."


def test_colleagues_of_one_who_falls_are_quiet() -> None:
    others = [answer(run(fallen), f"c{i:02d}") for i in range(12) if i != 3]
    assert {a.sentence for a in others} == {"Nothing beyond chance."}


def test_rise_is_an_improvement_with_a_thank_you() -> None:
    found = answer(run(risen), "c03")
    assert isinstance(found, Finding)
    assert (found.kind, found.direction) == ("improvement", "better")
    assert found.sentence.endswith("Worth a thank-you.")
    assert found.by_chance == ""


def test_fall_of_all_is_the_systems_and_nobodys() -> None:
    result = run(all_fall)
    assert [s.change_from for s in result.system] == [START + 32]
    assert result.findings == ()
    assert {a.reason for a in result.not_said} == {"system_change"}


def test_fall_of_all_asks_about_the_system_first() -> None:
    sentence = "A change shared by all began in September 2025. Ask about the system first."
    assert answer(run(all_fall), "c07").sentence == sentence


def test_system_sentence_names_nobody() -> None:
    said = run(all_fall).system[0].sentence
    assert said.startswith("Blood pressure under 140/90: for everyone about ")
    assert said.endswith("When it changes for all, ask about the system, not about a person.")


def test_quiet_clinic_says_nothing_of_anybody() -> None:
    assert {a.reason for a in run().not_said} == {"quiet"}


def test_every_pair_has_exactly_one_answer() -> None:
    result = run(fallen)
    pairs = [(f.clinician_id, f.measure_ids[0]) for f in result.findings if f.kind != "pooled"]
    pairs += [(a.clinician_id, a.measure_id) for a in result.not_said]
    assert sorted(pairs) == [(f"c{i:02d}", "bp") for i in range(12)]


def test_fewer_patients_than_the_floor_is_too_early() -> None:
    tables = clinic(n=lambda c: 3 if c.clinician == 3 else 60)
    said = answer(judged(tables, [measure()]), "c03")
    assert said.sentence == "Too early to judge (36 patients; 60 needed). Still worth asking about."


def test_eleven_months_are_too_early() -> None:
    said = answer(run(months=11), "c03")
    assert said.sentence == "Too early to judge (11 months; more than 12 needed). Still worth asking about."


def test_thirteen_months_can_be_judged() -> None:
    assert {a.reason for a in run(months=13).not_said} == {"quiet"}


def test_three_clinicians_are_too_few_colleagues() -> None:
    result = run(clinicians=3)
    assert {a.sentence for a in result.not_said} == {
        "Not judged: too few colleagues to see what changed for all."
    }


def test_four_colleagues_are_said_to_be_few() -> None:
    found = answer(run(fallen, clinicians=5), "c03")
    assert isinstance(found, Finding)
    assert "With four colleagues a shared cause cannot be told from a personal one." in found.cannot_say


def test_missing_newest_month_is_not_judged() -> None:
    tables = clinic(n=lambda c: 0 if (c.clinician, c.month) == (3, 35) else 60)
    assert (
        answer(judged(tables, [measure()]), "c03").sentence
        == "Not judged: 1 of the last 12 months is missing."
    )


def test_many_missing_months_are_not_judged() -> None:
    tables = clinic(n=lambda c: 0 if c.clinician == 3 and c.month in (28, 30, 32, 33) else 60)
    assert (
        answer(judged(tables, [measure()]), "c03").sentence
        == "Not judged: 4 of the last 12 months are missing."
    )


def test_sudden_denominator_is_a_question_for_the_steward() -> None:
    tables = clinic(n=lambda c: 400 if (c.clinician, c.month) == (3, 35) else 60)
    result = judged(tables, [measure()])
    assert (
        answer(result, "c03").sentence == "Not judged: a question about the data is open since December 2025."
    )
    assert [str(p) for p in result.problems] == [
        "measure bp, c03, 2025-12: counted over 400; usually it is about 60. "
        "Are these this clinician's patients? The month is not judged until this is answered."
    ]


def test_answered_data_question_is_judged_again() -> None:
    tables = clinic(n=lambda c: 400 if (c.clinician, c.month) == (3, 35) else 60)
    decisions = Decisions(answers=(Answer("bp", LAST, "c03"),))
    assert answer(judged(tables, [measure()], decisions=decisions), "c03").reason == "quiet"  # type: ignore[union-attr]


def test_denominators_of_all_moving_is_a_question_about_the_extract() -> None:
    tables = clinic(n=lambda c: 30 if c.month >= 34 else 60)
    result = judged(tables, [measure()])
    assert {a.reason for a in result.not_said} == {"data_question"}
    assert "Has the definition or the extract changed?" in result.problems[0].do


def test_declared_crisis_is_not_judged() -> None:
    decisions = Decisions(crises=(Crisis(LAST + -1, LAST, "flood"),))
    assert (
        answer(run(fallen, decisions), "c03").sentence == "Not judged: these months were declared a crisis."
    )


def test_rebase_of_one_begins_a_level_of_their_own() -> None:
    decisions = Decisions(rebases=(Rebase("bp", START + 30, "moved to the new clinic", "c03"),))
    said = answer(run(fallen, decisions), "c03")
    assert isinstance(said, NotSaid)
    assert said.reason in ("new", "quiet")


def test_values_without_counts_are_drawn_and_not_judged() -> None:
    names = ("clinician_id", "measure_id", "month", "mean")
    rows = [(f"c{i:02d}", "bp", str(START + m), 0.6) for i in range(6) for m in range(30)]
    result = judged(checked(pa.table({n: [r[k] for r in rows] for k, n in enumerate(names)})), [measure()])
    assert {a.reason for a in result.not_said} == {"no_counts"}
    assert all(s.conversation_only and len(s.points) == 30 for s in result.series)


def test_excluded_dates_are_not_judged() -> None:
    days = [[(START + m).first_day] for m in (34,)]
    away = pa.table({"clinician_id": ["c03"], "from_date": days[0], "to_date": [LAST.last_day]})
    tables = clinic(moved=fallen)
    with_leave = Checked(tables={**tables.tables, "exclusions": away}, problems=(), sources=())
    assert (
        answer(judged(with_leave, [measure()]), "c03").sentence == "Not judged: some dates here are left out."
    )


def test_newcomer_is_not_judged_for_the_first_half_year() -> None:
    tables = clinic(n=lambda c: 0 if c.clinician == 3 and c.month < 32 else 60)
    assert (
        answer(judged(tables, [measure()]), "c03").sentence
        == "Not judged yet: these are the first months in post."
    )


def test_review_overdue_by_a_year_silences_a_measure() -> None:
    said = answer(judged(clinic(moved=fallen), [measure(review_due=date(2024, 6, 1))]), "c03")
    assert said.sentence == "Not judged: this measure was to be reviewed by 1 June 2024."


def test_changed_definition_begins_a_new_series() -> None:
    changed = measure(definition_changed=(DefinitionChange("2025-06", "home readings count", True),))
    said = answer(judged(clinic(moved=fallen), [changed]), "c03")
    assert said.sentence == "Not judged: the definition changed in June 2025."


def test_neither_direction_says_fall_and_rise() -> None:
    found = answer(judged(clinic(moved=fallen), [measure(direction="neither")]), "c03")
    assert isinstance(found, Finding)
    assert (found.kind, found.direction) == ("change", "fall")


def test_small_changes_in_many_measures_are_told_together() -> None:
    names = tuple(f"m{i}" for i in range(8))
    tables = clinic(measures=names, moved=lambda c: -0.33 if c.clinician == 3 and c.month >= 26 else 0.0)
    result = judged(tables, [measure(n, title=f"Measure {n}") for n in names])
    assert [(f.clinician_id, f.kind) for f in result.findings if f.kind == "pooled"] == [("c03", "pooled")]


def test_level_for_an_ask_is_near_the_truth_and_no_signal() -> None:
    level = next(v for v in run().levels if v.clinician_id == "c03")
    assert level.low is not None
    assert level.high is not None
    assert level.value is not None
    assert level.low < level.value < level.high < level.low + 0.12
    assert (level.steady_months, level.changed_from) == (36, None)


@pytest.mark.parametrize("month", ["2025-08", "2025-12"])
def test_later_months_change_nothing(month: str) -> None:
    tables = clinic(moved=fallen)
    table = tables.tables["results"]
    cut = [row for row in table.to_pylist() if row["month"] <= month]
    known = results([tuple(row.values()) for row in cut])
    as_of = Month.parse(month)
    assert judged(tables, [measure()], as_of) == judged(checked(known), [measure()], as_of)


def test_shared_change_is_charted_as_everyones() -> None:
    (series,) = run(all_fall).shared
    assert (series.clinician_id, series.change_from, len(series.points)) == ("everyone", START + 32, 36)
    last = series.points[-1]
    assert (last.n, last.observed < last.low) == (720, True)  # type: ignore[operator]


def test_quiet_system_has_no_chart() -> None:
    assert run().shared == ()
