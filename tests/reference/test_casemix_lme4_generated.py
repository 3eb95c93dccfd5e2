"""Case mix beside lme4 in the same run, on encounters made up here: clinicians of very unequal size."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest

from tenthhour.core.measurement.casemix import Levels, Model, Rows, counted, fit

SCRIPT = Path(__file__).parent / "lme4.R"
BAND, VISIT = Levels("band", ("a", "b", "c")), Levels("visit", ("new", "return"))
Numbers = dict[str, np.ndarray]


@pytest.fixture(scope="module")
def columns() -> Numbers:
    """3,000 encounters of 30 clinicians, seen 10 to 300 times each."""
    rng = np.random.default_rng(31)
    clinician = rng.choice(30, 3000, p=rng.dirichlet(np.full(30, 1.5)))
    band, visit = rng.integers(0, 3, 3000), rng.integers(0, 2, 3000)
    eta = 0.4 * band - 0.5 * visit + rng.normal(0, 0.45, 30)[clinician]
    exposure = rng.choice([0.5, 1.0, 2.0], 3000)
    return {
        "clinician": clinician, "band": band, "visit": visit, "exposure": exposure,
        "met": (rng.random(3000) < 1 / (1 + np.exp(0.6 - eta))).astype(float),
        "events": rng.poisson(exposure * np.exp(eta)).astype(float),
        "score": 70 + 8 * eta + rng.normal(0, 12, 3000),
    }  # fmt: skip


@pytest.fixture(scope="module")
def theirs(columns: Numbers, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], np.ndarray]:
    rscript = shutil.which("Rscript")
    if not rscript or subprocess.run([rscript, "-e", "library(lme4)"], capture_output=True).returncode:
        pytest.skip("NOT RUN: lme4 is missing. On Debian: sudo apt-get install r-cran-lme4")
    file = tmp_path_factory.mktemp("rows") / "rows.csv"
    names = {"band": np.array(BAND.levels), "visit": np.array(VISIT.levels)}
    pyarrow.csv.write_csv(pa.table({c: names[c][v] if c in names else v for c, v in columns.items()}), file)
    done = subprocess.run([rscript, str(SCRIPT), str(file)], capture_output=True, text=True, check=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    return {(model, what): np.array(values, float) for model, what, *values in lines}


OUTCOMES = {"proportion": "met", "rate": "events", "reml": "score", "ml": "score"}


def ours(columns: Numbers, model: str) -> Model:
    codes = np.stack([columns["band"], columns["visit"]], axis=1)
    exposure = columns["exposure"] if model == "rate" else None
    no_month = np.zeros(len(codes), int)
    rows = Rows(columns["clinician"], no_month, codes, columns[OUTCOMES[model]], (BAND, VISIT), exposure)
    return fit(counted(rows), model) if model in ("proportion", "rate") else fit(counted(rows), "mean", model)


@pytest.mark.slow
@pytest.mark.parametrize("model", OUTCOMES)
def test_fit_equals_lme4(columns: Numbers, theirs: dict[tuple[str, str], np.ndarray], model: str) -> None:
    got = ours(columns, model)
    for what in ("beta", "standard_errors", "sigma", "blup"):
        assert getattr(got, what) == pytest.approx(theirs[model, what], abs=1e-3), what
