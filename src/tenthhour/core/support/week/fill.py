"""What fits into this week, in the order of what is owed; the rest is named, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tenthhour.core.support.week.budget import CHECK_IN, FORMAL, NUMBERS, REHEARSAL, SUPERVISION, TALK, THANKS

Kind = Literal["formal", "promise", "request", "check_in", "talk", "number"]

# The order of filling: what has a legal date, what is owed, what was asked for, then the rhythm, then numbers.
ORDER: tuple[Kind, ...] = ("formal", "promise", "request", "check_in", "talk", "number")
MINUTES: dict[Kind, int] = {
    "formal": FORMAL,
    "promise": 5,
    "request": TALK,
    "check_in": CHECK_IN,
    "talk": TALK,
    "number": NUMBERS,
}
MOST: dict[Kind, int] = {"promise": 3, "talk": 4}
ME = REHEARSAL + SUPERVISION
_FOLLOW_UP = 10  # of a talk; a promise made is done in it


@dataclass(frozen=True)
class Duty:
    """One thing of the week: what, in words, days it has waited; a fixed one has its day and is not dropped."""

    kind: Kind
    ref: str
    words: str
    waits: int = 0
    is_fixed: bool = False


@dataclass(frozen=True)
class Left:
    """What is not done this week, and why."""

    duty: Duty
    why: str


@dataclass(frozen=True)
class Filled:
    """The week: what is on the page with its minutes, what is not, and the sum."""

    kept: tuple[tuple[Duty, int], ...]
    left: tuple[Left, ...]
    minutes: int
    available: int

    def of(self, kind: Kind) -> tuple[tuple[Duty, int], ...]:
        return tuple(line for line in self.kept if line[0].kind == kind)

    @property
    def over(self) -> int:
        """Minutes more than there are: dated duties stay whatever the sum says."""
        return max(0, self.minutes - self.available)


def fill(duties: Sequence[Duty], available: float, numbers: int) -> Filled:
    """Fill a week.

    Thanks (10 minutes) and the leader's own rehearsal and supervision (24) are
    set aside first and never dropped. Promises are kept in the ten minutes after
    a talk; only what goes beyond them is counted. Within a kind the order given
    holds.

    Args:
        duties: Everything owed now.
        available: Minutes that can be planned.
        numbers: How many numbers may be looked at, 1 or 2.

    """
    most = MOST | {"number": numbers}
    used, credit = THANKS + ME, 0
    kept: list[tuple[Duty, int]] = []
    left: list[Left] = []
    for duty in sorted(duties, key=lambda d: ORDER.index(d.kind)):
        many = Counter(d.kind for d, _ in kept)[duty.kind]
        minutes = _minutes(duty, numbers)
        saved = min(_FOLLOW_UP, credit) if duty.kind in ("talk", "request") else 0
        stays = duty.is_fixed or duty.kind == "formal"
        if not stays and many >= most.get(duty.kind, len(duties)):
            left.append(Left(duty, _full(duty.kind, most[duty.kind])))
        elif not stays and used + minutes - saved > available:
            left.append(Left(duty, f"Each takes {minutes} minutes, and this week has no room for it."))
        else:
            kept.append((duty, minutes))
            used += minutes - saved
            credit += minutes if duty.kind == "promise" else -saved
    return Filled(tuple(kept), tuple(left), used, round(available))


def _minutes(duty: Duty, numbers: int) -> int:
    return MINUTES["number"] // numbers if duty.kind == "number" else MINUTES[duty.kind]


def _full(kind: Kind, most: int) -> str:
    if kind == "number":
        return f"{'One number' if most == 1 else 'Two numbers'} a week; nothing is lost by waiting."
    if kind == "promise":
        return "Three promises on the page at a time; this one comes next."
    return "Four talks are enough for one week."
