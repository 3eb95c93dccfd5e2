"""A leader's week: how often pairs meet, what that costs, and what fits into the minutes there are."""

from tenthhour.core.support.week.budget import (
    ANSWERS,
    FULL_WEEK,
    OVERLOAD_WEEKS,
    Load,
    available,
    fte_for,
    load,
    need,
)
from tenthhour.core.support.week.fill import Duty, Filled, Kind, Left, fill
from tenthhour.core.support.week.rhythm import RHYTHMS, default_rhythm, next_due, rhythm_words

__all__ = [
    "ANSWERS",
    "FULL_WEEK",
    "OVERLOAD_WEEKS",
    "RHYTHMS",
    "Duty",
    "Filled",
    "Kind",
    "Left",
    "Load",
    "available",
    "default_rhythm",
    "fill",
    "fte_for",
    "load",
    "need",
    "next_due",
    "rhythm_words",
]
