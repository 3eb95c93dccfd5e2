"""Finding: a sentence a leader may read, with its grounds; the value that crosses columns.

The shapes are those of `docs/methods/findings.md`, in that order, so that the
JSON of `tenthhour findings` is a plain walk over these values.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tenthhour.core.month import Month


@dataclass(frozen=True)
class Counts:
    """Denominators: of the period judged and of the last 12 months."""

    period: float
    last_12: float


@dataclass(frozen=True)
class Baseline:
    """The clinician's own earlier level, on the measure's scale."""

    value: float
    start: Month
    end: Month
    months: int


@dataclass(frozen=True)
class Interval:
    """A value with its interval, on the measure's scale."""

    value: float
    low: float
    high: float
    level: float = 0.95


@dataclass(frozen=True)
class Finding:
    """What may be said of one clinician. For `pooled`, numbers but statistic and threshold are None.

    `by_chance` is the part of the sentence that says how many such signals chance gives a clinic of this size;
    empty for an improvement, whose sentence has none.
    """

    id: str
    kind: Literal["change", "pooled", "improvement", "level"]
    state: Literal["confirmed", "standing", "ended", "withdrawn"]
    clinician_id: str
    peer_group: str
    measure_ids: tuple[str, ...]
    direction: Literal["worse", "better", "fall", "rise"]
    change_from: Month | None
    first_signalled: Month
    n: Counts | None
    observed: float | None
    expected: float | None
    baseline: Baseline | None
    estimate: Interval | None
    statistic: float
    threshold: float
    reliability: float | None
    false_alarms_per_clinician_year: float
    shared_change: float | None
    sentence: str
    by_chance: str
    cannot_say: tuple[str, ...]
    check_first: tuple[str, ...]
    chart_description: str


@dataclass(frozen=True)
class SystemSignal:
    """What changed for everybody of a peer group (or a team): nobody's personal finding."""

    id: str
    peer_group: str
    team: str | None
    measure_id: str
    change_from: Month
    first_signalled: Month
    before: float
    after: float
    hold: bool
    sentence: str

    @property
    def whose(self) -> str:
        """Under which name its chart is kept."""
        return f"team {self.team}" if self.team else self.peer_group


Reason = Literal[
    "too_few",
    "unreliable",
    "new",
    "leave",
    "no_peers",
    "system_change",
    "many_at_once",
    "definition_change",
    "crisis",
    "data_question",
    "missing",
    "not_closed",
    "measure_overdue",
    "no_counts",
    "quiet",
]


@dataclass(frozen=True)
class NotSaid:
    """A full answer, too: nothing may be said, and why."""

    clinician_id: str
    measure_id: str
    reason: Reason
    sentence: str


@dataclass(frozen=True)
class Waiting:
    """A month or quarter that is left out while its results come in: of which measure, and from when it is judged."""

    measure_id: str
    month: Month
    judged_from: date


@dataclass(frozen=True)
class Level:
    """A clinician's own level of the last year, for an Ask or a strength (kind `level`); never a signal.

    Attributes:
        value: Shrunken estimate on the measure's scale; None when it is too early to judge.
        low: Lower end of the 95 % interval.
        high: Upper end.
        n: Patients of the last year.
        steady_months: Months up to now without a signalled change.
        changed_from: Month a standing change began.
        has_counts: Whether denominators were given.
        is_adjusted: Whether the patients seen are taken into account.
        expected: What would be expected here with the same patients.

    """

    clinician_id: str
    measure_id: str
    value: float | None
    low: float | None
    high: float | None
    n: float
    steady_months: int
    changed_from: Month | None
    has_counts: bool
    is_adjusted: bool
    expected: float | None = None
