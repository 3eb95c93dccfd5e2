"""What the leader may say next: four to six moves of mixed quality and equal length.

Never a quiz with one right answer: at least one move helps, one is neutral,
one costs, and none can be told by its length or its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tenthhour.core.rehearsal.acts import COSTLY, HARMFUL, phase_percent
from tenthhour.core.rehearsal.coding import plan_counts, row_of
from tenthhour.core.rehearsal.record import draw
from tenthhour.core.rehearsal.scenario import Move
from tenthhour.core.rehearsal.state import Stage, State

SIZE: Final = 6
_LISTEN = frozenset({"reflect", "summarise", "affirm"})
_ASK = frozenset({"ask_open", "ask_permission", "honour_choice"})
_SAY = frozenset({"state_gap", "disclose", "own_share", "plan", "repair", "advise_with", "greet_frame"})


def first_act(move: Move) -> str:
    """The act a move is mainly for."""
    return move.acts[0].act


def is_poor(move: Move) -> bool:
    """Harmful, costly, or kind and evasive."""
    return move.evasive or any(use.act in HARMFUL | COSTLY for use in move.acts)


def is_neutral(move: Move) -> bool:
    """Neither helps nor harms much: facts and closed questions."""
    return first_act(move) in ("inform", "ask_closed")


def _is(acts: frozenset[str]) -> Callable[[Move], bool]:
    return lambda move: first_act(move) in acts and not is_poor(move)


_SLOTS: Final[tuple[Callable[[Move], bool], ...]] = (
    _is(_LISTEN),
    _is(_SAY),
    is_poor,
    is_neutral,
    _is(_ASK),
    lambda move: True,
)


def palette(stage: Stage, seed: int, state: State) -> tuple[str, ...]:
    """Ids of the moves on offer now, in an order that tells nothing."""
    ranked = _ranked(stage, seed, state)
    chosen: list[Move] = []
    for wanted in _SLOTS:
        move = next((m for m in ranked if wanted(m) and _goes_with(m, chosen)), None)
        if move is not None:
            chosen.append(move)
    for move in ranked:
        if len(chosen) >= SIZE:
            break
        if _goes_with(move, chosen):
            chosen.append(move)
    return tuple(sorted((m.id for m in chosen), key=lambda id_: draw(seed, state.turn, "order", id_)))


def is_offered(stage: Stage, state: State, move: Move) -> bool:
    """A move fits now: not said before, its condition holds, and it reflects something real."""
    if move.id in state.said or not move.when.holds(state):
        return False
    if all(move.id in shown for shown in state.shown[-2:]) and len(state.shown) >= 2:
        return False
    if first_act(move) == "repair" and not any(s.repaired < 0 and not s.healed for s in state.scars):
        return False
    return not any(row_of(stage, state, use) in _EMPTY for use in move.acts)


_EMPTY = frozenset({"reflect_nothing", "reflect_used", "reflect_worn", "summarise_nothing", "repair_nothing"})


def _ranked(stage: Stage, seed: int, state: State) -> list[Move]:
    fitting = [move for move in stage.scenario.moves if is_offered(stage, state, move)]
    return sorted(fitting, key=lambda m: (-_fit(stage, state, m), draw(seed, state.turn, "palette", m.id)))


def _fit(stage: Stage, state: State, move: Move) -> int:
    """How naturally a move follows: what she just said first, then topic, then phase."""
    fit = 6 * (move.about == state.topic) + phase_percent(first_act(move), state.phase) // 20
    for ago, meanings in enumerate(reversed(state.last_meanings)):
        fit += (9, 5, 2)[ago] * any(use.meaning in meanings for use in move.acts if use.meaning)
    fit += max(
        (_freshness(state.turn - t) for f, t in state.told_when if f in stage.follows[move.id]), default=0
    )
    fit += 8 * (first_act(move) == "disclose" and "asked_for_stakes" in state.flags)
    fit += 8 * (first_act(move) == "repair")
    fit += 3 * (first_act(move) in ("state_gap", "plan")) + 9 * _completes_plan(state, move)
    return fit + 6 * move.ends


def _freshness(turns_ago: int) -> int:
    """A move that takes up what she has just told comes first, and still early for three turns."""
    return 10 if turns_ago == 0 else 5 if turns_ago <= 3 else 0


def _completes_plan(state: State, move: Move) -> bool:
    if not plan_counts(state):
        return False
    owners = {use.owner for use in move.acts if use.act == "plan"}
    missing = {owner for owner in ("leader", "clinician") if f"owner_{owner}" not in state.flags}
    return bool(missing) and bool(owners & (missing | {"both"}))


def _goes_with(move: Move, chosen: Sequence[Move]) -> bool:
    if move in chosen:
        return False
    if any((first_act(m), m.about) == (first_act(move), move.about) for m in chosen):
        return False
    return _equal_length([*chosen, move])


def _equal_length(moves: Sequence[Move]) -> bool:
    """Each within 35 per cent of the median number of words."""
    lengths = sorted(len(move.text.split()) for move in moves)
    median = lengths[len(lengths) // 2]
    return all(65 * median <= 100 * length <= 135 * median for length in lengths)
