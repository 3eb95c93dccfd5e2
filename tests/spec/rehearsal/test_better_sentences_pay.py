"""A better sentence leaves the talk no worse: the aim is 95 of 100 on 200 seeds (bench); here on ten."""

from __future__ import annotations

from tenthhour.content.scenarios import scenario, scenarios
from tenthhour.core.rehearsal.linter.better import pairs, rank
from tenthhour.core.rehearsal.partner import begin
from tenthhour.core.rehearsal.state import Stage


def test_better_sentence_leaves_the_talk_no_worse():
    found = [pair for each in scenarios().values() for pair in pairs(Stage.of(each), 10)]
    compared = [pair for pair in found if not pair.takes_matter_out]
    assert len(compared) >= 15
    assert sum(pair.is_kept for pair in compared) >= 0.9 * len(compared)


def test_gap_before_any_listening_ranks_below_a_question():
    stage = Stage.of(scenario("listener-and-number"))
    state, _ = begin(stage, 1)
    ranks = {m.main_act: rank(stage, state, m) for m in stage.scenario.moves if not m.is_poor}
    assert [ranks[act] for act in ("state_gap", "ask_closed", "ask_open")] == [1, 2, 3]
