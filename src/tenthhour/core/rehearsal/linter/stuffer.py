"""A leader who types the right words without a conversation in them: keywords must not pay.

He works through a list of what good leaders are said to say, fills in words of
her world whether or not she has said them, and claims for each the act it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tenthhour.core.rehearsal.hearing import confirmed
from tenthhour.core.rehearsal.record import Turn, draw

if TYPE_CHECKING:
    from tenthhour.core.rehearsal.linter.bots import Seat

PER_TURN: Final = 3  # so many acts of a turn count
# `{meaning}` is something she could mean, `{low}` and `{fair}` the figures on the table.
_KEYWORDS: Final = (
    ("greet_frame", "Thanks for coming, just us, trust, a safe space, nothing formal."),
    ("ask_open", "How do you feel about your day and what matters to you?"),
    ("reflect", "I hear you, it sounds as if {meaning}."),
    ("affirm", "Great listening, great care, thank you for all that you do."),
    ("ask_permission", "May I share the data, the chart and the number with you?"),
    ("state_gap", "The gap: {low} where {fair} is expected, target, shared goals."),
    ("disclose", "Nothing is decided, the board, the budget, you will hear it from me first."),
    ("own_share", "Our system, our template, our share, our fault."),
    ("honour_choice", "It is your choice, your pace, your autonomy."),
    ("reflect", "You feel {meaning}, and you feel heard."),
    ("plan", "Let's plan: you and I, one step each, together, by Thursday."),
)


def keyword_stuffer(seat: Seat) -> Turn:
    """Three keyword sentences a turn, each with the act it claims to be."""
    first = PER_TURN * (seat.turn - 1)
    acts, texts = zip(*(_sentence(seat, first + n) for n in range(PER_TURN)), strict=True)
    return confirmed(" ".join(texts), acts, seat.stage, seat.state)


def _sentence(seat: Seat, number: int) -> tuple[str, str]:
    scenario = seat.stage.scenario
    meaning = scenario.meanings[draw(seat.seed, "stuffed", number) % len(scenario.meanings)]
    words = meaning.paraphrases[number % len(meaning.paraphrases)]
    card = scenario.brief.data_card
    act, text = _KEYWORDS[number % len(_KEYWORDS)]
    return act, text.format(meaning=words, low=card.estimate, fair=card.expected)
