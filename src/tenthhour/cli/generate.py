"""`tenthhour generate` and `tenthhour measures`: a made-up clinic, and what can be counted in one."""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tenthhour.core.measurement.measure import Measure


@click.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option("--clinicians", default=12, show_default=True, help="How many clinicians.")
@click.option("--months", default=36, show_default=True, help="How many months.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same clinic.")
@click.option("--until", default="2026-10", show_default=True, metavar="YYYY-MM", help="The last month.")
@click.option(
    "--drift",
    type=click.Choice(["none", "lone", "many", "crisis"]),
    default="crisis",
    show_default=True,
    help="What is planted: nothing; changes of single clinicians; one in ten drifting alike; "
    "or single changes and a shared crisis of ten months.",
)
@click.option("--encounters", is_flag=True, help="Also write each encounter and questionnaire as a row.")
@click.option(
    "--steady",
    type=float,
    metavar="N",
    help="Keep the first clinician at about N encounters a session all along; 14 is the one who was always asked for more.",
)
def generate(out: Path, until: str, **wanted: Any) -> None:
    """Make up a clinic to learn with, labelled as made up.

    OUT is a new or empty folder. It gets clinicians.csv, results.csv and
    exclusions.csv, with --encounters also encounters.csv and responses.csv;
    truth.csv says what was planted, SYNTHETIC.txt that nobody in it exists.

    \b
    Example:
      tenthhour generate made-up --clinicians 12 --months 36
      tenthhour findings made-up
    """
    from tenthhour.core.errors import UsageError
    from tenthhour.core.month import Month
    from tenthhour.data.generate import Plan, refuse_unless_empty
    from tenthhour.data.generate import generate as make

    try:
        last = Month.parse(until)
    except ValueError as error:
        raise UsageError(f"--until: {error}. Write a month as YYYY-MM.") from error
    plan = Plan(**wanted, until=last)
    refuse_unless_empty(out)
    # Only rows of single encounters take long enough to wait for.
    hidden = not (plan.encounters and sys.stderr.isatty())
    bar = click.progressbar(length=plan.clinicians, label="Writing", file=sys.stderr, hidden=hidden)
    with bar:
        clinic = make(plan, out, bar.update)
    click.echo(
        f"{out}: {clinic.panel.size} made-up clinicians, {plan.months} months to {plan.until}. See SYNTHETIC.txt."
    )


@click.command()
@click.argument("id_", metavar="[ID]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
def measures(id_: str | None, form: str) -> None:
    """List the measures, or show one in full.

    A measure says what is counted, why it matters and what it cannot say.
    Your own are YAML files in $TENTHHOUR_CONTENT/measures.

    \b
    Example:
      tenthhour measures bp_controlled
    """
    from tenthhour.content.loader import measures as every
    from tenthhour.core.errors import UsageError

    known = every()
    if id_ and id_ not in known:
        raise UsageError(f'There is no measure "{id_}". "tenthhour measures" lists all {len(known)}.')
    chosen = [known[id_]] if id_ else list(known.values())
    if form == "json":
        click.echo(_json(chosen))
    elif id_:
        click.echo("\n".join(in_full(chosen[0])))
    else:
        click.echo("\n".join(listed(chosen)))


def _json(chosen: list[Measure]) -> str:
    from dataclasses import asdict

    values = {"schema": "tenthhour.measures/1", "measures": [asdict(m) for m in chosen]}
    return json.dumps(values, indent=2, ensure_ascii=False, default=str)


def listed(chosen: list[Measure]) -> list[str]:
    """One line for each measure, by domain."""
    width = max(len(m.id) for m in chosen)
    lines: list[str] = []
    for domain in ("efficiency", "quality", "experience"):
        inside = [m for m in chosen if m.domain == domain]
        lines += [domain.capitalize()] if inside else []
        lines += [f"  {m.id:<{width}}  {m.title}{_state(m)}" for m in inside]
    drafts = sum(not m.is_reviewed for m in chosen)
    if drafts:
        lines += ["", f"{drafts} of {len(chosen)} are drafts: not yet reviewed by a named person."]
    return lines


def _state(measure: Measure) -> str:
    return {"draft": " (draft)", "retired": " (retired)"}.get(measure.status, "")


DIRECTIONS = {
    "higher_better": "higher is better",
    "lower_better": "lower is better",
    "neither": "neither higher nor lower is better",
}


def in_full(m: Measure) -> list[str]:
    """Everything a measure says about itself, line by line."""
    reviewed = (
        f"{', '.join(m.reviewed_by)}, {m.reviewed_on}"
        if m.is_reviewed
        else "draft: not yet reviewed by a named person"
    )
    said = [
        ("counted", f"{m.numerator}"),
        ("of", m.denominator),
        ("direction", DIRECTIONS[m.direction]),
        ("why it matters", m.why_it_matters),
        *([("patients' safety", m.safety)] if m.safety else []),
        *(("cannot say", line) for line in m.cannot_say),
        ("in the clinician's hands", m.clinician_controls),
        ("can be gamed by", m.gaming),
        ("look also at", ", ".join(m.balancing)),
        ("adjusted for", "; ".join(f"{c.column} ({c.why})" for c in m.case_mix) or "nothing"),
        ("source", m.source),
        ("author", m.author or "not named"),
        ("reviewed by", reviewed),
        ("review due", str(m.review_due)),
    ]
    lines = [f"{m.title} ({m.id}, version {m.version})", m.question, ""]
    for name, text in said:
        lines += textwrap.wrap(text, 72, initial_indent=f"{name + ':':<26}", subsequent_indent=" " * 26)
    return lines
