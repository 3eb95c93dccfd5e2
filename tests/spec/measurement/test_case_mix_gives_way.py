"""What `tenthhour findings` does when the patients seen cannot be adjusted for as asked, and how it says so.

One small clinic as CSV: seven family clinicians and one surgeon, who gets worse on every measure. Each measure
meets one difficulty.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest
from click.testing import CliRunner, Result

from tenthhour.cli import main
from tenthhour.core.month import Month

CLINICIANS, MONTHS, EACH, START = 8, 20, 24, Month(2024, 1)
NO_YES = '["no", "yes"]'
ADJUSTED_FOR = {
    "separated": {"housebound": NO_YES, "age_band": "[18-64, 65+]"},
    "repeated": {"new_patient": NO_YES, "first_visit": NO_YES},
    "unlisted": {"language": "[first, other]"},
    "unseen": {"telephone": NO_YES},
    "absent": {"age_band": "[18-64, 65+]", "interpreter": NO_YES},
}
MEASURE = """
id: {id}
version: 1
status: draft
title: "{id}"
question: How many?
domain: quality
kind: proportion
numerator: reached
denominator: seen
rows: {{table: encounters, outcome: {id}_ok, scope: {{}}}}
direction: higher_better
worth_knowing: {{scale: odds_ratio, value: 1.6}}
period: month
floor: {{period: 5, year: 60}}
pool_until: 10
lag_days: 10
depends_on_fte: false
case_mix: [{case_mix}]
why_it_matters: "-"
cannot_say: [Why.]
clinician_controls: "-"
balancing: [bp_controlled, communication]
gaming: "-"
allowed_use: conversation
owner_role: quality lead
author: "-"
reviewed_by: []
reviewed_on: null
review_due: 2027-01-01
definition_changed: []
source: "-"
"""


def rows() -> dict[str, np.ndarray]:
    """The last clinician falls from month 14 on; what each difficulty needs is planted in its columns."""
    rng = np.random.default_rng(6)
    who, month = (a.ravel() for a in np.indices((CLINICIANS, MONTHS * EACH)))
    month = month // EACH
    eta = rng.normal(0.6, 0.5, CLINICIANS)[who] - 2.0 * ((who == CLINICIANS - 1) & (month >= 14))
    columns: dict[str, np.ndarray] = {
        "clinician_id": np.array([f"c{i}" for i in range(CLINICIANS)])[who],
        "encounter_date": np.array([str((START + i).first_day) for i in range(MONTHS)])[month],
    }
    for name in ADJUSTED_FOR:
        columns[f"{name}_ok"] = (rng.random(len(who)) < 1 / (1 + np.exp(-eta))).astype(int)
    yes = rng.random((3, len(who))) < 0.3
    columns["housebound"] = np.where(rng.random(len(who)) < 0.02, "yes", "no")
    columns["separated_ok"] = np.where(columns["housebound"] == "yes", 1, columns["separated_ok"])
    columns["age_band"] = np.where(yes[0], "65+", "18-64")
    columns["new_patient"] = columns["first_visit"] = np.where(yes[1], "yes", "no")
    columns["language"] = np.where(yes[2], "other", "first")
    columns["language"] = np.where(rng.random(len(who)) < 0.05, "", columns["language"])
    columns["telephone"] = np.where((month >= 14) & yes[0], "yes", "no")
    return columns


def written(folder: Path, columns: dict[str, np.ndarray]) -> Path:
    (folder / "clinic").mkdir()
    pyarrow.csv.write_csv(pa.table(columns), folder / "clinic" / "encounters.csv")
    people = [f"c{i},{'surgery' if i == CLINICIANS - 1 else 'family'}" for i in range(CLINICIANS)]
    (folder / "clinic" / "clinicians.csv").write_text("\n".join(["clinician_id,peer_group", *people]) + "\n")
    (folder / "content" / "measures").mkdir(parents=True)
    for name, covariates in ADJUSTED_FOR.items():
        listed = ", ".join(f"{{column: {c}, levels: {levels}, why: '-'}}" for c, levels in covariates.items())
        (folder / "content" / "measures" / f"{name}.yaml").write_text(
            MEASURE.format(id=name, case_mix=listed)
        )
    return folder


def findings(folder: Path) -> Result:
    runner = CliRunner(env={"XDG_CACHE_HOME": str(folder), "TENTHHOUR_CONTENT": str(folder / "content")})
    return runner.invoke(main, ["findings", str(folder / "clinic"), "--format", "json", "--budget", "0.5"])


@pytest.fixture(scope="module")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the surgeon's finding on each measure cannot say."""
    done = findings(written(tmp_path_factory.mktemp("site"), rows()))
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)["findings"]
    return {f["measure_ids"][0]: f["cannot_say"] for f in found if f["clinician_id"] == "c7"}


def said(columns: dict[str, np.ndarray]) -> dict[str, str]:
    """The sentence each difficulty asks for, its numbers counted from the first year's rows."""
    first_year = columns["encounter_date"] < "2025-01-01"
    housebound = int((columns["housebound"] == "yes")[first_year].sum())
    blank = int((columns["language"] == "")[first_year].sum())
    by_telephone = int((columns["telephone"] == "yes").sum())
    return {
        "separated": f"housebound = yes: all {housebound} encounters had the same outcome; counted with housebound = no.",
        "repeated": "first_visit = yes repeats what other columns say; left out of the case mix.",
        "unlisted": f"language: {blank} of {first_year.sum()} encounters carry no value from the list; they form a group of their own.",
        "unseen": f"telephone = yes did not occur in the reference months; its {by_telephone} encounters are treated like the reference level.",
        "absent": "Not adjusted for interpreter: the rows have no column interpreter.",
    }


@pytest.mark.parametrize("measure", ADJUSTED_FOR)
def test_finding_says_what_gave_way(grounds: dict[str, list[str]], measure: str) -> None:
    assert said(rows())[measure] in grounds[measure]


def test_finding_of_a_peer_group_of_one_says_whom_it_was_held_against(grounds: dict[str, list[str]]) -> None:
    held = "What surgery alone shares: fewer than five others there have data, so what everyone in the clinic shares was taken out."
    assert all(held in lines for lines in grounds.values())


def test_unknown_category_is_a_problem_that_names_the_choices(tmp_path: Path) -> None:
    columns = rows()
    columns["language"] = np.where(np.arange(len(columns["language"])) == 4, "third", columns["language"])
    done = findings(written(tmp_path, columns))
    problem = json.loads(done.stdout)["problems"][0]
    assert done.exit_code == 1
    assert problem["place"] == "encounters.csv, row 6, column language"
    assert problem["found"] == '"third" is none of first, other'
