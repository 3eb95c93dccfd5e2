"""Files to raw tables: CSV, XLSX and Parquet, one path for all. Every cell keeps its file and row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tenthhour.core.errors import Problem, UsageError
from tenthhour.data import sandbox
from tenthhour.data.sandbox import IMPORT, Limits, Sheet
from tenthhour.data.schema import CLINICIANS, TABLES, Table

_TEXT = {".csv", ".tsv", ".txt"}
_READ = {*_TEXT, ".xlsx", ".xlsm", ".xls", ".parquet"}
_MARK = "SYNTHETIC.txt"
_IGNORED = {"truth.csv", _MARK}  # what `tenthhour generate` writes beside the tables
_NAMED = frozenset({"name"})
_NAMES = ", ".join(t.name for t in TABLES)


@dataclass(frozen=True)
class Source:
    """A file as it was: its name and the SHA-256 of its bytes."""

    file: str
    sha256: str


@dataclass(frozen=True)
class RawTable:
    """One table as text, with where it came from.

    Args:
        name: Canonical table, or "" while it is not recognised.
        place: File, and sheet where there are several, for sentences.
        columns: Text by folded header, null where empty; all the same length.
        rows: Row number in the file of each row, int64.
        labels: What the file itself calls a column, where that differs.
        decimal: The mark the numbers use where a mapping says so.
        people: Columns that name clinicians, so a name there is no patient's.

    """

    name: str
    place: str
    columns: Mapping[str, pa.Array]
    rows: pa.Array
    labels: Mapping[str, str] = field(default_factory=dict)
    decimal: str | None = None
    people: frozenset[str] = frozenset()

    def at(self, index: int, column: str = "") -> str:
        """The place of one cell, as every problem names it."""
        named = f", column {self.labels.get(column, column)}" if column else ""
        return f"{self.place}, row {self.rows[index].as_py():,}{named}"


@dataclass(frozen=True)
class RawTables:
    """Everything read, and everything found wrong on the way.

    `originals` are all sheets as they stood, mapped or not recognised ones too:
    patient identifiers are looked for there.
    """

    tables: tuple[RawTable, ...]
    originals: tuple[RawTable, ...]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()
    synthetic: bool = False
    stands_in_for: str = ""
    baseline_months: int | None = None
    notes: tuple[str, ...] = ()


def read(paths: Sequence[Path], *, mapping: object = None, limits: Limits = IMPORT) -> RawTables:
    """Read files, or all files of folders, into raw tables. Nothing is written, nothing is dropped.

    Args:
        paths: Files and folders. `truth.csv` is ignored; `SYNTHETIC.txt` marks made-up data.
        mapping: How to read somebody else's file (`data.mapping.Mapping`), or None for our own tables.
        limits: What a file may use up.

    Raises:
        UsageError: A path does not exist, or there is no file to read.

    """
    files, others, synthetic = _listed(paths)
    parsed = sandbox.run(files, limits)
    problems = [p for one in parsed for p in one.problems] + others
    sheets = [s for one in parsed for s in one.sheets]
    sources = tuple(Source(f.name, fingerprint(f)) for f in files)
    raw = _recognised(sheets, sources, problems)
    return RawTables(raw.tables, raw.originals, sources, raw.problems, synthetic=synthetic)


def _listed(paths: Sequence[Path]) -> tuple[list[Path], list[Problem], bool]:
    files: list[Path] = []
    others: list[Problem] = []
    synthetic = False
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: there is no such file or folder.")
        inside = sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
        folder = path if path.is_dir() else path.parent
        synthetic = synthetic or (folder / _MARK).exists()
        for file in inside:
            if file.name in _IGNORED or file.name.startswith((".", "~$")):
                continue
            if file.suffix.lower() in _READ or not path.is_dir():
                files.append(file)
            else:
                others.append(
                    Problem(file.name, "was not read", "CSV, XLSX and Parquet are read.", blocking=False)
                )
    if not files:
        raise UsageError(f"{', '.join(map(str, paths))}: no CSV, XLSX or Parquet file to read.")
    return files, others, synthetic


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def fold(header: str) -> str:
    """A header as it is compared: trimmed, lower case, words joined by an underscore.

    >>> fold("  Clinician ID ")
    'clinician_id'
    """
    return re.sub(r"[\s\-./]+", "_", header.strip().lower()).strip("_")


def headed(sheet: Sheet) -> tuple[RawTable | None, list[Problem]]:
    """A sheet with its first row that is not blank as headers; None when there is nothing in it."""
    cells = [_trimmed(sheet.cells.column(i)) for i in range(sheet.cells.num_columns)]
    filled = _filled(cells)
    if not filled:
        return None, []
    top = filled[0]
    names = [column[top].as_py() for column in cells]
    body = pa.array(filled[1:], pa.int64())
    columns: dict[str, pa.Array] = {}
    problems: list[Problem] = []
    labels: dict[str, str] = {}
    for index, name in enumerate(names):
        taken = cells[index].take(body)
        if name is None:
            problems += _nameless(sheet, index, taken)
        elif fold(name) in columns:
            problems.append(
                Problem(
                    f"{sheet.place}, column {name}", "stands in the header twice", "Rename or remove one."
                )
            )
        else:
            columns[fold(name)] = taken
            labels[fold(name)] = name
    table = RawTable("", sheet.place, columns, pc.add(body, 1), labels)
    return table, problems + _cut_off(sheet, body, len(names))


def _trimmed(column: pa.ChunkedArray) -> pa.Array:
    """Text without blanks around it; an empty cell is null."""
    whole = pc.utf8_trim_whitespace(column.combine_chunks())
    whole = whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole
    return pc.if_else(pc.equal(whole, ""), pa.scalar(None, pa.string()), whole)


def _filled(cells: list[pa.Array]) -> list[int]:
    """Indices of the rows with anything in them."""
    some = pc.is_valid(cells[0])
    for column in cells[1:]:
        some = pc.or_(some, pc.is_valid(column))
    found: list[int] = pc.indices_nonzero(some).to_pylist()
    return found


def _nameless(sheet: Sheet, index: int, values: pa.Array) -> list[Problem]:
    if values.null_count == len(values):
        return []  # a trailing separator, nothing is lost
    place = f"{sheet.place}, column {index + 1}"
    return [Problem(place, "has values but no name", "Give it a name in the first row, or remove it.")]


def _cut_off(sheet: Sheet, body: pa.Array, width: int) -> list[Problem]:
    """Rows of a text file with fewer cells than the header has."""
    if not sheet.ragged or width < 2:
        return []
    last = sheet.cells.column(width - 1).combine_chunks().take(body)
    short = pc.indices_nonzero(pc.is_null(last)).to_pylist()
    told = [
        Problem(
            f"{sheet.place}, row {body[i].as_py() + 1:,}",
            f"has fewer cells than the header, which has {width}; the file may be cut off",
            "Export it again, or complete the row.",
        )
        for i in short[:20]
    ]
    if len(short) > len(told):
        told.append(
            Problem(
                sheet.place, f"{len(short) - len(told):,} more rows have too few cells", "Export it again."
            )
        )
    return told


def _recognised(sheets: list[Sheet], sources: tuple[Source, ...], problems: list[Problem]) -> RawTables:
    tables: list[RawTable] = []
    originals: list[RawTable] = []
    strangers: list[tuple[str, Problem]] = []
    for sheet in sheets:
        table, found = headed(sheet)
        if table is None:
            continue
        known, missing = recognise(table.columns)
        table = replace(
            table, name=known.name if known else "", people=_NAMED if known is CLINICIANS else frozenset()
        )
        originals.append(table)
        if known is None:
            strangers.append((sheet.file, _stranger(table)))
            continue
        problems += found
        problems += [_lacks(table, known, name) for name in missing]
        if not missing:
            tables.append(table)
    known_files = {t.place.split(", sheet ")[0] for t in tables}
    for file, problem in strangers:
        harmless = file in known_files  # a sheet of notes beside a sheet we know
        problems.append(Problem(problem.place, problem.found, problem.do, blocking=not harmless))
    problems += _empty(sheets, sources, originals, problems)
    return RawTables(tuple(tables), tuple(originals), sources, tuple(problems))


def recognise(headers: Mapping[str, object]) -> tuple[Table | None, tuple[str, ...]]:
    """The canonical table these headers belong to, and required columns it lacks.

    >>> recognise(dict.fromkeys(["clinician_id", "month", "numerator"]))[1]
    ('measure_id',)
    """
    whole = [t for t in TABLES if t is not CLINICIANS and all(c in headers for c in t.required)]
    if whole:
        return whole[0], ()
    known = {t.name: sum(c.name in headers for c in t.columns) for t in TABLES}
    nearest = max(TABLES, key=lambda t: known[t.name])
    if known[nearest.name] == 0 or (known[nearest.name] == 1 and "clinician_id" not in headers):
        return None, ()
    if "clinician_id" in headers and len(headers) > 1 and known[nearest.name] == 1:
        return None, ()  # only the person is known: rows of another table, not a list of clinicians
    return nearest, tuple(c for c in nearest.required if c not in headers)


def _stranger(table: RawTable) -> Problem:
    shown = ", ".join(list(table.labels.values())[:8])
    return Problem(
        table.place,
        f"the columns ({shown}) are those of none of our tables ({_NAMES})",
        "Rename the columns, or describe the file in a mapping (--mapping).",
    )


def _lacks(table: RawTable, known: Table, name: str) -> Problem:
    return Problem(f"{table.place}, column {name}", f"missing; {known.name} need it", "Add the column.")


def _empty(
    sheets: list[Sheet], sources: tuple[Source, ...], originals: list[RawTable], problems: list[Problem]
) -> list[Problem]:
    """Files that were read and hold nothing; rows are what they are for."""
    held = {t.place.split(", sheet ")[0] for t in originals}
    told = {p.place.split(",")[0] for p in problems}
    blank = {s.file for s in sheets} - held - told
    found = [Problem(f.file, "holds no rows", "Export it again.") for f in sources if f.file in blank]
    anything = any(len(t.rows) for t in originals)
    return found + [
        Problem(
            t.place,
            "holds a header and no rows",
            "Export it again if there should be some.",
            blocking=not anything,
        )
        for t in originals
        if len(t.rows) == 0 and t.name
    ]
