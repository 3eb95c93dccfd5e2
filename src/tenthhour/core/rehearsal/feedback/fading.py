"""Feedback that fades: every turn at first, then the turns that mattered, then the end, then after one's own guess.

Live counts raised reflections by 91 per cent, and 76 remained after they were
taken away; open questions did not last (ClientBot, Tanana 2019). So what a
question did is told one level longer than the rest. The level is remembered on
the leader's own device; this module only says what follows from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tenthhour.core.rehearsal.acts import HARMFUL
from tenthhour.core.rehearsal.partner import Exchange, Rehearsal

TURNING: Final = 20
LEVELS: Final = ("each", "turning", "end", "guess")
IN_A_ROW: Final = 2
_WRITTEN: Final = re.compile(r"([0-3]):(-?1|0)")


@dataclass(frozen=True)
class Fading:
    """How far feedback has faded, and whether the last talk pointed on (1), back (-1) or neither (0)."""

    level: int = 0
    streak: int = 0

    @classmethod
    def read(cls, text: str) -> Fading:
        """From the few characters a device keeps; anything else begins anew."""
        found = _WRITTEN.fullmatch(text.strip())
        return cls(int(found[1]), int(found[2])) if found else cls()

    def __str__(self) -> str:
        return f"{self.level}:{self.streak}"

    @property
    def name(self) -> str:
        return LEVELS[self.level]

    def after(self, talk: Rehearsal) -> Fading:
        """What the next talk begins with: two talks in a row that agree move one level, others none.

        A talk broken off says nothing.
        """
        if not talk.is_over:
            return self
        way = 1 if went_well(talk) else -1
        if way != self.streak:
            return Fading(self.level, way)
        return Fading(max(0, min(len(LEVELS) - 1, self.level + way)))


def went_well(talk: Rehearsal) -> bool:
    """The gap was stated and no turn did harm: what feedback is for, not a grade."""
    harm = any(HARMFUL.intersection(each.said.names) for each in talk.exchanges)
    return "gap_stated" in talk.state.flags and not harm


def is_told(level: str, at: Exchange) -> bool:
    """Whether a turn gets its sentence of feedback at this level."""
    if level == "turning":
        asks_shut = bool({"ask_closed", "ask_leading"} & set(at.said.names))
        return asks_shut or abs(at.change) >= TURNING
    return level == "each"
