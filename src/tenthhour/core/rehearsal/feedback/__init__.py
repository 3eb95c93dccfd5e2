"""What a rehearsal did: her side first, turning points, counts, what to try; and less of it by and by."""

from __future__ import annotations

from tenthhour.core.rehearsal.feedback.counts import Count, counts, to_guess
from tenthhour.core.rehearsal.feedback.debrief import Debrief, TurningPoint, after_turn, debrief
from tenthhour.core.rehearsal.feedback.fading import LEVELS, Fading, is_told

__all__ = [
    "LEVELS",
    "Count",
    "Debrief",
    "Fading",
    "TurningPoint",
    "after_turn",
    "counts",
    "debrief",
    "is_told",
    "to_guess",
]
