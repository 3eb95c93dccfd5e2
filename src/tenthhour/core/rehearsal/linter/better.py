"""Do better sentences pay? One turn of a talk replaced by a better one, and the talk led on in the same way.

The rest of a talk cannot be repeated word for word after such a change: she
answers differently, and in a third of the pairs a later sentence would give
back something that was now never said. So later turns keep their act: the
same sentence where it still does what it did, else one on offer that does.
The figure for the same words is told beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tenthhour.core.rehearsal.acts import COSTLY, HARMFUL, NEUTRAL
from tenthhour.core.rehearsal.coding import row_of
from tenthhour.core.rehearsal.linter.bots import BOTS, run
from tenthhour.core.rehearsal.partner import Exchange, Rehearsal, play, step
from tenthhour.core.rehearsal.record import Turn, draw
from tenthhour.core.rehearsal.scenario import Move
from tenthhour.core.rehearsal.state import Stage, State, value

TOLERANCE: Final = 10
LED_BY: Final = ("random", "mixed_20", "adviser", "advice_then_repair")
# What puts the gap, the stakes or a step on the table. To take such a turn out betters nothing.
_MATTER: Final = frozenset({"state_gap", "disclose", "plan"})
_BRINGS: Final = frozenset({"gap_stated", "stakes_disclosed", "owner_leader", "owner_clinician", "date"})
_STANDS: Final = {"state_gap": "gap_stated", "disclose": "stakes_disclosed"}


@dataclass(frozen=True)
class Pair:
    """Two talks that differ in one turn: how much V the better sentence brought at the end."""

    old: str
    new: str
    gain: int
    gain_word_for_word: int
    takes_matter_out: bool

    @property
    def is_kept(self) -> bool:
        return self.gain >= -TOLERANCE


def pairs(stage: Stage, seeds: int) -> Iterator[Pair]:
    """A pair for each talk whose drawn turn had a better sentence on offer, one the talk does not use elsewhere."""
    for seed in range(seeds):
        for bot in LED_BY:
            talk = run(stage, BOTS[bot], seed)
            at = talk.exchanges[draw(seed, bot, "turn") % len(talk.exchanges)]
            better = _better(stage, talk, at)
            if better:
                yield _pair(stage, talk, at, better[draw(seed, bot, "better") % len(better)])


def rank(stage: Stage, state: State, move: Move) -> int:
    """Harmful 0, costly or evasive 1, neutral 2, facilitating 3; by what the act does here, not by its name.

    A gap or stakes named before any listening, or a plan before its time, is costly: the table says so.
    What stands already, named again, is neutral.
    """
    acts = {use.act for use in move.acts}
    rows = [row_of(stage, state, use) for use in move.acts]
    if acts & HARMFUL:
        return 0
    if acts & COSTLY or move.evasive or any(row.endswith(("_unheard", "_early", "_nothing")) for row in rows):
        return 1
    stands_already = any(_STANDS.get(act) in state.flags for act in acts)
    return 2 if acts & NEUTRAL or stands_already else 3


def _better(stage: Stage, talk: Rehearsal, at: Exchange) -> list[Move]:
    said = stage.moves.get(at.said.move)
    if said is None or said.ends:
        return []
    offered = (stage.moves[id_] for id_ in at.before.palette)
    free = (move for move in offered if not move.ends and move.id not in talk.state.said)
    return [m for m in free if rank(stage, at.before, m) > rank(stage, at.before, said)]


def _pair(stage: Stage, talk: Rehearsal, at: Exchange, new: Move) -> Pair:
    turns = list(talk.record.turns)
    turns[at.number - 1] = Turn(move=new.id)
    same_words = play(stage, replace(talk.record, turns=tuple(turns))).state
    brought = (at.after.flags - at.before.flags) & _BRINGS
    return Pair(
        old=at.said.names[0],
        new=new.main_act,
        gain=value(_led_on(stage, talk, at, turns)) - value(talk.state),
        gain_word_for_word=value(same_words) - value(talk.state),
        takes_matter_out=bool(brought) and not any(use.act in _MATTER for use in new.acts),
    )


def _led_on(stage: Stage, talk: Rehearsal, at: Exchange, turns: Sequence[Turn]) -> State:
    state = step(stage, talk.record, at.before, turns[at.number - 1]).after
    planned = {turn.move for turn in turns}
    for old, turn in zip(talk.exchanges[at.number :], turns[at.number :], strict=True):
        if state.ended:
            break
        state = step(stage, talk.record, state, _same_act(stage, state, old, turn, planned)).after
    return state


def _same_act(stage: Stage, state: State, old: Exchange, turn: Turn, planned: set[str]) -> Turn:
    """The same sentence where it does what it did; else one on offer that does, or is as good."""
    move = stage.moves.get(turn.move)
    if move is None or move.ends or _rows(stage, state, move) == _rows(stage, old.before, move):
        return turn
    level = rank(stage, old.before, move)
    offered = [stage.moves[id_] for id_ in state.palette if id_ not in planned]
    as_good = [m for m in offered if not m.ends and rank(stage, state, m) == level]
    same = [m for m in as_good if _rows(stage, state, m) == _rows(stage, old.before, move)]
    if not same and rank(stage, state, move) == level:
        return turn
    fitting = same or [m for m in as_good if m.main_act == move.main_act] or as_good
    return Turn(move=fitting[0].id) if fitting else turn


def _rows(stage: Stage, state: State, move: Move) -> list[str]:
    return [row_of(stage, state, use) for use in move.acts]
