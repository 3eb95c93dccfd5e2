"""What a turn does: its acts, and which row of the table each one uses.

Written moves carry their acts, so their coding is exact. Typed text arrives
with acts its writer has confirmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tenthhour.core.errors import DataProblem
from tenthhour.core.rehearsal.acts import COSTLY, HARMFUL
from tenthhour.core.rehearsal.record import WAIT, Turn
from tenthhour.core.rehearsal.scenario import ActUse, Move
from tenthhour.core.rehearsal.state import STAKES, Stage, State

# The words shown for an act: in debrief and feedback, never the code.
NAMES: Final = {
    "greet_frame": "saying what this talk is",
    "ask_open": "an open question",
    "ask_closed": "a closed question",
    "ask_leading": "a question with its answer inside",
    "reflect": "a reflection",
    "summarise": "a summary",
    "affirm": "naming something done well",
    "inform": "information",
    "ask_permission": "asking before telling",
    "advise_with": "advice after a yes",
    "advise_without": "advice nobody asked for",
    "disclose": "telling the stakes as a fact",
    "state_gap": "naming the gap",
    "own_share": "owning your share",
    "honour_choice": "leaving a real choice",
    "confront": "contradicting",
    "blame": "blame",
    "threaten": "a consequence used as pressure",
    "repair": "taking something back",
    "plan": "a step with an owner",
    "wait": "silence on purpose",
    "other": "something else",
}


@dataclass(frozen=True)
class Heard:
    """A turn as the engine hears it."""

    text: str
    acts: tuple[ActUse, ...]
    about: str
    move: str = ""
    evasive: bool = False
    ends: bool = False
    is_typed: bool = False
    is_in_place: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(use.act for use in self.acts)

    @property
    def is_off_topic(self) -> bool:
        return self.is_typed and set(self.names) <= {"other"}


def heard(stage: Stage, state: State, turn: Turn) -> Heard:
    """A turn with its text and acts; at most three acts count, harmful ones always.

    Raises:
        DataProblem: The record names a move this scenario does not have.

    """
    if turn.move == WAIT:
        return Heard("(You wait.)", (ActUse("wait"),), state.topic, move=WAIT)
    if turn.move:
        move = stage.moves.get(turn.move)
        if move is None:
            raise DataProblem(f"This record uses a move '{turn.move}' that the scenario does not have.")
        return _authored(move, move.when.holds(state))
    about = turn.about or state.topic
    return Heard(turn.text, _counted(turn.acts), about, is_typed=True)


def _authored(move: Move, is_in_place: bool) -> Heard:
    acts = _counted(move.acts)
    return Heard(move.text, acts, move.about, move.id, move.evasive, move.ends, is_in_place=is_in_place)


def _counted(acts: Sequence[ActUse]) -> tuple[ActUse, ...]:
    return tuple(acts[:3]) + tuple(use for use in acts[3:] if use.act in HARMFUL)


def row_of(stage: Stage, state: State, use: ActUse) -> str:
    """The row of the table an act uses here: the same words do different things at different times."""
    special = _SPECIAL.get(use.act)
    return special(stage, state, use) if special else use.act


def _reflect(stage: Stage, state: State, use: ActUse) -> str:
    meaning = stage.meanings.get(use.meaning)
    if meaning is None or use.meaning not in state.available:
        return "reflect_nothing"
    earlier = state.used.count(use.meaning)
    if earlier == 0:
        return f"reflect_{meaning.level}"
    return "reflect_used" if earlier <= 2 else "reflect_worn"


def _summarise(stage: Stage, state: State, use: ActUse) -> str:
    return "summarise" if len(set(state.used)) >= 2 else "summarise_nothing"


def _unless_unheard(stage: Stage, state: State, use: ActUse) -> str:
    return use.act if state.level("heard") >= 35 else f"{use.act}_unheard"


def _repair(stage: Stage, state: State, use: ActUse) -> str:
    return "repair" if state.open_scars else "repair_nothing"


def _wait(stage: Stage, state: State, use: ActUse) -> str:
    return "wait" if state.turn - state.told_at <= 1 else "wait_idle"


def _advise(stage: Stage, state: State, use: ActUse) -> str:
    return "advise_with" if "ask_permission" in state.acts_recent else "advise_without"


def _plan(stage: Stage, state: State, use: ActUse) -> str:
    return "plan" if plan_counts(state) else "plan_early"


_SPECIAL: Final = {
    "reflect": _reflect,
    "summarise": _summarise,
    "state_gap": _unless_unheard,
    "disclose": _unless_unheard,
    "repair": _repair,
    "wait": _wait,
    "advise_with": _advise,
    "plan": _plan,
}


def plan_counts(state: State) -> bool:
    """A step agreed before the gap is on the table, or before she is heard, is only a yes."""
    is_time = state.phase in ("coaching", "close")
    return is_time and "gap_stated" in state.flags and state.level("heard") >= 50


def evades_stakes(state: State, said: Heard) -> bool:
    """She asked what stands behind it, and this turn looks away."""
    if "asked_for_stakes" not in state.flags or "disclose" in said.names:
        return False
    stays = said.about == STAKES or {"reflect", "wait"} & set(said.names)
    return said.evasive or not stays


def kind_of_turn(names: Sequence[str]) -> str:
    """harmful, costly or harmless: what the debrief counts a turn as."""
    if HARMFUL.intersection(names):
        return "harmful"
    return "costly" if COSTLY.intersection(names) else "harmless"
