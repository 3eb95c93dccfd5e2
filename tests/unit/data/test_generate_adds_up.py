"""Counting the single encounters of a made-up clinic gives its monthly results back."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tenthhour.content.loader import measures
from tenthhour.data import files
from tenthhour.data.checks import check
from tenthhour.data.generate import Plan, generate
from tests.oracle import Count, Place, Row, Tables, counts

FROM_ROWS = [id_ for id_, m in measures().items() if m.rows and m.author == "Tenth Hour contributors"]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{k: _cell(k, v) for k, v in row.items()} for row in csv.DictReader(file)]


def _cell(name: str, text: str) -> object:
    if text == "":
        return None
    return date.fromisoformat(text) if name.endswith("_date") else text


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tables, Tables]:
    """The same clinic as rows and as results."""
    out = tmp_path_factory.mktemp("clinic")
    for name, rows in (("rows", True), ("results", False)):
        generate(Plan(clinicians=3, months=9, encounters=rows), out / name)
    by_row = {name: read(out / "rows" / f"{name}.csv") for name in ("encounters", "responses")}
    return by_row, {"results": read(out / "results" / "results.csv")}


def rounded(found: dict[Place, Count]) -> dict[Place, list[float | None]]:
    return {
        place: [None if v is None else round(v, 2) for v in (c.numerator, c.denominator, c.mean, c.sd, c.n)]
        for place, c in found.items()
    }


@pytest.mark.parametrize("id_", FROM_ROWS)
def test_rows_of_a_made_up_clinic_give_its_results(both: tuple[Tables, Tables], id_: str) -> None:
    by_row, by_month = (counts(tables, measures()[id_]) for tables in both)
    assert by_row
    assert rounded(by_row).keys() == rounded(by_month).keys()
    for place, values in rounded(by_row).items():
        assert values == pytest.approx(rounded(by_month)[place], abs=0.011)


def test_widest_spread_that_can_be_passes_the_check(tmp_path: Path) -> None:
    generate(Plan(clinicians=6, months=24, seed=5), tmp_path / "out")
    checked = check(files.read([tmp_path / "out"]), measures())
    assert ",50.0000,70.7106,2" in (tmp_path / "out" / "results.csv").read_text()
    assert [str(problem) for problem in checked.problems] == []


def test_made_up_rows_pass_the_check(tmp_path: Path) -> None:
    generate(Plan(clinicians=3, months=9, encounters=True), tmp_path / "out")
    checked = check(files.read([tmp_path / "out"]), measures())
    assert [str(problem) for problem in checked.problems] == []
    assert checked.synthetic
