"""OpenPrescribing's alert: a CUSUM of percentiles whose target rolls along. Kept to compare; never the alarm.

Question: when would OpenPrescribing write to a practice? Method: target and SD from the first `window`
months; S+ and S- with half an SD of slack; an alert beyond `sensitivity` SDs. During an alert the target
becomes the mean of the last `window` months; once the sums turn back everything starts anew.
Guarantees: 25 of 25 published cases. Rejected as ours: a noisy start sets a limit that is never
crossed, and percentiles of persons are never computed here. Source: Walker et al. 2019 (method), its
test cases (MIT licence).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _State:
    target: float
    limit: float
    up: float
    down: float

    @property
    def alert(self) -> str:
        if self.up > self.limit:
            return "u"
        return "d" if self.down < -self.limit else " "


def rolling_alerts(values: ArrayLike, window: int = 12, sensitivity: float = 5.0) -> str:
    """One letter per month: u (up), d (down) or a space; nan is a missing month.

    >>> rolling_alerts([1, 1, 1, 1, 0.9, 0.8, 0.7, 0.7, 0.7, 0.7], window=3)
    '    ddddd '
    """
    y = np.asarray(values, float)
    known = [i for i in range(len(y)) if not np.isnan(y[i : i + window]).all()]
    if not known:
        return " " * len(y)
    state, letters = _State(np.nan, np.nan, 0.0, 0.0), " " * known[0]
    for i in range(known[0], len(y)):
        state = (
            _next(state, y, i, window, sensitivity)
            if i > known[0]
            else _fresh(y[i], y[i : i + window], sensitivity)
        )
        letters += state.alert
    return letters


def _next(state: _State, y: Floats, i: int, window: int, sensitivity: float) -> _State:
    if state.alert == " ":
        return _moved(state, y[i], sensitivity)
    recent = y[i - window : i]
    ahead = _moved(_State(float(np.nanmean(recent)), state.limit, state.up, state.down), y[i], sensitivity)
    onwards = ahead.up > state.up if state.alert == "u" else ahead.down < state.down
    return ahead if onwards else _fresh(y[i], recent, sensitivity)


def _fresh(value: float, basis: Floats, sensitivity: float) -> _State:
    """Start anew: target and limit from `basis`."""
    limit = sensitivity * float(np.nanstd(basis))
    return _moved(_State(float(np.nanmean(basis)), limit, 0.0, 0.0), value, sensitivity)


def _moved(state: _State, value: float, sensitivity: float) -> _State:
    if np.isnan(value):  # a missing month sets both sums back to 0, as the original does
        return _State(state.target, state.limit, 0.0, 0.0)
    slack, away = 0.5 * state.limit / sensitivity, value - state.target
    up = round(max(0.0, state.up + away - slack), 2)
    down = round(min(0.0, state.down + away + slack), 2)
    return _State(state.target, state.limit, up, down)
