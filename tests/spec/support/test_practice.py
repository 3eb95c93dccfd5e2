"""What a brief passes on to a rehearsal: a few closed words, and nothing of the person."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from tenthhour.core.support import brief as briefs
from tenthhour.core.support.brief import closed_values
from tenthhour.core.support.standing import OwnLevel

ALLOWED = {
    "topic_class": {"productivity", "formal step"},
    "step": {"S0", "S1", "S2", "S3", "S4"},
    "gap_size": {"none", "small", "large"},
    "minutes": {"10"},
}


def test_ask_far_above_the_level_is_a_large_gap_in_productivity(talk):
    assert closed_values(talk) == {
        "topic_class": "productivity",
        "step": talk.step,
        "gap_size": "large",
        "minutes": "10",
    }


@pytest.mark.parametrize(("level", "gap"), [(18.0, "none"), (17.0, "small"), (14.2, "large"), (21.0, "none")])
def test_gap_is_a_word_and_no_figure(talk, level, gap):
    assert closed_values(replace(talk, level=OwnLevel("x", level)))["gap_size"] == gap


def test_without_an_ask_only_the_step_crosses_over(talk):
    assert closed_values(replace(talk, ask=None)) == {"step": talk.step, "minutes": "10"}


@pytest.mark.parametrize("step", ["S0", "S1", "S2", "S3", "S3h", "S4"])
def test_no_word_of_the_brief_crosses_over(talk, step):
    written = [f.name for f in fields(briefs.Conversation) if isinstance(getattr(talk, f.name), str)]
    canaries = {name: "Kanarie" for name in written if name not in ("step", "domain")}
    assert len(canaries) >= 4
    values = closed_values(replace(talk, **canaries, step=step, agenda=("Kanarie",)))
    assert all(value in ALLOWED[key] for key, value in values.items())
