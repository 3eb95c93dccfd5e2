"""A file longer than memory is read some rows at a time, and nothing it says depends on how many."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tenthhour.content.loader import measures
from tenthhour.core.errors import Refused
from tenthhour.data.blocks import Stored, whole
from tenthhour.data.checks import Checked, check
from tenthhour.data.files import read

Check = Callable[[str, int], Checked]
HEAD = "clinician_id,encounter_date,hypertension,bp_ok,session_share"


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Check encounters, so many rows at a time."""

    def run(text: str, at_once: int) -> Checked:
        (tmp_path / "encounters.csv").write_text(text)
        monkeypatch.setattr("tenthhour.data.blocks.BLOCK", at_once)
        return check(read([tmp_path]), measures())

    return run


def rows(*lines: str) -> str:
    return "\n".join([HEAD, *lines]) + "\n"


def faulty() -> str:
    """Thirty rows of each fault, spread over the file, blank rows between them, and a row cut off."""
    faults = (
        "c01,2026-13-01,yes,1,.1",
        ",2026-03-02,yes,2,.1",
        "c02,2026-03-02,perhaps,1,-1",
        "",
        "c03,2026-03-04,no,,x",
    )
    return rows(*faults * 30, "c04,2026-03")


@pytest.mark.parametrize("at_once", [1, 7, 64])
def test_every_problem_is_told_whatever_is_read_at_once(checked: Check, at_once: int) -> None:
    told = sorted(str(p) for p in checked(faulty(), 1_000).problems)
    assert sorted(str(p) for p in checked(faulty(), at_once).problems) == told
    assert sum("more like these" in line for line in told) == 5


@pytest.mark.parametrize("at_once", [2, 1_000])
def test_rows_are_the_same_whatever_is_read_at_once(checked: Check, at_once: int) -> None:
    found = checked(
        rows("c01,2026-03-02,yes,1,.1", "", "c01,2026-03-03,no,0,.2", "c02,2026-04-01,,,"), at_once
    )
    assert isinstance(found.tables["encounters"], Stored)
    kept = whole(found.tables["encounters"])
    assert kept["clinician_id"].to_pylist() == ["c01", "c01", "c02"]
    assert kept["bp_ok"].to_pylist() == [1.0, 0.0, None]


def test_day_first_is_settled_by_a_row_far_below(checked: Check) -> None:
    found = checked(rows("c01,03/04/2026,yes,1,.1", "c01,04/04/2026,yes,1,.1", "c01,25/04/2026,yes,1,.1"), 1)
    days = whole(found.tables["encounters"])["encounter_date"].to_pylist()
    assert [d.isoformat() for d in days] == ["2026-04-03", "2026-04-04", "2026-04-25"]


def test_order_that_stays_open_is_refused_in_every_row(checked: Check) -> None:
    found = checked(rows("c01,25/04/2026,yes,1,.1", "c01,04/25/2026,yes,1,.1"), 1)
    assert [p.place for p in found.blocking] == [
        f"encounters.csv, row {n}, column encounter_date" for n in (2, 3)
    ]


def test_decimal_mark_is_settled_by_a_row_far_below(checked: Check) -> None:
    text = rows("c01;02.03.2026;yes;1;1,250", "c01;02.03.2026;yes;1;0,5").replace(
        HEAD, HEAD.replace(",", ";")
    )
    assert whole(checked(text, 1).tables["encounters"])["session_share"].to_pylist() == [1.25, 0.5]


def test_identifier_below_the_first_rows_is_refused(checked: Check) -> None:
    text = rows("c01,2026-03-02,yes,1,.1", "c01,2026-03-02,yes,1,.1", "c01,2026-03-02,123-45-6789,1,.1")
    with pytest.raises(Refused, match="column 'hypertension'"):
        checked(text, 1)


def test_name_missing_over_values_far_below_is_told(checked: Check) -> None:
    text = rows("c01,2026-03-02,yes,1,.1,", "c01,2026-03-03,yes,1,.1,x").replace(HEAD, HEAD + ",")
    assert [p.found for p in checked(text, 1).blocking] == ["has values but no name"]


def test_same_result_in_rows_far_apart_is_given_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"c{i},bp_controlled,2026-03,3,40" for i in (1, 2, 3, 4, 1)]
    (tmp_path / "results.csv").write_text(
        "clinician_id,measure_id,month,numerator,denominator\n" + "\n".join(lines)
    )
    monkeypatch.setattr("tenthhour.data.blocks.BLOCK", 2)
    (problem,) = check(read([tmp_path]), measures()).blocking
    assert str(problem).startswith(
        "results.csv, row 6: c1, bp_controlled, 2026-03 is already given in results.csv, row 2"
    )


def test_row_after_the_childs_own_chunk_is_named_by_its_number(checked: Check) -> None:
    good = ["c01,2026-03-02,yes,1,.1"] * 100_000
    (problem,) = checked(rows(*good, "c01,2026-03-02,yes,3,.1"), 100_000).blocking
    assert (problem.place, problem.found) == (
        "encounters.csv, row 100,002, column bp_ok",
        "3 is neither 0 nor 1",
    )


def test_wider_row_after_the_childs_own_chunk_is_told(checked: Check) -> None:
    good = ["c01,2026-03-02,yes,1,.1"] * 100_000
    blocking = checked(rows(*good, "c01,2026-03-02,yes,1,.1,6"), 100_000).blocking
    assert (blocking[0].place, blocking[0].found) == ("encounters.csv, column 6", "has values but no name")


def test_parquet_of_several_chunks_gives_all_rows(tmp_path: Path) -> None:
    many = 250_001
    table = {
        "clinician_id": ["c01"] * many,
        "encounter_date": ["2026-03-02"] * many,
        "bp_ok": [i % 2 for i in range(many)],
    }
    pq.write_table(pa.table(table), tmp_path / "encounters.parquet", row_group_size=many)
    kept = whole(check(read([tmp_path]), measures()).tables["encounters"])
    assert (kept.num_rows, sum(kept["bp_ok"].to_pylist())) == (many, 125_000)


PEAK = """
import sys
from pathlib import Path
import pyarrow as pa
from tenthhour.content.loader import measures
from tenthhour.data import blocks, store
from tenthhour.data.checks import check
from tenthhour.data.files import read
blocks.BLOCK = 5_000
found = check(read([Path(sys.argv[1])]), measures()).require()
store.keep(Path(sys.argv[1]) / "imports", store.Batch("a", found, ()))
print(pa.default_memory_pool().max_memory())
"""


def peak(folder: Path, many: int) -> int:
    """The most that tables took in memory while a file was checked and kept."""
    folder.mkdir()
    (folder / "encounters.csv").write_text(
        rows(*["c01,2026-03-02,yes,1,.1", "c02,2026-03-03,no,,.2"] * (many // 2))
    )
    done = subprocess.run([sys.executable, "-c", PEAK, folder], capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_ten_times_the_rows_take_no_ten_times_the_memory(tmp_path: Path) -> None:
    assert peak(tmp_path / "many", 200_000) < 2 * peak(tmp_path / "few", 20_000)
