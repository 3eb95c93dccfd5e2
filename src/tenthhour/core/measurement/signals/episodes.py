"""Episodes: when a signal begins and ends, counted so that one change is one look."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tenthhour.core.measurement.panel import Array, Mask, Whole

QUIET_TO_END = 3
APART = 6
LONG_AGO = -1000


@dataclass(frozen=True)
class Episode:
    """Where each series stands after a period; all (..., clinicians).

    Attributes:
        running: An episode has begun and not ended.
        onset: It began in this very period.
        ended: It ended in this very period.
        began: Index of the last onset, -1000 where there was none.
        quiet: Usable periods in a row below half the threshold.
        reach: First period a new change may begin in; earlier ones belong to an ended episode.

    """

    running: Mask
    onset: Mask
    ended: Mask
    began: Whole
    quiet: Whole
    reach: Whole


def calm(shape: tuple[int, ...]) -> Episode:
    """Before the first period."""
    no, zero = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=np.int64)
    return Episode(no, no, no, zero + LONG_AGO, zero, zero)


def step(before: Episode, value: Array, threshold: Array | float, usable: Mask, at: int) -> Episode:
    """One period later: C >= h begins an episode, three usable periods below h/2 end it.

    At most one onset in six periods; a period that is not usable changes nothing.
    """
    crossed = usable & (value >= threshold)
    onset = crossed & ~before.running & (at - before.began >= APART)
    low = usable & (value < np.asarray(threshold) / 2)
    quiet = np.where(usable, np.where(low, before.quiet + 1, 0), before.quiet)
    ended = before.running & (quiet >= QUIET_TO_END)
    return replace(
        before,
        running=(before.running | onset) & ~ended,
        onset=onset,
        ended=ended,
        began=np.where(onset, at, before.began),
        quiet=quiet,
        reach=np.where(ended, at + 1, before.reach),
    )


def onsets(values: Array, threshold: Array | float, usable: Mask) -> Mask:
    """Onsets of whole series, (..., periods), at one threshold each or for all."""
    found = np.zeros(values.shape, dtype=bool)
    height = np.broadcast_to(threshold, values.shape[:-1])
    reached = np.asarray(
        values.max(-1, initial=-np.inf) >= height
    )  # the rest can have none, and they are most
    kept, usable, height = values[reached], np.broadcast_to(usable, values.shape)[reached], height[reached]
    starts = np.zeros(kept.shape, dtype=bool)
    episode = calm(kept.shape[:-1])
    for at in range(kept.shape[-1]):
        episode = step(episode, kept[:, at], height, usable[:, at], at)
        starts[:, at] = episode.onset
    found[reached] = starts
    return found
