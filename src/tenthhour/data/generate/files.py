"""The made-up clinic on disk: whole, or not at all."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from tenthhour.core.errors import UsageError
from tenthhour.data.generate import tables
from tenthhour.data.generate.answers import ACCESS, BANDS, COMMUNICATION, WORDS
from tenthhour.data.generate.clinic import Clinic
from tenthhour.data.generate.encounters import COLUMN, encounters
from tenthhour.data.generate.panel import weekdays
from tenthhour.data.generate.plan import AGES, HAS, Plan
from tenthhour.data.schema import CLINICIANS, EXCLUSIONS, RESULTS

LABEL = """This clinic is made up. Nobody in it exists, and no number in it was counted anywhere.

Made by: tenthhour generate OUT {options}
Months: {plan.first} to {plan.until}
What was planted, and from when, is in truth.csv.
"""
TRUTH = ("clinician_id", "measure_id", "from_month", "to_month", "kind", "size_link", "cause")
AT_ONCE = 20  # clinicians whose encounters are held in memory together

Tick = Callable[[int], object]
Columns = dict[str, np.ndarray[Any, Any]]


def write(clinic: Clinic, out: Path, tick: Tick = lambda _: None) -> None:
    """Write the tables, truth.csv and SYNTHETIC.txt into a folder that is new or empty.

    Raises:
        UsageError: The folder holds something, or cannot be made.

    """
    refuse_unless_empty(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise UsageError(
            f"{out}: the folder cannot be made ({error.strerror}). Name another place."
        ) from error
    try:
        _fill(clinic, beside, tick)
        beside.chmod(0o755)  # a temporary folder is made for its owner alone
        os.replace(beside, out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def refuse_unless_empty(out: Path) -> None:
    """A clinic is never written over something.

    Raises:
        UsageError: There is a file, or a folder that holds something.

    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out}: this is not an empty folder. Name a new one; nothing was written.")


def _fill(clinic: Clinic, folder: Path, tick: Tick) -> None:
    plan, panel = clinic.plan, clinic.panel
    label = LABEL.format(plan=plan, options=options(plan))
    (folder / "SYNTHETIC.txt").write_text(label, encoding="utf-8")
    _table(folder / "clinicians.csv", (c.name for c in CLINICIANS.columns), tables.clinicians(clinic))
    _table(folder / "results.csv", (c.name for c in RESULTS.columns), tables.results(clinic))
    excluded = sorted((panel.ids[i], first, last) for i, first, last in panel.leave)
    if excluded:
        _table(folder / "exclusions.csv", (c.name for c in EXCLUSIONS.columns), excluded)
    _table(folder / "truth.csv", TRUTH, tables.truth(clinic))
    if plan.encounters:
        _responses(clinic, folder / "responses.csv")
        _encounters(clinic, folder / "encounters.csv", tick)


def options(plan: Plan) -> str:
    """The options that make this clinic again."""
    said = [f"--clinicians {plan.clinicians} --months {plan.months} --seed {plan.seed}"]
    said.append(f"--drift {plan.drift} --until {plan.until}")
    if plan.steady is not None:
        said.append(f"--steady {plan.steady:g}")
    return " ".join([*said, "--encounters"] if plan.encounters else said)


def _table(path: Path, names: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)


def _responses(clinic: Clinic, path: Path) -> None:
    a, rng = clinic.answers, np.random.default_rng([clinic.plan.seed, 3])
    columns: Columns = {"clinician": a.clinician, "day": _days(clinic, a.month, rng)}
    columns |= a.codes | a.items | {"recommends": a.recommends}
    said = ["date '1970-01-01' + day AS response_date"]
    said += [_said(name, words) for name, (words, _, _) in BANDS.items()]
    said += [_said(name, WORDS) for name in (*COMMUNICATION, *ACCESS)]
    _append(clinic, columns, [*said, "nullif(recommends, -1) AS recommends"], path)


def _encounters(clinic: Clinic, path: Path, tick: Tick) -> None:
    """A few clinicians at a time: the rows of 500 would not fit the memory of a laptop."""
    rng, months = np.random.default_rng([clinic.plan.seed, 4]), clinic.plan.months
    said = ["date '1970-01-01' + day AS encounter_date", _said("age_band", AGES)]
    said += [_said(name, ("no", "yes")) for name in ("new_patient", *HAS)]
    said += ["session_share"]
    said += [f"nullif({name}, -1) AS {name}" for name in COLUMN.values()]
    for start in range(0, clinic.panel.size, AT_ONCE):
        part = slice(start, min(start + AT_ONCE, clinic.panel.size))
        rows = encounters(clinic.counts, clinic.panel, part, rng)
        group = rows.pop("group")
        rows |= {"clinician": group // months + start, "day": _days(clinic, group % months, rng)}
        _append(clinic, rows, said, path)
        tick(part.stop - part.start)


def _said(name: str, words: tuple[str, ...]) -> str:
    """The word of a code, as SQL; lists count from 1 there, and -1 becomes blank."""
    return f"[{', '.join(repr(word) for word in words)}][nullif({name} + 1, 0)] AS {name}"


def _days(clinic: Clinic, months: np.ndarray[Any, Any], rng: np.random.Generator) -> np.ndarray[Any, Any]:
    """A random open day of each row's month, as days since 1970."""
    every = [weekdays(clinic.plan.first + month) for month in range(clinic.plan.months)]
    lengths = np.array([len(days) for days in every])
    starts = np.cumsum(lengths) - lengths
    flat = np.array([day for days in every for day in days], "datetime64[D]").astype(np.int32)
    return np.asarray(flat[starts[months] + (rng.random(months.size) * lengths[months]).astype(np.int64)])


def _append(clinic: Clinic, columns: Columns, said: list[str], path: Path) -> None:
    """Add rows to a CSV; its header comes with the first ones. DuckDB writes it twenty times faster than Python."""
    ids = f"[{', '.join(repr(id_) for id_ in clinic.panel.ids)}][clinician + 1] AS clinician_id"
    part = path.with_suffix(".part")
    with duckdb.connect() as connection:
        connection.register("made", columns)
        query = f"SELECT {', '.join([ids, *said])} FROM made"  # noqa: S608 - our own words only
        connection.execute(
            f"COPY ({query}) TO '{str(part).replace(chr(39), chr(39) * 2)}' (HEADER {not path.exists()})"
        )
    with part.open("rb") as new, path.open("ab") as whole:
        shutil.copyfileobj(new, whole)
    part.unlink()
