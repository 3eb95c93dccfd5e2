"""Write the generated pages of docs/: measures, commands, settings, tables. `make docs` calls it.

Each page is a function returning its text, so that a test can compare it with the file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import yaml

if TYPE_CHECKING:
    from tenthhour.core.measurement.measure import Measure
    from tenthhour.core.support.pathway import Move

ROOT = Path(__file__).resolve().parent.parent
WRITTEN_BY = "<!-- Written by `make docs`; a test keeps it true. Do not edit. -->\n"

DOMAINS = {
    "efficiency": "Efficiency, access and workload",
    "quality": "Quality",
    "experience": "Patient experience",
}
SMALLEST = {"odds_ratio": "odds ratio {:g}", "rate_ratio": "ratio {:g}", "points": "{:g} points"}


def measures_page() -> str:
    """Every shipped measure, from its file."""
    from tenthhour.content.loader import measures

    every = list(measures().values())
    drafts = sum(not m.is_reviewed for m in every)
    parts = [
        "# Measures\n",
        WRITTEN_BY,
        f"{len(every)} measures are shipped; {drafts} are drafts that no named person has reviewed yet. "
        "They say so wherever they are shown. A measure is for conversation: it is never used for pay or "
        "ranking.\n\nA site adds its own as YAML files in `$TENTHHOUR_CONTENT/measures`; "
        "`tenthhour check FOLDER` says what is wrong with them. A number whose change for the worse could soon harm a "
        "patient says how in one line, `safety:`; the Monday page then puts it before older ones.\n",
    ]
    for domain, title in DOMAINS.items():
        parts.append(f"## {title}\n")
        parts += [_measure(m) for m in every if m.domain == domain]
    return "\n".join(parts)


def _measure(m: Measure) -> str:
    return "\n".join(_said(m)) + "\n"


def _said(m: Measure) -> Iterator[str]:
    from tenthhour.cli.generate import DIRECTIONS

    yield f"### {m.title}\n\n`{m.id}`, version {m.version}, {m.status}. {m.question}\n"
    yield f"- **Counted**: {m.numerator}."
    yield f"- **Of**: {m.denominator}, each {m.period}."
    if m.lag_days:
        yield f"- **Results are in**: {m.lag_days} days after the {m.period}; until then it is left out."
    yield f"- **Direction**: {DIRECTIONS[m.direction]}."
    smallest = SMALLEST[m.worth_knowing.scale].format(m.worth_knowing.value)
    yield f"- **Smallest change worth a conversation**: {smallest}."
    yield f"- **Why it matters**: {m.why_it_matters}"
    if m.safety:
        yield f"- **Patients' safety**: {m.safety} A change for the worse is looked at before older ones of other numbers."
    yield from (f"- **It cannot say**: {line}" for line in m.cannot_say)
    yield f"- **In the clinician's hands**: {m.clinician_controls}."
    yield f"- **Can be gamed by**: {m.gaming}."
    yield f"- **Look also at**: {', '.join(f'`{id_}`' for id_ in m.balancing)}."
    if m.case_mix:
        yield f"- **Adjusted for**: {'; '.join(f'{c.column} ({c.why})' for c in m.case_mix)}."
    yield from (f"- **Definition changed** in {c.month}: {c.what}." for c in m.definition_changed)
    yield f"- **Source**: {m.source}. **Author**: {m.author or 'not named'}."
    reviewed = f"{', '.join(m.reviewed_by)}, {m.reviewed_on}" if m.is_reviewed else "nobody yet"
    yield f"- **Reviewed by**: {reviewed}. **Review due**: {m.review_due}."


def commands_page() -> str:
    """The help of every command, as a terminal shows it."""
    from tenthhour.cli import main

    parts = [
        "# Commands\n",
        WRITTEN_BY,
        "Exit codes: 0 fine, 1 problems in the data, 2 called wrongly, 3 refused.\n",
    ]
    parts += list(_help(main, click.Context(main, info_name="tenthhour", **main.context_settings)))
    return "\n".join(parts)


def _help(command: click.Command, context: click.Context) -> Iterator[str]:
    context.terminal_width = context.max_content_width = 80
    lines = (line.rstrip() for line in command.get_help(context).splitlines())
    yield f"## {context.command_path}\n\n```text\n" + "\n".join(lines) + "\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from _help(below, click.Context(below, info_name=name, parent=context))


def settings_page() -> str:
    """Every environment variable, from the list the settings are read by."""
    from tenthhour.config.environment import SETTINGS

    rows = [f"| `{s.name}` | {s.purpose} | {s.default} |" for s in SETTINGS]
    secret = [f"`{s.name}_FILE`" for s in SETTINGS if s.secret]
    return "\n".join(
        [
            "# Settings\n",
            WRITTEN_BY,
            "All are environment variables, and all are optional.\n",
            "| variable | what it is for | without it |",
            "|---|---|---|",
            *rows,
            f"\nA secret may be kept in a file and named by {', '.join(secret)}.",
            "",
        ]
    )


_TYPED = {
    "text": "text",
    "month": "month, as YYYY-MM",
    "date": "date, as YYYY-MM-DD",
    "number": "number",
    "integer": "whole number",
}


def tables_page() -> str:
    """The five tables a site's files may hold, from the schema."""
    from tenthhour.data.schema import TABLES

    parts = [
        "# Tables\n",
        WRITTEN_BY,
        "CSV, Excel (.xlsx) or Parquet. A table is recognised by its column names; the file may have any name. "
        "Only `results`, or `encounters`, or `responses` is needed; the others add to it.\n",
    ]
    for table in TABLES:
        own = " Columns a measure counts or adjusts for stand beside these." if table.open else ""
        parts.append(f"## {table.name}\n\nOne row for each {', '.join(table.key) or 'line'}.{own}\n")
        parts.append("| column | type | needed |\n|---|---|---|")
        parts += [f"| `{c.name}` | {_TYPED[c.type]} | {'yes' if c.required else ''} |" for c in table.columns]
        parts.append("")
    return "\n".join(parts)


def pathway_page() -> str:
    """Every (state, event, role) of the pathway: allowed, or refused and why."""
    from tenthhour.core.support.pathway import LABELS, PATHWAY, STEPS

    cells = len(LABELS) * len(PATHWAY) * len(_ROLES)
    parts = [
        "# Every step of the pathway\n",
        WRITTEN_BY,
        f"{len(LABELS)} states, {len(PATHWAY)} events and {len(_ROLES)} roles make {cells:,} combinations; each is "
        "below. What a step needs besides, and who can supply it, is in [methods/pathway.md](methods/pathway.md).\n",
        "- **yes**: this role takes the step alone. **with ...**: together, within 14 days, different persons.",
        "- **1**: only the roles marked in the same line can do this. **2**: the leader cannot take part in a step "
        "into a formal state.\n",
    ]
    for state, label in LABELS.items():
        here = [m for m in PATHWAY if state in m.sources]
        away = [m.id for m in PATHWAY if state not in m.sources]
        parts.append(f"## {state}: {label}\n")
        if here:
            parts += [f"| step | {' | '.join(_ROLES)} |", f"|---|{'---|' * len(_ROLES)}"]
            parts += [_step_line(m, STEPS[m.id].do or "the clock's own") for m in here]
            parts.append("")
        parts.append(f"Refused to every role, because there is no such step from here: {', '.join(away)}.\n")
    return "\n".join(parts)


_ROLES = (
    "clinician",
    "leader",
    "steward",
    "supervisor",
    "reviewer",
    "people office",
    "peer messenger",
    "clock",
)
_FORMAL = ("S4", "S5", "SX")


def _step_line(move: Move, words: str) -> str:
    kinds = ", ".join(move.kinds)
    return (
        f"| {move.id} to {move.to}: {words} ({kinds}) | {' | '.join(_role_cell(move, r) for r in _ROLES)} |"
    )


def _role_cell(move: Move, role: str) -> str:
    if role in move.movers:
        others = " and ".join(r for r in move.movers if r != role)
        return f"with {others}" if move.together else "yes"
    return "2" if role == "leader" and move.to in _FORMAL else "1"


LETTERS = {
    "*": "yes",
    "a": "while in the role",
    "s": "while in the role, of everybody",
    "r": "told: not theirs",
    "-": "",
}
MATRIX = ROOT / "tests" / "permissions"


def permissions_page() -> str:
    """Who reads whose words, and who opens which page: the two tables the permission tests hold the site to."""
    parts = [
        "# Who may see what\n",
        WRITTEN_BY,
        "Bob is a clinician. Alice leads him; the other leader does not. The supervisor supports alice; people "
        "office, reviewer and messenger hold one question of bob's and nothing else. «While in the role» is while the "
        "dated assignment is active or delegated: not before its first day, not after its last, not while it is "
        "suspended or only invited. What is empty answers 404, the same page as for what does not exist.\n",
        "Both tables are written by hand from the design's visibility table. `tests/permissions` asks the running "
        "site for every page in every way as each of these people, in all six standings of a role, for bob's object, "
        "for a stranger's and for one that does not exist, and looks for marked words in everything that leaves the "
        "server: pages, parts of pages, headers, PDFs, archives, mails, logs, error pages.\n",
        _walked(),
        "## Whose words\n",
        *_matrix("visible.csv"),
        "## Which pages\n",
        *_matrix("expected.csv"),
    ]
    return "\n".join(parts)


def _walked() -> str:
    ran = yaml.safe_load((ROOT / "bench" / "permissions.yaml").read_text(encoding="utf-8"))
    states = ", ".join(f"{state} {count:,}" for state, count in ran["cases"].items())
    return (
        f"On {ran['on']} all of it was asked: {sum(ran['cases'].values()):,} requests ({states}), and "
        "every answer was as written here (`python -m bench.permissions`). More than 5,000 of them are asked whenever "
        "the tests run.\n"
    )


def _matrix(name: str) -> Iterator[str]:
    lines = (MATRIX / name).read_text(encoding="utf-8").splitlines()
    head, *rows = [line for line in lines if not line.startswith("#")]
    yield "| " + " | ".join(head.split(",")) + " |"
    yield "|---" * len(head.split(",")) + "|"
    for row in rows:
        what, *cells = row.split(",")
        yield f"| {what} | " + " | ".join(LETTERS[cell] for cell in cells) + " |"
    yield ""


PAGES: dict[str, Callable[[], str]] = {
    "permissions.md": permissions_page,
    "measures.md": measures_page,
    "commands.md": commands_page,
    "settings.md": settings_page,
    "tables.md": tables_page,
    "pathway-steps.md": pathway_page,
}


def main(folder: Path) -> None:
    """Write all pages into a folder."""
    os.environ.pop("TENTHHOUR_CONTENT", None)  # a site's own measures are not ours to document
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs")
