"""Statistics of 100,000 series of 48 months beside control charts in R: python -m bench.series; --write keeps it."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.detection.world import BASELINE, KINDS, Made, Scene, make
from bench.report import write_section
from tenthhour.core.measurement.estimate import own_baseline
from tenthhour.core.measurement.signals import Plan, monitor

SERIES = 100_000
PEER = Path(__file__).parent / "peers" / "charts.R"
ABOUT = f"""{SERIES:,} made-up series of 48 months (proportions, 8 to 100 patients), 24 of baseline: own levels, shared
months, both directions of the detector in every month. No thresholds, files or words. Processor seconds on one core
(OPENBLAS_NUM_THREADS=1: threads waiting for one another count as work), best of {{rounds}}; target 5 s. Beside it the chart most tools draw, in base R: mean, screened moving ranges, limits,
longest run and crossings of each series (what qicharts2 computes, without its plots). The two do not answer the
same question. `python -m bench.series`.
"""


def ours(made: Made) -> None:
    """Baseline and walk."""
    panel = replace(made.panel, y=made.panel.y[0])
    baseline = own_baseline(panel.until(BASELINE))
    never = np.zeros(made.panel.n.shape, dtype=bool)
    heights = np.full(made.panel.n.shape[-1], np.inf)
    monitor(panel, baseline, Plan(BASELINE, made.panel.n > 0, never, made.kind.size, -1, heights))


def seconds(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def in_r(made: Made, folder: Path) -> float | None:
    """Processor seconds R says it needed; None where R is missing."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return None
    file = folder / "values.bin"
    np.where(made.panel.n > 0, made.panel.y[0], np.nan).astype("<f8").tofile(file)
    columns = str(made.panel.n.shape[1])
    done = subprocess.run(
        [rscript, str(PEER), str(file), columns], capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=SERIES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    chosen = parser.parse_args()
    made = make(KINDS[0], Scene(chosen.series), np.random.default_rng(1))
    own = min(seconds(lambda: ours(made)) for _ in range(chosen.rounds))
    with tempfile.TemporaryDirectory() as folder:
        peer = in_r(made, Path(folder))
    rows = [
        "| program | processor time | times ours |",
        "|---|---|---|",
        f"| Tenth Hour | {own:.1f} s | 1 x |",
    ]
    rows.append(
        f"| R | {peer:.1f} s | {peer / own:.1f} x |" if peer else "| R | NOT RUN: Rscript is missing | |"
    )
    print("\n".join(rows))
    if chosen.write:
        page = ABOUT.format(rounds=chosen.rounds) + "\n" + "\n".join(rows)
        write_section("series", "A hundred thousand series", page)


if __name__ == "__main__":
    main()
