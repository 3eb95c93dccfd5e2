"""Typed sentences: what the program hears in them, for the leader to confirm."""

from __future__ import annotations

from tenthhour.core.rehearsal.hearing.features import HEARABLE, Coder
from tenthhour.core.rehearsal.hearing.guesses import LABELS, MOST_WORDS, Guess, confirmed, hear, is_cut
from tenthhour.core.rehearsal.hearing.stop import must_stop

__all__ = ["HEARABLE", "LABELS", "MOST_WORDS", "Coder", "Guess", "confirmed", "hear", "is_cut", "must_stop"]
