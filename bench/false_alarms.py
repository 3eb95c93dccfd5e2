"""How often chance alone speaks, against what is stated: python -m bench.false_alarms --panels 30.

Whole clinics in which nobody changes, from a generator of their own (not the
one thresholds are simulated with), are run through the engine as shipped:
thresholds from 24 months of baseline, renewed after a year, 24 months judged.
"""

from __future__ import annotations

import argparse
import itertools
import time

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
ABOUT = f"""Made-up clinics of five measures (two proportions, a rate, a mean, a proportion with 12 patients a month), {MONTHS} months,
{BASELINE} of baseline, nobody changes; a fifth changes the number of patients, 6 % of months are missing, measures correlate
weakly. "Slow share" of the extra variation fades slowly, which gives it that lag-1 correlation. Stated: {BUDGET} looks per
clinician-year. Not the generator thresholds are simulated with, but our own: judge it so. The target is 0.7 to 1.3 over
at least 50 clinics each; rows with fewer, or whose interval passes those limits, do not show it yet.
`python -m bench.false_alarms`.
"""
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


def measures() -> list[Measure]:
    """Two proportions, a rate, a mean, and a proportion with few patients."""
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
        for i, (kind, scale, value) in enumerate(kinds)
    ]


SIZES = (60, 25, 20, 25, 12)


def counted(
    measure: Measure, size: int, clinicians: int, shared: np.ndarray, lag1: float, rng: np.random.Generator
) -> Counted:
    """One measure of a clinic where nobody changes; `shared` is noise common to a clinician's measures."""
    shape = (clinicians, MONTHS)
    n = np.maximum(rng.poisson(size * rng.lognormal(0, 0.4, (clinicians, 1)), shape), 1).astype(float)
    step = rng.integers(BASELINE, MONTHS, clinicians)
    factor = np.where(rng.random(clinicians) < 0.2, rng.choice([0.5, 0.6, 1.5], clinicians), 1.0)
    n = np.maximum(np.rint(np.where(np.arange(MONTHS) >= step[:, None], n * factor[:, None], n)), 1.0)
    n[rng.random(shape) < 0.06] = 0
    slow = np.zeros(shape)
    fresh = rng.standard_normal(shape)
    for t in range(MONTHS):
        slow[:, t] = fresh[:, t] if t == 0 else 0.6 * slow[:, t - 1] + 0.8 * fresh[:, t]
    extra = 0.18 * (np.sqrt(1 - lag1) * np.sqrt(0.8) * rng.standard_normal(shape) + np.sqrt(lag1) * slow)
    extra += 0.18 * np.sqrt((1 - lag1) * 0.2) * shared
    season = 0.15 * np.sin(np.arange(MONTHS) / 6 * np.pi + rng.uniform(0, 6))
    effect = 0.4 + rng.normal(0, 0.35, (clinicians, 1)) + season + extra
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


def looks(clinicians: int, lag1: float, seed: int) -> tuple[float, float, float]:
    """Looks per clinician-year of one clinic: crossings, told after all gates, and what was stated."""
    rng = np.random.default_rng(seed)
    shared = rng.standard_normal((clinicians, MONTHS))
    everything = {
        m.id: counted(m, size, clinicians, shared, lag1, rng)
        for m, size in zip(measures(), SIZES, strict=True)
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
    years = clinicians * (MONTHS - BASELINE) / 12
    return (crossed | pooled).sum() / years, (told | pooled).sum() / years, float(stated)


def judged(found: dict[tuple[int, float], list[tuple[float, float, float]]]) -> str:
    """The table of what was found so far."""
    rows = [
        "| clinicians | slow share | lag-1 | clinics | crossings / stated | told / stated | 95 % of the mean | sd |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for (clinicians, slow), every in found.items():
        ratio = np.array(every)[:, :2] / BUDGET
        mean = ratio.mean(0)
        sd = ratio[:, 1].std(ddof=1) if len(ratio) > 1 else np.nan
        error = 1.96 * sd / np.sqrt(len(ratio))
        rows.append(
            f"| {clinicians} | {slow} | {PERSISTENCE * slow:.2f} | {len(ratio)} | {mean[0]:.2f} | {mean[1]:.2f} | "
            f"{mean[1] - error:.2f} to {mean[1] + error:.2f} | {sd:.2f} |"
        )
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--panels", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=np.inf, help="no new clinic after that long")
    parser.add_argument("--sizes", type=int, nargs="+", default=[12, 40, 200])
    parser.add_argument(
        "--slow",
        type=float,
        nargs="+",
        default=[0.3, 0.8, 0.67],
        help="share of extra variance that fades slowly",
    )
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md, after every round")
    chosen = parser.parse_args()
    begun = time.monotonic()
    found: dict[tuple[int, float], list[tuple[float, float, float]]] = {}
    for k in range(chosen.panels):
        for clinicians, slow in itertools.product(chosen.sizes, chosen.slow):
            if time.monotonic() - begun > 60 * chosen.minutes:
                return
            found.setdefault((clinicians, slow), []).append(looks(clinicians, slow, 1000 * clinicians + k))
            if chosen.write:
                write_section("false-alarms", "How often chance speaks", f"{ABOUT}\n{judged(found)}")
        print(judged(found), flush=True)


if __name__ == "__main__":
    main()
