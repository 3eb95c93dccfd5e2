"""Case mix beside lme4 and statsmodels on the same rows in the same run: time, memory, agreement.

    python -m bench.casemix --rows 100000 1000000 --lme4-rows 100000 --statsmodels /path/to/its/python
    python -m bench.casemix --rows 10000000 --lme4-rows --section casemix-10m --write

Every program runs in a process of its own, so that peak memory is its own. lme4 needs `Rscript` with
lme4 (Debian: r-cran-lme4); statsmodels needs a Python that has it. What is missing is said, not skipped.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.report import write_section
from tenthhour.core.measurement.casemix import Levels, expected, fit
from tenthhour.data.cells import RowColumns, cell_counts, cells_of

CLINICIANS, PERIODS, SIGMA, SEED = 500, 24, 0.4, 20_261
COVARIATES = (
    Levels("age_band", ("a", "b", "c", "d")),
    Levels("new_patient", ("no", "yes")),
    Levels("interpreter", ("no", "yes")),
    Levels("long_term", ("0", "1", "2+")),
    Levels("telephone", ("no", "yes")),
)
EFFECTS = ((0.0, 0.2, -0.3, 0.5), (0.0, -0.4), (0.0, 0.3), (0.0, 0.25, 0.6), (0.0, -0.1))
PEERS = Path(__file__).parent / "peers"
NAMES = tuple(levels.column for levels in COVARIATES)


ABOUT = """Made-up encounters of 500 clinicians of unequal size with five characteristics (96 patterns) over 24
months; random-intercept logistic model, Laplace. "Times ours" compares processor time, which other work on the
machine does not lengthen. Ours is timed from the Parquet file to expected values, the
others from data in memory to the fitted model. Agreement: largest difference of coefficients, of the SD between
clinicians, of the clinicians' effects. statsmodels has no Laplace fit: its nearest model is the posterior mode,
so its answers differ by more.
"""


@dataclass(frozen=True)
class Run:
    """What one program took and found."""

    program: str
    seconds: float | None
    peak_mb: float
    found: dict[str, np.ndarray]
    said: str = ""


def made_rows(rows: int, path: Path) -> None:
    """Rows of a made-up service: 500 clinicians of unequal size, five characteristics of patients."""
    rng = np.random.default_rng(SEED)
    size = rng.dirichlet(np.full(CLINICIANS, 2.0))
    clinician = rng.choice(CLINICIANS, rows, p=size).astype(np.int32)
    eta = -0.8 + rng.normal(0, SIGMA, CLINICIANS)[clinician]
    columns: dict[str, object] = {
        "clinician_id": clinician,
        "period": rng.integers(0, PERIODS, rows, np.int32),
    }
    for levels, effect in zip(COVARIATES, EFFECTS, strict=True):
        code = rng.choice(len(effect), rows, p=np.arange(len(effect), 0, -1) / sum(range(len(effect) + 1)))
        eta += np.array(effect)[code]
        columns[levels.column] = pa.DictionaryArray.from_arrays(code.astype(np.int8), list(levels.levels))
    columns["outcome"] = (rng.random(rows) < 1 / (1 + np.exp(-eta))).astype(np.int8)
    pq.write_table(pa.table(columns), path)


def as_csv(parquet: Path, rows: Path, cells: Path) -> None:
    """The same rows, and the same rows counted, as other programs read them."""
    connection = ibis.duckdb.connect()
    table = connection.read_parquet(parquet)
    names = ", ".join(NAMES)
    connection.raw_sql(
        f"copy (select clinician_id clinician, {names}, 1 n, outcome k from {table.get_name()}) to '{rows}' (header)"
    )
    connection.raw_sql(
        f"copy (select clinician_id clinician, {names}, count(*) n, sum(outcome) k from {table.get_name()} "
        f"group by all) to '{cells}' (header)"
    )


def ours(parquet: Path) -> dict[str, object]:
    """From Parquet on disk to coefficients and expected values; run in a process of its own."""
    connection = ibis.duckdb.connect()
    connection.read_parquet(parquet).limit(
        1
    ).to_pyarrow()  # libraries load on first use; the others' are loaded too
    started, cpu = time.perf_counter(), time.process_time()
    expression = cell_counts(connection.read_parquet(parquet), COVARIATES, RowColumns())
    cells = cells_of(connection.to_pyarrow(expression), COVARIATES, range(CLINICIANS), range(PERIODS))
    counted = time.perf_counter()
    model = fit(cells, "proportion")
    fitted = time.perf_counter()
    expected(model, cells)
    return {
        "seconds": time.perf_counter() - started,
        "cpu": time.process_time() - cpu,
        "group_by": counted - started,
        "fit": fitted - counted,
        "cells": len(cells.n),
        "beta": model.beta.tolist(),
        "se": model.standard_errors.tolist(),
        "sigma": [model.sigma],
        "blup": model.blup.tolist(),
    }


def run(program: str, command: list[str], limit: float) -> Run:
    """Run a program to its end or to the limit; peak memory is the operating system's."""
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, start_new_session=True)
        ended = time.perf_counter() + limit
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        while not pid and time.perf_counter() < ended:
            time.sleep(0.05)
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if not pid:
            process.kill()
            os.wait4(process.pid, 0)
            return Run(program, None, 0.0, {}, f"stopped after {limit:.0f} s")
        out.seek(0)
        found = _read(out.read())
    if status or "seconds" not in found:
        return Run(program, None, 0.0, {}, "failed")
    return Run(program, float(found["seconds"][0]), usage.ru_maxrss / 1024, found)


def _read(text: str) -> dict[str, np.ndarray]:
    if text.lstrip().startswith("{"):
        return {name: np.atleast_1d(value) for name, value in json.loads(text).items()}
    lines = [line.split() for line in text.splitlines() if line.strip()]
    return {line[0]: np.array(line[1:], float) for line in lines if line[0] != "version"}


def line(got: Run, own: Run) -> str:
    """One row of the table, agreement being the largest difference from ours."""
    if got.seconds is None:
        return f"| {got.program} | {got.said} | | | | | | |"
    cells = [
        got.program,
        f"{got.seconds:.2f} s",
        f"{got.found['cpu'][0]:.2f} s",
        f"{got.found['cpu'][0] / own.found['cpu'][0]:.0f} x",
        f"{got.peak_mb:.0f} MB",
    ]
    for name in ("beta", "sigma", "blup"):
        there = got.found.get(name)
        cells.append("" if there is None else f"{np.abs(there - own.found[name]).max():.1e}")
    return "| " + " | ".join(cells) + " |"


def compared(rows: int, folder: Path, options: argparse.Namespace) -> list[str]:
    """The table for one size."""
    parquet, as_rows, as_cells = folder / "rows.parquet", folder / "rows.csv", folder / "cells.csv"
    made_rows(rows, parquet)
    own = run(
        "Tenth Hour, from Parquet", [sys.executable, "-m", "bench.casemix", "--ours", str(parquet)], 600
    )
    got = [own]
    rscript = shutil.which("Rscript")
    as_csv(parquet, as_rows, as_cells)
    if rscript:
        got.append(run("lme4, same cells", [rscript, str(PEERS / "lme4.R"), str(as_cells)], options.limit))
    if rscript and rows in options.lme4_rows:
        got.append(run("lme4, rows", [rscript, str(PEERS / "lme4.R"), str(as_rows)], options.limit))
    if options.statsmodels and rows in options.statsmodels_rows:
        command = [options.statsmodels, str(PEERS / "statsmodels_rows.py"), str(as_rows)]
        got.append(run("statsmodels, rows (posterior mode)", command, options.limit))
    inside = {k: float(own.found[k][0]) for k in ("group_by", "fit", "cells")} if own.found else {}
    table = [f"**{rows:,} rows** (ours: group-by {inside['group_by']:.2f} s, fit {inside['fit']:.2f} s, "
             f"{inside['cells']:,.0f} cells)", "",
             "| program | elapsed | processor time | times ours | peak memory | beta | sigma | effects |",
             "|---|---|---|---|---|---|---|---|"]  # fmt: skip
    missing = [] if rscript else ["| lme4 | NOT RUN: Rscript with lme4 is missing | | | | | | |"]
    return [*table, *(line(each, own) for each in got), *missing, ""]


def main() -> None:
    """Print the comparison for every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--lme4-rows", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--statsmodels", help="a Python that has statsmodels")
    parser.add_argument("--statsmodels-rows", type=int, nargs="*", default=[100_000])
    parser.add_argument("--limit", type=float, default=1800.0, help="seconds any one program may take")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument("--section", default="casemix", help="which section to write; the others stay")
    parser.add_argument("--ours", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ours:
        print(json.dumps(ours(options.ours)))
        return
    page = [ABOUT]
    for rows in options.rows:
        with tempfile.TemporaryDirectory() as folder:
            table = compared(rows, Path(folder), options)
        print("\n".join(table), flush=True)
        page += table
    if options.write:
        sizes = "" if options.section == "casemix" else f": {options.rows[-1]:,} rows"
        write_section(options.section, f"Case mix beside lme4 and statsmodels{sizes}", "\n".join(page))


if __name__ == "__main__":
    main()
