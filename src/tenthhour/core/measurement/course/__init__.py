"""Course: one measure of one group of colleagues, from counts to what may be said each period."""

from tenthhour.core.measurement.course.gates import Standing, standing
from tenthhour.core.measurement.course.prepare import Prepared, Situation, baseline_length, prepare
from tenthhour.core.measurement.course.rule import Rule, rule_of
from tenthhour.core.measurement.course.walk import Course, walk, watched

__all__ = [
    "Course",
    "Prepared",
    "Rule",
    "Situation",
    "Standing",
    "baseline_length",
    "prepare",
    "rule_of",
    "standing",
    "walk",
    "watched",
]
