"""The debrief: her side first, then turning points, counts, what was named, what to try.

A pure function of the record. Text before figures; no total, no grade.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tenthhour.core.rehearsal.acts import FACILITATING
from tenthhour.core.rehearsal.coding import NAMES
from tenthhour.core.rehearsal.feedback.counts import Count, coded, counts, gap, orientation, plan, stakes
from tenthhour.core.rehearsal.palette import is_offered
from tenthhour.core.rehearsal.partner import Exchange, Rehearsal, step
from tenthhour.core.rehearsal.record import Turn
from tenthhour.core.rehearsal.scenario import Move
from tenthhour.core.rehearsal.state import Stage, value_of_levels

TURNING: Final = 20
POINTS: Final = 3
_SHE: Final = {"she": ("She", "Her"), "he": ("He", "His"), "they": ("They", "Their")}
# The sentence a harmful or costly one stands in the way of, on the same topic.
_INSTEAD_OF: Final = {
    "threaten": ("disclose",),
    "blame": ("own_share", "state_gap", "reflect"),
    "confront": ("reflect", "ask_open"),
    "advise_without": ("ask_permission", "ask_open"),
    "ask_leading": ("ask_open",),
}
_PHASES: Final = ("relationship", "reaction", "content", "coaching")


@dataclass(frozen=True)
class Instead:
    """Another move at the same turn, and what would have been answered to it there."""

    words: str
    reply: str
    change: int
    gain: int


@dataclass(frozen=True)
class TurningPoint:
    """A turn that moved the talk, with what else could have been said."""

    number: int
    is_better: bool
    words: str
    reply: str
    notes: tuple[str, ...]
    instead: Instead | None


@dataclass(frozen=True)
class Strength:
    """An act that carried the talk, with the turn where it did most."""

    act: str
    number: int
    words: str


@dataclass(frozen=True)
class Try:
    """One thing to try: the turn, what was said there, and what to say instead."""

    number: int
    words: str
    instead: Instead


@dataclass(frozen=True)
class Debrief:
    """Everything the debrief shows, in the order it is shown."""

    title: str
    side_of: str
    her_side: tuple[str, ...]
    turning: tuple[TurningPoint, ...]
    counts: tuple[Count, ...]
    coding: str
    orientation: str
    gap: str
    stakes: str
    plan: tuple[str, ...]
    phases: tuple[str, ...]
    strengths: tuple[Strength, ...]
    to_try: Try | None
    sixty_days: str
    principles: tuple[str, ...]


def debrief(stage: Stage, rehearsal: Rehearsal) -> Debrief:
    """The debrief of a rehearsal, finished or broken off."""
    names = stage.scenario.persona.names
    pronoun = names[rehearsal.record.name % len(names)].pronoun
    instead = {each.number: best_instead(stage, rehearsal, each) for each in rehearsal.exchanges}
    outcome = rehearsal.outcome
    return Debrief(
        title=outcome.title,
        side_of=f"{_SHE[pronoun][1]} side",
        her_side=tuple(side.text for side in outcome.her_side if side.when.holds(rehearsal.state)),
        turning=tuple(_turning(stage, rehearsal, pronoun, instead)),
        counts=counts(rehearsal),
        coding=coded(rehearsal),
        orientation=orientation(rehearsal),
        gap=gap(rehearsal),
        stakes=stakes(rehearsal),
        plan=tuple(plan(rehearsal, _SHE[pronoun][1])),
        phases=tuple(_phases(stage, rehearsal)),
        strengths=_strengths(rehearsal),
        to_try=_to_try(rehearsal, instead),
        sixty_days=outcome.sixty_days,
        principles=stage.scenario.debrief.principles,
    )


def best_instead(stage: Stage, rehearsal: Rehearsal, at: Exchange) -> Instead | None:
    """Of what could have been said at this turn, what would have helped most.

    Same seed, same state, this one turn replaced; on the same topic where that
    helps, too. Claimed for the next reply
    alone, never for the end of the talk.
    """
    played = [
        (step(stage, rehearsal.record, at.before, Turn(move=move.id), offers=False), move)
        for move in _candidates(stage, at)
    ]
    if not played:
        return None
    near = [
        pair for pair in played if pair[1].about == at.said.about and pair[0].change >= at.change + TURNING
    ]
    paired = [pair for pair in near if pair[1].main_act in _INSTEAD_OF.get(at.said.names[0], ())]
    best, move = max(paired or near or played, key=lambda pair: (pair[0].change, pair[1].id))
    return Instead(move.text, best.reply, best.change, gain=_felt(best) - _felt(at))


def _felt(at: Exchange) -> int:
    """What a turn did to her: levels and what she tells, without the milestones of the talk."""
    before, after = at.before, at.after
    return value_of_levels(after.levels) - value_of_levels(before.levels) + 40 * (after.layer - before.layer)


def _candidates(stage: Stage, at: Exchange) -> list[Move]:
    said = {spoken.line for spoken in at.before.spoken if spoken.turn == at.before.turn}
    ids = list(at.before.palette)
    for exemplar in stage.scenario.debrief.exemplars:
        ids += [id_ for id_ in exemplar.moves if exemplar.line in said and id_ not in ids]
    ids += [m.id for m in stage.scenario.moves if m.about == at.said.about and m.id not in ids]
    moves = (stage.moves[id_] for id_ in ids if id_ != at.said.move)
    return [m for m in moves if not m.is_poor and not m.ends and _fits(stage, at, m)]


def _fits(stage: Stage, at: Exchange, move: Move) -> bool:
    return move.id in at.before.palette or is_offered(stage, at.before, move)


def _turning(
    stage: Stage, rehearsal: Rehearsal, pronoun: str, instead: dict[int, Instead | None]
) -> Iterator[TurningPoint]:
    for each in turning_points(rehearsal):
        other = instead[each.number]
        yield TurningPoint(
            number=each.number,
            is_better=each.change > 0,
            words=each.said.text,
            reply=each.reply,
            notes=tuple(_notes(stage, each, pronoun)),
            instead=other if other is not None and other.change > each.change else None,
        )


def turning_points(rehearsal: Rehearsal) -> list[Exchange]:
    """At most three turns with the largest changes; one for the better among them if there is one."""
    moved = [
        each for each in rehearsal.exchanges if abs(each.change) >= TURNING and not _is_only_polite(each)
    ]
    largest = sorted(moved, key=lambda each: (-abs(each.change), each.number))
    chosen = largest[:POINTS]
    better = [each for each in largest if each.change > 0]
    if better and not any(each.change > 0 for each in chosen):
        chosen[-1] = better[0]
    return sorted(chosen, key=lambda each: each.number)


def _is_only_polite(at: Exchange) -> bool:
    """A gain that is none: she complies, or was told something kind instead of the matter."""
    return at.change > 0 and (at.after.is_compliant or at.said.evasive)


def _notes(stage: Stage, at: Exchange, pronoun: str) -> Iterator[str]:
    she = _SHE[pronoun][0]
    facts = stage.scenario.persona.facts
    for fact in sorted(at.after.told - at.before.told):
        yield f"{she} told you something: {_lowered(facts[fact])}"
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


def _phases(stage: Stage, rehearsal: Rehearsal) -> Iterator[str]:
    for phase in _PHASES:
        condition = stage.scenario.debrief.phases.get(phase)
        turns = [each.number for each in rehearsal.exchanges if condition and condition.holds(each.after)]
        touched = f"turn{'s' * (len(turns) > 1)} {', '.join(map(str, turns))}" if turns else "not reached"
        yield f"{phase.capitalize()}: {touched}"


def _strengths(rehearsal: Rehearsal) -> tuple[Strength, ...]:
    gains: dict[str, int] = {}
    best: dict[str, tuple[int, Exchange]] = {}
    for each in rehearsal.exchanges:
        for effect in each.effects:
            if effect.act not in FACILITATING or each.said.evasive or each.after.is_compliant:
                continue
            gains[effect.act] = gains.get(effect.act, 0) + effect.gain
            if effect.act not in best or effect.gain > best[effect.act][0]:
                best[effect.act] = (effect.gain, each)
    ranked = sorted((act for act in gains if gains[act] > 0), key=lambda act: (-gains[act], act))
    return tuple(Strength(NAMES[act], best[act][1].number, best[act][1].said.text) for act in ranked[:2])


def _to_try(rehearsal: Rehearsal, instead: dict[int, Instead | None]) -> Try | None:
    # Once the gap stands, what counts is how a sentence lands; before, that it be said at all.
    is_gap_stated = "gap_stated" in rehearsal.state.flags
    gains: Sequence[tuple[int, Exchange, Instead]] = [
        (other.gain if is_gap_stated else other.change - each.change, each, other)
        for each in rehearsal.exchanges
        if (other := instead[each.number]) is not None
    ]
    if not gains or max(gain for gain, *_ in gains) <= 0:
        return None
    _, each, other = max(gains, key=lambda item: (item[0], -item[1].number))
    return Try(each.number, each.said.text, other)


def after_turn(stage: Stage, rehearsal: Rehearsal, at: Exchange) -> str:
    """One sentence after a turn: what was heard, what it did, and one alternative if there is a better one."""
    names = stage.scenario.persona.names
    she = _SHE[names[rehearsal.record.name % len(names)].pronoun][0]
    heard = ", then ".join(NAMES[name] for name in at.said.names)
    sentence = f"Heard: {heard}. {she} {_movement(at.change)}."
    other = best_instead(stage, rehearsal, at)
    if other is not None and other.change >= at.change + TURNING:
        sentence += f" Another way: \u201c{other.words}\u201d"
    return sentence


def _movement(change: int) -> str:
    if abs(change) < 5:
        return "stayed where things were"
    if change > 0:
        return "opened up" if change >= TURNING else "came a little closer"
    return "drew back" if change <= -TURNING else "drew back a little"
