"""The arithmetic of a leader's time: what a team needs in a week, and what is there."""

from __future__ import annotations

from dataclasses import dataclass

FULL_WEEK = 2400  # contracted minutes of a full post
_PLANNABLE = 0.8  # a fifth of protected time goes to what nobody planned
TALK, CHECK_IN, FORMAL = 40, 20, 60  # a talk is 30 minutes and 10 before and after
NUMBERS, THANKS, REHEARSAL, SUPERVISION = 15, 10, 10, 14
FIXED = NUMBERS + THANKS + REHEARSAL + SUPERVISION
REFERENCE = 0.05  # of a full post a person led: a hospital rule of thumb, unproven in primary care
_USUAL_PLANS = 2
OVERLOAD_WEEKS = 3  # so many weeks running are no bad week any more, but too little time
ANSWERS = {
    "time": "more protected time",
    "people": "fewer people",
    "rhythm": "longer between talks",
    "stops": "a named thing stops",
}
"""What a supervisor can do about a week that is too short."""


def available(share: float, contracted: int = FULL_WEEK) -> float:
    """Minutes a week that can be planned.

    >>> round(available(0.10))
    192
    """
    return _PLANNABLE * share * contracted


def need(clinicians: int, weeks: float, plans: int = _USUAL_PLANS, formal: int = 0) -> float:
    """Minutes a week a team needs when everyone is met every so many weeks.

    >>> round(need(12, 52 / 12)), round(need(15, 6))
    (200, 189)
    """
    return TALK * clinicians / weeks + FIXED + CHECK_IN * plans + FORMAL * formal


def fte_for(minutes: float, contracted: int = FULL_WEEK) -> float:
    """The share of a full post that so many minutes a week ask for."""
    return minutes / _PLANNABLE / contracted


@dataclass(frozen=True)
class Load:
    """What a leader's people need of a week, and what there is; a number about time, of nobody's work."""

    clinicians: int
    need: float
    available: float
    share: float
    plans: int = 0
    formal: int = 0

    @property
    def gap(self) -> int:
        """Minutes a week that are missing; 0 when it fits."""
        return max(0, round(self.need) - round(self.available))

    @property
    def reference(self) -> float:
        return REFERENCE * self.clinicians

    @property
    def fte(self) -> float:
        return fte_for(self.need)

    @property
    def sentence(self) -> str:
        people = "1 person" if self.clinicians == 1 else f"{self.clinicians} people"
        start = f"An average week with {people} needs {round(self.need)} minutes"
        if not self.gap:
            return f"{start}; you have {round(self.available)}."
        return f"{start}; you have {round(self.available)}, {self.gap} too few. It would take {self.fte:.2f} of a post."


def load(talks_every: list[float], share: float, contracted: int, plans: int, formal: int) -> Load:
    """The load of a leader whose pairs meet every so many weeks, each its own."""
    minutes = sum(TALK / weeks for weeks in talks_every) + FIXED + CHECK_IN * plans + FORMAL * formal
    return Load(len(talks_every), minutes, available(share, contracted), share, plans, formal)
