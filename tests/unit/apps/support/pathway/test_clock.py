"""What the clock owes: questions close, a crisis stops them, a danger pauses them, all once however late."""

from __future__ import annotations

import pytest

from tenthhour.apps.monday.actions import tick
from tenthhour.apps.monday.actions.judging import decisions
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.actions.pathway.formal import Facts
from tenthhour.apps.support.queries.pathway import Signal, known
from tenthhour.core.errors import Refused


def state(question, at):
    return known(question, at).value.state


def test_look_nobody_took_up_closes_after_fourteen_days(look, after):
    tick(at=after(13))
    assert state(look, after(13)) == "S1"
    tick(at=after(14))
    assert (state(look, after(14)), tick(at=after(14))) == ("S0", 0)


def test_doubt_stops_the_clock(look, bob, after):
    actions.dispute(question_id=look, ground="Wrong count", by=bob, at=after(3))
    tick(at=after(40))
    assert state(look, after(40)) == "S1"


def test_plan_that_ran_out_lapses(helped, after):
    tick(at=after(2 + 120 + 14))
    assert state(helped, after(136)) == "S0"


def test_crisis_stops_every_clock_and_ends(helped, susan, after):
    actions.declare_crisis(reason="Flood", ends_on=after(40).date(), by=susan, at=after(10))
    tick(at=after(10))
    assert state(helped, after(10)) == "SP"
    tick(at=after(40))
    found = known(helped, after(50)).value
    assert (found.state, found.net_days(after(50).date())) == ("S3", 18)


def test_crisis_is_renewed_by_somebody_else(susan, paul, after):
    actions.declare_crisis(reason="Flood", ends_on=after(40).date(), by=susan, at=after(0))
    again = {"reason": "Still wet", "ends_on": after(70).date(), "at": after(35)}
    with pytest.raises(Refused, match="Somebody else"):
        actions.renew_crisis(**again, by=susan)
    actions.renew_crisis(**again, by=paul)


def test_no_look_opens_in_a_crisis(bob, stef, susan, at, after):
    actions.declare_crisis(reason="Flood", ends_on=after(40).date(), by=susan, at=at)
    signal = Signal("letters_on_time", "Letters", 30, False, at)
    assert actions.open_look(about=bob, signal=signal, by=stef, at=after(1)) is None


def test_danger_pauses_other_questions(helped, bob, susan, paul, adopted, after):
    susan.confirmed_at = after(5)
    facts = Facts("fraud", "Two bills for one visit.", "Audit")
    made = actions.name_danger(about=bob, written=facts, by=susan, at=after(5))
    actions.take(question_id=made.question_id, move="T24", by=paul, at=after(5))
    tick(at=after(5))
    assert state(helped, after(5)) == "SP"


def test_months_of_a_crisis_are_not_judged(susan, at, after):
    actions.declare_crisis(reason="Flood", ends_on=after(40).date(), by=susan, at=at)
    (crisis,) = decisions([]).crises
    assert (str(crisis.first), str(crisis.last), crisis.reason) == ("2026-11", "2026-12", "Flood")
