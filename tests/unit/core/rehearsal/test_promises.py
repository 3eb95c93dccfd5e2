"""What holds in every rehearsal, whoever leads it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tenthhour.content.scenarios import scenario, scenarios
from tenthhour.core.rehearsal.acts import HARMFUL
from tenthhour.core.rehearsal.linter.bots import BOTS, Seat, run
from tenthhour.core.rehearsal.partner import Rehearsal, play
from tenthhour.core.rehearsal.record import Turn, draw, read, written
from tenthhour.core.rehearsal.replies import SILENCE
from tenthhour.core.rehearsal.state import Stage

TALKS = [found.id for found in scenarios().values()]


@pytest.fixture(scope="module", params=TALKS)
def stage(request):
    return Stage.of(scenario(request.param))


@pytest.fixture(scope="module")
def sessions(stage) -> list[Rehearsal]:
    bots = ("listener", "random", "mixed_20", "ultimatum_at_3", "over_nice", "adviser", "patient")
    return [run(stage, BOTS[bot], seed, 30) for bot in bots for seed in range(20)]


def anything(seat: Seat) -> Turn:
    """Any move of the scenario, on offer or not: what a typed sentence could be, too."""
    moves = [move.id for move in seat.stage.scenario.moves if not move.ends]
    return Turn(move=moves[draw(seat.seed, "any", seat.turn) % len(moves)])


def test_no_wording_is_said_twice(sessions):
    for session in sessions:
        said = Counter((spoken.line, spoken.wording) for spoken in session.state.spoken)
        assert said
        assert max(said.values()) == 1


def test_no_reply_is_repeated(sessions):
    for session in sessions:
        replies = [each.reply for each in session.exchanges if each.reply != SILENCE]
        assert len(replies) == len(set(replies))


def test_gated_facts_stay_shut_in_random_talks(stage):
    shut = 0
    for seed in range(150):
        for each in run(stage, anything, seed).exchanges:
            for fact, trace in stage.scenario.persona.traces.items():
                if trace in each.reply.lower():
                    assert each.after.may_tell(stage, fact), (seed, each.number, fact)
                shut += not each.after.may_tell(stage, fact)
    assert shut > 1000  # the gates did have something to hold back


def test_palette_is_mixed_and_of_equal_length(sessions, stage):
    for session in sessions:
        for each in session.exchanges[:-1]:
            moves = [stage.moves[id_] for id_ in each.after.palette]
            assert 4 <= len(moves) <= 6, each.number
            assert any(move.is_poor for move in moves)
            assert any(not move.is_poor and move.main_act not in ("inform", "ask_closed") for move in moves)
            lengths = sorted(len(move.text.split()) for move in moves)
            assert 65 * lengths[len(lengths) // 2] <= 100 * lengths[0]


def test_no_move_stands_three_turns_running(sessions):
    for session in sessions:
        shown = [set(each.before.palette) for each in session.exchanges]
        for first, second, third in zip(shown, shown[1:], shown[2:], strict=False):
            assert not first & second & third


def test_record_replays_to_the_same_talk(sessions, stage):
    for session in sessions[:30]:
        again = play(stage, read(written(session.record)))
        assert again.exchanges == session.exchanges


def test_name_on_screen_changes_nothing(sessions, stage):
    for session in sessions[:30]:
        renamed = play(stage, replace(session.record, name=1))
        assert renamed.exchanges == session.exchanges


def test_compliance_is_short(sessions):
    seen = 0
    for session in sessions:
        for each in session.exchanges:
            if each.before.is_compliant and each.after.is_compliant and not each.after.ended:
                seen += 1
                assert len(each.reply.split()) <= 12, each.reply
    assert seen > 100


def test_harm_never_opens_a_gate(sessions):
    for session in sessions:
        for each in session.exchanges:
            assert not (each.opened and HARMFUL.intersection(each.said.names))
