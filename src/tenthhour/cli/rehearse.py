"""`tenthhour rehearse` and `tenthhour scenario`: a hard conversation, practised in the terminal."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import replace
from pathlib import Path

import click

from tenthhour.cli.rehearsal import fading, text
from tenthhour.cli.rehearsal.typed import typed
from tenthhour.content import scenarios
from tenthhour.content.coder import coder
from tenthhour.core.errors import DataProblem, Refused, UsageError
from tenthhour.core.rehearsal import feedback as feedbacks
from tenthhour.core.rehearsal.linter import faults, walked_faults
from tenthhour.core.rehearsal.partner import Rehearsal, play
from tenthhour.core.rehearsal.record import TURNS_IN, WAIT, Record, Turn, must_match, read, written
from tenthhour.core.rehearsal.scenario import Scenario
from tenthhour.core.rehearsal.state import Stage
from tenthhour.documents.sealed import is_sealed, seal, unseal

FIRST = "listener-and-number"
NOT_ALONE = (
    "Typed sentences are confirmed here: the coder is not yet good enough to be left alone (docs/coder.md has its "
    "figures). Leave --mode out; t lets you type, and you say what it was."
)


@click.command()
@click.argument("scenario", required=False, metavar="[SCENARIO]")
@click.option("--list", "lists", is_flag=True, help="List the scenarios and stop.")
@click.option("--minutes", type=click.Choice(["10", "20", "30"]), default="20", help="12, 18 or 24 turns.")
@click.option(
    "--seed", type=click.IntRange(0), help="The same number brings the same person on the same day."
)
@click.option(
    "--name", type=click.IntRange(1), default=1, help="Which name and pronoun; changes nothing else."
)
@click.option(
    "--feedback",
    type=click.Choice(["fade", *feedbacks.LEVELS]),
    default="fade",
    help="After each turn, after turns that moved something, at the end, or after your own guess; fade: from the "
    "first to the last of these, as you practise.",
)
@click.option("--replay", type=click.Path(path_type=Path), help="Print a saved rehearsal again.")
@click.option("--from-turn", type=click.IntRange(1), help="With --replay: go on from this turn yourself.")
@click.option(
    "--save", type=click.Path(path_type=Path), help="Keep the record in this file; otherwise nothing is."
)
@click.option(
    "--seal", "seals", is_flag=True, help="With --save: ask for a passphrase and seal the file with it."
)
@click.option("--mode", type=click.Choice(["palette", "free"]), default="palette", hidden=True)
def rehearse(scenario: str | None, lists: bool, mode: str, **options: object) -> None:
    """Practise a hard conversation, privately, and hear what it did.

    You choose among four to six sentences a turn, or type your own and confirm
    what it was; some help, some do harm. At the end you hear the other side
    first. Nothing is kept unless you ask.
    """
    if lists:
        return _list()
    if mode != "palette":
        raise Refused(NOT_ALONE)
    given = _Options(**options)  # type: ignore[arg-type]
    given.check()
    if given.replay is not None and given.from_turn is None:
        return _print_again(given.replay)
    _Session(*_start(scenario or FIRST, given), given).run()
    return None


class _Options:
    """The options of one call."""

    def __init__(self, minutes: str, seed: int | None, name: int, feedback: str, **files: object) -> None:
        self.minutes, self.name, self.fades = int(minutes), name - 1, feedback == "fade"
        self.feedback = fading.remembered().name if self.fades else feedback
        self.seed = secrets.randbelow(1_000_000) if seed is None else seed
        self.replay, self.save, self.from_turn = files["replay"], files["save"], files["from_turn"]
        self.seals = bool(files["seals"])

    def check(self) -> None:
        if self.from_turn is not None and self.replay is None:
            raise UsageError("--from-turn needs a saved rehearsal: add --replay FILE.")
        if self.seals and self.save is None:
            raise UsageError("--seal needs a file to seal: add --save FILE.")
        if self.save is not None and Path(str(self.save)).exists():
            raise UsageError(f"{self.save} is already there. Give --save another name.")


def _list() -> None:
    for each in scenarios.scenarios().values():
        draft = " (draft)" if each.status == "draft" else ""
        click.echo(f"{each.id}: {each.title}{draft}")
        click.echo(text.wrapped(each.brief.goal, "    ", "    "))


def _saved(path: object) -> tuple[Stage, Record]:
    try:
        kept = Path(str(path)).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read. Give the file that --save wrote.") from error
    if is_sealed(kept):
        kept = unseal(kept, click.prompt("Passphrase", hide_input=True))
    record = read(kept)
    found = scenarios.scenario(record.scenario)
    must_match(record, found)
    return Stage.of(found), record


def _print_again(path: object) -> None:
    stage, record = _saved(path)
    rehearsal = play(stage, record)
    for line in text.transcript(stage.scenario, rehearsal):
        click.echo(line)
    _debrief(stage, rehearsal)


def _debrief(stage: Stage, rehearsal: Rehearsal) -> None:
    click.echo("")
    for line in text.feedback(feedbacks.debrief(stage, rehearsal)):
        click.echo(line)


def _start(id_: str, given: _Options) -> tuple[Stage, Record]:
    if given.replay is not None:
        stage, record = _saved(given.replay)
        return stage, record.until(int(str(given.from_turn)) - 1)
    found = scenarios.scenario(id_)
    name = given.name % len(found.persona.names)
    return Stage.of(found), Record(found.id, found.sha256, given.seed, given.minutes, name)


class _Session:
    """One rehearsal at the terminal."""

    def __init__(self, stage: Stage, record: Record, given: _Options) -> None:
        self.stage, self.record, self.given = stage, record, given
        self.input = sys.stdin

    def run(self) -> None:
        scenario = self.stage.scenario
        for line in text.introduction(scenario):
            click.echo(line)
        click.echo("")
        click.echo(text.wrapped(f"{text.KEYS} {text.PRIVATE}"))
        click.echo(text.wrapped(fading.words(self.given.feedback, self.given.fades)))
        click.echo("")
        rehearsal = play(self.stage, self.record)
        for line in text.transcript(scenario, rehearsal):
            click.echo(line)
        while not rehearsal.is_over and self._one_turn(rehearsal):
            rehearsal = play(self.stage, self.record)
        self._end(rehearsal)

    def _one_turn(self, rehearsal: Rehearsal) -> bool:
        """Ask, play, print; False when the leader stops."""
        self._offer(rehearsal)
        key = self._key(len(rehearsal.state.palette))
        if key == "q":
            return False
        if key == "b":
            self.record = self.record.until(max(0, len(self.record.turns) - 1))
            click.echo("One turn back.")
            return True
        turn = self._turn(key, rehearsal)
        if turn is not None:
            self.record = self.record.then(turn)
            self._answer(play(self.stage, self.record))
        return True

    def _turn(self, key: str, rehearsal: Rehearsal) -> Turn | None:
        """What was chosen or typed; None when nothing was."""
        if key != "t":
            return Turn(move=WAIT if key == "w" else rehearsal.state.palette[int(key) - 1])
        turn = typed(self.stage, rehearsal.state, self.input)
        if turn is not None:
            self.record = replace(self.record, coder=coder().version)
        return turn

    def _offer(self, rehearsal: Rehearsal) -> None:
        click.echo("")
        click.echo(f"Turn {rehearsal.state.turn + 1} of {TURNS_IN[self.record.minutes]}. You can say:")
        for number, move in enumerate(rehearsal.state.palette, 1):
            click.echo(text.wrapped(self.stage.moves[move].text, f"  {number}  ", "     "))

    def _key(self, choices: int) -> str:
        allowed = {str(n) for n in range(1, choices + 1)} | {"w", "t", "b", "q"}
        while True:
            click.echo(f"Your choice (1-{choices}, w, t, b, q): ", nl=False)
            line = self.input.readline()
            key = line.strip().lower() if line else "q"
            if not line:
                click.echo("")
            if key in allowed:
                return key
            click.echo(f'"{key[:20]}" is not a choice here.')

    def _answer(self, rehearsal: Rehearsal) -> None:
        at = rehearsal.exchanges[-1]
        click.echo("")
        for line in text.turn(self.stage.scenario, rehearsal, at):
            click.echo(line)
        if feedbacks.is_told(self.given.feedback, at):
            click.echo(text.wrapped(feedbacks.after_turn(self.stage, rehearsal, at), "   ", "   "))

    def _end(self, rehearsal: Rehearsal) -> None:
        if not rehearsal.exchanges:
            click.echo("Nothing was said, so there is nothing to look back on.")
            return
        if self.given.feedback == "guess":
            self._guess(rehearsal)
        _debrief(self.stage, rehearsal)
        click.echo("")
        if self.given.fades:
            fading.remember(fading.remembered().after(rehearsal))
        click.echo(f"Number of this day: {self.record.seed}. The same --seed brings it back.")
        if self.given.save is not None:
            secret = click.prompt("Passphrase", hide_input=True) if self.given.seals else ""
            save(Path(str(self.given.save)), self.record, secret)
            click.echo(f"Kept in {self.given.save}.")

    def _guess(self, rehearsal: Rehearsal) -> None:
        click.echo("")
        click.echo("First your own count; leave a line empty to skip it.")
        for count in feedbacks.to_guess(rehearsal):
            click.echo(f"{count.label}, of {count.of} {count.unit}? ", nl=False)
            guess = self.input.readline().strip()
            click.echo(f"  You said {guess or 'nothing'}; it was {count.done}.")


def save(path: Path, record: Record, passphrase: str = "") -> None:
    """Write a record, readable by its owner alone, and sealed where there is a passphrase.

    Raises:
        UsageError: The file exists or its folder does not.

    """
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
        file.write(seal(written(record), passphrase) if passphrase else written(record))


@click.group()
def scenario() -> None:
    """Check the conversations that can be rehearsed."""


@scenario.command()
@click.argument("which", required=False, metavar="[SCENARIO or FILE]")
@click.option("--quick", is_flag=True, help="Read the file only; do not lead talks through it.")
@click.option("--seeds", type=click.IntRange(1, 500), default=40, help="Talks per leader bot.")
def lint(which: str | None, quick: bool, seeds: int) -> None:
    """Say what is wrong with a scenario, each fault with its place and what to do."""
    wrong = False
    for each in _chosen(which):
        found = faults(each)
        if not quick and not any(fault.blocking for fault in found):
            found += walked_faults(each, seeds)
        notes = [fault for fault in found if not fault.blocking]
        for fault in found:
            if fault.blocking or len(notes) <= 5 or "draft" in fault.do:
                click.echo(str(fault))
        quiet = len(notes) - sum("draft" in note.do for note in notes)
        if len(notes) > 5:
            click.echo(
                f"{each.id}.yaml: {quiet} lines were not brought by any of these talks; they may wait for typed text."
            )
        blocking = sum(fault.blocking for fault in found)
        wrong = wrong or blocking > 0
        click.echo(f"{each.id}: {len(each.moves)} moves, {len(each.lines)} lines, {blocking} faults.")
    click.get_current_context().exit(1 if wrong else 0)


def _chosen(which: str | None) -> list[Scenario]:
    if which is None:
        return list(scenarios.scenarios().values())
    if not which.endswith((".yaml", ".yml")):
        return [scenarios.scenario(which)]
    path = Path(which)
    if not path.is_file():
        raise UsageError(f"There is no file {which}. Give a scenario's file or its id.")
    found, problems = scenarios.read(path)
    if found is None:
        raise DataProblem(problems)
    return [replace(found)]
