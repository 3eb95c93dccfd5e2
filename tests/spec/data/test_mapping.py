"""Somebody else's file, read through a mapping."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tenthhour.core.errors import DataProblem
from tenthhour.data.checks import Checked, check
from tenthhour.data.files import read
from tenthhour.data.mapping import dump, load

from .conftest import MEASURES

Mapped = Callable[[str, str], Checked]


@pytest.fixture
def mapped(tmp_path: Path) -> Mapped:
    def run(mapping: str, text: str) -> Checked:
        path = tmp_path / "theirs.csv"
        path.write_text(text)
        return check(read([path], mapping=load(mapping, "theirs.yaml")), MEASURES)

    return run


def rows(checked: Checked) -> list[tuple[object, ...]]:
    columns = ["clinician_id", "measure_id", "month", "numerator", "denominator"]
    return [tuple(row[c] for c in columns) for row in checked.tables["results"].to_pylist()]


PLAIN = """
id: theirs
title: Their file
stands_in_for: wards
clinician: Ward
month: Period
values:
  - {measure: dna, numerator: Missed, denominator: {sum: [Came, Missed]}, where: {Type: [first]}}
"""


def test_columns_are_renamed_summed_and_kept_by_where(mapped: Mapped) -> None:
    found = mapped(PLAIN, "Ward,Period,Type,Came,Missed\nA,Mar 2026,first,37,3\nA,Mar 2026,other,9,1\n")
    assert rows(found) == [("A", "dna", "2026-03", 3.0, 40.0)]
    assert found.stand_in_sentence == "In this file wards stand in for clinicians."
    assert found.notes == ("theirs.csv: 1 rows belong to no measure of the mapping theirs.",)


def test_problem_keeps_the_place_and_name_of_the_original(mapped: Mapped) -> None:
    found = mapped(PLAIN, "Ward,Period,Type,Came,Missed\nA,Mar 2026,first,many,3\n")
    assert str(found.blocking[0]).startswith('theirs.csv, row 2, column Came: "many" is not a number')


def test_several_measures_are_melted_from_months_across(mapped: Mapped) -> None:
    across = """
    id: across
    title: Months across
    clinician: Who
    values:
      - {measure: listening, month: {constant: 2026-01}, mean: Jan}
      - {measure: listening, month: {constant: 2026-02}, mean: Feb}
    """
    found = mapped(across, "Who,Jan,Feb\nSmith,80,82\nJones,70,\n").tables["results"]
    assert [(r["clinician_id"], r["month"], r["mean"]) for r in found.to_pylist()] == [
        ("Smith", "2026-01", 80.0),
        ("Jones", "2026-01", 70.0),
        ("Smith", "2026-02", 82.0),
    ]


def test_footnotes_are_dropped_and_said(mapped: Mapped) -> None:
    notes = PLAIN + 'drop_rows: [{column: Ward, matches: "^source"}]\n'
    found = mapped(notes, "Ward,Period,Type,Came,Missed\nA,Mar 2026,first,37,3\nSource: the office\n")
    assert rows(found) == [("A", "dna", "2026-03", 3.0, 40.0)]
    assert found.notes == ('theirs.csv: 1 rows left out, Ward matches "^source".',)


def test_footnotes_without_a_rule_stop_the_file(mapped: Mapped) -> None:
    found = mapped(PLAIN, "Ward,Period,Type,Came,Missed\nA,Mar 2026,first,37,3\nSource: the office\n")
    assert [str(p) for p in found.blocking] == [
        "theirs.csv, row 3: has fewer cells than the header; the file may be cut off. "
        "Export it again, or complete the row."
    ]


def test_column_that_is_not_there_is_named(mapped: Mapped) -> None:
    found = mapped(PLAIN, "Ward,Period,Type,Came\nA,Mar 2026,first,37\n")
    assert str(found.blocking[0]) == (
        "theirs.csv: lacks the columns Missed of the mapping theirs. Correct the mapping, or take the file out."
    )


def test_percentages_are_divided(mapped: Mapped) -> None:
    percent = PLAIN.split("values")[0] + "values: [{measure: dna, mean: Rate, divide_by: 100}]\n"
    found = mapped(percent, "Ward,Period,Rate\nA,2026-03,5.1\n")
    assert found.tables["results"].column("mean").to_pylist() == [0.051]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id: a\ntitle: b\nvalues: []\n", "x.yaml, key values: is empty. Name at least one measure."),
        ("id: a\ntitle: b\n", "x.yaml, key values: is missing. Add it."),
        (PLAIN + "colour: red\n", "x.yaml, key colour: is not a key of a mapping."),
        (
            PLAIN + "drop_rows: [{column: Ward, matches: '('}]\n",
            'x.yaml, key drop_rows.0.matches: "(" is no regular',
        ),
        ("a: [", "x.yaml, line 1: is not YAML."),
    ],
)
def test_mapping_that_cannot_be_meant_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(DataProblem) as refusal:
        load(text, "x.yaml")
    assert sentence in str(refusal.value)


def test_mapping_survives_being_saved() -> None:
    mapping = load(PLAIN, "theirs.yaml")
    assert load(dump(mapping), "again.yaml") == mapping
