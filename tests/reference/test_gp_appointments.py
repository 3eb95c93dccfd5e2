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
from tenthhour.pipeline import Answer, Decisions, Row, replay, run_month

APRIL = Month(2020, 4)
BOTH = ("gp_not_attended", "gp_same_day")
NUMBERS_ARE_RIGHT = Decisions(
    answers=tuple(Answer(name, Month(2020, m)) for name in BOTH for m in range(3, 10))
)


@pytest.fixture(scope="module")
def regions(real_data: Path) -> Checked:
    file = real_data / "gp_appointments_ccg_month.csv"
    tables = check(read([file], mapping=named("gp-appointments")), measures()).require()
    known = tables.tables["results"]
    kept = known.filter(pc.less_equal(known["month"], "2020-09"))
    return replace(tables, tables={**tables.tables, "results": kept})


@pytest.fixture(scope="module", params=[None, NUMBERS_ARE_RIGHT], ids=["question-open", "question-answered"])
def rows(regions: Checked, request: pytest.FixtureRequest) -> list[Row]:
    return replay(regions, measures(), decisions=request.param)


def test_pandemic_is_one_system_finding_per_measure(regions: Checked) -> None:
    found = run_month(regions, measures(), APRIL).system
    assert [(s.measure_id, s.first_signalled) for s in found] == [(name, APRIL) for name in BOTH]
    assert [(round(s.before, 2), round(s.after, 2)) for s in found] == [(0.05, 0.03), (0.42, 0.62)]


def test_no_region_is_told_of_a_change_of_its_own(rows: list[Row]) -> None:
    spring = [r for r in rows if r.unit != "system" and Month(2020, 3) <= r.as_of <= Month(2020, 9)]
    assert len(spring) > 2 * 29 * 6
    assert [r for r in spring if r.onset] == []


def test_system_is_first_signalled_in_april(rows: list[Row]) -> None:
    assert [(r.measure_id, r.as_of) for r in rows if r.unit == "system" and r.onset] == [
        (n, APRIL) for n in BOTH
    ]
