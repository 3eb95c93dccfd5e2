"""`tenthhour match`: guess what the columns of an ordinary spreadsheet are, and save the guess as a mapping."""

from __future__ import annotations

from pathlib import Path

import click

from tenthhour.core.errors import DataProblem, UsageError
from tenthhour.data import sandbox
from tenthhour.data.mapping import dump
from tenthhour.data.matching import Guess, guess


@click.command("match")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--save", type=click.Path(path_type=Path), help="Write the mapping to this file.")
def command(file: Path, save: Path | None) -> None:
    """Guess what each column of FILE is: person, month, numbers.

    The guess is printed with samples and with what should be asked. Saved, it
    is a mapping to correct by hand: tenthhour check FILE --mapping SAVED.yaml
    """
    if not file.is_file():
        raise UsageError(f"{file}: there is no such file.")
    (parsed,) = sandbox.run([file], sandbox.IMPORT)
    if any(p.blocking for p in parsed.problems):
        raise DataProblem(parsed.problems)
    guesses = [made for sheet in parsed.sheets if sheet.visible and (made := guess(sheet))]
    if not guesses:
        raise DataProblem(
            f"{file.name}: no table of numbers was found. Put the names of the columns in one row."
        )
    for made in guesses:
        _print(made)
    if save is not None:
        best = max(guesses, key=lambda g: g.complete)
        save.write_text(dump(best.mapping(save.stem)), encoding="utf-8")
        click.echo(f"Saved the mapping of {best.place} to {save}.")


def _print(made: Guess) -> None:
    click.secho(made.place, bold=True)
    for column in made.columns:
        role = column.role if column.role != "ignore" else f"left out ({column.why})"
        month = f", {column.month}" if column.month else ""
        click.echo(
            f"  {column.label}: {role}{month}; for example {', '.join(column.samples[:3]) or 'nothing'}"
        )
    for drop in made.drop:
        click.echo(f"  Rows left out: {drop.column} matches {drop.matches}")
    for question in made.questions:
        click.secho(f"  To settle: {question}", fg="yellow")
