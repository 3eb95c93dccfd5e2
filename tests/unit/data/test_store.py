"""Batches on disk: whole or absent, never changed, the later one wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from tenthhour.core.errors import DataProblem
from tenthhour.data import store
from tenthhour.data.blocks import whole
from tenthhour.data.checks import Checked
from tenthhour.data.schema import EXCLUSIONS
from tenthhour.data.tables import Source


def batch_of(*rows: tuple[str, str, float], file: str = "march.csv") -> Checked:
    table = pa.table(
        {
            "clinician_id": [r[0] for r in rows],
            "measure_id": ["dna"] * len(rows),
            "month": [r[1] for r in rows],
            "numerator": [r[2] for r in rows],
        }
    )
    return Checked({"results": table}, (), (Source(file, file * 8),))


def rows(checked: Checked) -> list[tuple[object, ...]]:
    return [(r["clinician_id"], r["month"], r["numerator"]) for r in checked.tables["results"].to_pylist()]


def keep(imports: Path, checked: Checked, name: str) -> str:
    store.keep(imports, store.Batch(name, checked, ()))
    return name


def test_batch_comes_back_as_it_was(tmp_path: Path) -> None:
    keep(tmp_path, batch_of(("c1", "2026-03", 3.0)), "a")
    assert rows(store.opened(tmp_path, ["a"])) == [("c1", "2026-03", 3.0)]


def test_same_batch_twice_writes_nothing(tmp_path: Path) -> None:
    keep(tmp_path, batch_of(("c1", "2026-03", 3.0)), "a")
    stamps = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    keep(tmp_path, batch_of(("c1", "2026-03", 3.0)), "a")
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == stamps


def test_later_batch_wins_by_clinician_measure_and_month(tmp_path: Path) -> None:
    keep(tmp_path, batch_of(("c1", "2026-02", 1.0), ("c1", "2026-03", 3.0)), "old")
    keep(tmp_path, batch_of(("c1", "2026-03", 4.0), ("c2", "2026-03", 5.0)), "new")
    corrected = [("c1", "2026-02", 1.0), ("c1", "2026-03", 4.0), ("c2", "2026-03", 5.0)]
    assert sorted(rows(store.opened(tmp_path, ["old", "new"]))) == corrected
    assert rows(store.opened(tmp_path, ["old"])) == [("c1", "2026-02", 1.0), ("c1", "2026-03", 3.0)]


def test_later_encounters_replace_the_clinicians_month(tmp_path: Path) -> None:
    def encounters(*days: date) -> Checked:
        table = pa.table({"clinician_id": ["c1"] * len(days), "encounter_date": list(days)})
        return Checked({"encounters": table}, (), ())

    keep(tmp_path, encounters(date(2026, 2, 27), date(2026, 3, 2), date(2026, 3, 3)), "old")
    keep(tmp_path, encounters(date(2026, 3, 9)), "new")
    found = whole(store.opened(tmp_path, ["old", "new"]).tables["encounters"])
    assert found["encounter_date"].to_pylist() == [date(2026, 2, 27), date(2026, 3, 9)]


def test_measure_that_got_its_counts_later_may_be_judged(tmp_path: Path) -> None:
    ratios = replace(batch_of(("c1", "2026-02", 1.0)), no_counts=frozenset({"dna"}))
    keep(tmp_path, ratios, "old")
    keep(tmp_path, batch_of(("c1", "2026-02", 1.0)), "new")
    assert store.opened(tmp_path, ["old"]).no_counts == {"dna"}
    assert store.opened(tmp_path, ["old", "new"]).no_counts == frozenset()


def test_changed_file_is_noticed(tmp_path: Path) -> None:
    keep(tmp_path, batch_of(("c1", "2026-03", 3.0)), "a")
    path = tmp_path / "a" / "results.parquet"
    path.write_bytes(path.read_bytes().replace(b"c1", b"c2"))
    with pytest.raises(DataProblem, match="the table results is not as it was imported"):
        store.opened(tmp_path, ["a"])


def test_missing_batch_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="import 0123456789ab: its list of contents is missing"):
        store.opened(tmp_path, ["0123456789abcdef"])


def test_folders_without_a_row_are_set_aside(tmp_path: Path) -> None:
    keep(tmp_path, batch_of(("c1", "2026-03", 3.0)), "kept")
    keep(tmp_path, batch_of(("c1", "2026-03", 4.0)), "lost")
    (tmp_path / ".incoming-x").mkdir()
    with store.lock(tmp_path):
        assert len(store.sweep(tmp_path, ["kept"])) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == [".lock", ".orphans", "kept"]


def test_writing_stopped_half_way_leaves_no_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("tenthhour.data.store._flush", fail)
    with pytest.raises(OSError, match="disk full"):
        keep(tmp_path, batch_of(("c1", "2026-03", 3.0)), "a")
    assert [p.name[:10] for p in tmp_path.iterdir()] == [".incoming-"]


def test_files_are_kept_as_they_came(tmp_path: Path) -> None:
    file = tmp_path / "march.csv"
    file.write_text("as it came")
    store.keep(tmp_path / "imports", store.Batch("a", batch_of(("c1", "2026-03", 3.0)), (file,)))
    assert [f.read_text() for f in store.files(tmp_path / "imports", "a")] == ["as it came"]


def test_exclusions_add_up_once_each() -> None:
    row = {"clinician_id": ["c1"], "from_date": [date(2026, 1, 1)], "to_date": [date(2026, 2, 1)]}
    other = {**row, "to_date": [date(2026, 3, 1)]}
    together = store.together(EXCLUSIONS, [pa.table(row), pa.table(row), pa.table(other)])
    assert together.num_rows == 2


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_fingerprint_does_not_depend_on_order(order: tuple[int, int]) -> None:
    sources = [Source("a.csv", "1" * 64), Source("b.csv", "2" * 64)]
    assert store.fingerprint(sources[i] for i in order) == store.fingerprint(sources)


def test_fingerprint_depends_on_the_mapping() -> None:
    assert store.fingerprint([Source("a.csv", "1")]) != store.fingerprint([Source("a.csv", "1")], "x")


def test_span_is_first_and_last_month() -> None:
    assert store.span(batch_of(("c1", "2026-03", 1.0), ("c1", "2025-11", 1.0))) == ("2025-11", "2026-03")
