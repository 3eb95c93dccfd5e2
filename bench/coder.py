"""The coder's card: what it hears in sentences written by other hands. python -m bench.coder [--write]

Test files are read once, for this; nothing is tuned on them. Writes docs/coder.md.
"""

from __future__ import annotations

import argparse
import csv
import runpy
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tenthhour.content.coder import coder
from tenthhour.core.phrases import marks
from tenthhour.core.rehearsal.acts import HARMFUL
from tenthhour.core.rehearsal.hearing import HEARABLE, LABELS
from tenthhour.core.rehearsal.hearing.guesses import ASK_ABOUT_HARM

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus" / "rehearsal"
TRAIN = runpy.run_path(str(ROOT / "tools" / "train_coder.py"), run_name="train_coder")
PAGE = ROOT / "docs" / "coder.md"
INTRO = """# The coder's card

Written by `python -m bench.coder --write`; do not edit by hand.

The coder proposes what a typed sentence does; the leader confirms or corrects it. It is a logistic model over words,
letters and marks of grammar. **May be claimed:** that it proposes; how often it is right on the sentences below.
**May not be claimed:** that it understands a conversation, judges a person, or may be left alone. The design's gates for
that (harmful precision 0.90 and recall 0.80, no harmful sentence heard as a reflection, on both sets) are not met.

**Sentences:** every one was written for this corpus, to a label; none was ever said. The test files were written from
the definitions of the acts (the third from `corpus/rehearsal/codebook.md`) by hands that saw neither the patterns nor
the training text. Nothing was tuned on any of them; the first two were read for earlier cards, the third for this one alone.
"""


def judged(paths: Iterable[Path]) -> list[tuple[object, dict[str, float]]]:
    """Every test sentence with the chances the shipped coder gives it."""
    ours = coder()
    return [(each, ours.chances(each.text)) for path in paths for each in TRAIN["read"](path)]


def is_asked(text: str, chances: dict[str, float]) -> bool:
    """Whether the program would ask about harm."""
    return bool(marks(text)) or sum(chances[act] for act in HARMFUL) >= ASK_ABOUT_HARM


def share(done: int, of: int) -> str:
    """A share with its 95 % interval (Wilson)."""
    if of == 0:
        return "none"
    low, high = TRAIN["lower_bound"](done, of), 1 - TRAIN["lower_bound"](of - done, of)
    return f"{done / of:.2f} ({low:.2f}-{high:.2f}), {done} of {of}"


def rows(found: Sequence[tuple[object, dict[str, float]]]) -> list[tuple[str, str]]:
    """The figures of one set."""
    first = [next(iter(c)) for _, c in found]
    harm = [(e, c) for e, c in found if e.act in HARMFUL]
    asked = [(e, c) for e, c in found if is_asked(e.text, c)]
    as_reflection = sum(next(iter(c)) == "reflect" and not is_asked(e.text, c) for e, c in harm)
    sure = [
        (e, c) for e, c in found if next(iter(c.values())) >= coder().sure_from and not is_asked(e.text, c)
    ]
    return [
        (
            "first guess right",
            share(sum(g == e.act for g, (e, _) in zip(first, found, strict=True)), len(found)),
        ),
        ("among the first three", share(sum(e.act in list(c)[:3] for e, c in found), len(found))),
        (
            "harmful sentences asked about (recall)",
            share(sum(is_asked(e.text, c) for e, c in harm), len(harm)),
        ),
        ("asked about and harmful (precision)", share(sum(e.act in HARMFUL for e, _ in asked), len(asked))),
        ("harmful and proposed as a reflection", share(as_reflection, len(harm))),
        ("guesses that may stand unasked", share(len(sure), len(found))),
        ("of those right", share(sum(next(iter(c)) == e.act for e, c in sure), len(sure))),
    ]


def by_act(found: Sequence[tuple[object, dict[str, float]]]) -> list[str]:
    """For each act how often it was heard, and as what else most often."""
    lines = ["| act | heard first | most often taken for |", "|---|---|---|"]
    for act in HEARABLE:
        heard = Counter(next(iter(c)) for e, c in found if e.act == act)
        total = heard.total()
        wrong = ", ".join(f"{LABELS[a]} ({n})" for a, n in heard.most_common(4) if a != act) or "-"
        lines.append(f"| {LABELS[act]} | {heard[act]} of {total} | {wrong} |")
    return lines


def kappa(pairs: Sequence[tuple[bool, bool]] | Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of two codings; 1 where both always give one and the same label."""
    both = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return 1.0 if by_chance == 1 else (both - by_chance) / (1 - by_chance)


def agreement() -> list[str]:
    """The writers' labels beside a second coding, label by label and harm against the rest."""
    with (CORPUS / "second-coding.csv").open(encoding="utf-8", newline="") as file:
        second = {row["sentence"]: row["label"] for row in csv.DictReader(file)}
    written = [each for path in sorted(CORPUS.glob("t*.txt")) for each in TRAIN["read"](path)]
    pairs = [(e.act, second[e.text]) for e in written]
    lines = [
        f"All {len(pairs)} sentences were coded twice independently: by their writers, who wrote to a label, and a second "
        "time blind from the codebook (`corpus/rehearsal/second-coding.csv`). Because they were written to a label, "
        "agreement on sentences from real talks would be lower; neither coding is a named clinician's. Cohen's kappa "
        f"{kappa(pairs):.3f} over all twenty labels, {sum(a == b for a, b in pairs)} of {len(pairs)} equal; harmful against "
        f"harmless {_one_against_rest(pairs, HARMFUL):.3f}.\n",
        "| act | kappa, this label against the rest | written so | coded so | both |",
        "|---|---|---|---|---|",
    ]
    return [*lines, *(_agreed(act, pairs) for act in HEARABLE)]


def _one_against_rest(pairs: Sequence[tuple[str, str]], labels: Iterable[str]) -> float:
    wanted = set(labels)
    return kappa([(a in wanted, b in wanted) for a, b in pairs])


def _agreed(act: str, pairs: Sequence[tuple[str, str]]) -> str:
    first, second = (sum(pair[place] == act for pair in pairs) for place in (0, 1))
    both = sum(a == b == act for a, b in pairs)
    return f"| {LABELS[act]} | {_one_against_rest(pairs, [act]):.2f} | {first} | {second} | {both} |"


def page(paths: Sequence[Path]) -> str:
    """The card."""
    found = judged(paths)
    plain, oblique = (
        [pair for pair in found if pair[0].oblique == is_oblique] for is_oblique in (False, True)
    )
    fresh = [pair for pair in found if pair[0].style == "test-hand-3"]
    table = ["| | plain | oblique | third hand alone |", "|---|---|---|---|"]
    table += [
        f"| {name} | {one} | {other} | {third} |"
        for (name, one), (_, other), (_, third) in zip(rows(plain), rows(oblique), rows(fresh), strict=True)
    ]
    start = time.process_time()
    for each, _ in found[:200]:
        coder().chances(each.text)
    speed = 1000 * (time.process_time() - start) / min(200, len(found))
    return "\n".join(
        [
            INTRO,
            f"Coder {coder().version}, trained on {len(TRAIN['examples']())} sentences; tested on "
            f"{len(found)} sentences of {len(paths)} hands. Shares with their 95 % intervals.\n",
            *table,
            "\n## Agreement\n",
            *agreement(),
            "\n## Act by act (plain and oblique together)\n",
            *by_act(found),
            "\n## Known failures\n",
            "Oblique harm: irony, hints and remarks about others are missed more often than not. Reflections and statements "
            'of fault share their grammar ("you are ..."). Affirming is taken for reflecting. Short sentences that live by '
            'their tone are guesses. Sentences in other languages are "something else".',
            f"\nOne sentence takes {speed:.1f} ms of processor time.\n",
        ]
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="into docs/coder.md")
    text = page(sorted(CORPUS.glob("test-*.txt")))
    print(text)
    if parser.parse_args().write:
        PAGE.write_text(text, encoding="utf-8")
