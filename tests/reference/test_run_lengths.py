"""CUSUM and EWMA run lengths beside spc 0.6.7; risk-adjusted CUSUM beside base R and vlad 0.2.2; four surgeons."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from scipy import optimize, special

from tenthhour.core.measurement import familiar


def table(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def test_cusum_run_lengths_equal_spc(vectors: Path) -> None:
    for row in (r for r in table(vectors / "arl_spc.csv") if r["chart"] == "cusum"):
        k, h, mu = (float(row[c]) for c in ("k_or_lambda", "h", "mu"))
        assert familiar.cusum_run_length(k, h, mu) == pytest.approx(float(row["ARL"]), rel=1e-4)
        assert familiar.two_sided_run_length(k, h, mu) == pytest.approx(float(row["ARL_two"]), rel=1e-4)


def test_ewma_run_lengths_equal_spc(vectors: Path) -> None:
    for row in (r for r in table(vectors / "arl_spc.csv") if r["chart"] == "ewma"):
        share, c, mu = (float(row[name]) for name in ("k_or_lambda", "h", "mu"))
        assert familiar.ewma_run_length(share, c, mu) == pytest.approx(float(row["ARL_two"]), rel=1e-3)


def test_thresholds_equal_spc(vectors: Path) -> None:
    for row in table(vectors / "crit_spc.csv"):
        arl = float(row["ARL0"])
        assert familiar.cusum_threshold(arl, 0.5) == pytest.approx(float(row["h_one_k05"]), rel=1e-4)
        assert familiar.cusum_threshold(arl, 0.25) == pytest.approx(float(row["h_one_k025"]), rel=1e-4)
        assert familiar.ewma_threshold(arl, 0.1) == pytest.approx(float(row["c_ewma_01_two"]), rel=1e-3)
        assert familiar.ewma_threshold(arl, 0.2) == pytest.approx(float(row["c_ewma_02_two"]), rel=1e-3)


@pytest.fixture(scope="module")
def steiner(vectors: Path) -> dict:
    return json.loads((vectors / "ra_cusum.json").read_text())


def test_risk_adjusted_paths_equal_r(steiner: dict) -> None:
    up, down = familiar.risk_adjusted(steiner["p"], steiner["y"], steiner["RA"])
    assert up == pytest.approx(steiner["cusum_up"], abs=1e-8)
    assert down == pytest.approx(steiner["cusum_down"], abs=1e-8)


def test_vlad_equals_r(steiner: dict) -> None:
    assert familiar.vlad(steiner["p"], steiner["y"]) == pytest.approx(steiner["vlad"], abs=1e-8)


def test_binomial_cusum_equals_r(steiner: dict) -> None:
    theirs = steiner["binomial_cusum_monthly"]
    got = familiar.binomial_cusum(theirs["x"], theirs["n"], theirs["p0"], theirs["p1"])
    assert got == pytest.approx(theirs["cusum"], abs=1e-8)


MIX = ([0.05, 0.10, 0.20], [1 / 3, 1 / 3, 1 / 3])


@pytest.mark.parametrize(("true_ratio", "name"), [(1.0, "arl_h3"), (2.0, "arl_h3_RQ2")])
def test_risk_adjusted_run_lengths_equal_vlad(steiner: dict, true_ratio: float, name: str) -> None:
    got = familiar.average_run_length(*MIX, 3.0, true_ratio=true_ratio)
    assert got == pytest.approx(steiner["vlad_pkg"][name], rel=0.005)


def test_risk_adjusted_limit_equals_vlad(steiner: dict) -> None:
    assert familiar.limit_for(740.0, *MIX) == pytest.approx(steiner["vlad_pkg"]["h_arl740"], rel=0.005)


@pytest.fixture(scope="module")
def surgery(real_data: Path) -> dict[str, np.ndarray]:
    rows = table(real_data / "cardiacsurgery_patient_surgeon.csv")
    return {k: np.array([float(r[k]) for r in rows]) for k in rows[0]}


def test_surgeons_signal_when_published(surgery: dict[str, np.ndarray]) -> None:
    died = (surgery["status"] == 1) & (surgery["time"] <= 30)
    early = surgery["date"] <= 730
    assert (early.sum(), died[early].sum()) == (933, 70)
    a, b = fitted_risk(surgery["Parsonnet"][early], died[early])
    assert (a, b) == pytest.approx((-3.5781, 0.0689), abs=1e-4)
    risk = special.expit(a + b * surgery["Parsonnet"])
    found = {}
    for surgeon in (1, 2, 3, 4):
        own = surgery["surgeon"] == surgeon
        path, _down = familiar.risk_adjusted(risk[own], died[own])
        first = familiar.first_signal(path, 4.5)
        found[surgeon] = (
            round(float(path.max()), 2) if first is None else (first + 1, surgery["date"][own][first])
        )
    assert found == {1: (451, 724.0), 2: (432, 1455.0), 3: 1.30, 4: 2.88}


def fitted_risk(score: np.ndarray, died: np.ndarray) -> tuple[float, float]:
    """Logistic regression of death on the Parsonnet score."""

    def minus(theta: np.ndarray) -> float:
        eta = theta[0] + theta[1] * score
        return float((np.logaddexp(0, eta) - died * eta).sum())

    return tuple(optimize.minimize(minus, [-3.0, 0.05], options={"gtol": 1e-8}).x)
