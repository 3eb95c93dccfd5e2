"""What the coder looks at in one sentence: words, letters, and a few marks of grammar. No meaning, no tone.

A sentence becomes a bag of named features; `Coder` holds one weight for each
feature and act, as plain arrays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

# Advice is one thing to hear; whether it was asked for is known from the talk (`coding.row_of`).
HEARABLE: Final = (
    "greet_frame",
    "ask_open",
    "ask_closed",
    "ask_leading",
    "reflect",
    "summarise",
    "affirm",
    "inform",
    "ask_permission",
    "advise_with",
    "disclose",
    "state_gap",
    "own_share",
    "honour_choice",
    "confront",
    "blame",
    "threaten",
    "repair",
    "plan",
    "other",
)
_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
_ENDS: Final = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*\S)")
_MARKS: Final = {
    "asks": r"\?\s*[\"'”’)]*$",
    "wh_first": r"^(?:and |so |but |well,? )*(?:what|how|why|where|which|who|in what|in which)\b",
    "tell_me": r"^(?:please )?(?:tell me|walk me|help me|say more|describe|explain)\b",
    "aux_first": r"^(?:and |so |but )*(?:is|are|was|were|do|does|did|have|has|had|will|can|could|would)\b",
    "negative_question": r"\b(?:isn't|aren't|don't|doesn't|wouldn't|shouldn't|won't|is it not|would it not)\b.*\?",
    "tag": r"\b(?:right|no|yes|don't you|would you|wouldn't you|can we at least|surely)\b\W*\??$",
    "permission": r"^(?:and |so )?(?:may|might|can|could|shall|should) (?:i|we)\b|would you (?:mind|like to hear|object)",
    "you_first": r"^(?:so |and |but |well,? )*(?:you|your|you're|you've|you'd)\b",
    "i_first": r"^(?:so |and |but )*(?:i|i'm|i've|i'll|i'd|my|we|we've|we'll|our)\b",
    "will_i": r"\b(?:i|we)(?:'ll| will| shall| undertake)\b|\bmy part\b",
    "when": r"\b(?:by|until|before|on|from|in|next|this) (?:the |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)?"
    r"(?:day|week|month|morning|first|fifth|ninth|tenth|fourteenth|fifteenth|thirtieth|end of)\b",
    "number": r"\d|\b(?:ten|twelve|fourteen|sixteen|eighteen|ninety|seventy)\b",
    "sorry": r"\b(?:sorry|apolog\w+|take (?:that|it) back|withdraw|unfair of me|shouldn't have|retract)\b",
    "or": r"\bor (?:i|we|it|you|they)\b|\bor else\b|\botherwise\b|\bunless\b",
    "if_not": r"\bif (?:you|it|this|that|the)\b.*\b(?:not|n't|won't|can't|never|isn't)\b",
    "not_decided": r"\b(?:nothing (?:is|has been) decided|don't know|undecided|not known|is open|no (?:one|name|decision))\b",
    "others": r"\b(?:everyone|everybody|the others|the rest|all the same|next door|nobody else)\b",
    "trait": r"\b(?:slow|careless|lazy|disorgani[sz]ed|weak|difficult|stubborn|selfish|fault|negligen\w+|failed?)\b",
    "should": r"\b(?:should|must|ought|need to|try|you could|why not|if i were you|recommend|advisable)\b",
    "choice": r"\b(?:up to you|you (?:can )?(?:decide|choose)|your (?:call|choice)|a no|no obligation|rather|free to)\b",
    "our_share": r"\b(?:our|my) (?:fault|doing|mistake|omission)\b|\bi (?:should|promised|never|let)\b|\bwe (?:took|gave|changed|never)\b",
    "so_first": r"^(?:so|in short|to sum|let me (?:put|check)|if i (?:may|put)|in summary|all together)\b",
    "thanks_first": r"^(?:thank|thanks|good to|come in|please sit|before (?:we|anything))\b",
    "lists": r",[^,]+,[^,]+",
}
_PATTERNS: Final = {name: re.compile(pattern) for name, pattern in _MARKS.items()}


def plain(text: str) -> str:
    """Lower case, straight quotes, single spaces."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'")
    return " ".join(text.lower().split())


def sentences(text: str) -> list[str]:
    """The sentences of a turn, as written.

    >>> sentences("I'm sorry. What did you want to say?")
    ["I'm sorry.", 'What did you want to say?']
    """
    return [part.strip() for part in _ENDS.split(text.strip()) if part.strip()]


def words(text: str) -> list[str]:
    """Words and numbers of a sentence, in lower case."""
    return _WORD.findall(plain(text))


def features(sentence: str) -> Iterator[str]:
    """Names of what is there: marks of grammar, words, pairs of words, and runs of 3 to 5 letters."""
    text = plain(sentence)
    yield from (f"!{name}" for name, pattern in _PATTERNS.items() if pattern.search(text))
    found = words(text)
    yield f"!words{min(len(found) // 5, 6)}"
    yield from found
    yield from (f"{first} {second}" for first, second in zip(["^", *found], [*found, "$"], strict=True))
    for word in found:
        padded = f"<{word}>"
        for size in (3, 4, 5):
            yield from (f"#{padded[at : at + size]}" for at in range(len(padded) - size + 1))


@dataclass(frozen=True)
class Coder:
    """Weights of a multinomial logistic model over `HEARABLE`.

    `rows` names the row of each feature; `weights` has shape (features, acts), `bias` shape (acts,);
    `sure_from` is the probability from which the first guess may stand without being asked for.
    """

    version: str
    rows: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    sure_from: float

    def chances(self, sentence: str) -> dict[str, float]:
        """Probability of each act, the likeliest first."""
        at = sorted({self.rows[name] for name in features(sentence) if name in self.rows})
        scores = self.bias.astype(np.float64)
        if at:
            scores = scores + self.weights[at].sum(axis=0, dtype=np.float64) / np.sqrt(len(at))
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        return {HEARABLE[index]: float(shares[index]) for index in order}
