"""`tenthhour check`: what is printed, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tenthhour.cli import main

HEADER = "clinician_id,measure_id,month,numerator,denominator\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "march.csv"
    path.write_text(HEADER + "c01,missed_appointments,2026-03,3,40\n")
    return path


def test_good_file_exits_0(good: Path) -> None:
    result = run(good)
    assert (result.exit_code, result.output) == (0, "No problems. Rows: results 1.\n")


def test_problems_exit_1_with_sentences(good: Path) -> None:
    good.write_text(HEADER + "c01,missed_appointments,2026-13,3,40\n")
    result = run(good)
    assert result.exit_code == 1
    assert result.output == (
        'march.csv, row 2, column month: "2026-13" is not a month. Write months as YYYY-MM.\n'
        "1 thing to put right. Nothing was stored.\n"
    )


def test_missing_file_exits_2(tmp_path: Path) -> None:
    result = run(tmp_path / "april.csv")
    assert result.exit_code == 2
    assert "april.csv: there is no such file or folder." in result.output


def test_patient_identifiers_exit_3(good: Path) -> None:
    good.write_text("clinician_id,encounter_date,dob\nc01,2026-03-04,1950-01-01\n")
    result = run(good)
    assert (result.exit_code, result.output) == (
        3,
        "march.csv, column 'dob': looks like patient data. Remove the column; "
        "Tenth Hour stores no patient identifiers.\n",
    )


def test_json_has_places_and_sources(good: Path) -> None:
    good.write_text(HEADER + "c01,missed_appointments,2026-13,3,40\n")
    found = json.loads(run(good, "--format", "json").stdout)
    assert list(found) == [
        "schema", "usable", "synthetic", "stands_in_for", "sources", "tables", "no_counts", "notes", "problems",
    ]  # fmt: skip
    assert found["problems"][0]["place"] == "march.csv, row 2, column month"
    assert len(found["sources"][0]["sha256"]) == 64


def test_made_up_data_are_called_so(good: Path) -> None:
    (good.parent / "SYNTHETIC.txt").write_text("made up")
    assert "These are made-up data." in run(good.parent).output


def test_unknown_mapping_exits_2_and_lists_the_known(good: Path) -> None:
    result = run(good, "--mapping", "nobody")
    assert result.exit_code == 2
    assert "gp-appointments" in result.output


def test_content_folder_is_checked_too(tmp_path: Path) -> None:
    (tmp_path / "waits.yaml").write_text("id: waits\n")
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "/waits.yaml, key title: is missing. Add it." in result.output
