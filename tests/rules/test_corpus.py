"""The corpus of sentences: large enough, each coded twice, training and test apart."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from tenthhour.core.rehearsal.hearing import HEARABLE

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "rehearsal"


def sentences(pattern: str) -> list[str]:
    lines = (line for path in sorted(CORPUS.glob(pattern)) for line in path.read_text("utf-8").splitlines())
    return [line.removeprefix("~ ").strip() for line in lines if line and line[0] not in "#["]


def test_every_sentence_was_coded_twice() -> None:
    with (CORPUS / "second-coding.csv").open(encoding="utf-8", newline="") as file:
        second = [(row["sentence"], row["label"]) for row in csv.DictReader(file)]
    written = sentences("t*.txt")
    assert len(written) >= 1500
    assert sorted(written) == sorted(sentence for sentence, _ in second)
    assert {label for _, label in second} == set(HEARABLE)


def test_no_test_sentence_is_trained_on() -> None:
    assert not set(sentences("train-*.txt")) & set(sentences("test-*.txt"))


def test_codebook_defines_every_label() -> None:
    defined = re.findall(r"^\| `(\w+)` \| [a-z]", (CORPUS / "codebook.md").read_text("utf-8"), re.M)
    assert set(HEARABLE) <= set(defined)
