"""Cells from rows: the same counts as plain Python, whatever is missing or strange."""

from __future__ import annotations

from collections import Counter

import ibis
import numpy as np
import pyarrow as pa
import pytest

from tenthhour.core.measurement.casemix import Levels
from tenthhour.data.cells import RowColumns, cell_counts, cells_of

AGE, NEW = Levels("age_band", ("young", "old")), Levels("new", ("no", "yes"))
ROWS = {
    "clinician_id": ["a", "a", "a", "b", "b", "c", "a"],
    "period": [24000, 24000, 24000, 24001, 24001, 24000, 24001],
    "outcome": [1, 0, 1, 1, None, 1, 1],
    "age_band": ["young", "young", "old", None, "old", "old", "Old"],
    "new": ["no", "no", "yes", "no", "no", "no", "no"],
    "hours": [1.0, 2.0, 0.5, 1.5, 1.0, 0.0, 2.0],
}


def cells(covariates: tuple[Levels, ...] = (AGE, NEW), **names: str):
    connection = ibis.duckdb.connect(threads=1)
    expression = cell_counts(ibis.memtable(pa.table(ROWS)), covariates, RowColumns(**names))
    return cells_of(connection.to_pyarrow(expression), covariates, ["a", "b", "c"], [24000, 24001])


def test_cells_count_every_row_with_an_outcome() -> None:
    got = cells()
    ours = Counter()
    for who, when, code, n in zip(got.clinician, got.month, got.codes.tolist(), got.n, strict=True):
        ours[int(who), int(when), *code] += int(n)
    assert ours == {(0, 0, 0, 0): 2, (0, 0, 1, 1): 1, (0, 1, -1, 0): 1, (1, 1, -1, 0): 1, (2, 0, 1, 0): 1}


def test_cells_come_in_one_order() -> None:
    got = cells()
    keys = list(zip(got.clinician, got.month, *got.codes.T, strict=True))
    assert keys == sorted(keys)


def test_exposure_of_zero_leaves_the_row_out() -> None:
    got = cells(exposure="hours")
    assert got.denominator.sum() == 7.0
    assert 2 not in got.clinician


def test_unlisted_clinicians_are_left_out() -> None:
    connection = ibis.duckdb.connect(threads=1)
    table = connection.to_pyarrow(cell_counts(ibis.memtable(pa.table(ROWS)), (AGE,), RowColumns()))
    assert set(cells_of(table, (AGE,), ["b"], [24000, 24001]).clinician) == {0}


def test_no_covariates_give_one_cell_each_month() -> None:
    got = cells(())
    assert got.codes.shape == (4, 0)
    assert got.n.tolist() == [3, 1, 1, 1]


def test_squares_are_kept_for_scores() -> None:
    got = cells((), outcome="hours", period="period")
    assert got.squares is not None
    assert got.squares.sum() == pytest.approx(np.square(ROWS["hours"]).sum())
