"""The made-up clinic matches the public figures it is made after (docs/methods/generate.md)."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import logit

from tenthhour.data.generate import Clinic, Plan, make
from tenthhour.data.generate.answers import COMMUNICATION, score
from tenthhour.data.generate.plan import SHAPES

Array = NDArray[np.float64]
SEEDS = [pytest.param(seed, marks=[] if seed <= 5 else pytest.mark.slow) for seed in range(1, 21)]


@pytest.fixture(scope="module", params=SEEDS)
def clinic(request: pytest.FixtureRequest) -> Clinic:
    return make(Plan(clinicians=200, months=48, seed=request.param, drift="none"))


def ratios(clinic: Clinic, id_: str, at_least: int) -> Array:
    """Logit of each clinician's monthly ratio, not a number below `at_least`."""
    n = clinic.counts.of[SHAPES[id_].of]
    return np.where(n >= at_least, logit((clinic.counts.met[id_] + 0.5) / (n + 1)), np.nan)


def centred(values: Array) -> Array:
    return values - np.nanmean(values, axis=1, keepdims=True)


def test_missed_appointments_mean_and_spread(clinic: Clinic) -> None:
    share = clinic.counts.missed.sum(axis=1) / clinic.counts.booked.sum(axis=1)
    assert share.mean() == pytest.approx(0.055, rel=0.10)
    assert share.std(ddof=1) == pytest.approx(0.013, rel=0.10)


def test_patients_per_fte_are_spread_as_in_practices(clinic: Clinic) -> None:
    found = np.quantile(clinic.panel.patients_per_fte, [0.5, 0.1, 0.9])
    assert found == pytest.approx([1849, 1070, 3861], rel=0.10)


def test_case_mix_ratio_is_spread_as_in_practices(clinic: Clinic) -> None:
    assert np.quantile(clinic.panel.case_mix_ratio, [0.05, 0.95]) == pytest.approx([0.86, 1.19], abs=0.02)


def test_monthly_ratio_follows_the_month_before(clinic: Clinic) -> None:
    own = ratios(clinic, "continuity", 200)
    own = centred(own[np.isfinite(own).mean(axis=1) > 0.9])
    lag1 = np.nanmean(own[:, 1:] * own[:, :-1], axis=1) / np.nanmean(own**2, axis=1)
    assert np.median(lag1) == pytest.approx(0.41, abs=0.08)


def test_communication_is_as_reliable_as_real_surveys(clinic: Clinic) -> None:
    points, who = score(clinic.answers, COMMUNICATION), clinic.answers.clinician
    known = ~np.isnan(points)
    n = np.bincount(who[known], minlength=200)
    mean = np.bincount(who[known], points[known], 200) / n
    within = np.bincount(who[known], (points[known] - mean[who[known]]) ** 2, 200) / (n - 1)
    between = mean.var(ddof=1) - (within / n).mean()
    found = [between / (between + within.mean() / answers) for answers in (20, 30, 45, 100)]
    assert found == pytest.approx([0.51, 0.61, 0.70, 0.84], abs=0.03)


def test_one_month_in_seventeen_is_missing(clinic: Clinic) -> None:
    worked = clinic.counts.booked > 0
    gone = [flags[worked].mean() for id_, flags in clinic.counts.missing.items() if id_]
    assert np.mean(gone) == pytest.approx(0.06, abs=0.01)


def test_one_clinician_in_five_changes_hours(clinic: Clinic) -> None:
    assert sum(one.kind == "fte" for one in clinic.planted) / 200 == pytest.approx(0.20, abs=0.03)


def test_measures_of_one_clinician_move_together_a_little(clinic: Clinic) -> None:
    left = []
    for id_ in SHAPES:
        own = ratios(clinic, id_, 20)
        left.append(centred(own - np.nanmean(own, axis=0)).ravel())
    known = np.isfinite(left).all(axis=0)
    found = np.corrcoef(np.array(left)[:, known])[np.triu_indices(len(left), 1)]
    assert found.mean() == pytest.approx(0.2, abs=0.05)
