"""Is the ask doable? What the number asked for means in hours of a week.

A question, never a verdict: nothing here passes or fails anybody, and every
figure says where it comes from and can be corrected.
"""

from tenthhour.core.support.workload.hours import BESIDE, LIMITS, Doable, Line, Slots, check
from tenthhour.core.support.workload.inputs import (
    WEEKS_WORKED,
    Input,
    Inputs,
    Spread,
    Template,
    certain,
    contracted,
    default_inputs,
    per_session,
    per_week,
    per_year,
    per_year_wrvu,
)
from tenthhour.core.support.workload.levers import Lever, LeverSizes, levers

__all__ = [
    "BESIDE",
    "LIMITS",
    "WEEKS_WORKED",
    "Doable",
    "Input",
    "Inputs",
    "Lever",
    "LeverSizes",
    "Line",
    "Slots",
    "Spread",
    "Template",
    "certain",
    "check",
    "contracted",
    "default_inputs",
    "levers",
    "per_session",
    "per_week",
    "per_year",
    "per_year_wrvu",
]
