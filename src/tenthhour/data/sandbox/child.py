"""The child process: limits itself, parses the files it is told to, writes Parquet or a problem.

Nothing of the product but these parsers is imported here: no Django, no settings, no secrets.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import resource
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tenthhour.data.blocks import as_wide
from tenthhour.data.sandbox import columnar, delimited
from tenthhour.data.sandbox.limits import Limits, megabytes
from tenthhour.data.sandbox.unreadable import Unreadable

_CHUNK = 100_000  # rows turned into columns at once: about 40 MB of Python text
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")


class _NoPandas:
    """pyarrow would load pandas for nothing: 0.3 s and 60 MB."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def main() -> None:
    """Read the order from standard input, answer one line of JSON for each file as it is done."""
    sys.meta_path.insert(0, _NoPandas)
    order = json.load(sys.stdin)
    limits = Limits(**order["limits"])
    pa.set_memory_pool(pa.system_memory_pool())
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    _confine(limits, len(order["files"]))
    for index, name in enumerate(order["files"]):
        _more_time(limits)
        answer = parse(Path(name), Path(order["out"]), index, limits)
        print(json.dumps(answer), flush=True)  # noqa: T201  # the answer to the parent


def _confine(limits: Limits, files: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.unpacked * 2, limits.unpacked * 2))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.open_files, limits.open_files))
    whole = limits.seconds * files + 5
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole))
    with contextlib.suppress(OSError, AttributeError):  # where the system allows: no network either
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)


def _more_time(limits: Limits) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + limits.seconds
    resource.setrlimit(resource.RLIMIT_CPU, (min(seconds, hard), hard))


def parse(path: Path, out: Path, index: int, limits: Limits) -> dict[str, Any]:
    """One file: `{"sheets": [...], "warnings": [...]}`, or `{"found", "do", "where"}` when refused."""
    try:
        return _parse(path, out, index, limits)
    except Unreadable as refusal:
        return {"found": refusal.found, "do": refusal.do, "where": refusal.where}
    except MemoryError:
        return {
            "found": f"needs more than {megabytes(limits.memory)} of memory to read",
            "do": "Split it by month, or run `tenthhour import` on the server.",
            "where": "",
        }


def _parse(path: Path, out: Path, index: int, limits: Limits) -> dict[str, Any]:
    suffix = path.suffix.lower()
    with path.open("rb") as opened:
        start = opened.read(8)
    if not start:
        raise Unreadable("is empty", "Export it again.")
    if start == _LOCKED or suffix == ".xls":
        raise Unreadable("is an old or password-protected workbook", "Save it as .xlsx without a password.")
    if start[:4] == b"PK\x03\x04" or suffix in (".xlsx", ".xlsm"):
        return {"sheets": _workbook(path, out, index, limits), "warnings": []}
    if start[:4] == b"PAR1" or suffix == ".parquet":
        written = _write(columnar.tables(path, limits), out, f"{index}-0")
        return {
            "sheets": [{"name": "", "files": written, "hidden": [], "visible": True, "ragged": False}],
            "warnings": [],
        }
    encoding, warning = delimited.encoding_of(path)
    separator = delimited.separator_of(path, encoding)
    written = _write(_chunks(delimited.rows(path, encoding, separator, limits)), out, f"{index}-0")
    sheet = {"name": "", "files": written, "hidden": [], "visible": True, "ragged": True}
    return {"sheets": [sheet], "warnings": [warning] if warning else []}


def _workbook(path: Path, out: Path, index: int, limits: Limits) -> list[dict[str, Any]]:
    from tenthhour.data.sandbox import workbook  # 0.2 s that text files need not pay

    found = []
    for number, grid in enumerate(workbook.sheets(path, limits)):
        written = _write([_columns(grid.rows)], out, f"{index}-{number}")
        found.append(
            {
                "name": grid.name,
                "files": written,
                "hidden": list(grid.hidden),
                "visible": grid.visible,
                "ragged": False,
            }
        )
    return found


def _columns(rows: Iterable[list[str | None]] | Iterable[list[str]]) -> pa.Table:
    """Rows of text as columns `c0`, `c1`, ...; a cell that is not there is null."""
    return pa.concat_tables(_chunks(rows), promote_options="default")


def _chunks(rows: Iterable[list[str | None]] | Iterable[list[str]]) -> Iterator[pa.Table]:
    """The same some rows at a time, each chunk as wide as its widest row."""
    waiting: list[Any] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == _CHUNK:
            yield _turn(waiting)
            waiting = []
    yield _turn(waiting)


def _turn(rows: list[Any]) -> pa.Table:
    width = max((len(row) for row in rows), default=0) or 1
    columns = [
        pa.array([row[i] if i < len(row) else None for row in rows], pa.string()) for i in range(width)
    ]
    return pa.table({f"c{i}": column for i, column in enumerate(columns)})


def _write(chunks: Iterable[pa.Table], out: Path, name: str) -> list[str]:
    """Chunks one after the other; a wider one than those before begins another file."""
    names: list[str] = []
    writer: pq.ParquetWriter | None = None
    for chunk in chunks:
        if writer is None or chunk.num_columns > len(writer.schema):
            if writer is not None:
                writer.close()
            names.append(f"{name}-{len(names)}.parquet")
            writer = pq.ParquetWriter(out / names[-1], chunk.schema, compression="zstd")
        writer.write_table(as_wide(chunk, writer.schema))
    if writer is not None:
        writer.close()
    return names


if __name__ == "__main__":
    main()
