"""`make bench`: run the benchmarks named, or all of them, and write docs/benchmarks.md."""

from __future__ import annotations

import runpy
import sys

BENCHES = (
    "casemix",
    "aggregation",
    "spill",
    "stages",
    "clinic",
    "detection",
    "as_told",
    "false_alarms",
    "equal_panel",
    "series",
    "rehearsal",
    "monday",
    "record",
    "phrases",
    "coder",
)

for name in sys.argv[1:] or BENCHES:
    print(f"== {name}", flush=True)
    sys.argv = [name, "--write"]
    runpy.run_module(f"bench.{name}", run_name="__main__")
