"""The published figures of the phrase check are what its rules give today.

A rule that is changed changes them: then `python -m bench.phrases --write`, and docs/methods/phrases.md.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tenthhour.core.phrases import marks

ROOT = Path(__file__).resolve().parents[2]
OWN = ("authoring", "checking")


def test_published_tables_are_what_the_rules_give():
    told = subprocess.run(
        [sys.executable, "-m", "bench.phrases"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    rows = [line for line in told.stdout.splitlines() if line.startswith("|")]
    published = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert len(rows) > 20
    assert [row for row in rows if row not in published] == []


@pytest.mark.parametrize("half", OWN)
def test_own_sentences_are_found_and_few_marked_for_nothing(half):
    text = (Path(__file__).parent / "phrases" / f"{half}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    found = [kind != "none" for kind, _, sentence in rows if marks(sentence)]
    assert sum(found) >= 0.90 * sum(kind != "none" for kind, _, _ in rows)
    assert sum(found) >= 0.95 * len(found)
