"""Twelve equal clinicians, nine measures, 24 months: python -m bench.equal_panel --panels 60.

The panel of support's second story ("noise bothers nobody"), through the engine as shipped: 24 months of
baseline, then 24 judged, and nobody changes or differs. Counted are looks a clinician-year: every crossing of
the threshold, and what is left for a leader to read after all gates.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from bench.false_alarms import looks
from bench.made_up import BUDGET, Scene
from bench.report import write_section

CLINICIANS = 12
EQUALS = Scene(slow=0.3, together=0.2, differ=0.0, measures=9)
ABOUT = f"""Made-up clinics of {CLINICIANS} clinicians whose true levels are the same in all of nine measures, and stay so; 24 months of
baseline, 24 judged. A crossing would open a look if nothing else were asked; *told* is what is left after the gates (floor,
reliability, interval, what is shared): between equals the reliability of a level is near 0 by its definition, which alone
keeps it silent. Configured: {BUDGET} looks per clinician-year. `python -m bench.equal_panel`.
"""


def row(name: str, rates: np.ndarray) -> str:
    """One line of the table: mean rate over the clinics and its 95 % interval; of no event at all, the exact one."""
    error = 1.96 * rates.std(ddof=1) / np.sqrt(len(rates))
    low, high = max(rates.mean() - error, 0.0), rates.mean() + error
    if not rates.any():
        high = -np.log(0.025) / (len(rates) * CLINICIANS * 2)
    return f"| {name} | {rates.mean():.3f} | {low:.3f} to {high:.3f} |"


def table(found: list[tuple[float, float, float]]) -> str:
    rates = np.array(found)
    years = len(found) * CLINICIANS * 2
    head = f"{len(found)} clinics, {years} clinician-years.\n\n| looks per clinician-year | mean | 95 % interval |\n|---|---|---|"
    lines = [row("crossings", rates[:, 0]), row("told", rates[:, 1]), f"| configured | {BUDGET} | |"]
    return "\n".join([head, *lines])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--panels", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=np.inf, help="no new clinic after that long")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    chosen = parser.parse_args()
    begun, found = time.monotonic(), []
    while len(found) < chosen.panels and time.monotonic() - begun < 60 * chosen.minutes:
        found.append(looks(CLINICIANS, EQUALS, 90_000 + len(found)))
    print(table(found))
    if chosen.write:
        write_section("equal-panel", "Noise bothers nobody", f"{ABOUT}\n{table(found)}")


if __name__ == "__main__":
    main()
