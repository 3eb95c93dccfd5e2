"""What hurts stays; what is told depends on what was heard."""

from __future__ import annotations


def test_threat_brings_agreement_and_nothing_else(say):
    exchanges = say("greet_frame", "threaten", "ask_open", "reflect_v")
    assert all(x.reply.startswith("Sure") for x in exchanges[1:])


def test_healed_threat_still_caps_trust(say):
    exchanges = say("threaten", "repair", "affirm", "own_share", "reflect_v", "honour_choice", "reflect_c1")
    assert not exchanges[3].after.open_scars
    assert exchanges[-1].after.level("trust") <= 58


def test_second_threat_never_heals(say):
    exchanges = say("threaten", "repair", "threaten", "repair", "affirm", "own_share", "reflect_v")
    assert exchanges[-1].after.open_scars == {"threaten"}


def test_repair_heals_only_without_new_harm(say):
    exchanges = say("blame", "repair", "confront", "affirm")
    assert exchanges[-1].after.open_scars == {"blame", "confront"}


def test_gate_stays_shut_two_turns_after_harm(say):
    exchanges = say("reflect_c0", "confront", "repair", "ask_open", "ask_open")
    assert [x.opened for x in exchanges] == ["", "", "", "", "week"]
    assert exchanges[3].kept_shut == "week"


def test_gated_fact_is_told_after_its_gate(say):
    exchanges = say("greet_frame", "ask_open")
    assert [("busy" in x.after.told) for x in exchanges] == [False, True]


def test_she_leaves_when_defence_is_full(say):
    exchanges = say("blame", "blame", "blame", "blame")
    assert exchanges[-1].after.ended == "other"
    assert exchanges[-1].reply == "Bye (closed_door)."


def test_threatened_she_stays(say):
    exchanges = say("threaten", "blame", "blame", "blame")
    assert exchanges[-1].after.ended == ""


def test_name_of_the_persona_changes_nothing(stage):
    from dataclasses import replace

    from tenthhour.core.rehearsal.partner import play
    from tenthhour.core.rehearsal.record import Record, Turn

    turns = tuple(Turn(move=m) for m in ("greet_frame", "ask_open", "reflect_c0", "state_gap"))
    played = [play(stage, replace(Record("small", "", 7, turns=turns), name=n)) for n in (0, 1)]
    assert played[0].exchanges == played[1].exchanges
