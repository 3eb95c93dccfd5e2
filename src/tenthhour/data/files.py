"""Files to raw tables: CSV, XLSX and Parquet, one path for all. Every cell keeps its file and row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as Keys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tenthhour.core.errors import Problem, UsageError
from tenthhour.data import sandbox
from tenthhour.data.headers import faults, headed
from tenthhour.data.mapping import Mapping
from tenthhour.data.reshape import reshape
from tenthhour.data.sandbox import IMPORT, Limits, Parsed, Sheet
from tenthhour.data.schema import CLINICIANS, TABLES, Table
from tenthhour.data.tables import RawTable, RawTables, Source

__all__ = ["RawTable", "RawTables", "Source", "fingerprint", "read", "recognise"]

_TEXT = {".csv", ".tsv", ".txt"}
_READ = {*_TEXT, ".xlsx", ".xlsm", ".xls", ".parquet"}
_MARK = "SYNTHETIC.txt"
_IGNORED = {"truth.csv", _MARK}  # what `tenthhour generate` writes beside the tables
_NAMED = frozenset({"name"})
_NAMES = ", ".join(t.name for t in TABLES)


def read(paths: Sequence[Path], *, mapping: Mapping | None = None, limits: Limits = IMPORT) -> RawTables:
    """Read files, or all files of folders, into raw tables. Nothing is written, nothing is dropped.

    Args:
        paths: Files and folders. `truth.csv` is ignored; `SYNTHETIC.txt` marks made-up data.
        mapping: How to read somebody else's file, or None for our own tables.
        limits: What a file may use up.

    Raises:
        UsageError: A path does not exist, or there is no file to read.

    """
    files, others, synthetic = _listed(paths)
    raw = gathered(sandbox.run(files, limits), mapping)
    return replace(raw, problems=(*raw.problems, *others), synthetic=synthetic)


def gathered(parsed: Sequence[Parsed], mapping: Mapping | None = None) -> RawTables:
    """What the child read, as raw tables: every sheet recognised, mapped, or told of."""
    sheets = [s for one in parsed for s in one.sheets]
    raw = _mapped(sheets, mapping) if mapping else _recognised(sheets)
    problems = [p for one in parsed for p in one.problems] + list(raw.problems)
    problems += _empty(sheets, raw.originals, problems)
    sources = tuple(Source(one.path.name, fingerprint(one.path)) for one in parsed)
    return replace(raw, sources=sources, problems=tuple(problems))


def _mapped(sheets: list[Sheet], mapping: Mapping) -> RawTables:
    chosen = [s for s in sheets if mapping.sheet in (None, s.name) or not s.name]
    found = (headed(s, mapping.header_row, mapping.header_rows) for s in chosen)
    tables = [t.whole() for t in found if t is not None]
    made, originals, wrong, notes = reshape(tables, mapping)
    if mapping.sheet and not chosen and sheets:
        wrong.append(Problem(sheets[0].file, f'has no sheet "{mapping.sheet}"', "Correct the mapping."))
    return RawTables(
        tuple(made),
        tuple(originals),
        (),
        tuple(wrong),
        stands_in_for=mapping.stands_in_for,
        baseline_months=mapping.baseline_months,
        notes=tuple(notes),
    )


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


def _recognised(sheets: list[Sheet]) -> RawTables:
    problems: list[Problem] = []
    tables: list[RawTable] = []
    originals: list[RawTable] = []
    strangers: list[tuple[str, Problem]] = []
    for sheet in sheets:
        table = headed(sheet)
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
        problems += faults(table)
        problems += [_lacks(table, known, name) for name in missing]
        if not missing:
            # Encounters and answers may be more than memory holds; all else is a row for each person and month.
            tables.append(table if known.open else table.whole())
    known_files = {t.place.split(", sheet ")[0] for t in tables}
    for file, problem in strangers:
        harmless = file in known_files  # a sheet of notes beside a sheet we know
        problems.append(Problem(problem.place, problem.found, problem.do, blocking=not harmless))
    return RawTables(tuple(tables), tuple(originals), (), tuple(problems))


def recognise(headers: Keys[str, object]) -> tuple[Table | None, tuple[str, ...]]:
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
    shown = ", ".join(name[:40] for name in list(table.labels.values())[:8])
    return Problem(
        table.place,
        f"the columns ({shown}) are those of none of our tables ({_NAMES})",
        "Rename the columns, or describe the file in a mapping (--mapping).",
    )


def _lacks(table: RawTable, known: Table, name: str) -> Problem:
    return Problem(f"{table.place}, column {name}", f"missing; {known.name} need it", "Add the column.")


def _empty(sheets: list[Sheet], originals: Sequence[RawTable], problems: Sequence[Problem]) -> list[Problem]:
    """Files that were read and hold nothing; rows are what they are for."""
    held = {t.place.split(", sheet ")[0] for t in originals}
    told = {p.place.split(",")[0] for p in problems}
    blank = dict.fromkeys(s.file for s in sheets if s.file not in held | told)
    empty = [t for t in originals if not any(len(b.rows) for b in t.blocks())]
    return [Problem(file, "holds no rows", "Export it again.") for file in blank] + [
        Problem(
            t.place,
            "holds a header and no rows",
            "Export it again if there should be some.",
            blocking=len(empty) == len(originals),
        )
        for t in empty
        if t.name
    ]
