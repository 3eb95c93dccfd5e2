"""Signals: the shared month removed, and evidence of a change that knows its baseline is an estimate."""

from tenthhour.core.measurement.signals.evidence import Evidence, Since, path, since
from tenthhour.core.measurement.signals.monitor import Monitored, Plan, monitor

__all__ = ["Evidence", "Monitored", "Plan", "Since", "monitor", "path", "since"]
