"""Feedback fades: two good talks in a row bring less of it, two others bring more, one changes nothing."""

from __future__ import annotations

import pytest

from tenthhour.content.scenarios import scenario
from tenthhour.core.rehearsal.feedback import LEVELS, Fading, is_told
from tenthhour.core.rehearsal.linter.bots import BOTS, run
from tenthhour.core.rehearsal.partner import play
from tenthhour.core.rehearsal.state import Stage

STAGE = Stage.of(scenario("listener-and-number"))
GOOD, HARMFUL, NICE = (run(STAGE, BOTS[bot], 3, 10) for bot in ("gap_first", "ultimatum_at_3", "over_nice"))


def faded(*talks, start="0:0") -> str:
    state = Fading.read(start)
    for talk in talks:
        state = state.after(talk)
    return str(state)


def test_two_good_talks_in_a_row_bring_less():
    assert [faded(*[GOOD] * n) for n in range(5)] == ["0:0", "0:1", "1:0", "1:1", "2:0"]


def test_harm_or_silence_about_the_gap_brings_more():
    assert faded(HARMFUL, NICE, start="2:0") == "1:0"


def test_talks_that_disagree_change_nothing():
    assert faded(GOOD, HARMFUL, GOOD, NICE, start="1:0")[0] == "1"


def test_nothing_fades_past_its_ends():
    assert faded(*[GOOD] * 20)[0] == str(len(LEVELS) - 1)
    assert faded(*[NICE] * 20)[0] == "0"


def test_talk_broken_off_says_nothing():
    assert faded(play(STAGE, GOOD.record.until(3)), start="1:1") == "1:1"


@pytest.mark.parametrize("kept", ["", "9:0", "1:5", "<script>", "1:0:0"])
def test_what_is_not_ours_begins_anew(kept):
    assert Fading.read(kept) == Fading()


def test_closed_question_is_told_one_level_longer():
    asked = next(x for x in run(STAGE, BOTS["interrogator"], 1).exchanges if abs(x.change) < 20)
    assert [is_told(level, asked) for level in LEVELS] == [True, True, False, False]
