"""Familiar charts an analyst may switch to: equal to the tools people know, and never the alarm.

constants      Shewhart's constants, screened moving ranges
xmr            XmR with the NHS rules
charts         thirteen control charts
anhoej         runs and crossings
risk_cusum     risk-adjusted CUSUM, VLAD, their run lengths
run_lengths    run lengths and thresholds of CUSUM and EWMA
rolling_cusum  OpenPrescribing's alert
"""

from tenthhour.core.measurement.familiar.anhoej import Runs, runs, runs_signal
from tenthhour.core.measurement.familiar.charts import (
    Chart,
    c_chart,
    g_chart,
    i_chart,
    i_prime_chart,
    mr_chart,
    p_chart,
    run_chart,
    s_chart,
    t_chart,
    u_chart,
    xbar_chart,
)
from tenthhour.core.measurement.familiar.constants import shewhart_constants
from tenthhour.core.measurement.familiar.risk_cusum import (
    average_run_length,
    binomial_cusum,
    first_signal,
    limit_for,
    risk_adjusted,
    upward,
    vlad,
    weights,
)
from tenthhour.core.measurement.familiar.rolling_cusum import rolling_alerts
from tenthhour.core.measurement.familiar.run_lengths import (
    cusum_run_length,
    cusum_threshold,
    ewma_run_length,
    ewma_threshold,
    two_sided_run_length,
)
from tenthhour.core.measurement.familiar.xmr import Xmr, xmr

__all__ = [
    "Chart",
    "Runs",
    "Xmr",
    "average_run_length",
    "binomial_cusum",
    "c_chart",
    "cusum_run_length",
    "cusum_threshold",
    "ewma_run_length",
    "ewma_threshold",
    "first_signal",
    "g_chart",
    "i_chart",
    "i_prime_chart",
    "limit_for",
    "mr_chart",
    "p_chart",
    "risk_adjusted",
    "rolling_alerts",
    "run_chart",
    "runs",
    "runs_signal",
    "s_chart",
    "shewhart_constants",
    "t_chart",
    "two_sided_run_length",
    "u_chart",
    "upward",
    "vlad",
    "weights",
    "xbar_chart",
    "xmr",
]
