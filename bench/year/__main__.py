"""A year of a clinic of twelve, played through the product's own actions: what came up, what was done, how long it took.

    python -m bench.year [--weeks 52] [--seed 1] [--write]

Months are imported as they end, each Monday is read and worked through line by
line: talks held, moved, called off, confirmed; promises made, kept, given a later
date, missed; thanks said; one Ask shared and answered. What people do is drawn
with a fixed seed from the chances named in CHANCES: guesses, not findings. What
the product allows, refuses and counts is its own.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "a-year.md"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--weeks", type=int, default=52)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--write", action="store_true", help="write docs/a-year.md")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        words = play(Path(folder), options.weeks, options.seed)
    print(words)
    if options.write:
        PAGE.write_text(words)


def play(folder: Path, weeks: int, seed: int) -> str:
    """A year in a site of its own; the site's settings come before anything of it is imported."""
    os.environ["TENTHHOUR_HOME"] = str(folder / "home")
    from tenthhour.cli.server import prepare

    prepare()
    from bench.year.clinic import Year
    from bench.year.page import told

    return told(Year(folder, random.Random(seed)).play(weeks), seed)


if __name__ == "__main__":
    main()
