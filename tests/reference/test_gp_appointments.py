"""Appointments in General Practice, spring 2020: one shared change, nobody's own (regions stand in for clinicians)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc
import pytest

from tenthhour.content.loader import measures
from tenthhour.core.month import Month
from tenthhour.data.checks import Checked, check
from tenthhour.data.files import read
from tenthhour.data.mapping import named
from tenthhour.pipeline import Row, replay

APRIL = Month(2020, 4)
BOTH = ("gp_not_attended", "gp_same_day")


@pytest.fixture(scope="module")
def regions(real_data: Path) -> Checked:
    file = real_data / "gp_appointments_ccg_month.csv"
    tables = check(read([file], mapping=named("gp-appointments")), measures()).require()
    known = tables.tables["results"]
    kept = known.filter(pc.less_equal(known["month"], "2020-09"))
    return replace(tables, tables={**tables.tables, "results": kept})


@pytest.fixture(scope="module")
def rows(regions: Checked) -> list[Row]:
    """With the steward's question still open; docs/real-data/spring-2020.md has it answered."""
    return replay(regions, measures())


def test_no_region_is_told_of_a_change_of_its_own(rows: list[Row]) -> None:
    spring = [r for r in rows if r.unit != "system" and Month(2020, 3) <= r.as_of <= Month(2020, 9)]
    assert len(spring) > 2 * 29 * 6
    assert [r for r in spring if r.onset] == []


def test_system_is_first_signalled_in_april(rows: list[Row]) -> None:
    assert [(r.measure_id, r.as_of) for r in rows if r.unit == "system" and r.onset] == [
        (n, APRIL) for n in BOTH
    ]
