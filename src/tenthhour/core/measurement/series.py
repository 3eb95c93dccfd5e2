"""Series: one clinician's months of one measure as the charts and pages read them."""

from __future__ import annotations

from dataclasses import dataclass

from tenthhour.core.month import Month


@dataclass(frozen=True)
class Point:
    """One period; values on the measure's scale, None where nothing is known.

    `expected`, `low` and `high` are the clinician's own limit band;
    `system`, `system_low`, `system_high` what colleagues share ("everyone").
    """

    month: Month
    n: float | None
    observed: float | None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    system: float | None = None
    system_low: float | None = None
    system_high: float | None = None
    judged: bool = True


@dataclass(frozen=True)
class Series:
    """All periods of one clinician and measure, oldest first.

    `change_from` is set only where a finding stands; `conversation_only` marks
    values without counts, which are charted and never judged.
    """

    clinician_id: str
    measure_id: str
    points: tuple[Point, ...]
    baseline_end: Month | None = None
    change_from: Month | None = None
    epochs: tuple[Month, ...] = ()
    conversation_only: bool = False
