"""Batches on disk: the files as they came and their checked tables as Parquet, never changed again.

A folder counts only once the database knows its batch: the row is the commit.
Folders without a row are set aside by `sweep`.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tenthhour.core.errors import DataProblem, Problem
from tenthhour.data.checks import Checked
from tenthhour.data.schema import TABLES, Table
from tenthhour.data.tables import Source

_KEPT_SECONDS = 30 * 86_400
_DATES = {"encounters": "encounter_date", "responses": "response_date"}


@dataclass(frozen=True)
class Batch:
    """What one import brought: its hash, its checked tables and the files as they came."""

    sha256: str
    checked: Checked
    files: tuple[Path, ...]
    mapping: str = ""


def fingerprint(sources: Iterable[Source], mapping: str = "") -> str:
    """One hash for files that come in together, in whatever order or under whatever name."""
    parts = [*sorted(s.sha256 for s in sources), mapping]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@contextmanager
def lock(imports: Path) -> Iterator[None]:
    """One import at a time; the next waits here before it reads anything that could change."""
    imports.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (imports / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def keep(imports: Path, batch: Batch) -> Path:
    """Write a batch whole under its hash, or leave nothing under that name.

    Everything is written aside and flushed first; the rename is the last step.
    """
    final = imports / batch.sha256
    if final.exists():
        return final
    aside = imports / f".incoming-{secrets.token_hex(8)}"
    (aside / "files").mkdir(mode=0o700, parents=True)
    for number, file in enumerate(batch.files):
        twin = (aside / "files" / file.name).exists()
        _flushed(aside / "files" / (f"{number}-{file.name}" if twin else file.name), file.read_bytes())
    tables = {}
    for name, table in batch.checked.tables.items():
        pq.write_table(table, aside / f"{name}.parquet")
        _flush(aside / f"{name}.parquet")
        tables[name] = _digest(aside / f"{name}.parquet")
    _flushed(aside / "manifest.json", json.dumps(_manifest(batch, tables), indent=1).encode())
    _flush(aside)
    aside.rename(final)
    _flush(imports)
    return final


def opened(imports: Path, hashes: Sequence[str]) -> Checked:
    """All batches as one set of tables; a later one wins per clinician, measure and month.

    Args:
        imports: Folder of the batches.
        hashes: The batches that stand, oldest first.

    Raises:
        DataProblem: A batch is missing, or is not as it was imported.

    """
    manifests = [_read_manifest(imports, h) for h in hashes]
    tables = {
        schema.name: together(schema, found)
        for schema in TABLES
        if (found := [_table(imports, m, schema.name) for m in manifests if schema.name in m["tables"]])
    }
    baselines = [m["baseline_months"] for m in manifests if m["baseline_months"]]
    return Checked(
        tables=tables,
        problems=(),
        sources=tuple(Source(s["file"], s["sha256"]) for m in manifests for s in m["sources"]),
        synthetic=any(m["synthetic"] for m in manifests),
        no_counts=_uncounted(manifests),
        stands_in_for=next((m["stands_in_for"] for m in reversed(manifests) if m["stands_in_for"]), ""),
        baseline_months=baselines[-1] if baselines else None,
        notes=tuple(dict.fromkeys(n for m in manifests for n in m["notes"])),
    )


def together(schema: Table, tables: Sequence[pa.Table]) -> pa.Table:
    """Tables of one kind, oldest first, as one in which the newest row of each key stays.

    The key is the table's own; of encounters and responses, whose rows have
    none, a clinician's whole month is replaced; exclusions add up.
    """
    if len(tables) == 1:
        return tables[0]
    numbered = [
        t.append_column("_batch", pa.array([i] * t.num_rows, pa.int64())) for i, t in enumerate(tables)
    ]
    rows = pa.concat_tables(numbered, promote_options="default").combine_chunks()
    key = _key(schema, rows)
    if key is None:
        return rows.drop_columns("_batch").group_by(rows.column_names[:-1], use_threads=False).aggregate([])
    newest = (
        pa.table({"key": key, "batch": rows["_batch"]})
        .group_by("key", use_threads=False)
        .aggregate([("batch", "max")])
    )
    at = pc.index_in(key, newest["key"].combine_chunks())
    stays = pc.equal(rows["_batch"], pc.take(newest["batch_max"].combine_chunks(), at))
    return rows.filter(stays).drop_columns("_batch")


def sweep(imports: Path, known: Iterable[str]) -> list[Path]:
    """Set aside every folder no row knows, and delete what was set aside 30 days ago."""
    keep_names = {*known, ".lock", ".orphans"}
    orphans = imports / ".orphans"
    moved = []
    for found in sorted(imports.iterdir()) if imports.exists() else []:
        if found.name not in keep_names:
            orphans.mkdir(mode=0o700, exist_ok=True)
            moved.append(found.rename(orphans / f"{found.name}-{secrets.token_hex(4)}"))
    for old in orphans.iterdir() if orphans.exists() else []:
        if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(old)
    return moved


def span(checked: Checked) -> tuple[str, str] | None:
    """First and last month of the rows, as YYYY-MM; None where there is none."""
    found = [
        pc.min_max(m).as_py() for name, t in checked.tables.items() if (m := _months(name, t)) is not None
    ]
    ends = [(f["min"], f["max"]) for f in found if f["min"] is not None]
    return (min(e[0] for e in ends), max(e[1] for e in ends)) if ends else None


def listed(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files behind paths, folders opened, as they are kept beside the tables."""
    inside = [sorted(p.iterdir()) if p.is_dir() else [p] for p in paths]
    return tuple(f for part in inside for f in part if f.is_file() and not f.name.startswith("."))


def files(imports: Path, sha256: str) -> list[Path]:
    """The files of a batch as they came."""
    return sorted((imports / sha256 / "files").iterdir())


def _months(name: str, table: pa.Table) -> pa.Array | None:
    if name == "results":
        return table["month"]
    return pc.strftime(table[_DATES[name]], format="%Y-%m") if name in _DATES else None


def _key(schema: Table, rows: pa.Table) -> pa.Array | None:
    if schema.name in _DATES:
        month = pc.strftime(rows[_DATES[schema.name]], format="%Y-%m")
        return _joined([rows["clinician_id"], month])
    return _joined([rows[c] for c in schema.key]) if schema.key else None


def _joined(columns: Sequence[pa.ChunkedArray]) -> pa.Array:
    # A unit separator cannot be part of an id, so two keys never run into one another.
    texts = [pc.fill_null(c.cast(pa.string()), "") for c in columns]
    joined = pc.binary_join_element_wise(*texts, "\x1f")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def _uncounted(manifests: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Measures without counts in every batch that brought them."""
    return frozenset(
        {n for m in manifests for n in m["no_counts"]} - {c for m in manifests for c in m["counted"]}
    )


def _read_manifest(imports: Path, sha256: str) -> Mapping[str, Any]:
    try:
        said: dict[str, Any] = json.loads((imports / sha256 / "manifest.json").read_text())
    except (OSError, ValueError) as error:
        raise _damaged(sha256, "its list of contents is missing or damaged") from error
    return said


def _table(imports: Path, manifest: Mapping[str, Any], name: str) -> pa.Table:
    path = imports / manifest["sha256"] / f"{name}.parquet"
    if not path.exists() or _digest(path) != manifest["tables"][name]:
        raise _damaged(manifest["sha256"], f"the table {name} is not as it was imported")
    return pq.read_table(path)


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _damaged(sha256: str, found: str) -> DataProblem:
    return DataProblem([Problem(f"import {sha256[:12]}", found, "Restore the latest backup.")])


def _manifest(batch: Batch, tables: Mapping[str, str]) -> Mapping[str, object]:
    checked = batch.checked
    measures = (
        pc.unique(checked.tables["results"]["measure_id"]).to_pylist() if "results" in checked.tables else []
    )
    return {
        "sha256": batch.sha256,
        "sources": [{"file": s.file, "sha256": s.sha256} for s in checked.sources],
        "mapping": batch.mapping,
        "synthetic": checked.synthetic,
        "tables": tables,
        "counted": sorted({m for m in measures if m} - checked.no_counts),
        "no_counts": sorted(checked.no_counts),
        "stands_in_for": checked.stands_in_for,
        "baseline_months": checked.baseline_months,
        "notes": list(checked.notes),
    }


def _flushed(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    _flush(file)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
