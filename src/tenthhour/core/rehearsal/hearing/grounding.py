"""What a typed sentence refers to: a meaning that has been said or given, and a topic of the talk.

A reflection counts only when it gives back something that is there. Whoever
codes real recordings cannot know what was meant; a scenario does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tenthhour.core.rehearsal.hearing.features import words
from tenthhour.core.rehearsal.scenario import Topic
from tenthhour.core.rehearsal.state import Stage, State

SHARED_WORDS: Final = 2
CONTAINED_PERCENT: Final = 50
_STOP: Final = frozenset(
    (
        "a an and are as at be been but by can could did do does for from had has have he her him his how "
        "i if in is it its just like me more my no not of on one or our out over she so some such than "
        "that the their them then there they this to too up us was we were what when which who will with "
        "would you your yours that's it's you're you've i'm don't really very quite also any much even "
        "still only"
    ).split()
)
_NEGATIONS: Final = frozenset(
    ("no not never nobody nothing none without don't doesn't didn't won't can't isn't aren't").split()
)


def stem(word: str) -> str:
    """A word without the endings that only grammar adds.

    >>> [stem(w) for w in ("mornings", "hurried", "listening", "classes")]
    ['morn', 'hurr', 'listen', 'class']
    """
    for ending in ("ings", "ing", "ies", "ied", "edly", "es", "ed", "ly", "s", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word.removesuffix("e") if len(word) > 4 else word


def content_words(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(stem(word.removesuffix("'s")) for word in words(text) if word not in _STOP)


def grounded_in(sentence: str, stage: Stage, state: State) -> str:
    """The meaning a sentence gives back, of those said or given so far; "" when there is none.

    What came up last is looked at first.
    """
    recent = [meaning for line in reversed(state.last_meanings) for meaning in line]
    order = dict.fromkeys([*recent, *sorted(state.available)])
    spoken, is_negated = content_words(sentence), _is_negated(sentence)
    for id_ in order:
        if any(_contains(spoken, is_negated, text) for text in stage.meanings[id_].paraphrases):
            return id_
    return ""


def topic_of(sentence: str, topics: Iterable[Topic], otherwise: str) -> str:
    """The topic whose cues and paraphrases a sentence shares most words with."""
    spoken = content_words(sentence)
    best, most = otherwise, 0
    for topic in topics:
        shared = len(spoken & content_words(" ".join([*topic.cues, *topic.paraphrases])))
        if shared > most:
            best, most = topic.id, shared
    return best


def _contains(spoken: frozenset[str], is_negated: bool, paraphrase: str) -> bool:
    wanted = content_words(paraphrase)
    shared = len(spoken & wanted)
    enough = shared >= SHARED_WORDS and 100 * shared >= CONTAINED_PERCENT * len(wanted)
    return enough and is_negated == _is_negated(paraphrase)


def _is_negated(text: str) -> bool:
    return bool(_NEGATIONS.intersection(words(text)))
