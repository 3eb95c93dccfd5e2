"""Made up: whole clinics whose truth is known, run through the engine as shipped; benches judge what it says of them.

Not the generator thresholds are simulated with, but our own: a good result here is no proof elsewhere.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from tenthhour.core.measurement.course import rule_of
from tenthhour.core.measurement.estimate.baseline import PERSISTENCE
from tenthhour.core.measurement.measure import Floor, Measure, WorthKnowing
from tenthhour.core.month import Month
from tenthhour.pipeline.clinic.counted import Counted
from tenthhour.pipeline.clinic.people import Person
from tenthhour.pipeline.clinic.site import MeasureCourse, Site, site
from tenthhour.pipeline.decisions import Decisions

MONTHS, BASELINE, BUDGET = 48, 24, 0.2
FIRST = Month(2020, 1)
LAST = FIRST + (MONTHS - 1)
SHOCK_FROM, SHOCK_MONTHS, SEASON = 30, 10, 0.15
SIZES = (60, 25, 20, 25, 12)


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


_POINTS = 8  # of a mean on one of logit or log
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


def worth(measure: Measure) -> float:
    """A change worth knowing on the scale effects are made on: logit or log."""
    value = measure.worth_knowing.value
    return value / _POINTS if measure.kind == "mean" else float(np.log(value))


def fading(slow: float, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Noise of variance 1, a share of which fades slowly."""
    fresh = rng.standard_normal(shape)
    for t in range(1, MONTHS):
        fresh[:, t] = PERSISTENCE * fresh[:, t - 1] + np.sqrt(1 - PERSISTENCE**2) * fresh[:, t]
    return np.sqrt(1 - slow) * rng.standard_normal(shape) + np.sqrt(slow) * fresh


def counted(
    measure: Measure,
    size: int,
    common: np.ndarray,
    scene: Scene,
    rng: np.random.Generator,
    moved: np.ndarray | float = 0.0,
) -> Counted:
    """One measure of a clinic; `common` is noise that a clinician's measures share, (clinicians, months).

    `moved` is what changed for the worse, in changes worth knowing, same shape.
    """
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
    effect -= moved * worth(measure)
    variance = np.full(shape, np.nan)
    if measure.kind == "proportion":
        y = rng.binomial(n.astype(int), 1 / (1 + np.exp(-effect))) / np.maximum(n, 1)
    elif measure.kind == "rate":
        y = rng.poisson(n * 4 * np.exp(effect - 0.4)) / np.maximum(n, 1)
    else:
        y = 80 + _POINTS * effect + rng.standard_normal(shape) * 20 / np.sqrt(np.maximum(n, 1))
        variance = 400 * rng.chisquare(np.maximum(n - 1, 1)) / np.maximum(n - 1, 1)
    ids = tuple(f"c{i:03d}" for i in range(clinicians))
    return Counted(measure, rule_of(measure), ids, FIRST.index, y, n, variance, np.full(shape, np.nan))


def clinic(
    clinicians: int,
    scene: Scene,
    seed: int,
    moved: Mapping[str, np.ndarray] | None = None,
    team_of: Mapping[str, str] | None = None,
) -> Site:
    """A whole clinic; `moved` by measure as in `counted`, `team_of` by clinician."""
    rng = np.random.default_rng(seed)
    common = fading(scene.slow, (clinicians, MONTHS), rng)
    everything = {
        m.id: counted(m, size, common, scene, rng, (moved or {}).get(m.id, 0.0))
        for m, size in zip(measures(scene.measures), itertools.cycle(SIZES), strict=False)
    }
    ids = next(iter(everything.values())).ids
    everybody = {i: Person(team=(team_of or {}).get(i)) for i in ids}
    return site(everything, everybody, Decisions(), BUDGET, None, {})


def courses(made: Site) -> list[MeasureCourse]:
    """Every measure walked to the last month."""
    return [made.course(s, LAST) for s in made.stages(LAST)]
