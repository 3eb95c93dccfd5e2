"""Quality gate on panels: questions for the steward before anything is said about a person.

Shrinkage does not cure wrong data: a wrong month with a large denominator gets
nearly full weight. So these rules come first, and each looks back only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tenthhour.core.measurement.panel import Array, Mask, Panel

SHARED_MOVE = 1.5
SHARED_SHARE = 0.8
OWN_JUMP = 5.0
ALL_OR_NONE = 30
STUCK_PERIODS = 4
STUCK_LEAST = 20
MISSING_SHARE = 0.25


@dataclass(frozen=True)
class Doubts:
    """What the steward should look at.

    Attributes:
        source: Q4, the denominators of nearly all moved together, (periods,).
        jump: Q5, own denominator five times or a fifth of its usual, (clinicians, periods).
        all_or_none: Q6, 0 % or 100 % of many while colleagues are in between, same shape.
        stuck: Q7, the same numbers four periods running; a warning only, same shape.

    """

    source: Mask
    jump: Mask
    all_or_none: Mask
    stuck: Mask


def doubts(panel: Panel, per_year: int) -> Doubts:
    """Apply Q4 to Q7 to one measure of one group, (clinicians, periods)."""
    return Doubts(
        source=_shared_move(panel.n, per_year),
        jump=_own_jump(panel.n, per_year),
        all_or_none=_all_or_none(panel),
        stuck=_stuck(panel),
    )


def usual_size(n: Array, at: int, periods: int) -> Array:
    """Median denominator of the last `periods` before `at`; NaN where nothing was there."""
    past = n[:, max(0, at - periods) : at]
    ranked = np.sort(np.where(past > 0, past, np.inf), axis=-1)
    count = (past > 0).sum(-1)
    low, high = ((np.maximum(count - 1, 0) + up) // 2 for up in (0, 1))
    rows = np.arange(len(n))
    middle = (ranked[rows, low] + ranked[rows, np.minimum(high, ranked.shape[1] - 1)]) / 2
    return np.where(count >= 2, middle, np.nan)


def _ratio(n: Array, at: int, periods: int) -> Array:
    usual = usual_size(n, at, periods)
    return np.where(
        (n[:, at] > 0) & np.isfinite(usual), n[:, at] / np.where(usual > 0, usual, np.nan), np.nan
    )


def _shared_move(n: Array, per_year: int) -> Mask:
    """At least 80 % of denominators move the same way and the median move is over 1.5-fold."""
    found = np.zeros(n.shape[1], dtype=bool)
    for at in range(2, n.shape[1]):
        ratio = _ratio(n, at, per_year // 2)
        ratio = ratio[np.isfinite(ratio)]
        if len(ratio) < 3:
            continue
        middle = float(np.median(ratio))
        same_way = np.mean(ratio > 1) if middle > 1 else np.mean(ratio < 1)
        found[at] = same_way >= SHARED_SHARE and max(middle, 1 / max(middle, 1e-9)) > SHARED_MOVE
    return found


def _own_jump(n: Array, per_year: int) -> Mask:
    found = np.zeros(n.shape, dtype=bool)
    for at in range(3, n.shape[1]):
        ratio = _ratio(n, at, per_year)
        with np.errstate(invalid="ignore"):
            found[:, at] = (ratio > OWN_JUMP) | (ratio < 1 / OWN_JUMP)
    return found


def _all_or_none(panel: Panel) -> Mask:
    if panel.kind != "proportion":
        return np.zeros(panel.n.shape, dtype=bool)
    extreme = (panel.n >= ALL_OR_NONE) & ((panel.y <= 0) | (panel.y >= 1))
    counts = np.where(panel.n > 0, panel.y * panel.n, 0.0)
    rest_n, rest_x = panel.n.sum(0) - panel.n, counts.sum(0) - counts
    others = np.where(rest_n > 0, rest_x / np.maximum(rest_n, 1e-9), 0.0)
    return extreme & (others > 0.05) & (others < 0.95)


def _stuck(panel: Panel) -> Mask:
    same = np.zeros(panel.n.shape, dtype=bool)
    enough = panel.n >= STUCK_LEAST
    same[:, 1:] = (panel.n[:, 1:] == panel.n[:, :-1]) & (panel.y[:, 1:] == panel.y[:, :-1]) & enough[:, 1:]
    found = np.zeros(panel.n.shape, dtype=bool)
    for at in range(STUCK_PERIODS - 1, panel.n.shape[1]):
        found[:, at] = same[:, at - STUCK_PERIODS + 2 : at + 1].all(-1)
    return found


def missing_last_year(usable: Mask, begun: Mask, per_year: int) -> tuple[Array, Mask]:
    """Q8: how many periods of the last year are missing, and whether that is too many.

    Args:
        usable: Where something usable was observed, (clinicians, periods).
        begun: Periods in which the clinician could have had a value, same shape.
        per_year: 12 or 4.

    """
    absent = np.cumsum(begun & ~usable, axis=-1)
    expected = np.cumsum(begun, axis=-1)
    window = [a - np.pad(a, ((0, 0), (per_year, 0)))[:, : a.shape[1]] for a in (absent, expected)]
    return window[0], window[0] > MISSING_SHARE * np.maximum(window[1], 1)
