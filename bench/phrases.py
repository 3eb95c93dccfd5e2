"""The phrase check on sentences written without its rules: recall and precision, plain and oblique apart.

    python -m bench.phrases [--missed] [--write]

A sentence counts as marked when the check marks anything in it, whatever the
kind: what the writer of a sentence sees is a mark. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.report import write_section
from tenthhour.core.phrases import marks

SENTENCES = Path(__file__).resolve().parents[1] / "tests" / "reference" / "phrases" / "sentences.tsv"
HARMFUL = ("threat", "blame", "label")
_Z = 1.959964


@dataclass(frozen=True)
class Sentence:
    """One labelled sentence."""

    kind: str
    shows: str
    text: str

    @property
    def is_harmful(self) -> bool:
        return self.kind in HARMFUL

    @property
    def is_marked(self) -> bool:
        return bool(marks(self.text))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument(
        "--missed", action="store_true", help="list what was missed and what was marked for nothing"
    )
    asked.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    options = asked.parse_args()
    read = sentences()
    lines = told(read)
    print("\n".join(lines))
    if options.missed:
        print("\n".join(f"{s.kind:7} {s.shows:8} {s.text}" for s in read if s.is_harmful != s.is_marked))
    if options.write:
        write_section("phrases", "The phrase check", "\n".join(lines))


def sentences() -> list[Sentence]:
    """The labelled set."""
    with SENTENCES.open(newline="") as file:
        return [Sentence(*row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def told(read: list[Sentence]) -> list[str]:
    """The table, and precision over plain, oblique and harmless sentences as they stand in the set."""
    harmless = [s for s in read if not s.is_harmful]
    marked = [s for s in read if s.is_marked]
    rows = [
        (f"{kind}, {shows}: found", [s for s in read if (s.kind, s.shows) == (kind, shows)])
        for kind in HARMFUL
        for shows in ("plain", "oblique")
    ]
    rows += [
        (f"all {shows}: found", [s for s in read if s.is_harmful and s.shows == shows])
        for shows in ("plain", "oblique")
    ]
    rows += [
        (f"harmless, {shows}: marked for nothing", [s for s in harmless if s.shows == shows])
        for shows in ("near", "easy")
    ]
    return [
        f"{len(read)} sentences written from the definitions alone ({SENTENCES.parent.name}/README.md); rules unchanged since.",
        "",
        "| sentences | marked | of | share | 95 % interval |",
        "|---|---|---|---|---|",
        *(_row(name, sum(s.is_marked for s in group), len(group)) for name, group in rows),
        _row("precision: marked and harmful", sum(s.is_harmful for s in marked), len(marked)),
        _row("precision without oblique sentences", *_precision(s for s in marked if s.shows != "oblique")),
    ]


def _precision(marked: Iterable[Sentence]) -> tuple[int, int]:
    found = list(marked)
    return sum(s.is_harmful for s in found), len(found)


def _row(name: str, hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"| {name} | {hits} | {of} | {hits / of:.2f} | {low:.2f} to {high:.2f} |"


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    share, z2 = hits / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * (share * (1 - share) / of + z2 / (4 * of * of)) ** 0.5
    return middle - half, middle + half


if __name__ == "__main__":
    main()
