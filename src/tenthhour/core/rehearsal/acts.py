"""What a sentence does, and what each act moves in the other person.

One closed list for moves, coder, debrief and bots. The figures are design
figures (`docs/rehearsal.md` says what may be claimed): they hang together,
which is all that is claimed for them.
"""

from __future__ import annotations

from typing import Final

LEVELS: Final = ("trust", "heard", "autonomy", "hope", "energy", "defence", "threat")
PHASES: Final = ("relationship", "reactions", "content", "coaching", "close")

HARMFUL: Final = frozenset({"confront", "blame", "threaten"})
COSTLY: Final = frozenset({"advise_without", "ask_leading"})
FACILITATING: Final = frozenset(
    {
        "greet_frame",
        "ask_open",
        "reflect",
        "summarise",
        "affirm",
        "ask_permission",
        "advise_with",
        "disclose",
        "state_gap",
        "own_share",
        "honour_choice",
        "repair",
        "plan",
        "wait",
    }
)
NEUTRAL: Final = frozenset({"ask_closed", "inform", "other"})
ACTS: Final = HARMFUL | COSTLY | FACILITATING | NEUTRAL

# For T H A O E the better way is up; for D and P it is down.
BETTER: Final = (1, 1, 1, 1, 1, -1, -1)
# Past its ceiling a level cannot be improved further: ambivalence stays.
CEILINGS: Final = (90, 95, 85, 80, 90, 5, 5)

#                          T    H    A    O   E   D   P
ROWS: Final[dict[str, tuple[int, ...]]] = {
    "greet_frame": (4, 0, 2, 2, 0, -4, -6),
    "ask_open": (2, 5, 2, 1, -1, -3, -2),
    "ask_closed": (0, 1, -1, 0, -1, 1, 0),
    "ask_leading": (-2, -2, -4, -1, -2, 5, 2),
    "reflect_content": (3, 7, 1, 1, 0, -4, -2),
    "reflect_feeling": (5, 10, 2, 2, 1, -6, -3),
    "reflect_value": (7, 13, 4, 4, 2, -8, -4),
    "reflect_nothing": (-1, -1, 0, 0, -1, 1, 0),
    "reflect_used": (0, 1, 0, 0, -1, 1, 0),
    "reflect_worn": (-2, -2, 0, 0, -3, 3, 0),
    "summarise": (4, 8, 2, 2, 0, -4, -2),
    "summarise_nothing": (-1, -1, 0, 0, -1, 1, 0),
    "affirm": (4, 3, 1, 4, 2, -3, -1),
    "inform": (0, 0, 0, 0, -2, 1, 0),
    "ask_permission": (3, 1, 6, 1, 0, -4, -3),
    "advise_with": (0, 0, -1, 2, -1, 1, 0),
    "advise_without": (-3, -4, -6, -1, -2, 6, 2),
    "disclose": (2, 0, 1, -2, -2, 3, 5),
    "disclose_unheard": (-2, 0, 1, -4, -2, 7, 9),
    "evade_stakes": (-8, 0, 0, 0, 0, 0, 0),
    "state_gap": (2, 0, 0, -1, -2, 4, 3),
    "state_gap_unheard": (-4, -2, -1, -4, -3, 10, 10),
    "own_share": (6, 3, 2, 6, 1, -6, -4),
    "honour_choice": (4, 2, 8, 3, 1, -5, -4),
    "confront": (-8, -8, -4, -5, -4, 12, 6),
    "blame": (-12, -10, -5, -8, -6, 15, 8),
    "threaten": (-18, -8, -15, -15, -8, 12, 25),
    "repair": (6, 4, 3, 3, 0, -6, -8),
    "repair_nothing": (1, 0, 0, 0, -1, 0, 0),
    "plan": (5, 2, 3, 8, 1, -2, -4),
    "plan_early": (-2, -2, -4, 0, -2, 4, 2),
    "wait": (2, 4, 1, 0, 1, -2, -1),
    "wait_idle": (-1, 0, 0, 0, -2, 1, 1),
    "other": (0, 0, 0, 0, -2, 0, 0),
}

_CONNECT = ("greet_frame", "affirm", "own_share", "repair")
_EXPLORE = ("ask_open", "ask_closed", "ask_leading", "reflect", "summarise", "wait")
_TELL = ("inform", "state_gap", "disclose")
_FORWARD = ("ask_permission", "advise_with", "advise_without", "honour_choice", "plan")
_GROUP: Final = {
    act: column for column, acts in enumerate((_CONNECT, _EXPLORE, _TELL, _FORWARD)) for act in acts
}
# Columns: connect, explore, tell, forward.
_PHASE_PERCENT: Final = {
    "relationship": (120, 100, 60, 50),
    "reactions": (100, 120, 80, 50),
    "content": (100, 100, 100, 80),
    "coaching": (100, 110, 80, 120),
    "close": (100, 80, 60, 120),
}
_DIMINISHING: Final = (100, 70, 40, 15)
# Who says three good things in one breath is heard as one who goes through a list. Without this a leader who
# types keywords and claims an act for each reached the best end in 17 to 37 of 100 talks.
_IN_ONE_BREATH: Final = (100, 70, 40)


def phase_percent(act: str, phase: str) -> int:
    """How well an act fits the phase of the talk, in per cent; 100 for acts that fit none."""
    column = _GROUP.get(act)
    return 100 if column is None else _PHASE_PERCENT[phase][column]


def diminishing_percent(earlier_uses: int) -> int:
    """What is left of an act's benefit after earlier uses in the last six turns, in per cent."""
    return _DIMINISHING[min(earlier_uses, len(_DIMINISHING) - 1)]


def breath_percent(place: int) -> int:
    """What is left of an act's benefit as the first, second or third thing said in one turn, in per cent."""
    return _IN_ONE_BREATH[min(place, len(_IN_ONE_BREATH) - 1)]


def percent_of(amount: int, percent: int) -> int:
    """A share of a whole number, rounded half away from zero, without floats.

    >>> percent_of(-4, 87)
    -3
    """
    size = (abs(amount) * percent + 50) // 100
    return size if amount >= 0 else -size


def moved(levels: tuple[int, ...], row: str, sensitivity: int, benefit: tuple[int, ...]) -> tuple[int, ...]:
    """The seven levels after one act, not yet clamped to 0-100.

    What is for the better is reduced, in this order, by use (diminishing), by
    its place in the turn, by the phase, and by the room left below the ceiling. What is for the worse
    never is.

    Args:
        levels: Trust, heard, autonomy, hope, energy, defence, threat.
        row: Name of a row of the table.
        sensitivity: The persona's own per cent for this row.
        benefit: Diminishing, place in the turn and phase, in per cent.

    """
    return tuple(
        value + _change(percent_of(step, sensitivity), value, index, benefit)
        for index, (value, step) in enumerate(zip(levels, ROWS[row], strict=True))
    )


def _change(change: int, value: int, index: int, benefit: tuple[int, ...]) -> int:
    if change * BETTER[index] <= 0:
        return change
    room = (CEILINGS[index] - value) * BETTER[index]
    headroom = max(0, min(100, 100 * room // 40))
    for percent in (*benefit, headroom):
        change = percent_of(change, percent)
    return change
