"""Data question: what the program asks about the numbers themselves before it says anything about a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tenthhour.core.errors import Refused
from tenthhour.core.month import Month

Kind = Literal["source", "jump", "all_or_none", "stuck", "new_level", "definition", "own_level"]
Given = Literal["right", "corrected", "definition", "new_level", "not_yet"]

# What may be answered to each; a person chooses, and says why.
ANSWERS: dict[Kind, tuple[Given, ...]] = {
    "source": ("right", "corrected", "definition"),
    "jump": ("right", "corrected"),
    "all_or_none": ("right", "corrected"),
    "stuck": ("right", "corrected"),
    "new_level": ("new_level", "definition", "not_yet"),
    "definition": ("definition", "not_yet"),
    "own_level": ("new_level",),  # asked of the leader and the clinician, not of the steward
}
LEAST_REASON = 10  # characters: a reason somebody else can follow a year later


@dataclass(frozen=True)
class DataQuestion:
    """One question about one measure, for the person who looks after the data.

    Attributes:
        id: Stays the same from month to month while the question is the same.
        kind: Which rule asks.
        measure_id: Which measure.
        clinician_id: Whose months; None where it is about everybody's.
        peer_group: Whose measure, where it is about everybody's.
        first: First month in question.
        last: Last one.
        found: What was found, as a sentence.
        ask: What to find out, as a question.
        holds: Nothing is said of these months until it is answered.

    """

    id: str
    kind: Kind
    measure_id: str
    clinician_id: str | None
    peer_group: str
    first: Month
    last: Month
    found: str
    ask: str
    holds: bool

    @property
    def months(self) -> str:
        """The months in words.

        >>> DataQuestion("", "jump", "m", "c", "", Month(2026, 3), Month(2026, 3), "", "", True).months
        'March 2026'
        """
        if self.first == self.last:
            return self.first.words
        return f"{self.first.words} to {self.last.words}"


def check(question: DataQuestion, given: str, reason: str) -> str:
    """The reason of an answer that may be given, without needless space.

    Raises:
        Refused: The question knows no such answer, or the reason is too short to be understood later; both are said.

    """
    words, wrong = " ".join(reason.split()), []
    if given not in ANSWERS[question.kind]:
        wrong.append("Choose one of the answers offered.")
    if len(words) < LEAST_REASON:
        wrong.append(f"Say why in at least {LEAST_REASON} characters: somebody will read it in a year.")
    if wrong:
        raise Refused(*wrong)
    return words
