"""What was counted and what was named in a rehearsal. Counts always say what they are counted from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tenthhour.core.rehearsal.acts import HARMFUL
from tenthhour.core.rehearsal.partner import Exchange, Rehearsal

# Below ten coded turns a ratio says nothing.
TURNS_FOR_ORIENTATION: Final = 10
_GROUNDED = ("reflect_content", "reflect_feeling", "reflect_value")
_TELLING = ("inform", "state_gap", "disclose", "advise_with", "advise_without")


@dataclass(frozen=True)
class Count:
    """So many of so many, and of what."""

    label: str
    done: int
    of: int
    unit: str

    def __str__(self) -> str:
        return f"{self.label}: {self.done} of {self.of} {self.unit}"


def counts(rehearsal: Rehearsal) -> tuple[Count, ...]:
    """What was said, counted: questions, reflections, advice, harm, permission, words."""
    exchanges = rehearsal.exchanges
    rows = [effect.row for each in exchanges for effect in each.effects]
    acts = [name for each in exchanges for name in each.said.names]
    questions = sum(acts.count(name) for name in ("ask_open", "ask_closed", "ask_leading"))
    reflections = acts.count("reflect")
    advice = rows.count("advise_with") + rows.count("advise_without")
    harmful = sum(1 for each in exchanges if HARMFUL.intersection(each.said.names))
    tells, asked = _telling(exchanges)
    mine, all_words = _words(rehearsal)
    return (
        Count("Open questions", acts.count("ask_open"), questions, "questions"),
        Count("Grounded reflections", sum(rows.count(row) for row in _GROUNDED), reflections, "reflections"),
        Count("Advice nobody asked for", rows.count("advise_without"), advice, "pieces of advice"),
        Count("Turns with blame, contradiction or pressure", harmful, len(exchanges), "turns"),
        Count("Asked before telling", asked, tells, "times you told something"),
        Count("Your share of the words", mine, all_words, "words"),
    )


def to_guess(rehearsal: Rehearsal) -> tuple[Count, ...]:
    """The counts somebody can guess before seeing them: questions, reflections, harmful turns."""
    return tuple(each for each in counts(rehearsal) if each.unit in ("questions", "reflections", "turns"))


def orientation(rehearsal: Rehearsal) -> str:
    """How many reflections come to a question, beside demonstrations; empty below ten turns."""
    if len(rehearsal.exchanges) < TURNS_FOR_ORIENTATION:
        return ""
    return (
        "For orientation only: in half of 87 published demonstrations by experts there was at least "
        "one reflection for each question (our own count)."
    )


def coded(rehearsal: Rehearsal) -> str:
    """How the turns were coded: a count is worth no more than its coding."""
    total = len(rehearsal.exchanges)
    typed = sum(1 for each in rehearsal.exchanges if each.said.is_typed)
    if typed == 0:
        return f"All {total} turns were written moves, so what they do is known exactly."
    return f"{total} of {total} turns were written moves ({total - typed}) or confirmed by you ({typed})."


def _telling(exchanges: Sequence[Exchange]) -> tuple[int, int]:
    """Turns that told something, and those of them within two turns of a question for permission."""
    tells = [i for i, each in enumerate(exchanges) if set(_TELLING).intersection(each.said.names)]
    asked = [
        i for i in tells if any("ask_permission" in each.said.names for each in exchanges[max(0, i - 2) : i])
    ]
    return len(tells), len(asked)


def _words(rehearsal: Rehearsal) -> tuple[int, int]:
    mine = sum(len(text.split()) for text in _spoken(each.said.text for each in rehearsal.exchanges))
    hers = sum(len(text.split()) for text in _spoken(each.reply for each in rehearsal.exchanges))
    return mine, mine + hers


def _spoken(texts: Iterator[str]) -> Iterator[str]:
    return (text for text in texts if not text.startswith("("))


def gap(rehearsal: Rehearsal) -> str:
    """Whether the gap was stated plainly, hinted at, or never named."""
    plain = _turns(rehearsal, "state_gap", lambda gap: gap != "hinted")
    hinted = _turns(rehearsal, "state_gap", lambda gap: gap == "hinted")
    if plain:
        return f"The gap was stated plainly at turn {plain[0]}."
    if hinted:
        return f"The gap was only hinted at, at turn {hinted[0]}. A hint leaves the other person guessing."
    return "The gap was never stated."


def _turns(rehearsal: Rehearsal, act: str, fits: Callable[[str], bool] = lambda gap: True) -> list[int]:
    return [
        each.number
        for each in rehearsal.exchanges
        if any(u.act == act and fits(u.gap) for u in each.said.acts)
    ]


def stakes(rehearsal: Rehearsal) -> str:
    """Whether what is known of consequences was told, used as a lever, or kept back."""
    told, lever = _turns(rehearsal, "disclose"), _turns(rehearsal, "threaten")
    sentences = []
    if told:
        sentences.append(f"What you know about the stakes was told as a fact at turn {told[0]}.")
    if lever:
        sentences.append(
            f"The stakes were used as a lever at turn {lever[0]}: that buys a yes and ends the talk."
        )
    return " ".join(sentences) or "What you know about the stakes was not told."


def plan(rehearsal: Rehearsal, their: str) -> Iterator[str]:
    """Each side's first step with its turn and whether it had a date, or that it is missing."""
    for owner, whose in (("leader", "Your"), ("clinician", their)):
        steps = [
            (each, use)
            for each in rehearsal.exchanges
            for use in each.said.acts
            if use.owner in (owner, "both") and any(effect.row == "plan" for effect in each.effects)
        ]
        if not steps:
            yield f"{whose} step: missing."
            continue
        each, use = steps[0]
        when = "with a date" if use.date else "without a date"
        yield f"{whose} step, turn {each.number}, {when}: \u201c{each.said.text}\u201d"
