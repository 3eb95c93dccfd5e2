"""What the leader may say next: four to six moves of mixed quality and equal length.

Never a quiz with one right answer: at least one move helps, one is neutral,
one costs, and none can be told by its length or its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tenthhour.core.rehearsal.coding import plan_counts, row_of
from tenthhour.core.rehearsal.record import draw
from tenthhour.core.rehearsal.scenario import Move
from tenthhour.core.rehearsal.state import STAKES, Kind, Stage, State

SIZE: Final = 6
# Asking before telling belongs to the later phases, and phase alone brought it into 4 of 100 palettes.
ASKS_FIRST: Final = 9
_LISTEN = frozenset({"reflect", "summarise", "affirm"})
_ASK = frozenset({"ask_open", "ask_permission", "honour_choice"})
_SAY = frozenset({"state_gap", "disclose", "own_share", "plan", "repair", "advise_with", "greet_frame"})
_EMPTY = frozenset({"reflect_nothing", "reflect_used", "reflect_worn", "summarise_nothing", "repair_nothing"})


def _is(acts: frozenset[str]) -> Callable[[Kind], bool]:
    return lambda kind: kind.act in acts and not kind.is_poor


_SLOTS: Final[tuple[Callable[[Kind], bool], ...]] = (
    _is(_LISTEN),
    _is(_SAY),
    lambda kind: kind.is_poor,
    lambda kind: kind.is_neutral,
    _is(_ASK),
    *[lambda kind: True] * SIZE,
)


def palette(stage: Stage, seed: int, state: State) -> tuple[str, ...]:
    """Ids of the moves on offer now, in an order that tells nothing."""
    ranked = _ranked(stage, seed, state)
    chosen: list[Move] = []
    for wanted in _SLOTS:
        if len(chosen) == SIZE:
            break
        fitting = (m for m in ranked if wanted(stage.kinds[m.id]) and _goes_with(stage, m, chosen))
        chosen += [move for move in [next(fitting, None)] if move is not None]
    return tuple(sorted((m.id for m in chosen), key=lambda id_: draw(seed, state.turn, "order", id_)))


def is_offered(stage: Stage, state: State, move: Move) -> bool:
    """A move fits now: not said before, its condition holds, and it reflects something real."""
    if move.id in state.said or not move.when.holds(state):
        return False
    kind = stage.kinds[move.id]
    if not kind.needs_grounds:
        return True
    if kind.act == "repair" and not any(s.repaired < 0 and not s.healed for s in state.scars):
        return False
    return not any(row_of(stage, state, use) in _EMPTY for use in move.acts)


def _ranked(stage: Stage, seed: int, state: State) -> list[Move]:
    """Moves that fit, the most natural first; those shown twice running rest for a turn."""
    resting = set(state.shown[-1]) & set(state.shown[-2]) if len(state.shown) >= 2 else set()
    scored = [
        (-_fit(stage, state, move), draw(seed, state.turn, "palette", move.id), move)
        for move in stage.scenario.moves
        if move.id not in resting and is_offered(stage, state, move)
    ]
    return [move for *_, move in sorted(scored, key=lambda each: each[:2])]


def _fit(stage: Stage, state: State, move: Move) -> int:
    """How naturally a move follows: what was just said first, then topic, then phase."""
    kind = stage.kinds[move.id]
    fit = 6 * (move.about == state.topic) + kind.fits[state.phase] + 6 * move.ends
    if kind.meanings:
        for ago, meanings in enumerate(reversed(state.last_meanings)):
            fit += (9, 5, 2)[ago] * (not kind.meanings.isdisjoint(meanings))
    if kind.follows:
        ages = [_freshness(state.turn - turn) for fact, turn in state.told_when if fact in kind.follows]
        fit += max(ages, default=0)
    return fit + _due(state, move, kind.act)


def _due(state: State, move: Move, act: str) -> int:
    """What the talk waits for: an answer about the stakes, amends, the gap, the missing half of a plan."""
    if act == "disclose":
        is_open = "gap_stated" in state.flags and "stakes_disclosed" not in state.flags
        return 8 * ("asked_for_stakes" in state.flags) + 7 * is_open
    if act in ("repair", "advise_with"):  # each is offered only when the talk calls for it
        return 8
    if act == "ask_permission":
        return ASKS_FIRST * _may_soon_tell(state)
    if act == "plan":
        return 3 + 9 * _completes_plan(state, move)
    tempts = move.evasive and move.about == STAKES and "asked_for_stakes" in state.flags
    return 3 * (act == "state_gap") + 8 * tempts


def _may_soon_tell(state: State) -> bool:
    """She has been heard a little, and it is some turns since the leader last asked before telling."""
    has_asked = any("ask_permission" in acts for acts in state.acts[-4:])
    return not has_asked and state.level("heard") >= 25


def _freshness(turns_ago: int) -> int:
    """A move that takes up what she has just told comes first, and still early for three turns."""
    return 10 if turns_ago == 0 else 5 if turns_ago <= 3 else 0


def _completes_plan(state: State, move: Move) -> bool:
    if not plan_counts(state):
        return False
    owners = {use.owner for use in move.acts if use.act == "plan"}
    missing = {owner for owner in ("leader", "clinician") if f"owner_{owner}" not in state.flags}
    return bool(missing) and bool(owners & (missing | {"both"}))


def _goes_with(stage: Stage, move: Move, chosen: Sequence[Move]) -> bool:
    if move in chosen:
        return False
    act = stage.kinds[move.id].act
    if any(m.about == move.about and stage.kinds[m.id].act == act for m in chosen):
        return False
    return _equal_length([stage.kinds[m.id].words for m in (*chosen, move)])


def _equal_length(lengths: Sequence[int]) -> bool:
    """Each within 35 per cent of the median number of words."""
    median = sorted(lengths)[len(lengths) // 2]
    return all(65 * median <= 100 * length <= 135 * median for length in lengths)
