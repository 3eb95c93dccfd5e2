"""What a rehearsal did: her side first, turning points, counts, what to try."""

from __future__ import annotations

from tenthhour.core.rehearsal.feedback.counts import counts
from tenthhour.core.rehearsal.feedback.debrief import TURNING, Debrief, TurningPoint, after_turn, debrief

__all__ = ["TURNING", "Debrief", "TurningPoint", "after_turn", "counts", "debrief"]
