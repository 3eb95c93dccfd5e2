"""Every month as it would have been judged then: nothing later may reach an earlier row."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from clinics import START, Cell, checked, clinic, measure, results

from tenthhour.core.measurement.measure import Measure
from tenthhour.core.month import Month
from tenthhour.data.checks import Checked
from tenthhour.pipeline import Row, line, replay

MONTHS = 34
CUTS = [int(c) for c in np.random.default_rng(11).choice(np.arange(13, MONTHS - 1), 3, replace=False)]


def lively(cell: Cell) -> float:
    """One falls, all fall for a while, one rises."""
    own = {3: -0.9 * (cell.month >= 20), 5: 0.9 * (cell.month >= 27)}.get(cell.clinician, 0.0)
    return float(own - 0.8 * (29 <= cell.month < 32))


def gaps(cell: Cell) -> int:
    """A late joiner, a leaver, gaps, few patients."""
    if (cell.clinician == 1 and cell.month < 9) or (cell.clinician == 2 and cell.month > 25):
        return 0
    if (cell.clinician * 7 + cell.month * 5) % 17 == 0:
        return 0
    return 6 if cell.clinician == 4 else 50


MEASURES: list[Measure] = [measure("a"), measure("b", period="quarter"), measure("c", direction="neither")]


def rows_of(tables: Checked) -> list[list[str]]:
    return [line(row) for row in replay(tables, MEASURES)]


@cache
def whole() -> tuple[Checked, list[list[str]]]:
    tables = clinic(clinicians=8, months=MONTHS, moved=lively, n=gaps, measures=("a", "b", "c"), seed=5)
    return tables, rows_of(tables)


def until(rows: list[list[str]], month: Month) -> list[list[str]]:
    return [row for row in rows if row[0] <= str(month)]


@pytest.mark.parametrize("cut", CUTS)
def test_cut_input_gives_the_same_rows(cut: int) -> None:
    tables, rows = whole()
    month = START + cut
    kept = [tuple(r.values()) for r in tables.tables["results"].to_pylist() if r["month"] <= str(month)]
    assert rows_of(checked(results(kept))) == until(rows, month)


def test_changed_later_values_change_no_earlier_row() -> None:
    tables, rows = whole()
    month = START + 22
    table = tables.tables["results"].to_pylist()
    for row in table:
        if row["month"] > str(month):
            row["numerator"], row["denominator"] = row["denominator"] // 3, row["denominator"] * 2
    assert until(rows_of(checked(pa.Table.from_pylist(table))), month) == until(rows, month)


def test_replay_is_sorted_and_has_each_unit_once_a_month() -> None:
    keys = [tuple(row[:4]) for row in whole()[1]]
    assert keys == sorted(set(keys))


def test_replay_finds_the_one_who_fell() -> None:
    onsets = [r for r in whole()[1] if r[-2] == "1" and r[1] == "clinician" and r[2] == "c03" and r[3] == "a"]
    assert onsets
    assert "2024-09" <= onsets[0][0] <= "2025-02"


def test_system_row_signals_what_all_share() -> None:
    shared = [r for r in whole()[1] if r[1] == "system" and r[3] == "a" and r[-2] == "1"]
    assert [r[0] for r in shared] in (["2025-06"], ["2025-07"])


def test_missing_value_is_written_empty() -> None:
    assert line(Row(START, "pooled", "c01"))[4:8] == ["", "", "", ""]
