"""Encounters to clinician-months beside hand-written SQL and polars: time, memory, equality.

    python -m bench.aggregation --rows 20000000 100000000 --memory 1GB --polars /path/to/its/python

Every program runs in a process of its own, from the same Parquet file, so that peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np

from bench.casemix import PEERS, Run, run
from bench.report import write_section
from tenthhour.content.loader import measures
from tenthhour.data import aggregate
from tenthhour.data.blocks import stored
from tenthhour.data.engine import MEMORY, engine

MADE = """
copy (
  select 'c' || lpad((hash(i) % 500)::varchar, 3, '0') as clinician_id,
         date '2022-01-01' + (hash(i, 1) % 1461)::int as encounter_date,
         case hash(i, 2) % 4 when 0 then '0-17' when 1 then '18-64' when 2 then '65-79' else '80+' end as age_band,
         case when hash(i, 3) % 3 = 0 then 'no' else 'yes' end as hypertension,
         case hash(i, 4) % 10 when 0 then null when 1 then 0.0 when 2 then 0.0 when 3 then 0.0 else 1.0 end::double as bp_ok
  from range({rows}) t(i)
) to '{file}' (format parquet)
"""
ABOUT = """Made-up encounters of 500 clinicians over 48 months in one Parquet file, counted for one measure (scope of two
columns, missing outcomes left out). Ours is the expression every site runs; the SQL is written by hand for DuckDB, the
polars query is lazy and streaming. "Times SQL" compares processor time, which other work on the machine does not
lengthen. Counts are compared with ours one by one.
"""
HEAD = "| program | elapsed | processor time | times SQL | peak memory | counts equal ours |\n|---|---|---|---|---|---|"


def ours(file: Path) -> dict[str, object]:
    """The product's own expression on the product's own engine."""
    here = engine()
    measure = measures()["bp_controlled"]
    few = here.connection.read_parquet(file).limit(1).to_pyarrow()
    aggregate.collected(
        here, here.tables({"encounters": few}), measure
    )  # libraries load on first use, as the others' have
    started, cpu = time.perf_counter(), time.process_time()
    table = aggregate.collected(here, here.tables({"encounters": stored([file])}), measure)
    return _said(started, cpu, table["numerator"].to_pylist(), table["denominator"].to_pylist())


def sql(file: Path) -> dict[str, object]:
    """Written by hand."""
    connection = duckdb.connect()
    if os.environ.get(MEMORY):
        connection.execute(f"set memory_limit = '{os.environ[MEMORY]}'")
    query = (PEERS / "aggregate.sql").read_text().format(file=file)
    started, cpu = time.perf_counter(), time.process_time()
    table = connection.execute(query).fetch_arrow_table()
    return _said(started, cpu, table["numerator"].to_pylist(), table["denominator"].to_pylist())


def _said(started: float, cpu: float, numerator: list[float], denominator: list[float]) -> dict[str, object]:
    return {
        "seconds": time.perf_counter() - started,
        "cpu": time.process_time() - cpu,
        "numerator": numerator,
        "denominator": denominator,
    }


def compared(rows: int, file: Path, polars: str | None, limit: float) -> list[str]:
    """The table of one size."""
    duckdb.connect().execute(MADE.format(rows=rows, file=file))
    size = file.stat().st_size / 1e6
    itself = [sys.executable, "-m", "bench.aggregation"]
    got = [
        run("Tenth Hour", [*itself, "--ours", str(file)], limit),
        run("DuckDB, SQL by hand", [*itself, "--sql", str(file)], limit),
    ]
    if polars:
        got.append(run("polars", [polars, str(PEERS / "polars_rows.py"), str(file)], limit))
    bound = os.environ.get(MEMORY)
    memory = f", memory for counting bounded to {bound}" if bound else ""
    missing = [] if polars else ["| polars | NOT RUN: name a Python that has it with --polars | | | | |"]
    return [
        f"**{rows:,} rows** ({size:,.0f} MB of Parquet{memory})",
        "",
        HEAD,
        *(line(g, got) for g in got),
        *missing,
        "",
    ]


def line(one: Run, every: list[Run]) -> str:
    """One row of the table."""
    if one.seconds is None:
        return f"| {one.program} | {one.said} | | | | |"
    own, by_hand = every[0], every[1]
    equal = all(np.array_equal(one.found[c], own.found[c]) for c in ("numerator", "denominator"))
    times = one.found["cpu"][0] / by_hand.found["cpu"][0] if by_hand.found else float("nan")
    return (
        f"| {one.program} | {one.seconds:.1f} s | {one.found['cpu'][0]:.1f} s | {times:.2f} x | {one.peak_mb:,.0f} MB "
        f"| {'yes' if equal else 'NO'} |"
    )


def main() -> None:
    """Print the comparison for every size, and write it when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000_000])
    parser.add_argument("--memory", help="bound for counting, such as 1GB")
    parser.add_argument("--polars", help="a Python that has polars")
    parser.add_argument("--limit", type=float, default=900.0, help="seconds any one program may take")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument("--ours", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--sql", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ours or options.sql:
        print(json.dumps(ours(options.ours) if options.ours else sql(options.sql)))
        return
    if options.memory:
        os.environ[MEMORY] = options.memory
    page = [ABOUT]
    for rows in options.rows:
        with tempfile.TemporaryDirectory() as folder:
            page += compared(rows, Path(folder) / "encounters.parquet", options.polars, options.limit)
        print("\n".join(page[1:]), flush=True)
    if options.write:
        write_section("aggregation", "Encounters to clinician-months", "\n".join(page))


if __name__ == "__main__":
    main()
