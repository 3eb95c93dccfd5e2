"""What a leader and a clinician write down, one file per noun."""

from tenthhour.apps.support.models.asks import Ask, AskDraft
from tenthhour.apps.support.models.promises import Promise
from tenthhour.apps.support.models.talks import Point, Rhythm, Scratch, Talk, Useful

__all__ = ["Ask", "AskDraft", "Point", "Promise", "Rhythm", "Scratch", "Talk", "Useful"]
