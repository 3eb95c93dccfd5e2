"""Case mix beside lme4 1.1-31 (R 4.2.2): `glmer` with nAGQ = 1 and `lmer`, run as separate programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from scipy import special

from tenthhour.core.measurement.casemix import Cells, Levels, Model, fit
from tenthhour.core.measurement.casemix.laplace import LaplaceFit, Sums, fit_laplace
from tenthhour.core.measurement.casemix.linear import LinearFit, fit_linear, linear_sums

BAND_AND_VISIT = (Levels("band", ("a", "b", "c", "d")), Levels("visit", ("new", "return")))


def rows(path: Path) -> dict[str, list[str]]:
    with path.open() as file:
        table = list(csv.DictReader(file))
    return {name: [row[name] for row in table] for name in table[0]}


def indices(names: list[str], order: list[str]) -> np.ndarray:
    return np.array([order.index(name) for name in names])


@pytest.fixture(scope="module")
def lme4(vectors: Path) -> dict:
    return json.loads((vectors / "lme4_expected.json").read_text())


@pytest.fixture(scope="module")
def lme4_cells(vectors: Path) -> dict:
    return json.loads((vectors / "lme4_cells_expected.json").read_text())


def by_patients(vectors: Path, kind: str) -> tuple[Model, Cells]:
    table = rows(vectors / "glmm_cells_input.csv")
    number = {k: np.array(table[k], float) for k in ("n", "k", "exposure", "events")}
    clinicians = sorted(set(table["clinician"]))
    codes = np.stack([indices(table[c.column], list(c.levels)) for c in BAND_AND_VISIT], axis=1)
    rate = kind == "rate"
    cells = Cells(
        clinician=indices(table["clinician"], clinicians),
        month=np.zeros(len(codes), int),
        codes=codes,
        n=number["n"],
        total=number["events" if rate else "k"],
        exposure=number["exposure"] if rate else None,
        squares=None,
        clinicians=len(clinicians),
        months=1,
        covariates=BAND_AND_VISIT,
    )
    return fit(cells, kind), cells


CASES = [("proportion", "binomial_cells"), ("proportion", "binomial_rows"), ("rate", "poisson_cells")]


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_laplace_equals_glmer_on_cells(vectors: Path, lme4_cells: dict, kind: str, name: str) -> None:
    model, _cells = by_patients(vectors, kind)
    theirs = lme4_cells[name]
    assert model.beta == pytest.approx(list(theirs["fixef"].values()), abs=1e-4)
    assert model.standard_errors == pytest.approx(list(theirs["fixef_se"].values()), abs=1e-3)
    assert model.sigma == pytest.approx(theirs["sd"], abs=1e-4)


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_clinician_effects_equal_ranef(vectors: Path, lme4_cells: dict, kind: str, name: str) -> None:
    model, _cells = by_patients(vectors, kind)
    theirs = lme4_cells[name]["ranef"]
    assert model.blup == pytest.approx(theirs["est"], abs=1e-4)
    assert model.blup_sd == pytest.approx(theirs["sd"], abs=1e-4)


def test_log_likelihood_equals_glmer_proportion(vectors: Path, lme4_cells: dict) -> None:
    model, cells = by_patients(vectors, "proportion")
    n, k = cells.n, cells.total
    constant = (special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)).sum()
    assert model.log_likelihood == pytest.approx(lme4_cells["binomial_rows"]["logLik"], abs=1e-4)
    assert model.log_likelihood + constant == pytest.approx(lme4_cells["binomial_cells"]["logLik"], abs=1e-4)


def test_log_likelihood_equals_glmer_rate(vectors: Path, lme4_cells: dict) -> None:
    model, cells = by_patients(vectors, "rate")
    events = cells.total
    constant = (events * np.log(cells.exposure) - special.gammaln(events + 1)).sum()
    assert model.log_likelihood + constant == pytest.approx(lme4_cells["poisson_cells"]["logLik"], abs=1e-4)


@pytest.fixture(scope="module")
def single_rows(vectors: Path) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """1,500 rows of 25 clinicians: clinician, model matrix, outcomes."""
    table = rows(vectors / "glmm_input.csv")
    clinician = indices(table["clinician"], sorted(set(table["clinician"])))
    a, b = np.array(table["a"], float), np.array(table["b"], float)
    design = np.stack([np.ones_like(a), a, b], axis=1)
    return clinician, design, {k: np.array(table[k], float) for k in ("y", "yc")}


def laplace_of(clinician: np.ndarray, design: np.ndarray, n: np.ndarray, k: np.ndarray) -> LaplaceFit:
    each = np.arange(len(design))
    return fit_laplace(Sums("proportion", clinician, each, design, n, k, int(clinician.max()) + 1))


def test_laplace_equals_glmer_on_rows(single_rows: tuple, lme4: dict) -> None:
    clinician, design, outcome = single_rows
    got = laplace_of(clinician, design, np.ones(len(design)), outcome["y"])
    theirs = lme4["glmer_laplace"]
    assert got.beta == pytest.approx(list(theirs["fixef"].values()), abs=1e-3)
    assert got.sigma == pytest.approx(theirs["sd"], abs=1e-3)
    assert got.sigma * got.modes == pytest.approx(theirs["ranef"]["est"], abs=1e-3)
    assert got.log_likelihood == pytest.approx(theirs["logLik"], abs=1e-4)


def test_laplace_equals_glmer_on_cbpp(lme4: dict) -> None:
    data, theirs = lme4["cbpp_data"], lme4["cbpp_glmer"]
    herd, period = np.array(data["herd"], int) - 1, np.array(data["period"], int)
    design = np.stack([np.ones(len(herd)), *(period == p for p in (2, 3, 4))], axis=1).astype(float)
    got = laplace_of(herd, design, np.array(data["size"], float), np.array(data["incidence"], float))
    assert got.beta == pytest.approx(list(theirs["fixef"].values()), abs=1e-3)
    assert got.sigma == pytest.approx(theirs["sd"], abs=1e-3)


def linear_of(clinician: np.ndarray, design: np.ndarray, y: np.ndarray, method: str = "reml") -> LinearFit:
    each = np.arange(len(design))
    counts = (np.ones(len(y)), y, y**2)
    return fit_linear(linear_sums(design, clinician, each, counts, int(clinician.max()) + 1), method)


def test_reml_equals_lmer(single_rows: tuple, lme4: dict) -> None:
    clinician, design, outcome = single_rows
    got, theirs = linear_of(clinician, design, outcome["yc"]), lme4["lmer_reml"]
    assert got.beta == pytest.approx(list(theirs["fixef"].values()), abs=1e-5)
    assert [got.sigma, got.residual_sd] == pytest.approx(theirs["sd"], abs=1e-5)
    assert got.blup == pytest.approx(theirs["ranef"]["est"], abs=1e-5)
    assert got.blup_sd == pytest.approx(theirs["ranef"]["sd"], abs=1e-5)


@pytest.fixture(scope="module")
def sleepstudy(vectors: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = rows(vectors / "sleepstudy_input.csv")
    subject = indices(table["Subject"], sorted(set(table["Subject"])))
    days = np.array(table["Days"], float)
    return subject, np.stack([np.ones_like(days), days], axis=1), np.array(table["Reaction"], float)


def test_reml_equals_lmer_on_sleepstudy(sleepstudy: tuple, lme4: dict) -> None:
    got, theirs = linear_of(*sleepstudy), lme4["sleepstudy_lmer_ri"]
    assert got.beta == pytest.approx(list(theirs["fixef"].values()), rel=1e-5)
    assert [got.sigma, got.residual_sd] == pytest.approx(theirs["sd"], rel=1e-5)
    # sqrt(diag(vcov(lmer(Reaction ~ Days + (1 | Subject)))))
    assert np.sqrt(np.diag(got.covariance)) == pytest.approx([9.746716269209, 0.804221428945], rel=1e-5)


def test_ml_equals_lmer_on_sleepstudy(sleepstudy: tuple) -> None:
    got = linear_of(*sleepstudy, "ml")
    # lmer(Reaction ~ Days + (1 | Subject), REML = FALSE): VarCorr, logLik
    assert [got.sigma, got.residual_sd] == pytest.approx([36.012081937762, 30.895433873311], rel=1e-5)
    assert got.log_likelihood == pytest.approx(-897.039321502613, abs=1e-5)
