"""How long each stage of `findings` takes: python -m bench.stages; --write puts the table into docs/speed.md."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from bench.report import machine
from tenthhour.content.loader import measures
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.month import Month
from tenthhour.data.checks import check
from tenthhour.data.files import read
from tenthhour.pipeline.decisions import Decisions
from tenthhour.pipeline.month import opened, run_month

PAGE = Path(__file__).resolve().parents[1] / "docs" / "speed.md"
MEASURES, MONTHS, FIRST = 20, 48, Month(2022, 1)
STAGES = (
    "read and check the file",
    "count",
    "thresholds",
    "walk: baselines, peers, detector",
    "answers and series",
)
HEAD = """# How long each stage of `findings` takes

Written by `python -m bench.stages --write`. Seconds of processor time on one core ({machine}).
Twenty measures, 48 months, two thresholds (after 24 months, renewed after 36), one CSV file of results. The first count
includes loading the libraries; answers are what a second run takes beyond counting and walking.

"""


def catalogue() -> dict[str, Measure]:
    """Twenty proportions, all defined alike."""
    one = measures()["bp_controlled"]
    return {name: replace(one, id=name) for name in (f"m{i:02d}" for i in range(MEASURES))}


def table(clinicians: int) -> pa.Table:
    """Every measure of a clinic in which nobody changes."""
    rng = np.random.default_rng(clinicians)
    shape = (MEASURES, clinicians, MONTHS)
    n = rng.poisson(60, shape) + 1
    level = rng.normal(0.3, 0.35, (*shape[:2], 1)) + rng.normal(0, 0.15, shape)
    x = rng.binomial(n, 1 / (1 + np.exp(-level)))
    which, who, at = (a.ravel() for a in np.indices(shape))
    return pa.table({
        "clinician_id": np.array([f"c{i:04d}" for i in range(clinicians)])[who],
        "measure_id": np.array(list(catalogue()))[which],
        "month": np.array([str(FIRST + i) for i in range(MONTHS)])[at],
        "numerator": x.ravel(), "denominator": n.ravel(),
    })  # fmt: skip


@contextmanager
def timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    begun = time.process_time()
    yield
    seconds[stage] = time.process_time() - begun


def stages(clinicians: int) -> dict[str, float]:
    """Processor seconds of each stage, and of a second run with thresholds known."""
    seconds: dict[str, float] = {}
    every = catalogue()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "results.csv"
        pyarrow.csv.write_csv(table(clinicians), file)
        with timed(seconds, STAGES[0]):
            checked = check(read([file]), every).require()
    known: dict = {}
    with timed(seconds, STAGES[1]):
        site, month = opened(checked, every, None, decisions=Decisions(), thresholds=known)
    with timed(seconds, STAGES[2]):
        now = frozenset(site.stages(month))
        for era in site.eras(month):
            if era.stages & now:
                site.thresholds.of(era)
    with timed(seconds, STAGES[3]):
        courses = [site.course(s, month) for s in site.stages(month)]
        site.pooled(courses, month)
    with timed(seconds, "again"):
        run_month(checked, every, None, thresholds=known)
    seconds[STAGES[4]] = max(seconds["again"] - seconds[STAGES[1]] - seconds[STAGES[3]], 0.0)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/speed.md")
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 500, 5000])
    chosen = parser.parse_args()
    found = {size: stages(size) for size in chosen.sizes}
    lines = [
        "| stage | " + " | ".join(f"{s} clinicians" for s in found) + " |",
        "|---" * (len(found) + 1) + "|",
    ]
    for stage in STAGES:
        lines.append(f"| {stage} | " + " | ".join(f"{t[stage]:.1f}" for t in found.values()) + " |")
    total = [sum(t[s] for s in STAGES) for t in found.values()]
    lines.append("| all, thresholds new | " + " | ".join(f"{t:.1f}" for t in total) + " |")
    without = [sum(t[s] for s in STAGES if s != "thresholds") for t in found.values()]
    lines.append("| all, thresholds known | " + " | ".join(f"{t:.1f}" for t in without) + " |")
    text = "\n".join(lines) + "\n"
    print(text)
    if chosen.write:
        PAGE.write_text(HEAD.format(machine=machine()) + text)


if __name__ == "__main__":
    main()
