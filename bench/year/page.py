"""What a year came to, as the page in the docs tells it."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass, field

CHANCES = {
    "a talk fixed for this week is held": 0.88,
    "a talk not held is moved, else called off": 0.6,
    "the leader promises something in a talk": 0.6,
    "the clinician promises something in a talk": 0.25,
    "a promise due is kept": 0.8,
    "a promise not kept gets a later date in time": 0.5,
    "a clinician puts a point on the agenda in a week": 0.15,
    "a clinician asks for a talk soon in a week": 0.01,
    "a summary is confirmed": 0.95,
    "a colleague writes a note of thanks in a week": 0.1,
    "a look turns out to be noise or context": 0.5,
    "a talk about a number ends in a support plan": 0.4,
}


@dataclass
class Played:
    """What happened, counted; minutes of each week."""

    weeks: int = 0
    happened: Counter[str] = field(default_factory=Counter)
    minutes: list[int] = field(default_factory=list)
    available: int = 0
    over: int = 0
    left: int = 0


def _counted(happened: Counter[str], kind: str) -> dict[str, int]:
    """What happened of one kind, by name: `refused: such a sentence` is of the kind `refused`."""
    start = f"{kind}: "
    return {name.removeprefix(start): n for name, n in sorted(happened.items()) if name.startswith(start)}


def told(played: Played, seed: int) -> str:
    """The page."""
    minutes = sorted(played.minutes)
    rows = [f"| {name} | {count} |" for name, count in sorted(played.happened.items()) if ":" not in name]
    refused = [f"- {name} ({n})" for name, n in _counted(played.happened, "refused").items()]
    seen = _counted(played.happened, "the supervisor reads")
    chances = "; ".join(f"{name} {chance:.2f}" for name, chance in CHANCES.items())
    return "\n".join(
        [
            "# A year of a clinic of twelve",
            "",
            f"Written by `python -m bench.year --seed {seed} --write`: {played.weeks} Mondays, every step through the product's own",
            "actions, four measures a month. What people do is drawn from these chances, which are guesses: "
            + chances
            + ".",
            "",
            "## The leader's minutes",
            "",
            f"Planned with a tenth of a post, {played.available} minutes a week. Minutes on the Monday page: median "
            f"{statistics.median(minutes):.0f}, most {minutes[-1]}, least {minutes[0]}; above what there was in {played.over} of "
            f"{played.weeks} weeks. Lines that waited, summed over all weeks: {played.left}.",
            "",
            "## What came up and what was done",
            "",
            "| what | how often |",
            "|---|---|",
            *rows,
            "",
            "## What was refused, in the product's words",
            "",
            *(refused or ["Nothing."]),
            "",
            "## What the supervisor reads",
            "",
            *(seen or ["Nothing yet: fewer than five talks."]),
            "",
        ]
    )
