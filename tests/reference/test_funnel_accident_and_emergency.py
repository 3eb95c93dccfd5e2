"""A&E, March 2019, departments of type 1: breaches of four hours among attendances.

Public data (NHS England, Open Government Licence v3); departments stand in for clinicians. Chance
alone flags nearly everybody, so chance alone is the wrong question: departments differ.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from tenthhour.core.measurement.limits import funnel
from tenthhour.core.measurement.limits.overdispersion import Scores, overdispersion


@pytest.fixture(scope="module")
def departments(real_data: Path) -> tuple[np.ndarray, np.ndarray]:
    with (real_data / "ae_attendances_org_month.csv").open() as file:
        rows = [r for r in csv.DictReader(file) if r["period"].startswith("2019-03") and r["type"] == "1"]
    return np.array([float(r["breaches"]) for r in rows]), np.array([float(r["attendances"]) for r in rows])


def plain_scores(x: np.ndarray, n: np.ndarray) -> Scores:
    share = x.sum() / n.sum()
    return Scores(x / n, np.sqrt(share * (1 - share) / n), float(share))


def test_three_sigma_of_chance_flags_nearly_all(departments: tuple) -> None:
    assert (np.abs(plain_scores(*departments).z) > 3).sum() == 79
    assert len(departments[0]) == 87


def test_additive_spread_flags_one(departments: tuple) -> None:
    scores = plain_scores(*departments)
    tau2 = overdispersion(scores).tau2
    outside = np.abs(scores.value - scores.target) > 3 * np.sqrt(scores.sd**2 + tau2)
    assert np.sqrt(tau2) == pytest.approx(0.0858, abs=5e-5)
    assert outside.sum() == 1


def test_our_funnel_explains_all(departments: tuple) -> None:
    got = funnel("proportion", *departments)
    assert not got.outside.any()
    assert np.sqrt(got.null.rho * 0.204 * 0.796) == pytest.approx(0.105, abs=0.005)  # spread, in points / 100
