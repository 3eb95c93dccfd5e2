"""What is marked in a text, and what unmarks it.

It never blocks: blocking would move the sentence to the telephone. A sentence is
marked for what it does with a consequence or a trait, not for mentioning one.
Used by support and rehearsal alike. What the rules find and miss is published
in docs/methods/phrases.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from tenthhour.core.phrases import blames, faults, hints, labels, losses, threats
from tenthhour.core.phrases.grammar import Places, Rule, compiled, places

Kind = Literal["threat", "blame", "label"]


@dataclass(frozen=True, order=True)
class Mark:
    """One marked stretch of text: characters start to end (end excluded), what it does, and what to say instead."""

    start: int
    end: int
    kind: Kind
    text: str
    why: str
    instead: str


_ADVICE: dict[Kind, tuple[str, str]] = {
    "threat": (
        "This uses what may follow to get a yes. People then agree without meaning it, or stop telling you things.",
        "If you know of a consequence, say it once, as a fact: what you know, who told you, what is not decided, and "
        "what you will do about it. Ask for nothing in the same breath.",
    ),
    "blame": (
        "This pins the cause on the person before the causes are known. Most of what moves a number is the work "
        "around it.",
        "Say what the figure shows and ask what makes it so: what happened, when, how often, and what gets in the way.",
    ),
    "label": (
        "This says who somebody is, and nobody can act on that.",
        "Say what happened, when and how often, in words you would use with the person in the room.",
    ),
}
# How far around a mark its opposite is looked for; with it the work stays in proportion to the text.
_AROUND = 160
_DENIED = re.compile(
    r"\b(?:no(?!-)|not|never|nobody|no one|none of|nothing|without|cannot|isn't|aren't|wasn't|won't|don't|doesn't|didn't|wouldn't|haven't|hasn't)\b"
    r"[^.?!;,:]{0,30}$",
    re.I,
)
# Before the mark: somebody else's words, feelings or fears; an apology; what was said earlier and is talked about now.
_ELSEWHERE = re.compile(
    r"\bsorry (?:that )?(?:I|we|for|about|if)\b|\bapologi[sz]e|\b(?:wrong|unfair) of (?:me|us)\b|\btake (?:that|it|this) back\b|\btake back\b|"
    r"\bshould(?: not|n't) have\b|\b(?:was|were) wrong\b|"
    r"(?<!\bI'm )(?<!\bI am )\bafraid\b|\bworried\b|\bscared\b|\bfear(?:s|ed|ing)?\b|\byou(?: \w+)? (?:feel|felt|sound|seem|think|thought|imagine|wonder|expect(?:s|ed)?|heard|worry|said|told|asked|wrote|call|called|mean|say)\b|"
    r"\b(?:sounds?|seems?|feels?) (?:to you )?(?:as |like|that)|\bas if\b|\bas though\b|\bheard (?:that|as|me)\b|\bwonder|\b(?:it|that) (?:feel|sound|seem)\b|"
    r"\b(?:I|we|he|she|they|somebody|someone|people|patients?|board|chief|director|insurer|letter|nobody|rumou?rs?) (?:\w+ ){0,4}?(?:said|called|blamed|told (?:them|him|her|me|us|you (?:that )?your)|used to say|call you|says|answered|wrote|hint(?:ed|s))\b|"
    r"\bused to (?:say|tell)\b|\btold (?:him|her|them|an?|my|our|another|somebody|someone)\b|\b(?:asked|told|wants?|wanted|expects?) (?:me|us) to (?:say|tell|write|pass)|\b(?:the|a) (?:word|words|label|phrase|term|sentence)s?\b|\bI know the\b|\bashamed\b|\bquot(?:e|ed|ing)\b",
    re.I,
)
# Anywhere in the sentence: it is taken back, or said to be open.
_RETRACTED = re.compile(
    r"\b(?:I|we) (?:do |deeply |truly )?apologi[sz]e|\bI(?:'m| am) sorry (?:that )?(?:I|for|about)\b|\b(?:I|that|it) was (?:wrong|unfair)\b|\btake (?:it|that|this) back\b|"
    r"\bhad no right\b|\brefused? to sa(?:y|id)\b|\bI regret (?:that I|having|saying)\b|\bnothing is decided\b|\b(?:I|we) (?:do not|don't) (?:yet )?know\b|\bis not decided\b|\bshould not have\b",
    re.I,
)
_SENTENCE = re.compile(r"[^\s.?!](?:[^.?!\n]|[.?!](?=[\w,]|\s(?:then|so|or)\b))+[.?!]*", re.IGNORECASE)
_STRAIGHT = str.maketrans("’‘", "''")


@cache
def _rules() -> dict[Kind, tuple[Rule, ...]]:
    """The rules of each kind; made when first asked for, because making them takes a second."""
    return {
        "threat": compiled((*threats.RULES, *hints.RULES), losses.WORDS),
        "blame": compiled(blames.RULES, faults.WORDS),
        "label": compiled(labels.RULES, labels.WORDS),
    }


def marks(text: str) -> tuple[Mark, ...]:
    """Every stretch that threatens, blames or labels, in order and without overlaps.

    >>> [m.kind for m in marks("Eighteen by July, or I can't protect you.")]
    ['threat']
    >>> marks("I have been asked for eighteen by July. Nothing is decided about you.")
    ()
    """
    kept: list[Mark] = []
    for mark in sorted(_found(text), key=lambda m: (m.start, -m.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _found(text: str) -> Iterator[Mark]:
    for match in _SENTENCE.finditer(text.translate(_STRAIGHT)):
        for kind, start, end in _stretches(match.group()):
            first, last = match.start() + start, match.start() + end
            yield Mark(first, last, kind, text[first:last], *_ADVICE[kind])


def _stretches(sentence: str) -> Iterator[tuple[Kind, int, int]]:
    """The kind, start and end of what one sentence does, denials and the like left out."""
    for kind, rules in _rules().items():
        for where in (where for rule in rules for where in places(rule, sentence)):
            if not _is_unsaid(sentence, where):
                yield kind, where[0][0], where[-1][1]


def _is_unsaid(sentence: str, where: Places) -> bool:
    """Whether the sentence around a stretch denies it, takes it back, or gives it as another's words or fear."""
    begin, end = max(0, where[0][0] - _AROUND), where[-1][1] + _AROUND
    before = sentence[begin : where[0][0]]
    gaps = [sentence[one[1] : two[0]] for one, two in pairwise(where)]
    return (
        any(_DENIED.search(part) for part in (before, *gaps))
        or bool(_ELSEWHERE.search(before))
        or bool(_RETRACTED.search(sentence[begin:end]))
    )


def advice(kind: Kind) -> tuple[str, str]:
    """Why this kind of language is marked, and what to say instead."""
    return _ADVICE[kind]
