"""Write docs/transcripts.md: whole rehearsals, led by bots, as a leader would read them.

    python tools/transcripts.py [FOLDER]

Read them aloud. A line no physician would say is a fault of the scenario.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tenthhour.cli.rehearsal import text
from tenthhour.content.scenarios import scenario
from tenthhour.core.rehearsal.feedback import debrief
from tenthhour.core.rehearsal.linter.bots import BOTS, run
from tenthhour.core.rehearsal.state import Stage

ROOT = Path(__file__).resolve().parent.parent
NAME = "transcripts.md"
# Scenario, bot, seed, minutes, and what this way of leading is.
LISTENER, GOOD_NEWS, WRONG = "listener-and-number", "good-news", "your-data-are-wrong"
TALKS = (
    (LISTENER, "listener", 10, 20, "Good: listens, names the gap, tells the stakes, agrees one step each"),
    (LISTENER, "ultimatum_at_3", 2, 10, "Bad: July as a lever at turn 3"),
    (LISTENER, "advice_then_repair", 7, 20, "Mixed: unasked advice, then blame, then amends and listening"),
    (LISTENER, "hider", 5, 20, "Mixed: everything well but telling what is known"),
    (GOOD_NEWS, "r2c2", 7, 20, "Good: praise and the number in the same voice"),
    (GOOD_NEWS, "over_nice", 3, 10, "Bad: praise, and nothing else"),
    (GOOD_NEWS, "random", 5, 20, "Mixed: whatever comes to mind"),
    (WRONG, "listener", 3, 20, "Good: concedes what is right, names what is left"),
    (WRONG, "ultimatum_at_11", 4, 20, "Bad: everything well, and then a threat"),
    (WRONG, "mixed_20", 8, 20, "Mixed: a listener who slips"),
)
OPENING = """# Transcripts

Written by `make docs` from the scenario and the engine; do not edit by hand.

Whole rehearsals, each led by a bot that chooses among the sentences on offer. The scenarios are drafts: no
named clinician has reviewed them yet. What these talks show is that the
engine is consistent with itself; nothing here has been tried with people.
"""


def page() -> str:
    """The whole page."""
    return OPENING + "".join(_talk(*talk) for talk in TALKS)


def _talk(name: str, bot: str, seed: int, minutes: int, title: str) -> str:
    found = scenario(name)
    stage = Stage.of(found)
    rehearsal = run(stage, BOTS[bot], seed, minutes)
    variant = rehearsal.state.variant
    head = f"\n## {found.title}. {title}\n\nVariant *{variant}*, seed {seed}, {minutes} minutes.\n\n```text\n"
    return head + "\n".join(_lines(stage, rehearsal)) + "\n```\n"


def _lines(stage: Stage, rehearsal: object) -> Iterator[str]:
    yield from text.transcript(stage.scenario, rehearsal)  # type: ignore[arg-type]
    yield ""
    yield from text.feedback(debrief(stage, rehearsal))  # type: ignore[arg-type]


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"
    (folder / NAME).write_text(page(), encoding="utf-8")
