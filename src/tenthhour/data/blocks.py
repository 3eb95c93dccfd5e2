"""Rows that need not fit into memory: Parquet files, read and written a block at a time."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

BLOCK = 100_000  # rows held at once: about 20 MB of eighteen columns of text


class Folder:
    """A temporary folder that goes once nothing holds it any more."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="tenthhour-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


@dataclass(frozen=True)
class Stored:
    """Rows in Parquet files, one after the other; a column a file lacks is empty there.

    `folder` keeps a temporary folder for as long as the rows are held.
    """

    files: tuple[Path, ...]
    schema: pa.Schema
    folder: Folder | None = None

    @property
    def column_names(self) -> list[str]:
        return list(self.schema.names)

    @property
    def num_rows(self) -> int:
        return sum(pq.read_metadata(file).num_rows for file in self.files)


Rows: TypeAlias = pa.Table | Stored


def stored(files: Iterable[Path], folder: Folder | None = None) -> Stored:
    """Parquet files as rows; the columns are those of all files."""
    found = tuple(files)
    return Stored(found, pa.unify_schemas([pq.read_schema(f).remove_metadata() for f in found]), folder)


def blocks(rows: Rows, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """The rows in order, some at a time; of some columns or of all."""
    if isinstance(rows, Stored):
        names = rows.column_names if columns is None else list(columns)
        wanted = pa.schema([rows.schema.field(name) for name in names])
        for file in rows.files:
            # Read through a small buffer: one row group may be all of the file.
            with pq.ParquetFile(file, memory_map=False, buffer_size=1 << 20) as opened:
                there = [name for name in names if name in opened.schema_arrow.names]
                for batch in opened.iter_batches(BLOCK, columns=there, use_threads=False):
                    yield as_wide(pa.Table.from_batches([batch]), wanted)
        return
    chosen = rows if columns is None else rows.select(columns)
    for start in range(0, max(chosen.num_rows, 1), BLOCK):
        yield chosen.slice(start, BLOCK)


def as_wide(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """A table with every column of a schema, empty where it has none."""
    columns = [
        table.column(f.name) if f.name in table.column_names else pa.nulls(table.num_rows, f.type)
        for f in schema
    ]
    return pa.table(columns, schema=schema)


def whole(rows: Rows) -> pa.Table:
    """All rows in memory."""
    return pa.concat_tables([rows.schema.empty_table(), *blocks(rows)]) if isinstance(rows, Stored) else rows


def distinct(rows: Rows, column: str) -> pa.Array:
    """The different values of a column, in the order they come."""
    found = pa.array([], rows.schema.field(column).type)
    for block in blocks(rows, [column]):
        found = pc.unique(pa.concat_arrays([found, pc.unique(block.column(column))]))
    return found


def written(file: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> Path:
    """Write tables one after the other, each a row group of its own."""
    with pq.ParquetWriter(file, schema, compression="zstd") as out:
        for table in tables:
            out.write_table(as_wide(table, schema))
    return file
