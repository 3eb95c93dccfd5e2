"""Patients seen: a clinician whose patients become older has not become worse, where rows say who was seen."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
from clinics import START, measure

from tenthhour.core.finding import Finding, NotSaid
from tenthhour.core.measurement.measure import Covariate, Measure, Rows
from tenthhour.data.checks import Checked
from tenthhour.pipeline import MonthResult, run_month
from tenthhour.pipeline.clinic.counted import counted

AGE = Covariate("age_band", ("18-64", "65+"), "control differs with age")
CLINICIANS, MONTHS, EACH = 12, 36, 50


def encounters(seed: int = 3) -> pa.Table:
    """Older patients do worse with everybody; from month 30 on c03 sees nearly only older ones."""
    rng = np.random.default_rng(seed)
    who, month = (a.ravel() for a in np.indices((CLINICIANS, MONTHS * EACH)))
    month = month // EACH
    older = rng.random(len(who)) < np.where((who == 3) & (month >= 30), 0.95, 0.3)
    eta = 0.9 + rng.normal(0, 0.4, CLINICIANS)[who] - 1.4 * older
    day = [(START + m).first_day for m in range(MONTHS)]
    return pa.table({
        "clinician_id": [f"c{i:02d}" for i in who],
        "encounter_date": [day[m] for m in month],
        "bp_ok": (rng.random(len(who)) < 1 / (1 + np.exp(-eta))).astype(float),
        "age_band": np.where(older, "65+", "18-64"),
    })  # fmt: skip


def tables(rows: pa.Table) -> Checked:
    return Checked(tables={"encounters": rows}, problems=(), sources=(), synthetic=True)


def from_rows(*case_mix: Covariate) -> Measure:
    return measure(rows=Rows("encounters", "bp_ok"), case_mix=case_mix)


@cache
def run(*case_mix: Covariate) -> MonthResult:
    return run_month(tables(encounters()), [from_rows(*case_mix)], budget=0.02)


def of_c03(result: MonthResult) -> Finding | NotSaid:
    return next(a for a in (*result.findings, *result.not_said) if a.clinician_id == "c03")


def test_older_patients_look_like_a_fall_when_nobody_knows_who_was_seen() -> None:
    found = of_c03(run())
    assert isinstance(found, Finding)
    assert "this measure is not adjusted for who was seen" in " ".join(found.cannot_say)
    assert run().measures[0].case_mix_version is None


def test_older_patients_are_no_fall_when_rows_say_so() -> None:
    assert isinstance(of_c03(run(AGE)), NotSaid)
    assert run(AGE).measures[0].case_mix_version is not None


def test_own_level_is_that_with_usual_patients() -> None:
    level = {adjusted: level_of_c03(run(*adjusted)) for adjusted in ((), (AGE,))}
    assert level[AGE,].is_adjusted
    assert level[AGE,].value > level[()].value + 0.03


def level_of_c03(result: MonthResult):
    return next(v for v in result.levels if v.clinician_id == "c03")


def test_later_patients_change_no_earlier_expectation() -> None:
    rows, bp = encounters(), from_rows(AGE)
    early = rows.filter(pa.compute.less(rows["encounter_date"], pa.scalar((START + 30).first_day)))
    whole, part = (counted(tables(t).tables, {"bp": bp}, None)["bp"] for t in (rows, early))
    expects = [c.between(0, 30).expected(24) for c in (whole, part)]
    assert expects[0].version == expects[1].version
    assert expects[0].offset.tolist() == expects[1].offset.tolist()


def test_given_results_are_not_adjusted() -> None:
    results = pa.table({
        "clinician_id": ["c00"], "measure_id": ["bp"], "month": ["2023-01"], "numerator": [3.0], "denominator": [9.0],
    })  # fmt: skip
    made = counted({"results": results, "encounters": encounters()}, {"bp": from_rows(AGE)}, None)["bp"]
    assert made.patients is None


def test_missing_column_is_said() -> None:
    sex = Covariate("sex", ("f", "m"), "differs")
    made = counted({"encounters": encounters()}, {"bp": from_rows(AGE, sex)}, None)["bp"]
    assert made.expected(24).grounds == ("Not adjusted for sex: the rows have no column sex.",)
