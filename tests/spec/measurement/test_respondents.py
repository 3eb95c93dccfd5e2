"""Questionnaires: a clinician whose respondents become younger is not rated worse, where rows say who answered."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from clinics import START, measure

from tenthhour.core.finding import Finding, NotSaid
from tenthhour.core.measurement.measure import Covariate, Measure, Rows, WorthKnowing
from tenthhour.data.checks import Checked
from tenthhour.pipeline import MonthResult, run_month
from tenthhour.pipeline.clinic.counted import counted

AGE = Covariate("age_band", ("18-54", "55+"), "older patients rate higher")
ANSWERS = {"never": 0.0, "sometimes": 33.3, "usually": 66.7, "always": 100.0}
CLINICIANS, MONTHS, EACH = 12, 36, 30


def questionnaires() -> pa.Table:
    """Older people rate 20 points higher; good clinicians see more of them; c03's become young from month 30."""
    rng = np.random.default_rng(12)
    who, month = (a.ravel() for a in np.indices((CLINICIANS, MONTHS * EACH)))
    month = month // EACH
    own = np.linspace(-8, 8, CLINICIANS)[who]
    older = rng.random(len(who)) < np.where((who == 3) & (month >= 30), 0.03, 0.6 + own / 40)
    points = 50 + own + 20 * older + rng.normal(0, 20, len(who))
    nearest = np.clip(np.rint(points / 33.3), 0, 3).astype(int)
    return pa.table({
        "clinician_id": [f"c{i:02d}" for i in who],
        "response_date": [(START + int(m)).first_day for m in month],
        "listens": np.array(list(ANSWERS))[nearest],
        "age_band": np.where(older, "55+", "18-54"),
    })  # fmt: skip


def rated(*case_mix: Covariate) -> Measure:
    rows = Rows("responses", "listens", recode=ANSWERS)
    return measure(kind="mean", rows=rows, case_mix=case_mix, worth_knowing=WorthKnowing("points", 5.0))


def tables() -> dict[str, pa.Table]:
    return {"responses": questionnaires()}


@cache
def run(*case_mix: Covariate) -> MonthResult:
    return run_month(Checked(tables(), (), (), synthetic=True), [rated(*case_mix)], budget=0.02)


def of_c03(result: MonthResult) -> Finding | NotSaid:
    return next(a for a in (*result.findings, *result.not_said) if a.clinician_id == "c03")


def test_younger_respondents_look_like_a_fall_when_nobody_knows_who_answered() -> None:
    assert isinstance(of_c03(run()), Finding)


def test_younger_respondents_are_no_fall_when_rows_say_so() -> None:
    assert isinstance(of_c03(run(AGE)), NotSaid)


def test_age_is_weighed_among_one_clinicians_own_respondents() -> None:
    """CAHPS: clinicians as columns of the regression, here by ordinary least squares."""
    seen = counted(tables(), {"bp": rated(AGE)}, None)["bp"].patients
    assert seen is not None
    seen.expected("mean", 24)
    (model,) = seen.known.values()
    answered = questionnaires().to_pandas()
    first = answered[answered["response_date"] < (START + 24).first_day]
    points, older = first["listens"].map(ANSWERS), first["age_band"] == "55+"
    own = first["clinician_id"].to_numpy()[:, None] == np.unique(first["clinician_id"])
    beta, *_ = np.linalg.lstsq(np.column_stack([own, older]).astype(float), points, rcond=None)
    assert model.beta[1] == pytest.approx(beta[-1], rel=1e-9)


def test_order_of_adding_up_changes_no_seed() -> None:
    answered = questionnaires()
    turned = answered.take(np.arange(len(answered))[::-1])
    prints = {
        counted({"responses": t}, {"bp": rated(AGE)}, None)["bp"].fingerprint() for t in (answered, turned)
    }
    assert len(prints) == 1
