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
from tenthhour.core.rehearsal.feedback.fading import TURNING
from tenthhour.core.rehearsal.feedback.instead import Instead, best_instead, notes_on, she_of, worst_instead
from tenthhour.core.rehearsal.partner import Exchange, Rehearsal
from tenthhour.core.rehearsal.state import Stage

POINTS: Final = 3
# As it was, and as it would have been.
_MOVEMENTS: Final = {
    -2: ("drew back", "drawn back"),
    -1: ("drew back a little", "drawn back a little"),
    0: ("stayed where things were", "stayed where things were"),
    1: ("came a little closer", "come a little closer"),
    2: ("opened up", "opened up"),
}
_ONLY_YES: Final = "agreed, and told you nothing"
_PHASES: Final = ("relationship", "reaction", "content", "coaching")


@dataclass(frozen=True)
class TurningPoint:
    """A turn that moved the talk, with what else could have been said."""

    number: int
    is_better: bool
    words: str
    reply: str
    did: str
    notes: tuple[str, ...]
    instead: Instead | None
    is_instead_better: bool
    instead_did: str


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
    theirs = she_of(stage, rehearsal, 1)
    instead = {each.number: best_instead(stage, rehearsal, each) for each in rehearsal.exchanges}
    outcome = rehearsal.outcome
    return Debrief(
        title=outcome.title,
        side_of=f"{theirs} side",
        her_side=tuple(side.text for side in outcome.her_side if side.when.holds(rehearsal.state)),
        turning=tuple(_turning(stage, rehearsal, instead)),
        counts=counts(rehearsal),
        coding=coded(rehearsal),
        orientation=orientation(rehearsal),
        gap=gap(rehearsal),
        stakes=stakes(rehearsal),
        plan=tuple(plan(rehearsal, theirs)),
        phases=tuple(_phases(stage, rehearsal)),
        strengths=_strengths(rehearsal),
        to_try=_to_try(rehearsal, instead),
        sixty_days=outcome.sixty_days,
        principles=stage.scenario.debrief.principles,
    )


def _turning(
    stage: Stage, rehearsal: Rehearsal, instead: dict[int, Instead | None]
) -> Iterator[TurningPoint]:
    she = she_of(stage, rehearsal)
    for each in turning_points(rehearsal):
        other = instead[each.number]
        is_better = other is not None and other.change > each.change
        if not is_better:
            other = worst_instead(stage, rehearsal, each)
        yield TurningPoint(
            number=each.number,
            is_better=each.change > 0,
            words=each.said.text,
            reply=each.reply,
            did=f"{she} {_movement(each)}.",
            notes=tuple(notes_on(stage, rehearsal, each)),
            instead=other,
            is_instead_better=is_better,
            instead_did=f"{she} would have {_would_have(other)}." if other is not None else "",
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
        if (other := instead[each.number]) is not None and not other.is_only_yes
    ]
    if not gains or max(gain for gain, *_ in gains) <= 0:
        return None
    _, each, other = max(gains, key=lambda item: (item[0], -item[1].number))
    return Try(each.number, each.said.text, other)


def after_turn(stage: Stage, rehearsal: Rehearsal, at: Exchange) -> str:
    """One sentence after a turn: what was heard, what it did, and one alternative if there is a better one."""
    she = she_of(stage, rehearsal)
    heard = ", then ".join(NAMES[name] for name in at.said.names)
    sentence = f"Heard: {heard}. {she} {_movement(at)}."
    other = best_instead(stage, rehearsal, at)
    if other is not None and other.change >= at.change + TURNING:
        sentence += f" Another way: \u201c{other.words}\u201d"
    return sentence


def _movement(at: Exchange) -> str:
    return _ONLY_YES if at.after.is_compliant else _MOVEMENTS[_size(at.change)][0]


def _would_have(other: Instead) -> str:
    return _ONLY_YES if other.is_only_yes else _MOVEMENTS[_size(other.change)][1]


def _size(change: int) -> int:
    """-2 to 2: drew back, a little, stayed, a little closer, opened up."""
    if abs(change) < 5:
        return 0
    return (2 if abs(change) >= TURNING else 1) * (1 if change > 0 else -1)
