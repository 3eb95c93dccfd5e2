"""How months and numbers may be written."""

from __future__ import annotations

import pyarrow as pa
import pytest

from tenthhour.data.checks import dates, numbers


@pytest.mark.parametrize(
    "written",
    [
        "2026-03", "2026-3", "2026/03", "2026.03", "202603", "2026-03-01", "2026-03-31", "2026/03/01",
        "20260301", "2026-03-01 00:00:00", "2026-03-01T00:00:00Z", "03/2026", "3-2026", "Mar 2026",
        "March 2026", "MAR-26", "mar. 2026", "Mar'26", "2026 March", "01.03.2026", "31/03/2026", "03/31/2026", "März 2026", "Mrz 26",
    ],
)  # fmt: skip
def test_month_is_read_from(written: str) -> None:
    assert dates.months(pa.array([written])).values.to_pylist() == ["2026-03"]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2026-13", '"2026-13" is not a month'),
        ("2026-02-30", '"2026-02-30" is not a month'),
        ("03/04/2026", '"03/04/2026" can be read day first or month first'),
        ("46082", '"46082" looks like a spreadsheet\'s own number for a date'),
        ("2026-Q1", '"2026-Q1" is a quarter, not a month'),
        ("Q1 2026", '"Q1 2026" is a quarter, not a month'),
        ("March", '"March" is not a month'),
        ("Mars 2026", '"Mars 2026" is not a month'),
        ("1026-03", '"1026-03" is not a month'),
    ],
)
def test_month_is_refused_by_name(written: str, why: str) -> None:
    assert dates.months(pa.array([written])).wrong == {written: why}


def test_slashed_months_are_settled_by_their_column() -> None:
    first = dates.months(pa.array(["01/02/2026", "01/03/2026"]))
    second = dates.months(pa.array(["2/1/2026", "3/1/2026"]))
    assert first.values.to_pylist() == second.values.to_pylist() == ["2026-02", "2026-03"]


def test_slashed_days_stay_refused_without_proof() -> None:
    assert dates.days(pa.array(["01/02/2026", "01/03/2026"])).wrong.keys() == {"01/02/2026", "01/03/2026"}


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12), ("-3", -3), ("0.512", 0.512), (".5", 0.5), ("12.5", 12.5), ("1e3", 1000), ("1,234.5", 1234.5),
        ("1.234,5", 1234.5), ("12,5", 12.5), ("0,512", 0.512), ("1,234,567", 1234567), ("1.234.567", 1234567),
        ("1 234", 1234), ("1\u00a0234,5", 1234.5), ("1'234.5", 1234.5), ("5.1%", 0.051), ("5,1 %", 0.051),
        ("1234.567", 1234.567),
    ],
)  # fmt: skip
def test_number_is_read_from(written: str, number: float) -> None:
    assert numbers.parse(pa.array([written]), None).values.to_pylist() == [pytest.approx(number, rel=1e-15)]


@pytest.mark.parametrize("written", ["1,234", "1.234", "-12.345"])
def test_number_with_two_readings_is_refused(written: str) -> None:
    assert "can mean" in numbers.parse(pa.array([written]), None).wrong[written]


@pytest.mark.parametrize(
    "written", ["three", "12 %%", "1,23,456", "nan", "inf", "1e400", "9" * 40, "£12", "12 34", "-", "١٢x"]
)
def test_number_is_refused(written: str) -> None:
    assert written in numbers.parse(pa.array([written]), ".").wrong


def test_other_numbers_of_the_file_settle_the_mark() -> None:
    german = [pa.array(["1.234", "12,5"])]
    english = [pa.array(["1.234", "12.5"])]
    read = [numbers.parse(c[0], numbers.decimal_mark(c)).values.to_pylist() for c in (german, english)]
    assert read == [[1234.0, 12.5], [1.234, 12.5]]


def test_numbers_that_disagree_settle_nothing() -> None:
    column = pa.array(["1.234", "12,5", "12.5"])
    assert numbers.decimal_mark([column]) is None


def test_stored_number_of_a_workbook_is_never_ambiguous() -> None:
    assert numbers.parse(pa.array(["1.234e0", "5.1e0%"]), ",").values.to_pylist() == [1.234, 0.051]
