"""What a leader and a clinician write down, one file per noun."""

from tenthhour.apps.support.models.asks import Ask, AskDraft
from tenthhour.apps.support.models.promises import Promise
from tenthhour.apps.support.models.talks import Scratch, Talk

__all__ = ["Ask", "AskDraft", "Promise", "Scratch", "Talk"]
