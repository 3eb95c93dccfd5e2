"""Signals: the shared month removed, and a CUSUM that knows its baseline is an estimate."""

from tenthhour.core.measurement.signals.evidence import Evidence, cusum, since
from tenthhour.core.measurement.signals.monitor import Monitored, Plan, monitor

__all__ = ["Evidence", "Monitored", "Plan", "cusum", "monitor", "since"]
