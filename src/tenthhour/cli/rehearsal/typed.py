"""A typed sentence at the terminal: what was heard, and the leader's word on it."""

from __future__ import annotations

from typing import TextIO

import click

from tenthhour.cli.rehearsal.text import wrapped
from tenthhour.content.coder import coder
from tenthhour.content.texts import stop_card
from tenthhour.core.errors import Refused
from tenthhour.core.rehearsal.hearing import (
    HEARABLE,
    LABELS,
    MOST_WORDS,
    Guess,
    confirmed,
    hear,
    is_cut,
    must_stop,
)
from tenthhour.core.rehearsal.record import Turn
from tenthhour.core.rehearsal.state import Stage, State


def typed(stage: Stage, state: State, source: TextIO) -> Turn | None:
    """One typed turn, confirmed sentence by sentence; None when nothing was typed.

    Raises:
        Refused: The words are about somebody's safety or a real case; the talk stops.

    """
    text = _asked("Say it in your own words: ", source)
    if not text:
        return None
    if must_stop(text):
        raise Refused(stop_card().strip())
    if is_cut(text):
        click.echo(f"Only the beginning was used: at most {MOST_WORDS} words and twelve sentences.")
    acts = []
    for guess in hear(text, coder(), stage, state):
        act = _confirmed(guess, source)
        if act is None:
            return None
        acts.append(act)
    return confirmed(text, acts, stage, state)


def _confirmed(guess: Guess, source: TextIO) -> str | None:
    click.echo(wrapped(f'"{guess.sentence}"', "  ", "  "))
    if guess.question:
        click.echo(f"  {guess.question}")
    choices, is_sure = list(guess.options), guess.is_sure
    while True:
        _offer(choices, is_sure)
        key = _asked("  ", source).lower()
        if key == "b":
            return None
        if not key and is_sure:
            return choices[0]
        if key == "o":
            choices, is_sure = list(HEARABLE), False
        elif key.isdigit() and 1 <= int(key) <= len(choices):
            return choices[int(key) - 1]
        else:
            click.echo(f'  "{key[:20]}" is not a choice here.')


def _offer(choices: list[str], is_sure: bool) -> None:
    if is_sure:
        click.echo(f"  I heard: {LABELS[choices[0]]}. Right? Enter for yes, or:")
    else:
        click.echo("  What was it?")
    for number, act in enumerate(choices, 1):
        click.echo(f"  {number}  {LABELS[act]}")
    more = "" if len(choices) == len(HEARABLE) else "o for something else, "
    click.echo(f"  ({more}b to take it back)")


def _asked(prompt: str, source: TextIO) -> str:
    click.echo(prompt, nl=False)
    line = source.readline()
    if not line:  # the end of the input takes the sentence back
        return "b" if prompt.isspace() else ""
    return line.strip()
