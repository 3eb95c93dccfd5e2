"""Typed sentences: what the program hears, for the leader to confirm. It never decides by itself.

The order is safety first: marks of threat, blame and label; then harm the
coder suspects; then whether a reflection gives back something real. A harmful
sentence is never heard as a reflection.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tenthhour.core.phrases import marks
from tenthhour.core.rehearsal.acts import HARMFUL
from tenthhour.core.rehearsal.coding import NAMES
from tenthhour.core.rehearsal.hearing.features import HEARABLE, Coder, plain, sentences, words
from tenthhour.core.rehearsal.hearing.grounding import grounded_in, topic_of
from tenthhour.core.rehearsal.record import Turn
from tenthhour.core.rehearsal.scenario import ActUse
from tenthhour.core.rehearsal.state import Stage, State

# Advice has one name here: whether it was asked for is known from the talk.
LABELS: Final = {act: NAMES[act] for act in HEARABLE} | {"advise_with": "advice"}
MOST_WORDS: Final = 300
MOST_SENTENCES: Final = 12
OPTIONS: Final = 3
# From this probability on the leader is asked about harm, whatever else is likelier.
ASK_ABOUT_HARM: Final = 0.30
QUESTIONS: Final = {
    "threaten": "I heard a consequence used as pressure. Is that right?",
    "blame": "I heard a fault pinned on the person. Is that right?",
    "confront": "I heard a contradiction. Is that right?",
}
_MARKED: Final = {"threat": "threaten", "blame": "blame", "label": "blame"}
_CONDITION: Final = re.compile(
    r"\b(?:if you|unless|or i|or we|otherwise|until (?:july|october|september|the end))\b"
)
_DATE: Final = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tomorrow|tonight)\b|"
    r"\b(?:by|until|before|on|from|in|next|this|for) (?:the |next |one |two |three |four )?"
    r"(?:weeks?|months?|morning|first|second|fourth|fifth|ninth|tenth|fourteenth|fifteenth|thirtieth|end)\b|"
    r"\b\d{1,2}(?:st|nd|rd|th)\b"
)
_MINE: Final = re.compile(
    r"\b(?:i|we)(?:'ll| will| shall| undertake)\b|\bmy (?:part|half)\b|\bi (?:call|bring|ask|send)\b"
)
_YOURS: Final = re.compile(r"\b(?:you|kindly|please|could you)\b|\byour (?:part|half)\b")
_BOTH: Final = re.compile(
    r"\b(?:let's|together|both|we (?:meet|look|read|do it|review))\b|\beach (?:brings|of us)\b"
)


@dataclass(frozen=True)
class Guess:
    """One typed sentence and what it may do, the likeliest first.

    `is_sure`: the first option may stand unless corrected. `question`: harm was heard and must be answered.
    """

    sentence: str
    options: tuple[str, ...]
    is_sure: bool
    question: str = ""


def hear(text: str, coder: Coder, stage: Stage, state: State) -> tuple[Guess, ...]:
    """What is heard in a typed turn, sentence by sentence; empty when nothing was typed."""
    return tuple(_guess(each, coder, stage, state) for each in parts(text))


def parts(text: str) -> tuple[str, ...]:
    """The sentences that count: of the first 300 words, at most twelve."""
    return tuple(sentences(shortened(text))[:MOST_SENTENCES])


def shortened(text: str) -> str:
    """A typed turn, cut after 300 words and put on one line."""
    return " ".join(text.split()[:MOST_WORDS])


def is_cut(text: str) -> bool:
    """Whether something typed was left out."""
    return len(text.split()) > MOST_WORDS or len(sentences(shortened(text))) > MOST_SENTENCES


def _guess(sentence: str, coder: Coder, stage: Stage, state: State) -> Guess:
    chances = coder.chances(sentence)
    harm = _harm_in(sentence, chances)
    likely = [act for act in chances if act != "reflect" or _may_reflect(sentence, harm, stage, state)]
    options = tuple(dict.fromkeys([*([harm] if harm else []), *likely]))[:OPTIONS]
    is_sure = not harm and options[0] == next(iter(chances)) and chances[options[0]] >= coder.sure_from
    if options[0] == "reflect" and not grounded_in(sentence, stage, state):
        is_sure = False
    return Guess(sentence, options, is_sure, QUESTIONS[harm] if harm else "")


def _harm_in(sentence: str, chances: dict[str, float]) -> str:
    """The harmful act to ask about, or ""."""
    marked = marks(sentence)
    if marked:
        return _MARKED[marked[0].kind]
    suspected = sum(chances[act] for act in HARMFUL)
    return max(HARMFUL, key=lambda act: (chances[act], act)) if suspected >= ASK_ABOUT_HARM else ""


def _may_reflect(sentence: str, harm: str, stage: Stage, state: State) -> bool:
    if _CONDITION.search(plain(sentence)):
        return False
    return not harm or bool(grounded_in(sentence, stage, state))


def confirmed(text: str, acts: Sequence[str], stage: Stage, state: State) -> Turn:
    """The turn a leader has confirmed: one act a sentence, with what it is about.

    Args:
        text: As typed; only what `parts` gives counts.
        acts: One of `HEARABLE` for each sentence of `parts(text)`.
        stage: The scenario.
        state: Where the talk stands.

    Raises:
        ValueError: The acts do not fit the sentences.

    """
    found = parts(text)
    if len(acts) != len(found) or not set(acts) <= set(HEARABLE):
        raise ValueError("one known act for each sentence")
    uses = tuple(_use(act, each, stage, state) for act, each in zip(acts, found, strict=True))
    about = topic_of(text, stage.scenario.topics, state.topic)
    return Turn(acts=uses, about=about, text=shortened(text))


def _use(act: str, sentence: str, stage: Stage, state: State) -> ActUse:
    text = plain(sentence)
    if act == "reflect":
        return ActUse(act, grounded_in(sentence, stage, state))
    if act == "state_gap":
        has_figure = any(word.isdigit() or word in _FIGURES for word in words(sentence))
        return ActUse(act, gap="plain" if has_figure else "hinted")
    if act == "plan":
        return ActUse(act, owner=_owner(text), date=bool(_DATE.search(text)))
    return ActUse(act)


_FIGURES: Final = frozenset(
    ("ten twelve fourteen sixteen eighteen fifty sixty seventy eighty ninety hundred half twice").split()
)


def _owner(text: str) -> Literal["leader", "clinician", "both"]:
    is_mine, is_yours = bool(_MINE.search(text)), bool(_YOURS.search(text))
    if _BOTH.search(text) or (is_mine and is_yours and ";" in text):
        return "both"
    return "leader" if is_mine or not is_yours else "clinician"
