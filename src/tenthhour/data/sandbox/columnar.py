"""Parquet files: typed columns become text that reads back to the same value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tenthhour.data.blocks import BLOCK
from tenthhour.data.sandbox.limits import Limits, megabytes
from tenthhour.data.sandbox.unreadable import Unreadable

_DECIMAL = r"^-?\d+\.\d+$"


def tables(path: Path, limits: Limits) -> Iterator[pa.Table]:
    """The file as text columns `c0`, `c1`, ..., some rows at a time; the first row holds the names.

    Raises:
        Unreadable: Damaged, too large, or a column of lists or other nested values.

    """
    try:
        yield from _read(path, limits)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Unreadable("is damaged or not a Parquet file", "Export it again.") from error


def _read(path: Path, limits: Limits) -> Iterator[pa.Table]:
    # Read through a small buffer: one row group may be all of the file.
    with pq.ParquetFile(path, memory_map=False, buffer_size=1 << 20) as opened:
        facts = opened.metadata
        unpacked = sum(facts.row_group(g).total_byte_size for g in range(facts.num_row_groups))
        if facts.num_rows > limits.rows:
            raise Unreadable(f"{facts.num_rows:,} rows; the limit is {limits.rows:,}", "Split it by month.")
        if len(opened.schema_arrow) > limits.columns:
            raise Unreadable(
                f"{len(opened.schema_arrow):,} columns; the limit is {limits.columns}",
                "Remove the columns you do not need.",
            )
        if unpacked > limits.unpacked:
            raise Unreadable(
                f"unpacks to {megabytes(unpacked)}; the limit is {megabytes(limits.unpacked)}",
                "Split it by month.",
            )
        names = opened.schema_arrow.names
        _single(opened.schema_arrow)
        yield pa.table({f"c{i}": pa.array([name], pa.string()) for i, name in enumerate(names)})
        for batch in opened.iter_batches(BLOCK, use_threads=False):
            batch.validate(full=True)
            yield pa.table({f"c{i}": _text(batch.column(i), name, limits) for i, name in enumerate(names)})


def _single(schema: pa.Schema) -> None:
    """Every column holds one text, number or date in each row."""
    for name, given in zip(schema.names, schema.types, strict=True):
        kind = given.value_type if pa.types.is_dictionary(given) else given
        if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
            raise Unreadable(
                f"holds {kind}, not single values", "Export plain text and numbers.", f"column {name}"
            )


def _text(column: Any, name: str, limits: Limits) -> Any:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = kind.value_type
    if pa.types.is_timestamp(kind):
        return _instants(column)
    written = column.cast(pa.string())
    if pa.types.is_floating(kind):
        decimal = pc.match_substring_regex(written, _DECIMAL)  # typed: the point is no thousands mark
        written = pc.if_else(decimal, pc.binary_join_element_wise(written, "e0", ""), written)
    longest = pc.max(pc.utf8_length(written)).as_py() or 0
    if longest > limits.cell:
        raise Unreadable(f"a cell of more than {limits.cell:,} characters", "Shorten it.", f"column {name}")
    return written


def _instants(column: Any) -> Any:
    """Midnights become plain dates."""
    seconds = column.cast(pa.timestamp("s"), safe=False)
    days = pc.strftime(seconds, format="%Y-%m-%d")
    is_midnight = pc.equal(seconds, pc.floor_temporal(seconds, unit="day"))
    return pc.if_else(is_midnight, days, pc.strftime(seconds, format="%Y-%m-%d %H:%M:%S"))
