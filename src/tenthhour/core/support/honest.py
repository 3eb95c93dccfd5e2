"""Honest words for the hardest lines of the brief: the step, the stakes, and "Am I being fired?"."""

from __future__ import annotations

from typing import Literal

from tenthhour.core.days import in_words
from tenthhour.core.support.ask import Ask, Stake

_LABELS = {
    "S0": "no open question",
    "S1": "a number to check",
    "S2": "let us talk",
    "S3": (
        "help first. If it does not work and the number still matters, this plan is also what a later formal step "
        "would have to rest on"
    ),
    "S3h": "help you asked for",
    "S4": "a written expectation, the first step others may see",
}

CAUSES: dict[Literal["efficiency", "quality", "experience"], tuple[str, ...]] = {
    "efficiency": (
        "Has the booking template, room or support staff changed?",
        "Are these really their visits, and is leave left out?",
        "What do the record, the inbox and the forms take?",
    ),
    "quality": (
        "Who does this step here, and is it anybody's job?",
        "Are these their patients, and are the results in yet?",
        "What in the record makes the right thing hard?",
    ),
    "experience": (
        "Could patients reach the clinic and get a time?",
        "How many answered, and who did not?",
        "Did rooms, staff or waiting change in these months?",
    ),
}
"""Three causes from the work around a number, never from the person."""

WORDS_TO_AVOID = (
    "“… or I can't protect you.” Say what you know, once, as a fact.",
    "“Everyone else manages.” Ask what their week holds.",
    "“You're slow.” Say what happened, when, how often.",
)


def step_label(step: str) -> str:
    """What a step is called on screen."""
    return _LABELS[step]


def am_i_being_fired(step: str, ask: Ask | None, is_adopted: bool) -> str:
    """The prepared answer; it promises nothing the organisation has not adopted, and hides no warning."""
    if step == "S4":
        return "What may follow is written in it, and two other people would decide."
    if ask and (ask.warned or ask.stakes):
        return (
            "This talk does not decide it. I will tell you all I know, and what I do not know. "
            + _outside(is_adopted)
        )
    if is_adopted:
        return (
            "Not from this talk: in our process nothing formal can follow from it alone, and you would see every step "
            "first. I cannot speak for decisions outside this process, such as contract notices."
        )
    return "Not from this talk. " + _outside(is_adopted)


def _outside(is_adopted: bool) -> str:
    if is_adopted:
        return "I cannot speak for decisions outside our process, such as contract notices."
    return (
        "I cannot speak for what others may decide. Our organisation has not adopted steps that would bind it. "
        "What I hear, you will hear from me, first."
    )


def stakes_lines(ask: Ask | None) -> tuple[str, ...]:
    """What may follow, to be said once as a fact and with nothing asked in the same breath."""
    if ask and ask.stakes:
        return tuple(_stake(stake) for stake in ask.stakes[:2])
    if ask and ask.no_stakes_known:
        return ("Stakes: none that I know.",)
    return ("Stakes: say what you know may follow, once and as a fact, or “none that I know”.",)


def _stake(stake: Stake) -> str:
    fact, source, undecided = (_cut(text) for text in (stake.fact, stake.source, stake.undecided))
    return (
        f"Stakes, said once and with no demand beside it: {fact} ({source}, {in_words(stake.learned_on)}). "
        f"Not decided: {undecided}."
    )


def _cut(text: str, limit: int = 110) -> str:
    words = " ".join(text.split()).rstrip(".")
    return words if len(words) <= limit else words[: limit - 2] + " …"


def warned_line(ask: Ask) -> str:
    """One sentence when a warning was already given; empty otherwise."""
    if ask.warned is None:
        return ""
    until = f"; the date set is {in_words(ask.warned.date_set)}" if ask.warned.date_set else ""
    return f"A warning was given on {in_words(ask.warned.on)} by {_cut(ask.warned.by, 60)}{until}. This talk does not undo it."
