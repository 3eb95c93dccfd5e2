"""`tenthhour check`: everything wrong with files, or with content files, before anything is stored."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tenthhour.content import loader
from tenthhour.core.errors import Problem, Refused
from tenthhour.data.checks import Checked, check
from tenthhour.data.files import read
from tenthhour.data.mapping import named

_CONTENT = (".yaml", ".yml")


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--mapping", help="How to read somebody else's file: the name of a shipped mapping, or a file.")
@click.option(
    "form",
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
def command(paths: tuple[Path, ...], mapping: str | None, form: str) -> None:
    """Look at files and print every problem at once. Nothing is stored.

    PATHS are CSV, XLSX or Parquet files, or folders of them; or a folder of
    your own content files (measures).

    Exit code 0 when they can be used (warnings allowed), 1 when they cannot,
    3 when they hold what looks like patient data.
    """
    if _is_content(paths):
        problems = [p for folder in paths for p in loader.problems(folder)]
        _print(Checked({}, tuple(problems), ()), form)
        raise SystemExit(1 if problems else 0)
    raw = read(paths, mapping=named(mapping) if mapping else None)
    try:
        checked = check(raw, loader.measures())
    except Refused as refusal:
        if form == "json":
            click.echo(_json({"schema": "tenthhour.check/1", "refused": list(refusal.conditions)}))
        raise
    _print(checked, form)
    raise SystemExit(1 if checked.blocking else 0)


def _is_content(paths: tuple[Path, ...]) -> bool:
    """Folders that hold content files and nothing else to check."""
    return all(
        p.is_dir() and ((p / "measures").is_dir() or any(f.suffix in _CONTENT for f in p.iterdir()))
        for p in paths
    )


def _print(checked: Checked, form: str) -> None:
    if form == "json":
        click.echo(_json(as_json(checked)))
        return
    for problem in sorted(checked.problems, key=lambda p: not p.blocking):
        click.secho(
            ("" if problem.blocking else "Note: ") + str(problem), fg="red" if problem.blocking else None
        )
    for note in checked.notes:
        click.echo(f"Note: {note}")
    if checked.stands_in_for:
        click.echo(checked.stand_in_sentence)
    if checked.synthetic:
        click.echo("These are made-up data.")
    click.echo(_summary(checked))


def _summary(checked: Checked) -> str:
    blocking = len(checked.blocking)
    if blocking:
        return f"{blocking} {'thing' if blocking == 1 else 'things'} to put right. Nothing was stored."
    rows = ", ".join(f"{name} {table.num_rows:,}" for name, table in checked.tables.items())
    return f"No problems. Rows: {rows}." if rows else "No problems."


def as_json(checked: Checked) -> dict[str, object]:
    """What `--format json` prints: keys in this order."""
    return {
        "schema": "tenthhour.check/1",
        "usable": not checked.blocking,
        "synthetic": checked.synthetic,
        "stands_in_for": checked.stands_in_for,
        "sources": [{"file": s.file, "sha256": s.sha256} for s in checked.sources],
        "tables": {name: table.num_rows for name, table in checked.tables.items()},
        "no_counts": sorted(checked.no_counts),
        "notes": list(checked.notes),
        "problems": [_problem(p) for p in checked.problems],
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {"place": problem.place, "found": problem.found, "do": problem.do, "blocking": problem.blocking}


def _json(value: dict[str, object]) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)
