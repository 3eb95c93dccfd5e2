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

from tenthhour.core.errors import DataProblem, Problem
from tenthhour.data.blocks import Folder, Rows, Stored, blocks, distinct, stored, whole, written
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
        kept = aside / "files" / (f"{number}-{file.name}" if twin else file.name)
        shutil.copyfile(file, kept)
        _flush(kept)
    tables = {}
    for name, rows in batch.checked.tables.items():
        kept = written(aside / f"{name}.parquet", rows.schema, blocks(rows))
        _flush(kept)
        tables[name] = _digest(kept)
    (aside / "manifest.json").write_text(json.dumps(_manifest(batch, tables), indent=1))
    _flush(aside / "manifest.json")
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


def together(schema: Table, found: Sequence[Rows]) -> Rows:
    """Tables of one kind, oldest first, as one in which the newest row of each key stays.

    The key is the table's own; of encounters and responses, whose rows have
    none, a clinician's whole month is replaced; exclusions add up.
    """
    if len(found) == 1:
        return found[0]
    if schema.name in _DATES:
        return _months_replaced(schema, found)
    tables = [whole(rows) for rows in found]
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


def _months_replaced(schema: Table, found: Sequence[Rows]) -> Stored:
    """Rows without those of a clinician's month that a later batch brings anew; there may be more than memory holds."""
    folder = Folder()
    schema_of_all = pa.unify_schemas([rows.schema for rows in found])
    later = pa.array([], pa.string())
    files: list[Path] = []
    for number, rows in reversed(list(enumerate(found))):
        keys = pc.unique(pa.concat_arrays([pc.unique(_key(schema, b)) for b in blocks(rows, _dated(schema))]))
        if (
            isinstance(rows, Stored)
            and rows.schema == schema_of_all
            and not pc.any(pc.is_in(keys, later)).as_py()
        ):
            files = [*rows.files, *files]
        else:
            left = _without(schema, rows, later)
            files.insert(0, written(folder.path / f"{number}.parquet", schema_of_all, left))
        later = pc.unique(pa.concat_arrays([later, keys]))
    return stored(files, folder)


def _without(schema: Table, rows: Rows, replaced: pa.Array) -> Iterator[pa.Table]:
    for block in blocks(rows):
        yield block.filter(pc.invert(pc.is_in(_key(schema, block), replaced)))


def _dated(schema: Table) -> list[str]:
    return ["clinician_id", _DATES[schema.name]]


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
    dated = {"results": "month", **_DATES}
    days = [distinct(rows, dated[name]) for name, rows in checked.tables.items() if name in dated]
    found = [pc.min_max(_months(d)).as_py() for d in days]
    ends = [(f["min"], f["max"]) for f in found if f["min"] is not None]
    return (min(e[0] for e in ends), max(e[1] for e in ends)) if ends else None


def listed(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files behind paths, folders opened, as they are kept beside the tables."""
    inside = [sorted(p.iterdir()) if p.is_dir() else [p] for p in paths]
    return tuple(f for part in inside for f in part if f.is_file() and not f.name.startswith("."))


def files(imports: Path, sha256: str) -> list[Path]:
    """The files of a batch as they came."""
    return sorted((imports / sha256 / "files").iterdir())


def _months(days: pa.Array) -> pa.Array:
    """Dates as YYYY-MM; months are so already."""
    return days if pa.types.is_string(days.type) else pc.strftime(days, format="%Y-%m")


def _key(schema: Table, rows: pa.Table) -> pa.Array | None:
    if schema.name in _DATES:
        return _joined([rows["clinician_id"], _months(rows[_DATES[schema.name]])])
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


def _table(imports: Path, manifest: Mapping[str, Any], name: str) -> Rows:
    path = imports / manifest["sha256"] / f"{name}.parquet"
    if not path.exists() or _digest(path) != manifest["tables"][name]:
        raise _damaged(manifest["sha256"], f"the table {name} is not as it was imported")
    rows = stored([path])
    return rows if name in _DATES else whole(rows)


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _damaged(sha256: str, found: str) -> DataProblem:
    return DataProblem([Problem(f"import {sha256[:12]}", found, "Restore the latest backup.")])


def _manifest(batch: Batch, tables: Mapping[str, str]) -> Mapping[str, object]:
    checked = batch.checked
    measures = (
        distinct(checked.tables["results"], "measure_id").to_pylist() if "results" in checked.tables else []
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


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
