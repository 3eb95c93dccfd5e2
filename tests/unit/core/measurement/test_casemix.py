"""Case mix: what it promises on plain arrays, and the sentence for everything it cannot do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenthhour.core.errors import DataProblem
from tenthhour.core.measurement.casemix import (
    Cells,
    Levels,
    Rows,
    Separated,
    adjust,
    counted,
    expected,
    fit,
    fit_or_merge,
)
from tenthhour.core.measurement.casemix.laplace import Sums, log_likelihood

AGE = Levels("age_band", ("18-44", "45-64", "65+"))
NEW = Levels("new_patient", ("no", "yes"))


def clinic(seed: int = 1, rows: int = 4000, clinicians: int = 8, months: int = 6) -> Rows:
    """Made-up encounters: older and new patients fail more often."""
    rng = np.random.default_rng(seed)
    clinician, month = rng.integers(clinicians, size=rows), rng.integers(months, size=rows)
    codes = np.stack([rng.integers(3, size=rows), rng.integers(2, size=rows)], axis=1)
    eta = -0.5 + 0.4 * codes[:, 0] + 0.3 * codes[:, 1] + rng.normal(0, 0.4, clinicians)[clinician]
    outcome = (rng.random(rows) < 1 / (1 + np.exp(-eta))).astype(float)
    return Rows(clinician, month, codes, outcome, (AGE, NEW))


def changed(rows: Rows, **other: object) -> Cells:
    return counted(Rows(**(rows.__dict__ | other)))


def test_cells_keep_every_encounter_and_outcome() -> None:
    rows = clinic()
    cells = counted(rows)
    assert (cells.n.sum(), cells.total.sum()) == (4000, np.sum(rows.outcome))
    assert len(cells.n) <= 8 * 6 * 6


@pytest.mark.parametrize("kind", ["proportion", "rate", "mean"])
def test_expected_total_equals_observed_total(kind: str) -> None:
    cells = counted(clinic())
    assert expected(fit(cells, kind), cells).expected.sum() == pytest.approx(cells.total.sum(), rel=1e-9)


def test_offset_is_zero_when_all_see_the_same_patients() -> None:
    codes = np.tile([[0, 0], [1, 1]], (400, 1))
    clinician = np.repeat([0, 1, 2, 3], 200)
    outcome = (np.random.default_rng(2).random(800) < 0.4).astype(float)
    cells = counted(Rows(clinician, np.zeros(800, int), codes, outcome, (AGE, NEW)))
    got = expected(fit(cells, "proportion"), cells)
    assert got.offset == pytest.approx(0.0, abs=1e-9)


def test_offset_rises_with_harder_patients() -> None:
    rows = clinic(rows=6000)
    codes = np.array(rows.codes)
    codes[np.asarray(rows.clinician) == 3, 0] = 2
    eta = -0.5 + 0.8 * codes[:, 0]
    outcome = (np.random.default_rng(4).random(6000) < 1 / (1 + np.exp(-eta))).astype(float)
    cells = changed(rows, codes=codes, outcome=outcome)
    offset = expected(fit(cells, "proportion"), cells).offset.mean(axis=1)
    assert offset.argmax() == 3
    assert offset[3] > 0.5


def test_months_without_patients_have_no_offset() -> None:
    rows = clinic()
    cells = changed(rows, month=np.where(np.asarray(rows.clinician) == 0, 5, rows.month))
    got = expected(fit(cells, "proportion"), cells)
    assert got.denominator[0, :5].tolist() == [0] * 5
    assert got.offset[0, :5].tolist() == [0] * 5


def test_months_after_the_reference_change_no_coefficient() -> None:
    rows = clinic()
    first = adjust(counted(rows), "proportion", (0, 3))
    later_all_fail = np.where(np.asarray(rows.month) >= 3, 0.0, rows.outcome)
    early_all_fail = np.where(np.asarray(rows.month) < 1, 0.0, rows.outcome)
    assert adjust(changed(rows, outcome=later_all_fail), "proportion", (0, 3)).version == first.version
    assert adjust(changed(rows, outcome=early_all_fail), "proportion", (0, 3)).version != first.version


@given(st.integers(0, 10_000), st.sampled_from(["proportion", "rate"]))
@settings(max_examples=15, deadline=None)
def test_gradient_equals_differences(seed: int, kind: str) -> None:
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(12), rng.integers(0, 2, 12), rng.normal(size=12)])
    n = rng.integers(5, 40, 12).astype(float)
    sums = Sums(kind, np.repeat(np.arange(4), 3), np.arange(12), design, n, np.floor(n * rng.random(12)), 4)
    theta, step = rng.normal(0, 0.4, 4), 1e-5
    _value, gradient = log_likelihood(sums, theta)
    ups = [log_likelihood(sums, theta + step * e)[0] for e in np.eye(4)]
    downs = [log_likelihood(sums, theta - step * e)[0] for e in np.eye(4)]
    assert gradient == pytest.approx((np.array(ups) - np.array(downs)) / (2 * step), abs=1e-4, rel=1e-5)


def test_no_spread_is_reported_as_zero() -> None:
    clinician = np.repeat(np.arange(10), 100)
    outcome = np.tile([1.0, 0.0], 500)  # every clinician exactly one half
    rows = Rows(clinician, np.zeros(1000, int), np.zeros((1000, 0), int), outcome, ())
    model = fit(counted(rows), "proportion")
    assert model.sigma == 0
    assert model.blup.tolist() == [0] * 10


def separating() -> Cells:
    """All patients of 65 and over miss the appointment."""
    rows = clinic()
    return changed(rows, outcome=np.where(np.asarray(rows.codes)[:, 0] == 2, 1.0, rows.outcome))


def test_separation_names_the_level() -> None:
    with pytest.raises(Separated, match=r"every encounter in age_band = 65\+ has the same outcome\. Merge"):
        fit(separating(), "proportion")


def test_separation_is_merged_and_said() -> None:
    model = fit_or_merge(separating(), "proportion")
    assert model.names == ("(all)", "age_band = 45-64", "new_patient = yes")
    assert "counted with age_band = 45-64" in model.grounds[0]


def test_separation_of_the_first_level_is_merged_too() -> None:
    rows = clinic()
    cells = changed(rows, outcome=np.where(np.asarray(rows.codes)[:, 0] == 0, 0.0, rows.outcome))
    assert fit_or_merge(cells, "rate").names == ("(all)", "age_band = 65+", "new_patient = yes")


def test_repeating_column_is_left_out_and_said() -> None:
    rows = clinic()
    codes = np.asarray(rows.codes)
    three = (AGE, NEW, Levels("first_visit", ("no", "yes")))
    model = fit(changed(rows, codes=np.column_stack([codes, codes[:, 1]]), covariates=three), "proportion")
    assert "first_visit = yes" not in model.names
    assert model.grounds == ("first_visit = yes repeats what other columns say; left out of the case mix.",)


def test_values_outside_the_list_form_their_own_group() -> None:
    rows = clinic()
    codes = np.array(rows.codes)
    codes[:50, 0] = -1
    model = fit(changed(rows, codes=codes), "proportion")
    assert "age_band = not in the list" in model.names
    assert model.grounds[0].startswith("age_band: 50 of 4000 encounters carry no value from the list")


def test_level_unseen_in_the_reference_is_said() -> None:
    rows = clinic()
    codes = np.array(rows.codes)
    codes[(np.asarray(rows.month) < 3) & (codes[:, 0] == 2), 0] = 1
    got = adjust(changed(rows, codes=codes), "proportion", (0, 3))
    assert "age_band = 65+ did not occur in the reference months" in got.grounds[0]


def test_one_clinician_has_no_spread_and_says_so() -> None:
    model = fit(changed(clinic(), clinician=np.zeros(4000, int)), "proportion")
    assert model.sigma == 0
    assert model.grounds[-1].startswith("Only one clinician")


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_one_single_outcome_leaves_numbers_unadjusted(value: float) -> None:
    got = adjust(changed(clinic(), outcome=np.full(4000, value)), "proportion", (0, 6))
    assert (got.version, got.overall) == (None, value)
    assert not got.offset.any()
    assert got.grounds[0].startswith("Not adjusted for the patients seen: ")


def test_no_encounters_in_the_reference_is_said() -> None:
    got = adjust(counted(clinic()), "proportion", (6, 6))
    assert "there are no encounters in the reference months" in got.grounds[0]
    assert not got.offset.any()


def test_no_rows_at_all_is_a_sentence() -> None:
    with pytest.raises(DataProblem, match="there are no encounters"):
        counted(Rows([], [], np.zeros((0, 1), int), [], (AGE,)))


def test_too_many_patterns_is_a_sentence() -> None:
    rng = np.random.default_rng(3)
    many = tuple(Levels(f"c{i}", tuple(map(str, range(12)))) for i in range(4))
    codes = rng.integers(12, size=(5000, 4))
    rows = Rows(rng.integers(3, size=5000), np.zeros(5000, int), codes, np.ones(5000), many)
    with pytest.raises(DataProblem, match="at most 2000 can be told apart"):
        fit(counted(rows), "rate")


def test_equal_scores_are_a_sentence() -> None:
    with pytest.raises(DataProblem, match="every score is the same"):
        fit(changed(clinic(), outcome=np.full(4000, 66.7)), "mean")


def scores(seed: int = 5) -> Rows:
    """Made-up ratings: new patients rate 4 points lower, and the better half sees most of them."""
    rng = np.random.default_rng(seed)
    clinician = rng.integers(20, size=6000)
    new = (rng.random(6000) < np.where(clinician < 10, 0.8, 0.2)).astype(int)
    y = 80 + np.where(clinician < 10, 6.0, 0.0) - 4.0 * new + rng.normal(0, 10, 6000)
    return Rows(clinician, np.zeros(6000, int), new[:, None], y, (NEW,))


def test_within_clinicians_ignores_who_sees_whom() -> None:
    model = fit(counted(scores()), "mean", "within")
    assert model.beta[1] == pytest.approx(-4.0, abs=2 * model.standard_errors[1])


def test_within_equals_regression_with_clinicians_as_columns() -> None:
    rows = scores()
    design = np.column_stack([np.eye(20)[rows.clinician], np.asarray(rows.codes)[:, 0]])
    beta, residual, *_ = np.linalg.lstsq(design, np.asarray(rows.outcome), rcond=None)
    model = fit(counted(rows), "mean", "within")
    assert model.beta[1] == pytest.approx(beta[-1], rel=1e-9)
    assert model.residual_sd == pytest.approx(np.sqrt(residual[0] / (6000 - 21)), rel=1e-9)
    assert model.blup + model.beta[0] == pytest.approx(beta[:-1], rel=1e-9)


def test_wrongly_shaped_cells_are_refused() -> None:
    one, zero = np.ones(1), np.zeros(1, int)
    with pytest.raises(ValueError, match="one entry per cell"):
        Cells(zero, zero, np.zeros((1, 2), int), one, one, None, None, 1, 1, (AGE,))


def test_column_that_never_differs_within_a_clinician_is_left_out_and_said() -> None:
    rows = scores()
    site = (np.asarray(rows.clinician) < 10).astype(int)  # every patient of a clinician lives at one site
    codes = np.column_stack([np.asarray(rows.codes), site])
    model = fit(changed(rows, codes=codes, covariates=(NEW, Levels("site", ("n", "s")))), "mean", "within")
    assert model.names == ("(all)", "new_patient = yes")
    assert model.grounds == (
        "site = s cannot be told from the clinicians who see these patients; left out of the case mix.",
    )
