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
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.report import write_section
from tenthhour.core.measurement.course import rule_of
from tenthhour.core.measurement.estimate.baseline import PERSISTENCE
from tenthhour.core.measurement.measure import Floor, Measure, WorthKnowing
from tenthhour.core.month import Month
from tenthhour.pipeline.clinic.counted import Counted
from tenthhour.pipeline.clinic.people import Person
from tenthhour.pipeline.clinic.site import site
from tenthhour.pipeline.decisions import Decisions

MONTHS, BASELINE, BUDGET = 48, 24, 0.2
FIRST = Month(2020, 1)
SHOCK_FROM, SHOCK_MONTHS, SEASON = 30, 10, 0.15
CRISES = 15  # clinics of each crisis at most: none of the first 12 told anybody anything
ABOUT = f"""Made-up clinics of five measures (two proportions, a rate, a mean, a proportion with 12 patients a month), {MONTHS} months,
{BASELINE} of baseline, nobody changes; a fifth changes the number of patients, 6 % of months are missing. *Lag-1* and
*together* are correlations of the variation beyond sampling: of a series with itself a month later, and of a clinician's
measures with one another. In a shared crisis all measures of everybody worsen by five seasons for {SHOCK_MONTHS} months, to all
alike or with answers differing by 30 % between clinicians, and looks are counted from its first month on. Stated:
{BUDGET} looks per clinician-year. Not the generator thresholds are simulated with, but our own: judge it so. The target is 0.7
to 1.3 over at least 50 clinics each, in a crisis at most 2; rows with fewer, or whose interval passes those limits, do
not show it yet. `python -m bench.false_alarms`.
"""


@dataclass(frozen=True)
class Scene:
    """What a clinic without personal change is like.

    Attributes:
        slow: Share of the extra variance that fades slowly, which gives it lag-1 correlation.
        together: Correlation of the extra variation of a clinician's measures.
        crisis: Size of a shared worsening, in seasons; 0 is none.
        unequal: By how much clinicians' answers to it differ, SD as a share of it.
        differ: SD of the clinicians' own levels, in log odds; 0 is a clinic of equals.
        measures: How many numbers are looked at.

    """

    slow: float
    together: float
    crisis: float = 0.0
    unequal: float = 0.0
    differ: float = 0.35
    measures: int = 5

    def __str__(self) -> str:
        if not self.crisis:
            return "nobody changes"
        return (
            f"shared crisis, answers differ by {100 * self.unequal:.0f} %"
            if self.unequal
            else "shared crisis"
        )

    @property
    def counted_from(self) -> int:
        """First month whose looks count."""
        return SHOCK_FROM if self.crisis else BASELINE


SCENES = {
    "usual": Scene(0.3, 0.2),
    "lag-1 .4": Scene(0.67, 0.2),
    "together": Scene(0.3, 0.6),
    "both": Scene(0.67, 0.6),
    "crisis": Scene(0.3, 0.2, 5.0),
    "unequal crisis": Scene(0.3, 0.2, 5.0, 0.3),
}
_REST = {
    "version": 1,
    "status": "active",
    "question": "",
    "domain": "quality",
    "numerator": "",
    "denominator": "",
    "period": "month",
    "pool_until": 8,
    "lag_days": 0,
    "depends_on_fte": False,
    "why_it_matters": "",
    "clinician_controls": "",
    "balancing": (),
    "gaming": "",
    "allowed_use": "conversation",
    "owner_role": "",
    "reviewed_by": ("bench",),
    "reviewed_on": None,
    "definition_changed": (),
    "source": "",
    "direction": "higher_better",
    "floor": Floor(5, 60),
}


def measures(count: int = 5) -> list[Measure]:
    """Two proportions, a rate, a mean, and a proportion with few patients; then the same again."""
    from datetime import date

    kinds = [
        ("proportion", "odds_ratio", 1.6),
        ("proportion", "odds_ratio", 1.6),
        ("rate", "rate_ratio", 1.25),
        ("mean", "points", 5.0),
        ("proportion", "odds_ratio", 1.6),
    ]
    return [
        Measure(
            id=f"m{i}",
            title=f"m{i}",
            kind=kind,
            worth_knowing=WorthKnowing(scale, value),  # type: ignore[arg-type]
            review_due=date(2100, 1, 1),
            **_REST,
        )
        for i, (kind, scale, value) in zip(range(count), itertools.cycle(kinds), strict=False)
    ]


SIZES = (60, 25, 20, 25, 12)


def fading(slow: float, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Noise of variance 1, a share of which fades slowly."""
    fresh = rng.standard_normal(shape)
    for t in range(1, MONTHS):
        fresh[:, t] = PERSISTENCE * fresh[:, t - 1] + np.sqrt(1 - PERSISTENCE**2) * fresh[:, t]
    return np.sqrt(1 - slow) * rng.standard_normal(shape) + np.sqrt(slow) * fresh


def counted(
    measure: Measure, size: int, common: np.ndarray, scene: Scene, rng: np.random.Generator
) -> Counted:
    """One measure of a clinic; `common` is noise that a clinician's measures share, (clinicians, months)."""
    shape, clinicians = common.shape, len(common)
    n = np.maximum(rng.poisson(size * rng.lognormal(0, 0.4, (clinicians, 1)), shape), 1).astype(float)
    step = rng.integers(BASELINE, MONTHS, clinicians)
    factor = np.where(rng.random(clinicians) < 0.2, rng.choice([0.5, 0.6, 1.5], clinicians), 1.0)
    n = np.maximum(np.rint(np.where(np.arange(MONTHS) >= step[:, None], n * factor[:, None], n)), 1.0)
    n[rng.random(shape) < 0.06] = 0
    extra = np.sqrt(1 - scene.together) * fading(scene.slow, shape, rng) + np.sqrt(scene.together) * common
    season = SEASON * np.sin(np.arange(MONTHS) / 6 * np.pi + rng.uniform(0, 6))
    effect = 0.4 + rng.normal(0, scene.differ, (clinicians, 1)) + season + 0.18 * extra
    struck = slice(SHOCK_FROM, SHOCK_FROM + SHOCK_MONTHS)
    effect[:, struck] -= scene.crisis * SEASON * (1 + scene.unequal * rng.standard_normal((clinicians, 1)))
    variance = np.full(shape, np.nan)
    if measure.kind == "proportion":
        y = rng.binomial(n.astype(int), 1 / (1 + np.exp(-effect))) / np.maximum(n, 1)
    elif measure.kind == "rate":
        y = rng.poisson(n * 4 * np.exp(effect - 0.4)) / np.maximum(n, 1)
    else:
        y = 80 + 8 * effect + rng.standard_normal(shape) * 20 / np.sqrt(np.maximum(n, 1))
        variance = 400 * rng.chisquare(np.maximum(n - 1, 1)) / np.maximum(n - 1, 1)
    ids = tuple(f"c{i:03d}" for i in range(clinicians))
    return Counted(measure, rule_of(measure), ids, FIRST.index, y, n, variance, np.full(shape, np.nan))


def looks(clinicians: int, scene: Scene, seed: int) -> tuple[float, float, float]:
    """Looks per clinician-year of one clinic: crossings, told after all gates, and what was stated."""
    rng = np.random.default_rng(seed)
    common = fading(scene.slow, (clinicians, MONTHS), rng)
    everything = {
        m.id: counted(m, size, common, scene, rng)
        for m, size in zip(measures(scene.measures), itertools.cycle(SIZES), strict=False)
    }
    ids = next(iter(everything.values())).ids
    made = site(everything, {i: Person() for i in ids}, Decisions(), BUDGET, None, {})
    last = FIRST + (MONTHS - 1)
    courses = [made.course(s, last) for s in made.stages(last)]
    crossed, told = np.zeros((clinicians, MONTHS), dtype=bool), np.zeros((clinicians, MONTHS), dtype=bool)
    for course in courses:
        for walked in course.walked:
            crossed |= walked.course.walked.onset_worse
            first = walked.standing.first_worse == np.arange(MONTHS)
            told |= first & walked.standing.said_worse
    pooled = made.pooled(courses, last).onset
    stated = np.mean(
        [made.thresholds.of(e).simulated_rate for e in made.eras(last) if e.begins - FIRST >= BASELINE]
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
