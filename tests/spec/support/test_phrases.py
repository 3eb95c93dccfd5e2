"""The phrase check on labelled sentences: what it marks, and what it leaves alone.

These sentences were written with the rules in mind; recall on sentences by
other hands is measured apart (docs/methods/phrases.md).
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tenthhour.core import phrases

LABELLED = Path(__file__).parent / "phrases.txt"


def labelled(kind: str) -> list[str]:
    rows = [line.split("|", 1) for line in LABELLED.read_text(encoding="utf-8").splitlines() if "|" in line]
    return [sentence.strip() for name, sentence in rows if name.strip() == kind]


@pytest.mark.parametrize("sentence", labelled("threat"))
def test_threat_is_marked(sentence):
    assert "threat" in {mark.kind for mark in phrases.marks(sentence)}


@pytest.mark.parametrize("sentence", labelled("blame"))
def test_blame_is_marked(sentence):
    assert "blame" in {mark.kind for mark in phrases.marks(sentence)}


@pytest.mark.parametrize("sentence", labelled("label"))
def test_label_is_marked(sentence):
    assert "label" in {mark.kind for mark in phrases.marks(sentence)}


@pytest.mark.parametrize("sentence", labelled("none"))
def test_plain_sentence_is_left_alone(sentence):
    assert phrases.marks(sentence) == ()


def test_mark_says_why_and_what_instead():
    text = "We need to talk. Eighteen by July, or I can't protect you."
    (mark,) = phrases.marks(text)
    assert text[mark.start : mark.end] == mark.text
    assert (mark.why, mark.instead) == phrases.advice("threat")
    assert "as a fact" in mark.instead


def test_marks_come_in_order_without_overlap():
    found = phrases.marks("You're just too slow. It's your fault. This is your last chance.")
    assert [mark.kind for mark in found] == ["label", "blame", "threat"]


def test_long_text_is_checked_quickly():
    # a letter of 40,000 characters that almost matches everywhere
    assert phrases.marks("if you do not or we will have to " * 1200) == ()


def test_curly_apostrophes_are_read_and_kept():
    (mark,) = phrases.marks("Sign it or you’ll lose your sessions.")
    assert mark.text == "or you’ll lose your sessions"


@pytest.mark.parametrize(
    "sentence",
    [
        "I told her a year ago that nobody is irreplaceable, and I was wrong.",
        "You feel as if you had let the team down.",
        "You asked me whether you will be replaced. No.",
        "Nothing you say here will cost you your half-day.",
        "I apologise for calling you lazy.",
    ],
)
def test_denied_retracted_and_others_words_are_left_alone(sentence):
    assert phrases.marks(sentence) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "unless you ",
        "your job or your ",
        "you're always so very ever ",
        "I can only protect you if you keep the ",
        "'\"",
    ],
)
def test_hostile_text_takes_time_in_proportion(piece):
    def seconds(length: int) -> float:
        begun = time.process_time()
        phrases.marks((piece * length)[:length])
        return time.process_time() - begun

    seconds(300)  # the first check makes the rules
    # four times the text: four times the time; sixteen times where a pattern goes back over everything
    assert seconds(20_000) < 8 * seconds(5_000) + 0.1
