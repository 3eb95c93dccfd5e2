"""Thirteen familiar control charts as an analyst knows them; for display, never the alarm.

Question: how would a chart book draw this series? Method: centre and limits by Shewhart's formulas,
sigma from screened moving ranges (individuals, Laney's p' and u', Taylor's I', T), by the
distribution (p, u, c, g), or from inside groups (xbar, s); warning lines at two thirds.
Guarantees: equal to qicharts2 0.8.1 with moving-range screening to 1e-6, signals equal.
Why not the alarm: one series alone cannot tell a shared change from a personal one (GP appointments,
April 2020: XmR flags 29 of 29 regions), and its false-alarm rate is whatever it happens to be. Source: Montgomery 2009; Laney 2002; Taylor 2017; Provost 2011.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tenthhour.core.measurement.familiar.anhoej import Runs, runs
from tenthhour.core.measurement.familiar.constants import (
    MOVING_RANGE_LIMIT,
    MOVING_RANGE_MEAN,
    mean_moving_range,
    moving_ranges,
    shewhart_constants,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Chart:
    """One chart; arrays are (points,), limits nan where the chart has none.

    Attributes:
        value: What is drawn.
        centre: Centre line.
        low: Lower limit, 3 sigma.
        low_warning: Lower warning line, 2 sigma.
        high_warning: Upper warning line, 2 sigma.
        high: Upper limit, 3 sigma.
        has_runs: False where neighbouring points share values (mr), so that runs mean nothing.
    """

    value: Floats
    centre: Floats
    low: Floats
    low_warning: Floats
    high_warning: Floats
    high: Floats
    has_runs: bool = True

    @property
    def outside(self) -> NDArray[np.bool_]:
        """Points beyond a limit."""
        with np.errstate(invalid="ignore"):
            return np.asarray((self.value > self.high) | (self.value < self.low))

    @property
    def runs(self) -> Runs:
        """Anhoej's run statistics about the centre."""
        return runs(self.value, self.centre)

    @property
    def runs_signal(self) -> bool:
        """Whether the runs signal, where the chart has any."""
        return self.has_runs and self.runs.signal


def _chart(
    value: Floats, centre: ArrayLike, sigma: ArrayLike, floor: float = -np.inf, cap: float = np.inf
) -> Chart:
    middle = np.broadcast_to(np.asarray(centre, float), value.shape)
    lines = [np.clip(middle + k * np.asarray(sigma, float), floor, cap) for k in (-3, -2, 2, 3)]
    low, low_warning, high_warning, high = (np.broadcast_to(line, value.shape) for line in lines)
    return Chart(value, middle, low, low_warning, high_warning, high)


def _transformed(chart: Chart, back: Callable[[Floats], Floats]) -> Chart:
    """The same chart drawn on another scale."""
    return Chart(
        back(chart.value),
        back(chart.centre),
        back(chart.low),
        back(chart.low_warning),
        back(chart.high_warning),
        back(chart.high),
        chart.has_runs,
    )


def run_chart(values: ArrayLike) -> Chart:
    """Run: values about their median, without limits."""
    y = np.asarray(values, float)
    return _chart(y, np.nanmedian(y), np.nan)


def i_chart(values: ArrayLike) -> Chart:
    """I (XmR): individual values, sigma from screened moving ranges of the values present."""
    y = np.asarray(values, float)
    sigma = mean_moving_range(moving_ranges(y[~np.isnan(y)])) / MOVING_RANGE_MEAN
    return _chart(y, np.nanmean(y), sigma)


def mr_chart(values: ArrayLike) -> Chart:
    """MR: moving ranges; the first point has none."""
    y = np.concatenate([[np.nan], moving_ranges(values)])
    centre = float(np.nanmean(y))
    chart = _chart(y, centre, np.nan)
    high = np.full_like(y, MOVING_RANGE_LIMIT * centre)
    return replace(
        chart, low=0 * high, low_warning=0 * high, high_warning=high * 2 / 3, high=high, has_runs=False
    )


def p_chart(numerator: ArrayLike, denominator: ArrayLike, *, laney: bool = False) -> Chart:
    """P, or with `laney` P': proportions, sigma by the binomial, widened by the spread of its z-scores."""
    x, n = np.asarray(numerator, float), np.asarray(denominator, float)
    centre = np.nansum(x) / np.nansum(n)
    sigma = np.sqrt(centre * (1 - centre) / n)
    return _chart(x / n, centre, sigma * _laney(x / n, centre, sigma, used=laney), 0.0, 1.0)


def u_chart(events: ArrayLike, exposure: ArrayLike, *, laney: bool = False) -> Chart:
    """U, or with `laney` U': rates, sigma by the Poisson, widened by the spread of its z-scores."""
    x, n = np.asarray(events, float), np.asarray(exposure, float)
    centre = np.nansum(x) / np.nansum(n)
    sigma = np.sqrt(centre / n)
    return _chart(x / n, centre, sigma * _laney(x / n, centre, sigma, used=laney), 0.0)


def _laney(y: Floats, centre: float, sigma: Floats, *, used: bool) -> float:
    return mean_moving_range(moving_ranges((y - centre) / sigma)) / MOVING_RANGE_MEAN if used else 1.0


def i_prime_chart(numerator: ArrayLike, denominator: ArrayLike) -> Chart:
    """I' (Taylor): ratios with unequal denominators, sigma from moving ranges of equal standing."""
    x, n = np.asarray(numerator, float), np.asarray(denominator, float)
    y = x / n
    # A difference of neighbours has variance sigma^2 (1/n + 1/n'); sqrt(pi/2) is 1 / E|N(0, 1)|.
    ranges = moving_ranges(y) / np.sqrt(1 / n[1:] + 1 / n[:-1])
    sigma = mean_moving_range(ranges) * np.sqrt(np.pi / 2)
    return _chart(y, np.nansum(x) / np.nansum(n), sigma / np.sqrt(n))


def c_chart(counts: ArrayLike) -> Chart:
    """C: counts over equal opportunity."""
    y = np.asarray(counts, float)
    return _chart(y, np.nanmean(y), np.sqrt(np.nanmean(y)), 0.0)


def g_chart(cases_between: ArrayLike) -> Chart:
    """G: cases between rare events, geometric; drawn about the median, limits about the mean."""
    y = np.asarray(cases_between, float)
    mean = np.nanmean(y)
    chart = _chart(y, mean, np.sqrt(mean * (mean + 1)), 0.0)
    return replace(chart, centre=np.full_like(y, np.nanmedian(y)))


def t_chart(time_between: ArrayLike) -> Chart:
    """T: time between rare events, an I chart of the 3.6th root (Weibull made nearly normal)."""
    rooted = i_chart(np.asarray(time_between, float) ** (1 / 3.6))
    return _transformed(rooted, lambda line: np.maximum(line, 0.0) ** 3.6)


def xbar_chart(values: ArrayLike, groups: ArrayLike) -> Chart:
    """Xbar: means of groups, sigma from the mean SD inside groups."""
    mean, sd, n = _grouped(values, groups)
    grand, inside = float((mean * n).sum() / n.sum()), _pooled_sd(sd, n)
    return _chart(mean, grand, shewhart_constants(n).a3 * inside / 3)


def s_chart(values: ArrayLike, groups: ArrayLike) -> Chart:
    """S: SDs inside groups."""
    _mean, sd, n = _grouped(values, groups)
    c4 = shewhart_constants(n).c4
    inside = _pooled_sd(sd, n)
    return _chart(sd, inside, inside * np.sqrt(1 - c4**2) / c4, 0.0)


def _grouped(values: ArrayLike, groups: ArrayLike) -> tuple[Floats, Floats, Floats]:
    y, (_names, group) = np.asarray(values, float), np.unique(np.asarray(groups), return_inverse=True)
    n = np.asarray(np.bincount(group), float)
    mean = np.bincount(group, y) / n
    sd = np.sqrt(np.bincount(group, (y - mean[group]) ** 2) / (n - 1))
    return mean, sd, n


def _pooled_sd(sd: Floats, n: Floats) -> float:
    """Mean SD of groups, weighted by their size."""
    return float((sd * n).sum() / n.sum())
