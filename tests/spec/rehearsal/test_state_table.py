"""What each turn does to her: the table, digit by digit."""

from __future__ import annotations

from tenthhour.core.rehearsal.partner import step
from tenthhour.core.rehearsal.record import Record, Turn
from tenthhour.core.rehearsal.scenario import ActUse
from tenthhour.core.rehearsal.state import value

# turn: T H A O E D P, V, layer
EXPECTED = [
    ("greet_frame", (50, 15, 42, 37, 75, 36, 38), 98, 0),
    ("ask_open", (52, 20, 44, 38, 74, 34, 36), 163, 1),
    ("reflect_c0", (55, 27, 45, 39, 74, 31, 34), 195, 1),
    ("state_gap", (51, 25, 44, 35, 71, 41, 44), 196, 1),
    ("threaten", (29, 15, 26, 17, 61, 55, 74), 3, 1),
    ("repair", (35, 19, 29, 20, 61, 49, 66), 57, 1),
]


def test_six_turns_move_levels_as_written(say):
    exchanges = say(*(move for move, *_ in EXPECTED))
    seen = [(x.said.move, x.after.levels, value(x.after), x.after.layer) for x in exchanges]
    assert seen == EXPECTED


def test_stakes_disclosed_unheard_cost_more(say):
    # A greeting first; disclose while H is 15.
    before, after = (x.after.levels for x in say("greet_frame", "disclose"))
    assert [b - a for a, b in zip(before, after, strict=True)] == [-2, 0, 1, -4, -2, 7, 9]


def test_stakes_disclosed_when_heard_cost_little(say, untouched):
    from dataclasses import replace

    ready = replace(untouched, levels=(50, 40, 40, 40, 70, 40, 40), phase="content")
    (turn,) = say("disclose", start=ready)
    assert turn.after.levels == (52, 40, 41, 38, 68, 43, 45)


def test_reflection_used_again_is_worth_nothing(say):
    rows = [x.effects[0].row for x in say(*["reflect_c0"] * 5)]
    assert rows == ["reflect_content", "reflect_used", "reflect_used", "reflect_worn", "reflect_worn"]


def test_praise_wears_off_within_six_turns(say):
    gains = [x.effects[0].gain for x in say(*["affirm"] * 4)]
    assert gains == sorted(gains, reverse=True)
    assert gains[3] < gains[0] // 3


def test_plan_before_the_gap_sets_no_owner(say):
    (turn,) = say("plan")
    assert turn.effects[0].row == "plan_early"
    assert not {"owner_leader", "owner_clinician", "date"} & turn.after.flags


def test_advice_counts_as_asked_only_after_permission(say):
    rows = [x.effects[0].row for x in say("advise_with", "ask_permission", "advise_with")]
    assert rows == ["advise_without", "ask_permission", "advise_with"]


def test_second_good_thing_in_one_breath_is_worth_seventy_per_cent(stage, untouched):
    said = Turn(acts=(ActUse("ask_closed"), ActUse("own_share")), about="day", text="One. Two.")
    both = step(stage, Record("small", "", 1), untouched, said).effects
    alone = step(stage, Record("small", "", 1), untouched, Turn(move="own_share")).effects
    assert 65 <= 100 * both[1].gain // alone[0].gain <= 75
