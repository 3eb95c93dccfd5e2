"""Is a scenario well written, as far as a program can tell? Rules S08-S14, S16-S18."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tenthhour.core.errors import Problem
from tenthhour.core.rehearsal.acts import HARMFUL
from tenthhour.core.rehearsal.scenario import Scenario

WORDINGS: Final = 3
PARAPHRASES: Final = 5
VARIANTS: Final = 3
REVIEWERS: Final = 2
GRADE: Final = 9
_WORD = re.compile(r"[a-z']+")
_GENDERED = re.compile(r"\b(she|her|hers|herself|he|him|his|himself)\b", re.IGNORECASE)
# Traits, diagnoses, dismissal: nothing a persona or an example should teach to say.
_BANNED = re.compile(
    r"\b(lazy|incompetent|unprofessional|narcissis\w*|hysterical|toxic|burn(ed|t) out|burnout|depress\w*|"
    r"personality|attitude problem|terminat\w*|dismissal|fired)\b",
    re.IGNORECASE,
)


def word_faults(scenario: Scenario) -> Iterator[Problem]:
    """Faults of wording, length, reading level, number and review."""
    for place, found, do in _found(scenario):
        yield Problem(f"{scenario.id}.yaml, {place}", found, do)
    if len(scenario.reviewers) < REVIEWERS:
        yield Problem(
            f"{scenario.id}.yaml",
            f"{len(scenario.reviewers)} named people have reviewed it; {REVIEWERS} are needed",
            "It stays a draft and is labelled so on screen.",
            blocking=scenario.status != "draft",
        )


def _found(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    yield from _wordings(scenario)
    yield from _lengths(scenario)
    yield from _levels(scenario)
    yield from _banned(scenario)
    yield from _meanings(scenario)
    yield from _gendered(scenario)
    if len(scenario.persona.variants) < VARIANTS:
        yield "persona", "there are fewer than three variants", "Add another start and secret."
    if not scenario.licence:
        yield "licence", "there is none", "Name one, such as CC-BY-4.0."


def _wordings(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    first: dict[str, str] = {}
    for line in scenario.lines:
        if not line.once and len(line.text) < WORDINGS:
            yield f"line {line.id}", "it may be said again and has fewer than three wordings", "Add some."
        for text in line.text:
            key = " ".join(_WORD.findall(text.lower()))
            if key in first:
                yield f"line {line.id}", f'"{text}" is also in line {first[key]}', "Word one differently."
            first.setdefault(key, line.id)


def _lengths(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    lengths = {move.id: len(move.text.split()) for move in scenario.moves}
    median = sorted(lengths.values())[len(lengths) // 2]
    for id_, length in lengths.items():
        if not 65 * median <= 100 * length <= 135 * median:
            yield (
                f"move {id_}",
                f"it has {length} words where the others have about {median}",
                "Length must not tell good moves from bad: stay within 35 per cent.",
            )
    harmful = {m.id for m in scenario.moves if any(use.act in HARMFUL for use in m.acts)}
    for name, extreme in (("shortest", min(lengths.values())), ("longest", max(lengths.values()))):
        if {id_ for id_, length in lengths.items() if length == extreme} <= harmful:
            yield "moves", f"only harmful moves are the {name}", "Even the lengths out."


def _levels(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    texts = {
        "lines": [text for line in scenario.lines for text in line.text],
        "moves": [move.text for move in scenario.moves],
        "outcomes": [o.sixty_days for o in scenario.outcomes],
    }
    for place, group in texts.items():
        level = grade(" ".join(group))
        if level > GRADE:
            yield (
                place,
                f"the reading level is grade {level}",
                f"Shorter words and sentences: at most {GRADE}.",
            )


def grade(text: str) -> int:
    """School grade of a text (Flesch-Kincaid, syllables counted as groups of vowels), rounded up.

    >>> grade("The cat sat. The dog ran.")
    0

    """
    words = _WORD.findall(text.lower())
    sentences = max(1, len(re.findall(r"[.!?:;]+", text)))
    if not words:
        return 0
    syllables = sum(_syllables(word) for word in words)
    hundredths = 39 * len(words) // sentences + 1180 * syllables // len(words) - 1559
    return max(0, -(-hundredths // 100))


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word))
    is_silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - is_silent)


def _banned(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    texts = [(f"line {line.id}", text) for line in scenario.lines for text in line.text]
    texts += [("persona", text) for text in (scenario.persona.voice, *scenario.persona.facts.values())]
    for place, text in texts:
        if match := _BANNED.search(text):
            yield place, f'"{match[0]}" is a trait, a diagnosis or a dismissal', "Say what happened instead."


def _meanings(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    owner: dict[str, str] = {}
    for meaning in scenario.meanings:
        if len(meaning.paraphrases) < PARAPHRASES:
            yield f"meaning {meaning.id}", "it has fewer than five paraphrases", "Add some."
        for text in meaning.paraphrases:
            if owner.setdefault(text, meaning.id) != meaning.id:
                yield f"meaning {meaning.id}", f'"{text}" belongs to {owner[text]}, too', "Keep them apart."


def _gendered(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    brief = scenario.brief
    texts = [("brief", text) for text in (brief.role, brief.goal, *brief.known, brief.data_card.note)]
    texts += [("persona", text) for text in scenario.persona.facts.values()]
    for outcome in scenario.outcomes:
        said = (outcome.sixty_days, *(side.text for side in outcome.her_side))
        texts += [(f"outcome {outcome.id}", text) for text in said]
    for place, text in texts:
        if match := _GENDERED.search(text):
            yield place, f'"{match[0]}" fixes the gender', "Leave it to the pronoun the user chooses."
