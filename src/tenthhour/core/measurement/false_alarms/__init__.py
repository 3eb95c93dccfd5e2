"""False alarms: thresholds that keep a promise about how often chance alone speaks."""

from tenthhour.core.measurement.false_alarms.thresholds import (
    MeasureThreshold,
    SiteThresholds,
    thresholds,
)
from tenthhour.core.measurement.false_alarms.walks import Watched

__all__ = ["MeasureThreshold", "SiteThresholds", "Watched", "thresholds"]
