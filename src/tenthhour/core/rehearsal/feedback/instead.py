"""What else could have been said at a turn, and what would have been answered: the same day, one turn replaced.

Claimed for the next reply and what it tells, never for the end of the talk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from tenthhour.core.rehearsal.feedback.fading import TURNING
from tenthhour.core.rehearsal.palette import is_offered
from tenthhour.core.rehearsal.partner import Exchange, Rehearsal, step
from tenthhour.core.rehearsal.record import Turn
from tenthhour.core.rehearsal.scenario import Move
from tenthhour.core.rehearsal.state import Stage, value_of_levels

_SHE: Final = {"she": ("She", "Her"), "he": ("He", "His"), "they": ("They", "Their")}
# The sentence a harmful or costly one stands in the way of, on the same topic.
_INSTEAD_OF: Final = {
    "threaten": ("disclose",),
    "blame": ("own_share", "state_gap", "reflect"),
    "confront": ("reflect", "ask_open"),
    "advise_without": ("ask_permission", "ask_open"),
    "ask_leading": ("ask_open",),
}


def she_of(stage: Stage, rehearsal: Rehearsal, form: int = 0) -> str:
    """She, he or they, as it was chosen; with 1 the possessive."""
    names = stage.scenario.persona.names
    return _SHE[names[rehearsal.record.name % len(names)].pronoun][form]


@dataclass(frozen=True)
class Instead:
    """Another move at the same turn, what would have been answered to it there, and what it would have done."""

    words: str
    reply: str
    change: int
    gain: int
    notes: tuple[str, ...] = ()
    is_only_yes: bool = False


def best_instead(stage: Stage, rehearsal: Rehearsal, at: Exchange) -> Instead | None:
    """Of what could have been said at this turn, what would have helped most; on the same topic where that helps, too."""
    played = _played(stage, rehearsal, at, lambda move: not move.is_poor)
    if not played:
        return None
    near = [
        pair for pair in played if pair[1].about == at.said.about and pair[0].change >= at.change + TURNING
    ]
    paired = [pair for pair in near if pair[1].main_act in _INSTEAD_OF.get(at.said.names[0], ())]
    return _instead(stage, rehearsal, at, max(paired or near or played, key=_by_change))


def worst_instead(stage: Stage, rehearsal: Rehearsal, at: Exchange) -> Instead | None:
    """Of the sentences on offer at this turn, what would have set the talk back most; None where nothing would."""
    played = _played(stage, rehearsal, at, lambda move: move.id in at.before.palette)
    worse = [pair for pair in played if pair[0].change < at.change]
    return _instead(stage, rehearsal, at, min(worse, key=_by_change)) if worse else None


def _by_change(pair: tuple[Exchange, Move]) -> tuple[int, str]:
    return pair[0].change, pair[1].id


def _instead(stage: Stage, rehearsal: Rehearsal, at: Exchange, pair: tuple[Exchange, Move]) -> Instead:
    other, move = pair
    notes = tuple(_told(stage, rehearsal, other, "would have told"))
    gain = _felt(other) - _felt(at)
    return Instead(move.text, other.reply, other.change, gain, notes, other.after.is_compliant)


def _felt(at: Exchange) -> int:
    """What a turn did to her: levels and what she tells, without the milestones of the talk."""
    before, after = at.before, at.after
    return value_of_levels(after.levels) - value_of_levels(before.levels) + 40 * (after.layer - before.layer)


def _played(
    stage: Stage, rehearsal: Rehearsal, at: Exchange, fits: Callable[[Move], bool]
) -> list[tuple[Exchange, Move]]:
    return [
        (step(stage, rehearsal.record, at.before, Turn(move=move.id), offers=False), move)
        for move in _candidates(stage, at)
        if fits(move)
    ]


def _candidates(stage: Stage, at: Exchange) -> list[Move]:
    said = {spoken.line for spoken in at.before.spoken if spoken.turn == at.before.turn}
    ids = list(at.before.palette)
    for exemplar in stage.scenario.debrief.exemplars:
        ids += [id_ for id_ in exemplar.moves if exemplar.line in said and id_ not in ids]
    ids += [m.id for m in stage.scenario.moves if m.about == at.said.about and m.id not in ids]
    moves = (stage.moves[id_] for id_ in ids if id_ != at.said.move)
    return [m for m in moves if not m.ends and (m.id in at.before.palette or is_offered(stage, at.before, m))]


def _told(stage: Stage, rehearsal: Rehearsal, at: Exchange, verb: str) -> Iterator[str]:
    for fact in sorted(at.after.told - at.before.told):
        yield f"{she_of(stage, rehearsal)} {verb} you something: {_lowered(stage.scenario.persona.facts[fact])}"


def notes_on(stage: Stage, rehearsal: Rehearsal, at: Exchange) -> Iterator[str]:
    """What a turn did beyond the words of the answer: what was told, kept, missed or came too early."""
    she = she_of(stage, rehearsal)
    yield from _told(stage, rehearsal, at, "told")
    if at.kept_shut:
        yield f"{she} was about to tell you something, and kept it: there had been harm in the last turns."
    if any(effect.row == "evade_stakes" for effect in at.effects):
        yield f"{she} had asked what stands behind the number, and got no answer."
    if any(effect.row.endswith("_unheard") for effect in at.effects):
        yield "It came before there had been much listening, and cost more for it."
    if any(effect.row == "plan_early" for effect in at.effects):
        yield "A step agreed this early is only a yes."


def _lowered(text: str) -> str:
    return text[0].lower() + text[1:]
