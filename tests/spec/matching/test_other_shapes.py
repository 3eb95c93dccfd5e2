"""Shapes beyond the ten: read rightly, or asked about, or stopped; never misread."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tenthhour.cli import main
from tenthhour.data.checks import Checked
from tenthhour.data.matching import Guess

from .test_ten_sheets import first_guess, said

SHAPES = {
    "year above the months": (
        ",2025,,2026,\nProvider,Nov,Dec,Jan,Feb\nDr A,11,12,13,14\n",
        {("Dr A", "theirs", m, None, None, v, None) for m, v in
         [("2025-11", 11), ("2025-12", 12), ("2026-01", 13), ("2026-02", 14)]},
    ),
    "month in the title": (
        "Encounters by provider - March 2026\nProvider,Encounters,Sessions\nDr A,150,11\nDr B,160,12\n",
        {("Dr A", "Encounters", "2026-03", 150, 11, None, None), ("Dr B", "Encounters", "2026-03", 160, 12, None, None)},
    ),
    "three columns a month": (
        "Provider,Jan 2026 Missed,Jan 2026 Booked,Jan 2026 %,Feb 2026 Missed,Feb 2026 Booked,Feb 2026 %\n"
        "Dr A,3,60,5.0%,4,80,5.0%\n",
        {("Dr A", "Missed", "2026-01", 3, 60, None, None), ("Dr A", "Missed", "2026-02", 4, 80, None, None),
         ("Dr A", "%", "2026-01", None, None, 0.05, None), ("Dr A", "%", "2026-02", None, None, 0.05, None)},
    ),
    "American days": (
        "Doctor,Month,Score\nDr A,1/1/2026,3\nDr A,2/1/2026,4\n",
        {("Dr A", "Score", "2026-01", None, None, 3, None), ("Dr A", "Score", "2026-02", None, None, 4, None)},
    ),
    "German months across": (
        "Arzt;Jänner 2026;Februar 2026;März 2026;Summe\nDr A;1.234,5;1.100,25;990,5;3.325,25\n",
        {("Dr A", "theirs", m, None, None, v, None) for m, v in
         [("2026-01", 1234.5), ("2026-02", 1100.25), ("2026-03", 990.5)]},
    ),
    "answers and spread": (
        "Doctor,Period,Average score,Number of responses,SD\nDr A,Jan-2026,88.5,30,12.2\n",
        {("Dr A", "Average score", "2026-01", None, None, 88.5, 30)},
    ),
}  # fmt: skip

STOPPED = {
    "months without a year": "Provider,Jan,Feb,Mar\nDr A,1,2,3\nDr B,4,5,6\n",
    "people across": "Month,Smith,Jones\n2026-01,14,15\n2026-02,13,16\n",
    "two columns of words": "Group,Who,Month,Score\nNorth,A,2026-01,14\nNorth,B,2026-02,15\n",
    "year and month apart": "Provider,Year,Month,Visits\nDr A,2026,1,14\nDr A,2026,2,15\n",
    "a star for few": "Provider,Month,Visits\nDr A,2026-01,*\nDr A,2026-02,15\nDr A,2026-03,16\n",
    "quarters": "Provider,Q1 2026,Q2 2026\nDr A,3,4\n",
    "a row for each visit": "Provider,Visit date,wRVU\nDr A,2026-01-03,1.5\nDr A,2026-01-04,2.5\n",
    "a total without a name": "Doctor,Jan 2026,Feb 2026,Mar 2026\nDr A,10,11,12\nDr B,20,21,23\n,30,32,35\n",
    "two people of one name": "Last Name,First Name,Month,Score\nSmith,Ann,2026-01,4\nSmith,Bob,2026-01,5\n",
}


def guessed(folder: Path, text: str) -> tuple[Guess, Checked]:
    path = folder / "theirs.csv"
    path.write_text(text)
    return first_guess(path)


@pytest.mark.parametrize("shape", list(SHAPES))
def test_other_shape_is_read(tmp_path: Path, shape: str) -> None:
    text, truth = SHAPES[shape]
    made, checked = guessed(tmp_path, text)
    assert (made.questions, checked.blocking) == ((), ())
    assert said(made, checked) == truth


@pytest.mark.parametrize("shape", list(STOPPED))
def test_other_shape_is_asked_about_or_stopped(tmp_path: Path, shape: str) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text(STOPPED[shape])
    shown = CliRunner().invoke(main, ["match", str(path), "--save", str(tmp_path / "m.yaml")])
    result = CliRunner().invoke(main, ["check", str(path), "--mapping", str(tmp_path / "m.yaml")])
    assert "To settle" in shown.output or result.exit_code == 1


def test_patients_names_are_refused_though_clinicians_are_not(tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text("Patient Name,Provider,Month,Score\nX,Dr A,2026-01,4\n")
    CliRunner().invoke(main, ["match", str(path), "--save", str(tmp_path / "m.yaml")])
    result = CliRunner().invoke(main, ["check", str(path), "--mapping", str(tmp_path / "m.yaml")])
    assert result.exit_code == 3
    assert "column 'Patient Name': looks like patient data" in result.output
