"""How often chance alone speaks, against what is stated: python -m bench.false_alarms --panels 50.

Whole clinics in which nobody changes by himself, from a generator of their own
(not the one thresholds are simulated with), are run through the engine as
shipped: thresholds from 24 months of baseline, renewed after a year, 24 months
judged. In the last scenes everybody worsens together for ten months.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from pathlib import Path

import numpy as np

from bench.made_up import BASELINE, BUDGET, FIRST, LAST, MONTHS, SHOCK_MONTHS, Scene, clinic, courses
from bench.report import write_section
from tenthhour.core.measurement.estimate.baseline import PERSISTENCE

CRISES = 15  # clinics of each crisis at most: so many told .04 of what is stated or less
ABOUT = f"""Made-up clinics of five measures (two proportions, a rate, a mean, a proportion with 12 patients a month), {MONTHS} months,
{BASELINE} of baseline, nobody changes; a fifth changes the number of patients, 6 % of months are missing. *Lag-1* and
*together* are correlations of the variation beyond sampling: of a series with itself a month later, and of a clinician's
measures with one another. In a shared crisis all measures of everybody worsen by five seasons for {SHOCK_MONTHS} months, to all
alike or with answers differing by 30 % between clinicians, and looks are counted from its first month on. Stated:
{BUDGET} looks per clinician-year. Not the generator thresholds are simulated with, but our own: judge it so. The target is 0.7
to 1.3 over at least 50 clinics each, in a crisis at most 2; rows with fewer, or whose interval passes those limits, do
not show it yet. `python -m bench.false_alarms`.
"""


SCENES = {
    "usual": Scene(0.3, 0.2),
    "lag-1 .4": Scene(0.67, 0.2),
    "together": Scene(0.3, 0.6),
    "both": Scene(0.67, 0.6),
    "crisis": Scene(0.3, 0.2, 5.0),
    "unequal crisis": Scene(0.3, 0.2, 5.0, 0.3),
}


def looks(clinicians: int, scene: Scene, seed: int) -> tuple[float, float, float]:
    """Looks per clinician-year of one clinic: crossings, told after all gates, and what was stated."""
    made = clinic(clinicians, scene, seed)
    walks = courses(made)
    crossed, told = np.zeros((clinicians, MONTHS), dtype=bool), np.zeros((clinicians, MONTHS), dtype=bool)
    for course in walks:
        for walked in course.walked:
            crossed |= walked.course.walked.onset_worse
            first = walked.standing.first_worse == np.arange(MONTHS)
            told |= first & walked.standing.said_worse
    pooled = made.pooled(walks, LAST).onset
    stated = np.mean(
        [made.thresholds.of(e).simulated_rate for e in made.eras(LAST) if e.begins - FIRST >= BASELINE]
    )
    years = clinicians * (MONTHS - scene.counted_from) / 12
    counts = [(a | pooled)[:, scene.counted_from :].sum() / years for a in (crossed, told)]
    return float(counts[0]), float(counts[1]), float(stated)


Found = dict[tuple[int, Scene], list[tuple[float, float, float]]]


def judged(found: Found) -> str:
    """The table of what was found so far."""
    rows = [
        "| clinicians | scene | lag-1 | together | clinics | crossings / stated | told / stated | 95 % of the mean | sd |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    order = [
        (c, s)
        for c, s in itertools.product(sorted({c for c, _ in found}), SCENES.values())
        if found.get((c, s))
    ]
    for clinicians, scene in order:
        every = found[clinicians, scene]
        ratio = np.array(every)[:, :2] / BUDGET
        mean = ratio.mean(0)
        sd = ratio[:, 1].std(ddof=min(1, len(ratio) - 1))
        error = 1.96 * sd / np.sqrt(len(ratio))
        rows.append(
            f"| {clinicians} | {scene} | {PERSISTENCE * scene.slow:.2f} | {scene.together} | {len(ratio)} | "
            f"{mean[0]:.2f} | {mean[1]:.2f} | {mean[1] - error:.2f} to {mean[1] + error:.2f} | {sd:.2f} |"
        )
    return "\n".join(rows)


def remembered(file: Path | None) -> Found:
    """What earlier runs kept, one line a clinic."""
    found: Found = {}
    for line in file.read_text().splitlines() if file and file.exists() else ():
        clinicians, name, *every = json.loads(line)
        found.setdefault((clinicians, SCENES[name]), []).append(tuple(every))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--panels", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=np.inf, help="no new clinic after that long")
    parser.add_argument("--sizes", type=int, nargs="+", default=[12, 40, 200])
    parser.add_argument("--scenes", nargs="+", default=list(SCENES), choices=list(SCENES))
    parser.add_argument("--kept", type=Path, help="file of clinics already run; new ones are added to it")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    chosen = parser.parse_args()
    begun = time.monotonic()
    found = remembered(chosen.kept)
    for k, clinicians, name in itertools.product(range(chosen.panels), chosen.sizes, chosen.scenes):
        scene = SCENES[name]
        every = found.setdefault((clinicians, scene), [])
        if time.monotonic() - begun > 60 * chosen.minutes:
            break
        if len(every) > k or (scene.crisis and k >= CRISES):
            continue
        every.append(looks(clinicians, scene, 1000 * clinicians + k))
        if chosen.kept:
            with chosen.kept.open("a") as file:
                file.write(json.dumps([clinicians, name, *every[-1]]) + "\n")
        print(judged(found), flush=True)
    if chosen.write:
        write_section("false-alarms", "How often chance speaks", f"{ABOUT}\n{judged(found)}")


if __name__ == "__main__":
    main()
