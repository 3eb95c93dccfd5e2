"""Measure: what is counted, for whom, which direction is better, and what it cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

Kind = Literal["proportion", "rate", "mean"]
# Who looks after a draft made from somebody's own spreadsheet, until a person is named.
BROUGHT = "whoever brought the file"


@dataclass(frozen=True)
class WorthKnowing:
    """The smallest change worth a conversation, on the scale people know."""

    scale: Literal["odds_ratio", "rate_ratio", "points"]
    value: float


@dataclass(frozen=True)
class Floor:
    """Denominators below which nothing is said, per period and per year."""

    period: float
    year: float


@dataclass(frozen=True)
class Covariate:
    """A patient characteristic adjusted for; one the clinician cannot influence."""

    column: str
    levels: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Rows:
    """How to count this measure from row-level tables; ignored for `results`."""

    table: Literal["encounters", "responses"]
    outcome: str | tuple[str, ...]
    exposure: str | None = None
    recode: Mapping[str, float] = field(default_factory=dict)
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class DefinitionChange:
    """From this month on the definition differs; `epoch` starts a new series."""

    month: str
    what: str
    epoch: bool


@dataclass(frozen=True)
class Measure:
    """One file of `content/measures`; every key there is a field here.

    `safety` says how a change for the worse could soon harm a patient; such a number is looked at before older ones.
    Empty for all others.
    """

    id: str
    version: int
    status: Literal["draft", "active", "retired"]
    title: str
    question: str
    domain: Literal["efficiency", "quality", "experience"]
    kind: Kind
    numerator: str
    denominator: str
    direction: Literal["higher_better", "lower_better", "neither"]
    worth_knowing: WorthKnowing
    period: Literal["month", "quarter"]
    floor: Floor
    pool_until: float
    lag_days: int
    depends_on_fte: bool
    why_it_matters: str
    clinician_controls: str
    balancing: tuple[str, ...]
    gaming: str
    allowed_use: Literal["conversation"]
    owner_role: str
    reviewed_by: tuple[str, ...]
    reviewed_on: date | None
    review_due: date
    definition_changed: tuple[DefinitionChange, ...]
    source: str
    rows: Rows | None = None
    scale: tuple[float, float] | None = None
    case_mix: tuple[Covariate, ...] = ()
    baseline_months: int = 24
    cannot_say: tuple[str, ...] = ()
    author: str = ""
    safety: str = ""

    @property
    def is_reviewed(self) -> bool:
        """A named person has reviewed it; until then it runs as a draft and says so."""
        return bool(self.reviewed_by)

    def review_notice(self, as_of: date) -> str | None:
        """What must stand beside this measure wherever it is shown, or None."""
        if not self.is_reviewed:
            return "Draft: not yet reviewed by a named person."
        if as_of > self.review_due:
            return f"This measure's review is overdue since {self.review_due}."
        return None

    def is_silenced(self, as_of: date) -> bool:
        """A review a year overdue: the measure is charted but no longer judged."""
        return as_of > self.review_due + timedelta(days=365)
