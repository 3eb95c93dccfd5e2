"""Prepare: which periods of whom may be used for what; nothing later than the last period is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tenthhour.core.measurement.course.rule import Rule
from tenthhour.core.measurement.estimate.baseline import own_baseline
from tenthhour.core.measurement.panel import Array, Mask, Panel, Whole
from tenthhour.core.measurement.pooling import pool_small
from tenthhour.core.measurement.quality import Doubts, doubts


@dataclass(frozen=True)
class Situation:
    """One measure of one group as counted, and what is known about the people; (clinicians, periods).

    Attributes:
        panel: As counted, n = 0 where nothing was.
        answer_variance: Variance of one answer in each period (square sd) for means; NaN where unknown.
        in_post: Between start and end of employment.
        new: First months in post of somebody who joined later.
        away: Excluded dates, and the first months after a long absence.
        crisis: Declared crisis, (periods,).
        answered: Data questions of the period answered "the numbers are right", until the doubt pauses.
        source_answered: The same for a question about the whole measure, (periods,).
        restart: First period of a confirmed new level; 0 for most, (clinicians,).

    """

    panel: Panel
    answer_variance: Array
    in_post: Mask
    new: Mask
    away: Mask
    crisis: Mask
    answered: Mask
    source_answered: Mask
    restart: Whole


@dataclass(frozen=True)
class Prepared:
    """A situation ready to be walked through.

    Attributes:
        situation: What it was made from.
        rule: The measure's numbers.
        panel: Usable periods, small ones joined.
        start: Periods of the common baseline; None while there are too few.
        established: Whose own level comes from the common baseline, (clinicians,).
        judged: Periods that count for the clinician's own chart.
        learning: Periods a later joiner's level is learnt from.
        waiting: Periods with too few patients, waiting for the next.
        doubted: Periods not used because of an open data question about one clinician.
        source_open: A question about the whole measure is open, (periods,).
        doubts: What each rule still asks the steward.

    """

    situation: Situation
    rule: Rule
    panel: Panel
    start: int | None
    established: Mask
    judged: Mask
    learning: Mask
    waiting: Mask
    doubted: Mask
    source_open: Mask
    doubts: Doubts

    @property
    def baseline_panel(self) -> Panel:
        """What the common baseline is estimated from."""
        start = self.start or 0
        whole = self.panel.until(start)
        return replace(whole, n=np.where(self.established[:, None], whole.n, 0.0))


def prepare(situation: Situation, rule: Rule, start: int | None) -> Prepared:
    """Decide baseline, learning and judged periods of everybody.

    Somebody with fewer than 6 (2) usable periods in the common baseline learns
    an own level from their first 6 (2).

    Args:
        situation: As counted, up to the newest period.
        rule: The measure's numbers.
        start: Periods of the common baseline (`baseline_length`); None while there are too few.

    """
    panel, found = situation.panel, doubts(situation.panel, rule.per_year)
    still = _unanswered(found, situation)
    doubted = still.jump | still.all_or_none
    periods = np.arange(panel.n.shape[1])
    usable = situation.in_post & ~situation.new & ~situation.away & ~situation.crisis & ~doubted
    usable &= periods >= situation.restart[:, None]
    joined, waiting = pool_small(replace(panel, n=np.where(usable, panel.n, 0.0)), rule.pool_until)
    established, learning, judged = _roles(joined.n > 0, start, rule.own)
    source_open = _open(still.source, situation.source_answered)
    prepared = Prepared(
        situation, rule, joined, start, established, judged, learning, waiting, doubted, source_open, still
    )
    return _with_dispersion(prepared)


def baseline_length(crisis: Mask, rule: Rule) -> int | None:
    """Periods of the common baseline, given those that are over before the one to be judged.

    The first 24 months (8 quarters) that are no crisis once they are there, the
    first 12 (4) until then, None before.
    """
    passed = np.cumsum(~crisis)
    for wanted in (rule.baseline, rule.beginning):
        if len(passed) and passed[-1] >= wanted:
            return int(np.argmax(passed >= wanted)) + 1
    return None


def _roles(usable: Mask, start: int | None, own: int) -> tuple[Mask, Mask, Mask]:
    nobody = np.zeros(usable.shape, dtype=bool)
    if start is None:
        return np.zeros(len(usable), dtype=bool), nobody, nobody
    established = usable[:, :start].sum(-1) >= own
    rank = np.cumsum(usable, axis=-1)
    learning = usable & (rank <= own) & ~established[:, None]
    after = np.arange(usable.shape[1]) >= start
    judged = usable & after & (established[:, None] | (rank > own))
    return established, learning, judged


def _unanswered(found: Doubts, situation: Situation) -> Doubts:
    answered = situation.answered
    return Doubts(
        source=found.source & ~_while(found.source, situation.source_answered),
        jump=found.jump & ~_while(found.jump, answered),
        all_or_none=found.all_or_none & ~_while(found.all_or_none, answered),
        stuck=found.stuck & ~_while(found.stuck, answered),
    )


def _while(asked: Mask, answered: Mask) -> Mask:
    """An answer holds for the periods after it, too, while the same doubt lasts without a break."""
    found = answered.copy()
    for at in range(1, asked.shape[-1]):
        found[..., at] |= found[..., at - 1] & asked[..., at]
    return found


def _open(asked: Mask, answered: Mask) -> Mask:
    """A question about the whole measure stays open until somebody answers it."""
    found = np.zeros(len(asked), dtype=bool)
    is_open = False
    for at in range(len(asked)):
        is_open = bool((is_open or asked[at]) and not answered[at])
        found[at] = is_open
    return found


def _with_dispersion(prepared: Prepared) -> Prepared:
    """Means: variance of one answer, pooled over the baseline; from the residuals where no sd was given."""
    if prepared.panel.kind != "mean" or prepared.start is None:
        return prepared
    n = prepared.baseline_panel.n
    variance = prepared.situation.answer_variance[:, : prepared.start]
    known = (n > 1) & np.isfinite(variance) & (variance > 0)
    if known.any():
        dispersion = float((variance * (n - 1))[known].sum() / (n - 1)[known].sum())
    else:
        dispersion = _from_residuals(prepared.baseline_panel)
    return replace(prepared, panel=replace(prepared.panel, dispersion=dispersion))


def _from_residuals(panel: Panel) -> float:
    values = panel.y[panel.n > 0]
    first = float(np.var(values)) * float(np.mean(panel.n[panel.n > 0])) if len(values) > 1 else 1.0
    left = own_baseline(replace(panel, dispersion=max(first, 1e-9))).left
    return float(max((panel.n * left**2).sum() / max((panel.n > 0).sum(), 1), 1e-9))
