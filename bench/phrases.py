"""The phrase check on sentences written without its rules: recall and precision, plain and oblique apart.

    python -m bench.phrases [--own] [--missed] [--write]

A sentence counts as marked when the check marks anything in it, whatever the
kind: what the writer of a sentence sees is a mark. Intervals are Wilson's, 95 %.
With `--own` only the sentences by the hand that wrote the rules are read.
"""

from __future__ import annotations

import argparse
import csv
import re
import runpy
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.report import write_section
from tenthhour.core.phrases import marks
from tenthhour.core.rehearsal.acts import HARMFUL as HARMFUL_ACTS

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "reference" / "phrases"
CORPUS = ROOT / "corpus" / "rehearsal"
TRAIN = runpy.run_path(str(ROOT / "tools" / "train_coder.py"), run_name="train_coder")
SENTENCES = FOLDER / "sentences.tsv"
# By the hand that wrote the rules: those the rules were written on, and those only counted.
OWN = (FOLDER / "authoring.tsv", FOLDER / "checking.tsv")
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
    asked.add_argument("--own", action="store_true", help="only the sentences by the writer of the rules")
    asked.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    options = asked.parse_args()
    read = [s for path in OWN for s in sentences(path)] if options.own else sentences()
    lines = [*own(), "", speed()] if options.own else [*told(read), "", *own(), "", *elsewhere()]
    print("\n".join(lines))
    if options.missed:
        print("\n".join(f"{s.kind:7} {s.shows:8} {s.text}" for s in read if s.is_harmful != s.is_marked))
    if options.write and not options.own:
        write_section("phrases", "The phrase check", "\n".join(lines))


def sentences(path: Path = SENTENCES) -> list[Sentence]:
    """A labelled set."""
    with path.open(encoding="utf-8", newline="") as file:
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
        f"{len(read)} sentences written from the definitions alone ({FOLDER.name}/README.md); the rules were written without seeing them.",
        "",
        "| sentences | marked | of | share | 95 % interval |",
        "|---|---|---|---|---|",
        *(_row(name, sum(s.is_marked for s in group), len(group)) for name, group in rows),
        _row("precision: marked and harmful", sum(s.is_harmful for s in marked), len(marked)),
        _row("precision without oblique sentences", *_precision(s for s in marked if s.shows != "oblique")),
    ]


def own() -> list[str]:
    """Recall and precision on both halves of the sentences by the writer of the rules."""
    rows = []
    for path in OWN:
        read = sentences(path)
        harmful = [s for s in read if s.is_harmful]
        marked = [s for s in read if s.is_marked]
        rows += [
            _row(f"{path.stem}: harmful and found", sum(s.is_marked for s in harmful), len(harmful)),
            _row(f"{path.stem}: marked and harmful", sum(s.is_harmful for s in marked), len(marked)),
        ]
    return [
        "Sentences by the hand that wrote the rules, those they were written on and those only counted:",
        "",
        "| sentences | hits | of | share | 95 % interval |",
        "|---|---|---|---|---|",
        *rows,
    ]


def speed() -> str:
    """How long 300 characters take, as somebody types them; own sentences one after the other."""
    text = " ".join(s.text for path in OWN for s in sentences(path))
    marks(text[:300])  # the first check makes the rules
    seconds = []
    for begin in range(0, 100 * 300, 300):
        started = time.process_time()
        marks(text[begin : begin + 300])
        seconds.append(time.process_time() - started)
    return f"300 characters: p50 {1e3 * sorted(seconds)[50]:.0f} ms, p95 {1e3 * sorted(seconds)[95]:.0f} ms of processor time."


def elsewhere() -> list[str]:
    """How far the figure carries: held-out sentences unlike those of the rules' writer, and other hands' other files."""
    known = [_words(text) for text in _read_by_the_writer()]
    unlike = [s for s in sentences() if s.shows == "plain" and not _is_like(s.text, known)]
    said = [each for path in sorted(CORPUS.glob("test-*.txt")) for each in TRAIN["read"](path)]
    harmful = [each for each in said if each.act in ("threaten", "blame") and not each.oblique]
    harmless = [each for each in said if each.act not in HARMFUL_ACTS]
    return [
        "How far this carries. Of the plain sentences above, those that share less than half their words with every "
        "sentence the rules' writer had read; and the test files of the coder of typed rehearsals (docs/coder.md):",
        "",
        "| sentences | marked | of | share | 95 % interval |",
        "|---|---|---|---|---|",
        _row("all plain, unlike the rules' own: found", sum(s.is_marked for s in unlike), len(unlike)),
        _row(
            "coder's plain threats and blame: found", sum(bool(marks(e.text)) for e in harmful), len(harmful)
        ),
        _row(
            "coder's harmless acts: marked for nothing",
            sum(bool(marks(e.text)) for e in harmless),
            len(harmless),
        ),
    ]


def _read_by_the_writer() -> list[str]:
    """Own sentences, those of the tests, and the coder's training files, which also served to find false marks."""
    rows = (ROOT / "tests" / "spec" / "support" / "phrases.txt").read_text(encoding="utf-8").splitlines()
    trained = [each.text for path in sorted(CORPUS.glob("train-*.txt")) for each in TRAIN["read"](path)]
    tested = [row.split("|", 1)[1] for row in rows if "|" in row]
    return [*(s.text for path in OWN for s in sentences(path)), *tested, *trained]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z']+", text.lower()))


def _is_like(text: str, known: list[frozenset[str]]) -> bool:
    mine = _words(text)
    return any(2 * len(mine & other) >= len(mine | other) for other in known)


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
