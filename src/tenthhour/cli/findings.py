"""`tenthhour findings` and `tenthhour replay`: what a month says, and every month as it was."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import click

from tenthhour.cli import progress, working
from tenthhour.content import loader
from tenthhour.core.errors import DataProblem, UsageError
from tenthhour.core.month import Month
from tenthhour.data.checks import Checked, check
from tenthhour.data.engine import SETTING, chosen
from tenthhour.data.files import read
from tenthhour.data.mapping import named
from tenthhour.pipeline import BUDGET, COLUMNS, Remembered, cache_folder, line, run_month
from tenthhour.pipeline import replay as replayed
from tenthhour.pipeline.written import as_json, as_text, only

_PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
_MAPPING = click.option(
    "--mapping", help="How to read somebody else's file: a shipped mapping's name, or a file."
)
_BUDGET = click.option(
    "--budget",
    type=click.FloatRange(0, 2, min_open=True),
    default=BUDGET,
    show_default=True,
    help="Signals per clinician and year that chance alone may give.",
)
_SEED = click.option(
    "--seed", type=click.IntRange(0), help="For the simulated clinics; made from the data if left out."
)


def _counted_by(ctx: click.Context, option: click.Parameter, named: str | None) -> None:
    """For this call, as if TENTHHOUR_ENGINE had named it."""
    if named:
        os.environ[SETTING] = named
        chosen()


_ENGINE = click.option(
    "--engine",
    metavar="ENGINE",
    callback=_counted_by,
    expose_value=False,
    help="Where rows are counted: duckdb, spark://local[2], or a Spark cluster's address; else TENTHHOUR_ENGINE.",
)
_NO_CACHE = click.option("--no-cache", is_flag=True, help="Work out thresholds anew and do not keep them.")


@click.command("findings")
@_PATHS
@_MAPPING
@click.option("--as-of", metavar="YYYY-MM", help="Month to judge; the newest when left out.")
@click.option("--measure", "measures", multiple=True, help="Show this measure only; may be repeated.")
@_BUDGET
@_SEED
@_NO_CACHE
@_ENGINE
@click.option(
    "form",
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
def findings(  # noqa: PLR0913 - one argument per option
    paths: tuple[Path, ...], mapping: str | None, as_of: str | None, measures: tuple[str, ...],
    budget: float, seed: int | None, no_cache: bool, form: str,
) -> None:  # fmt: skip
    """Say what changed, what is shared by all, and what may not be said and why.

    PATHS are CSV, XLSX or Parquet files, or folders of them. Nothing is stored
    but the thresholds, without any name, in the cache folder.

    \b
    tenthhour findings clinic/
    tenthhour findings clinic/ --as-of 2026-09 --format json
    """
    month = _month(as_of)
    checked = _checked(paths, mapping, form)
    catalogue = loader.measures()
    for name in measures:
        if name not in catalogue:
            raise UsageError(f'"{name}" is no measure; `tenthhour measures` lists them.')
    known = _thresholds(no_cache)
    with progress("Judging") as tick:
        result = run_month(checked, catalogue, month, budget=budget, seed=seed, thresholds=known, tick=tick)
    shown = only(result, measures)
    titles = {m.id: m.title for m in catalogue.values()}
    click.echo(as_json(shown) if form == "json" else as_text(shown, checked, titles), nl=False)


@click.command("replay")
@_PATHS
@_MAPPING
@_BUDGET
@_SEED
@_NO_CACHE
@_ENGINE
@click.option(
    "form", "--format", type=click.Choice(["csv"]), default="csv", show_default=True, help="How to print it."
)
def replay(
    paths: tuple[Path, ...], mapping: str | None, budget: float, seed: int | None, no_cache: bool, form: str
) -> None:
    """Write every month as it would have been judged then, as CSV.

    Each row rests on data up to its month alone. For stewards and for tests;
    no page serves it.
    """
    checked = _checked(paths, mapping, form)
    known = _thresholds(no_cache)
    with progress("Judging each month") as tick:
        rows = replayed(checked, loader.measures(), budget=budget, seed=seed, thresholds=known, tick=tick)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(line(row) for row in rows)
    click.echo(out.getvalue(), nl=False)


def _thresholds(no_cache: bool) -> Remembered | None:
    return None if no_cache else Remembered(cache_folder())


def _month(written: str | None) -> Month | None:
    try:
        return Month.parse(written) if written else None
    except ValueError as error:
        raise UsageError(f"--as-of: {error}. Write it as YYYY-MM, for example 2026-10.") from error


def _checked(paths: tuple[Path, ...], mapping: str | None, form: str) -> Checked:
    """Read and check; problems that block are printed in the wanted form and end the command with 1."""
    working("Reading and checking the files ...")
    checked = check(read(paths, mapping=named(mapping) if mapping else None), loader.measures())
    if checked.blocking and form == "json":
        problems = [vars(p) for p in checked.problems]
        click.echo(
            json.dumps({"schema": "tenthhour.findings/1", "problems": problems}, indent=1, ensure_ascii=False)
        )
        raise SystemExit(DataProblem.exit_code)
    return checked.require()
