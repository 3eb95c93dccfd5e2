"""Wording: a sentence a leader may read, or the reason why nothing may be said."""

from tenthhour.core.measurement.wording.silence import Silence, judged_from, not_said
from tenthhour.core.measurement.wording.speech import (
    CHECK_FIRST,
    Said,
    cannot_say,
    change_sentence,
    description,
    is_strength,
    pooled_sentence,
    strength_sentence,
    system_sentence,
)
from tenthhour.core.measurement.wording.values import Scale, by_chance, listed

__all__ = [
    "CHECK_FIRST",
    "Said",
    "Scale",
    "Silence",
    "by_chance",
    "cannot_say",
    "change_sentence",
    "description",
    "is_strength",
    "judged_from",
    "listed",
    "not_said",
    "pooled_sentence",
    "strength_sentence",
    "system_sentence",
]
