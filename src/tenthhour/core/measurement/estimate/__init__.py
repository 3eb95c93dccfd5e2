"""Estimates: a clinician's own level, how sure, and how much of the spread is real."""

from tenthhour.core.measurement.estimate.baseline import (
    OwnBaseline,
    autocovariance,
    own_baseline,
    own_level,
)
from tenthhour.core.measurement.estimate.reliability import reliability

__all__ = ["OwnBaseline", "autocovariance", "own_baseline", "own_level", "reliability"]
