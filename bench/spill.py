"""Rows that do not fit into memory, counted and judged: python -m bench.spill --write.

Every line runs in a process of its own, so that peak memory and what is written to disk are its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import duckdb
from click.testing import CliRunner

from bench.report import write_section
from tenthhour.cli import main as tenthhour
from tenthhour.content.loader import measures
from tenthhour.data import cells
from tenthhour.data.aggregate import rows_kept
from tenthhour.data.blocks import stored
from tenthhour.data.engine import MEMORY, engine

CLINICIANS = 100_000
MADE = """
copy (
  select 'c' || lpad((hash(i) % {clinicians})::varchar, 6, '0') as clinician_id,
         date '2022-01-01' + (hash(i, 1) % 1461)::int as encounter_date,
         case hash(i, 2) % 3 when 0 then '18-64' when 1 then '65-79' else '80+' end as age_band,
         case when hash(i, 5) % 5 = 0 then 'yes' else 'no' end as diabetes, 'yes' as hypertension,
         case when hash(i, 4) % 10 < 3 then 0.0 else 1.0 end::double as bp_ok
  from range({rows}) t(i)
) to '{file}' (format {format})
"""
ABOUT = f"""{{rows:,}} made-up encounters of {CLINICIANS:,} clinicians in one Parquet file ({{size:,.0f}} MB), counted into cells of clinician,
month and two characteristics of the patients, the largest group-by there is, with two cells for three encounters: no
clinic has so many. Without a bound all of them are held; with one, what does not fit is written to the temporary folder and
read back. The expression is the product's own; the cells are then added up, so that holding the answer does not count.
"""
JUDGED = 40
WHOLE = f"""`tenthhour findings` over one CSV file of made-up encounters of {JUDGED} clinicians in four years, thresholds worked out
anew: read by a process of its own, checked, counted and judged (`python -m bench.spill --bounds --judged ROWS ...`).
Only the rows grow from line to line.
"""


def counted(file: Path) -> dict[str, object]:
    """Count the cells of a file; how many, over how many, how long, what was written meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        written = _Watched(Path(folder))
        here, measure = engine(), measures()["bp_controlled"]
        assert measure.rows is not None
        kept = rows_kept(here.tables({"encounters": stored([file])})["encounters"], measure.rows)
        every = cells.cell_counts(kept, cells.levels(measure.case_mix), cells.RowColumns(outcome="_outcome"))
        begun, cpu = time.perf_counter(), time.process_time()
        found = here.computed(every.agg(cells=every.count(), rows=every.n.sum(), total=every.total.sum()))
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        said = {name: [float(v) for v in found[name].to_pylist()] for name in found.column_names}
        return {"seconds": seconds, "cpu": cpu, "written": written.most / 1e6, "peak": peak, **said}


def judged(folder: Path) -> dict[str, object]:
    """The command itself; what it and the process that reads files for it held at most."""
    begun = time.perf_counter()
    done = CliRunner().invoke(tenthhour, ["findings", str(folder), "--no-cache"])
    assert done.exit_code == 0, done.output
    own, reader = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = sum(used.ru_utime + used.ru_stime for used in (own, reader))
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "cpu": cpu, "peak": own.ru_maxrss / 1024, "reader": reader.ru_maxrss / 1024}


class _Watched:
    """The most a folder ever held, in bytes, looked at ten times a second."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.most = folder, 0
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while self.folder.exists():
            sizes = [os.stat(p).st_size for p in self.folder.rglob("*") if p.is_file() and p.exists()]
            self.most = max(self.most, sum(sizes))
            time.sleep(0.1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--bounds", nargs="*", default=["none", "500MB"])
    parser.add_argument("--judged", type=int, nargs="*", default=[1_000_000, 10_000_000])
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument("--count", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--judge", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.count or chosen.judge:
        print(json.dumps(counted(chosen.count) if chosen.count else judged(chosen.judge)))
        return
    if chosen.bounds:
        _bounded(chosen)
    if chosen.judged:
        _judged(chosen)


def _bounded(chosen: argparse.Namespace) -> None:
    lines = [
        "| bound on memory | elapsed | processor time | peak memory | written to disk | cells | encounters in them |",
        "|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "encounters.parquet"
        made = MADE.format(rows=chosen.rows, file=file, clinicians=CLINICIANS, format="parquet")
        duckdb.connect().execute(made)
        about = ABOUT.format(rows=chosen.rows, size=file.stat().st_size / 1e6)
        for bound in chosen.bounds:
            os.environ.pop(MEMORY, None)
            if bound != "none":
                os.environ[MEMORY] = bound
            got = _alone("--count", file)
            lines.append(
                f"| {bound} | {got['seconds']:.0f} s | {got['cpu']:.0f} s | {got['peak']:,.0f} MB | "
                f"{got['written']:,.0f} MB | {got['cells'][0]:,.0f} | {got['rows'][0]:,.0f} |"
            )
            print(lines[-1], flush=True)
    if chosen.write:
        write_section("spill", "More than memory holds", about + "\n" + "\n".join(lines))


def _judged(chosen: argparse.Namespace) -> None:
    lines = [
        "| encounters | file | elapsed | processor time | peak memory | of the process that reads |",
        "|---|---|---|---|---|---|",
    ]
    for rows in chosen.judged:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "encounters.csv"
            duckdb.connect().execute(MADE.format(rows=rows, file=file, clinicians=JUDGED, format="csv"))
            size, got = file.stat().st_size / 1e6, _alone("--judge", Path(folder))
        lines.append(
            f"| {rows:,} | {size:,.0f} MB | {got['seconds']:.0f} s | {got['cpu']:.0f} s | {got['peak']:,.0f} MB | "
            f"{got['reader']:,.0f} MB |"
        )
        print(lines[-1], flush=True)
    if chosen.write:
        write_section("rows", "Files longer than memory", WHOLE + "\n" + "\n".join(lines))


def _alone(what: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.spill", what, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main()
