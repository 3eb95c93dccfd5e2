"""XmR with the NHS rules ("Making Data Count"): the chart many leaders already read. Never the alarm.

Question: which points would the NHS chart colour? Method: mean -+ 2.66 mean moving range (screened or
not); a point is special when outside the limits, in a trend of 7, among 2 of 3 beyond two thirds of
the way on one side, or in a run of 7 on one side. The first that holds, in this order, names it.
Guarantees: limits equal NHSRplotthedots 0.2.2 to 1e-5, labels equal in 570 of 570 rows.
Choice made there: 2 of 3 needs all three on one side of the mean. Source: NHS England, Making Data Count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from tenthhour.core.measurement.familiar.constants import mean_moving_range, moving_ranges

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

COMMON = "Common Cause"
RUN = 7  # points on one side, or in a trend


@dataclass(frozen=True)
class Xmr:
    """Mean, limits (nan when all values are equal) and one label per point."""

    mean: float
    low: float
    high: float
    labels: tuple[str, ...]


def xmr(values: ArrayLike, *, screened: bool = True) -> Xmr:
    """The NHS chart of a series; nan is a missing month.

    >>> xmr([50, 52, 49, 51, 50, 48, 50, 90]).labels[-1]
    'Above UCL'
    """
    y = np.asarray(values, float)
    mean = float(np.nanmean(y))
    reach = 2.66 * mean_moving_range(moving_ranges(y), screened=screened)
    if np.isnan(reach) and not screened:
        reach = 0.0
    return Xmr(mean, mean - reach, mean + reach, _labels(y, mean, reach))


def _labels(y: Floats, mean: float, reach: float) -> tuple[str, ...]:
    with np.errstate(invalid="ignore"):
        side = np.nan_to_num(np.sign(y - mean))
        far = np.abs(y - mean)
        beyond, close = far > reach, far > reach * 2 / 3
    trend = _trend(y)
    special = {
        "{} UCL": ("Above", "Below"),
        "7 Point Trend ({})": ("Increasing", "Decreasing"),
        "2 in 3 {} CL": ("Above", "Below"),
        "7 Points {} CL": ("Above", "Below"),
    }
    tests = (beyond, trend != 0, _two_in_three(side, close) & close, _run(side))
    ways = (side, trend, side, side)
    labels = []
    for i in range(len(y)):
        hit = next((k for k, test in enumerate(tests) if test[i]), None)
        labels.append(COMMON if hit is None else _label(list(special.items())[hit], float(ways[hit][i])))
    return tuple(labels)


def _label(rule: tuple[str, tuple[str, str]], way: float) -> str:
    text, (up, down) = rule
    return text.format(up if way > 0 else down).replace("Below UCL", "Below LCL")


def _members(windows: Flags, width: int, length: int) -> Flags:
    """Points that lie in any window that holds; window i covers points i to i + width - 1."""
    flags = np.zeros(length, bool)
    for start in np.flatnonzero(windows):
        flags[start : start + width] = True
    return flags


def _run(side: Floats) -> Flags:
    if len(side) < RUN:
        return np.zeros(len(side), bool)
    return _members(np.abs(sliding_window_view(side, RUN).sum(axis=1)) == RUN, RUN, len(side))


def _trend(y: Floats) -> Floats:
    """1 in a rise of 7 points, -1 in a fall, else 0."""
    if len(y) < RUN:
        return np.zeros(len(y))
    way = sliding_window_view(np.nan_to_num(np.sign(np.diff(y))), RUN - 1).sum(axis=1)
    rising, falling = (_members(way == sign * (RUN - 1), RUN, len(y)) for sign in (1, -1))
    return np.asarray(rising.astype(float) - (falling & ~rising), float)


def _two_in_three(side: Floats, close: Flags) -> Flags:
    if len(side) < 3:
        return np.zeros(len(side), bool)
    one_side = np.abs(sliding_window_view(side, 3).sum(axis=1)) == 3
    two_close = sliding_window_view(close, 3).sum(axis=1) >= 2
    return _members(one_side & two_close, 3, len(side))
