"""How often chance alone speaks, against what is stated: python -m bench.false_alarms --panels 30.

Whole clinics in which nobody changes, from a generator of their own (not the
one thresholds are simulated with), are run through the engine as shipped:
thresholds from 24 months of baseline, renewed after a year, 24 months judged.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from tenthhour.core.measurement.course import rule_of
from tenthhour.core.measurement.measure import Floor, Measure, WorthKnowing
from tenthhour.core.month import Month
from tenthhour.pipeline.clinic.counted import Counted
from tenthhour.pipeline.clinic.people import Person
from tenthhour.pipeline.clinic.site import site
from tenthhour.pipeline.decisions import Decisions

MONTHS, BASELINE, BUDGET = 48, 24, 0.2
FIRST = Month(2020, 1)
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--panels", type=int, default=30)
    parser.add_argument("--sizes", type=int, nargs="+", default=[12, 40, 200])
    parser.add_argument(
        "--lag1", type=float, nargs="+", default=[0.3], help="share of extra variance that fades slowly"
    )
    chosen = parser.parse_args()
    print(
        "| clinicians | slow share | clinics | crossings / stated | told / stated | 95 % of the mean | seconds |"
    )
    print("|---|---|---|---|---|---|---|")
    for clinicians in chosen.sizes:
        for lag1 in chosen.lag1:
            begun = time.process_time()
            found = np.array([looks(clinicians, lag1, 1000 * clinicians + k) for k in range(chosen.panels)])
            ratio = found[:, :2] / BUDGET
            error = 1.96 * ratio[:, 1].std(ddof=1) / np.sqrt(chosen.panels)
            mean = ratio.mean(0)
            took = time.process_time() - begun
            print(
                f"| {clinicians} | {lag1} | {chosen.panels} | {mean[0]:.2f} | {mean[1]:.2f} | "
                f"{mean[1] - error:.2f} to {mean[1] + error:.2f} | {took:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
