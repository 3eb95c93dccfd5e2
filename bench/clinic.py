"""A clinic of 40 with nine measures and 48 months, thresholds included: python -m bench.clinic --write.

What a month costs the first time, and again when its thresholds are known: counting, walking, every sentence and
every series, without reading files or drawing.
"""

from __future__ import annotations

import argparse
import os
import time

import pyarrow as pa
import pyarrow.compute as pc

from bench.report import write_section
from bench.stages import catalogue, table
from tenthhour.core.measurement.false_alarms import SiteThresholds
from tenthhour.data.checks import Checked
from tenthhour.pipeline import run_month

CLINICIANS, MEASURES = 40, 9
ABOUT = f"""{CLINICIANS} clinicians, {MEASURES} measures, 48 months, two thresholds (after 24 months, renewed after 36): counted, walked, said, and every
series made ready to be drawn; reading files and drawing are not in it. Processor seconds, best of {{rounds}}; other work on
the machine lengthened them a little (load {{load:.0f}} on {{cores}} cores). Targets: 60 s, and 2 s with thresholds known. `python -m bench.clinic`.
"""


def seconds(tables: Checked, measures: dict, known: dict[str, SiteThresholds]) -> float:
    """Processor seconds of one month."""
    begun = time.process_time()
    run_month(tables, measures, thresholds=known)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    chosen = parser.parse_args()
    measures = dict(list(catalogue().items())[:MEASURES])
    results = table(CLINICIANS)
    results = results.filter(pc.is_in(results["measure_id"], value_set=pa.array(list(measures))))
    tables = Checked({"results": results}, (), (), synthetic=True)
    known: dict[str, SiteThresholds] = {}
    first = seconds(tables, measures, known)
    again = min(seconds(tables, measures, known) for _ in range(chosen.rounds))
    lines = [
        "| a month | processor time |", "|---|---|",
        f"| thresholds new | {first:.1f} s |", f"| thresholds known | {again:.1f} s |",
    ]  # fmt: skip
    print("\n".join(lines))
    if chosen.write:
        about = ABOUT.format(rounds=chosen.rounds, load=os.getloadavg()[0], cores=os.cpu_count())
        write_section("clinic", "A clinic of forty", about + "\n" + "\n".join(lines))


if __name__ == "__main__":
    main()
