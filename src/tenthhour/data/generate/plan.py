"""What kind of made-up clinic is wanted, and the figures it is made after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tenthhour.core.errors import UsageError
from tenthhour.core.month import Month

Array = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Drift = Literal["none", "lone", "many", "crisis"]

MOST_CLINICIANS, MOST_MONTHS = 5000, 240


@dataclass(frozen=True)
class Plan:
    """A made-up clinic to order; the same plan gives the same bytes.

    `steady` keeps the first clinician at that many encounters a session, unchanged.
    """

    clinicians: int = 12
    months: int = 36
    seed: int = 1
    encounters: bool = False
    drift: Drift = "crisis"
    until: Month = Month(2026, 10)  # noqa: RUF009 - a frozen value
    steady: float | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.clinicians <= MOST_CLINICIANS:
            raise UsageError(f"--clinicians: {self.clinicians} is not between 1 and {MOST_CLINICIANS}.")
        if not 1 <= self.months <= MOST_MONTHS:
            raise UsageError(f"--months: {self.months} is not between 1 and {MOST_MONTHS}.")
        if self.seed < 0:
            raise UsageError(f"--seed: {self.seed} is below 0. Write a whole number from 0 on.")
        if self.steady is not None and not 1 <= self.steady <= 40:
            raise UsageError(f"--steady: {self.steady:g} encounters a session is not between 1 and 40.")

    @property
    def first(self) -> Month:
        return self.until + (1 - self.months)

    @property
    def month_names(self) -> tuple[str, ...]:
        return tuple(str(self.first + month) for month in range(self.months))


@dataclass(frozen=True)
class Shape:
    """How one counted measure behaves; SDs and sizes on its link scale (logit, log)."""

    level: float
    between: float
    of: str
    extra: float = 0.14
    season: float = 0.12
    drift: float = 0.59  # odds ratio 1.8
    age: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    new: float = 0.0


# Between-SD .235 gives 1.3 points around 5.5 % missed (regions, public appointment data).
SHAPES: dict[str, Shape] = {
    "missed_appointments": Shape(0.0527, 0.235, "booked", age=(0.1, 0.15, -0.25, -0.1), new=0.3),
    "seen_within_seven_days": Shape(0.62, 0.45, "routine", drift=0.75),
    "messages_answered_two_days": Shape(0.84, 0.5, "messages", drift=0.75),
    "notes_closed_two_days": Shape(0.82, 0.5, "completed", age=(0.2, 0.05, -0.1, -0.2), new=-0.4),
    "continuity": Shape(0.68, 0.4, "completed", age=(-0.2, -0.1, 0.2, 0.3), new=-0.8),
    "bp_controlled": Shape(0.64, 0.34, "hypertension", age=(0.0, -0.1, 0.1, 0.0)),
    "hba1c_above_9": Shape(0.24, 0.35, "diabetes", age=(0.0, 0.2, -0.2, 0.0)),
    "colorectal_screening": Shape(0.66, 0.35, "screening_age", age=(0.0, -0.15, 0.25, 0.0), new=-0.5),
}
VOLUME = Shape(15.5, 0.11, "sessions", extra=0.05, season=0.03, drift=0.25)

# Month-to-month deviations: 60 % of their variance keeps .8 from month to month, so that a monthly
# ratio at large n has a lag-1 correlation of .41 (median of prescribing ratios, public data).
PERSISTENT, PHI = 0.6, 0.8
# What two measures of one clinician share in a month beyond season and system (a design figure).
SHARED = 0.2
SYSTEM_SD = 0.03

AGES = ("0-17", "18-64", "65-79", "80+")
AGE_SHARE = np.array([0.14, 0.52, 0.24, 0.10])
AGE_NEED = np.array([0.75, 0.85, 1.35, 1.70])
HAS = {
    "hypertension": np.array([0.0, 0.25, 0.60, 0.65]),
    "diabetes": np.array([0.0, 0.10, 0.22, 0.0]),
    "screening_age": np.array([0.0, 0.42, 0.62, 0.0]),
    "routine": np.array([0.45, 0.60, 0.70, 0.65]),
}
NEW_SHARE = 0.12
# Usual visit codes, lightest first, with their work units; enough for a clinic that does not exist.
WRVU = np.array([0.70, 1.30, 1.92, 2.80])
WRVU_SHARE = np.array([0.06, 0.42, 0.45, 0.07])

MISSING_ALL, MISSING_ONE = 0.04, 0.0208  # together 6 % of clinician-months
FTE_STEPS, FTE_FACTORS = 0.20, (0.5, 0.6, 1.5)


def spread(rng: np.random.Generator, size: int) -> Array:
    """Standard normal scores in random order, one from each equal slice.

    Plain draws would let the spread of 12 clinicians wander by a fifth from
    the figure the clinic is made after.
    """
    from scipy.special import ndtri

    slices = (rng.permutation(size) + rng.uniform(0.02, 0.98, size)) / size
    return np.asarray(ndtri(slices), dtype=np.float64)
