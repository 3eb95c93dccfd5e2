"""Readable makers of whole clinics: results tables as the engine reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa

from tenthhour.core.measurement.measure import Floor, Measure, WorthKnowing
from tenthhour.core.month import Month
from tenthhour.data.checks import Checked

START = Month(2023, 1)


def measure(name: str = "bp", **changes: object) -> Measure:
    """A proportion of which more is better; judged monthly."""
    made = Measure(
        id=name, version=1, status="active", title="Blood pressure under 140/90", question="?", domain="quality",
        kind="proportion", numerator="", denominator="", direction="higher_better",
        worth_knowing=WorthKnowing("odds_ratio", 1.6), period="month", floor=Floor(5, 60), pool_until=10, lag_days=0,
        depends_on_fte=False, why_it_matters="", clinician_controls="", balancing=(), gaming="",
        allowed_use="conversation", owner_role="", reviewed_by=("steward",), reviewed_on=date(2023, 1, 1),
        review_due=date(2030, 1, 1), definition_changed=(), source="",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Cell:
    """Whose and when: what a clinic's shape functions are asked about."""

    clinician: int
    month: int


def steady(cell: Cell) -> float:
    return 0.0


def patients(cell: Cell) -> int:
    return 60


def clinic(
    clinicians: int = 12, months: int = 36, *, seed: int = 1, moved: Callable[[Cell], float] = steady,
    n: Callable[[Cell], int] = patients, measures: tuple[str, ...] = ("bp",),
) -> Checked:  # fmt: skip
    """Proportions around 62 %; `moved` shifts the logit, `n` = 0 leaves a month out."""
    rng = np.random.default_rng(seed)
    rows = []
    for name in measures:
        levels = rng.normal(0, 0.35, clinicians)
        for who in range(clinicians):
            for month in range(months):
                effect = 0.5 + levels[who] + 0.15 * np.sin(month / 12 * 2 * np.pi) + rng.normal(0, 0.1)
                uniform = rng.random(400)  # the same draws whatever is moved or left out
                cell = Cell(who, month)
                count = n(cell)
                good = float((uniform[:count] < 1 / (1 + np.exp(-effect - moved(cell)))).sum())
                if count:
                    rows.append((f"c{who:02d}", name, str(START + month), good, float(count)))
    return checked(results(rows))


def results(rows: list[tuple[str, str, str, float, float]]) -> pa.Table:
    names = ("clinician_id", "measure_id", "month", "numerator", "denominator")
    return pa.table({name: [row[i] for row in rows] for i, name in enumerate(names)})


def checked(table: pa.Table, **others: pa.Table) -> Checked:
    return Checked(tables={"results": table, **others}, problems=(), sources=(), synthetic=True)
