"""What she says: lines that may be said now, scored, composed, never repeated.

Reaction + content + at most one hook. A line written for the very move wins,
a fact whose gate has opened wins over that; ties go to a hash of the seed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from tenthhour.core.rehearsal.coding import Heard
from tenthhour.core.rehearsal.record import draw
from tenthhour.core.rehearsal.scenario import Line, Outcome
from tenthhour.core.rehearsal.state import STAKES, Spoken, Stage, State

SILENCE: Final = "(Nothing is said.)"
STEP_OUT: Final = "(The rehearsal stops for a moment. Choose one of the sentences below, or type again.)"

# Which lines fit which mood; lines marked "any" fit all but a compliant one.
_FITS: Final = {
    "compliant": ("compliant",),
    "sharp": ("any", "sharp"),
    "tired": ("any", "calm", "even", "tired"),
    "open": ("any", "calm", "open"),
    "even": ("any", "calm", "even"),
}
_TELLS, _DIRECT, _TOPIC, _ACT, _MOOD, _POOL_JUST_USED = 40, 30, 8, 6, 3, -5


def opening(stage: Stage, seed: int, state: State) -> tuple[State, str]:
    """Her first words, before the leader has said anything."""
    lines = [line for line in stage.loose["opening"] if line.when.holds(state)]
    if not lines:
        return state, ""
    line = lines[draw(seed, "opening") % len(lines)]
    return _say(state, line, draw(seed, "opening", line.id) % len(line.text))


def reply(
    stage: Stage, seed: int, state: State, said: Heard, ending: Outcome | None
) -> tuple[State, tuple[str, ...], str]:
    """Her reply to this turn: the state after it, ids of the lines used, and the words."""
    if ending is not None and state.ended != "time":
        words = ending.closing[draw(seed, "closing", ending.id) % len(ending.closing)]
        return state, (), words
    first = len(state.spoken)
    state, words = (
        _deflected(stage, seed, state) if said.is_off_topic else _answered(stage, seed, state, said)
    )
    state = _noted(stage, state, first)
    if ending is not None:
        closing = ending.closing[draw(seed, "closing", ending.id) % len(ending.closing)]
        words = f"{words}\n{closing}"
    return state, tuple(each.line for each in state.spoken[first:]), words


def _answered(stage: Stage, seed: int, state: State, said: Heard) -> tuple[State, str]:
    content = _best(stage, seed, state, said, "content")
    words: list[str] = []
    if content is None or not content.to:
        state, words = _add(state, words, _best(stage, seed, state, said, "reaction"), seed)
    state, words = _add(state, words, content, seed)
    if content is not None and not content.tells and not words[-1].endswith("?"):
        state, words = _add(state, words, _best(stage, seed, state, said, "hook"), seed)
    return state, " ".join(words) or SILENCE


def _deflected(stage: Stage, seed: int, state: State) -> tuple[State, str]:
    if state.ladder >= 3:
        return state, STEP_OUT
    if state.ladder == 2:
        return state, "I'm not sure what you are asking me."
    state, words = _add(state, [], _top(stage, seed, state, None, stage.loose["deflection"]), seed)
    return state, " ".join(words) or SILENCE


def _best(stage: Stage, seed: int, state: State, said: Heard, pool: str) -> Line | None:
    direct = stage.direct.get(said.move, ()) if said.is_in_place else ()
    candidates = (*(line for line in direct if line.pool == pool), *stage.loose[pool])
    return _top(stage, seed, state, said, candidates)


def _top(stage: Stage, seed: int, state: State, said: Heard | None, lines: Iterable[Line]) -> Line | None:
    moods = _FITS[state.mood]
    scored = [
        (_score(state, said, line), draw(seed, state.turn, line.id), line)
        for line in lines
        if line.mood in moods and _is_eligible(stage, state, said, line)
    ]
    return max(scored, key=lambda each: each[:2])[2] if scored else None


def _is_eligible(stage: Stage, state: State, said: Heard | None, line: Line) -> bool:
    if said is not None and not _answers(said, line):
        return False
    if not _unused(state, line):
        return False
    if line.tells and not _tells_something_new(stage, state, line):
        return False
    return line.when.holds(state)


def _answers(said: Heard, line: Line) -> bool:
    if line.to:
        return True
    if line.about and not line.ask_back and said.about not in line.about:
        return False
    return not line.acts or bool(set(line.acts).intersection(said.names))


def _tells_something_new(stage: Stage, state: State, line: Line) -> bool:
    is_open = all(state.may_tell(stage, fact) for fact in line.tells)
    return is_open and any(fact not in state.told for fact in line.tells)


def _unused(state: State, line: Line) -> list[int]:
    """Wordings of a line still free: each wording is said once, a `once` line only once."""
    uses = [each for each in state.spoken if each.line == line.id]
    if not uses:
        return list(range(len(line.text)))
    if line.once or state.turn - uses[-1].turn <= line.cooldown:
        return []
    taken = {each.wording for each in uses}
    return [index for index in range(len(line.text)) if index not in taken]


def _score(state: State, said: Heard | None, line: Line) -> int:
    score = _MOOD * (line.mood == state.mood) + _TELLS * bool(line.tells) + _DIRECT * bool(line.to)
    if said is not None:
        score += _TOPIC * (said.about in line.about)
        score += _ACT * bool(set(line.acts).intersection(said.names))
    recently = any(each.line == line.id and state.turn - each.turn <= 3 for each in state.spoken)
    return score + _POOL_JUST_USED * recently


def _add(state: State, words: list[str], line: Line | None, seed: int) -> tuple[State, list[str]]:
    if line is None:
        return state, words
    free = _unused(state, line)
    state, text = _say(state, line, free[draw(seed, state.turn, line.id, "wording") % len(free)])
    return state, [*words, text]


def _say(state: State, line: Line, wording: int) -> tuple[State, str]:
    spoken = Spoken(state.turn, line.id, wording, line.pool)
    told = state.told | set(line.tells)
    told_at = state.turn if line.tells else state.told_at
    told_when = (*state.told_when, *((fact, state.turn) for fact in line.tells if fact not in state.told))
    flags = state.flags
    if line.ask_back and STAKES in line.about:
        flags = flags | {"asked_for_stakes"}
    available = state.available | set(line.meanings)
    spoke = (*state.spoken, spoken)
    state = replace(state, spoken=spoke, told=told, told_at=told_at, flags=flags, available=available)
    state = replace(state, told_when=told_when)
    return state, line.text[wording]


def _noted(stage: Stage, state: State, first: int) -> State:
    """Keep the meanings of her last three replies: they are what a reflection can reach."""
    lines = (stage.lines[each.line] for each in state.spoken[first:])
    meanings = tuple(meaning for line in lines for meaning in line.meanings)
    return replace(state, last_meanings=(*state.last_meanings[-2:], meanings))
