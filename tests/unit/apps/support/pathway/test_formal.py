"""The formal step through the product's own actions: earned, approved by two, replied to; refused with every reason."""

from __future__ import annotations

import pytest

from tenthhour.apps.org.models import Notice
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.actions.pathway.formal import Expectation, Facts
from tenthhour.apps.support.models import Danger, Proposal, Question
from tenthhour.apps.support.queries.pathway import Words, known
from tenthhour.core.errors import Refused

WRITTEN = Expectation("Letters within three days, seven of ten, by May.", "Two other people would decide.")


def propose(question, by, at):
    return actions.propose(question_id=question, written=WRITTEN, by=by, at=at)


@pytest.fixture
def proposed(earned, alice, susan, rita, after) -> Proposal:
    """Proposed on day 95, with rita named to review."""
    made = propose(earned, alice, after(95))
    actions.name_reviewer(question_id=earned, reviewer=rita, by=susan, at=after(95))
    return made


@pytest.fixture
def formal(proposed, earned, susan, rita, after):
    for who in (susan, rita):
        actions.take(question_id=earned, move="T14", by=who, at=after(96))
    return earned


def state(question, at):
    return known(question, at).value.state


def test_two_others_approve_what_was_earned(formal, proposed, bob, paul, after):
    assert state(formal, after(96)) == "S4"
    proposed.refresh_from_db()
    assert proposed.reply_until == after(110).date()
    assert Proposal.objects.visible_to(paul, after(96)).exists()
    assert any("You can reply until" in n.text for n in Notice.unscoped.filter(subject=bob))


def test_people_office_reads_nothing_before_approval(proposed, paul, after):
    assert not Proposal.objects.visible_to(paul, after(95)).exists()


def test_supervisor_reads_the_step_and_not_the_question(proposed, susan, after):
    assert Proposal.objects.visible_to(susan, after(95)).exists()
    assert not Question.objects.visible_to(susan, after(95)).exists()


def test_leader_cannot_take_part(proposed, earned, alice, after):
    with pytest.raises(Refused, match="leader cannot take part"):
        actions.take(question_id=earned, move="T14", by=alice, at=after(96))


def test_friday_chief_reads_all_that_is_missing(look, alice, susan, bob, after):
    with pytest.raises(Refused) as refused:
        propose(look, alice, after(4))
    said = str(refused.value)
    for sentence in (
        "comes after a plan of help",
        "not adopted these steps as policy",
        "No conversation has been held. Invite Bob Example first. (The leader.)",
        "The plan has run for 0 days; 90 are needed.",
        "The plan has no action of the organisation.",
        "The signal stands in 0 usable periods; two are needed.",
        "Bob Example has had these figures for 0 days; 14 are needed.",
        "A second, independent approver is missing.",
    ):
        assert sentence in said


def test_undelivered_help_refuses(helped, alice, after):
    with pytest.raises(
        Refused, match=r"'A second assistant' \(Clinic manager, due 2 December 2026\) is open"
    ):
        propose(helped, alice, after(95))


def test_private_report_is_not_given_away_to_the_leader(earned, alice, bob, after):
    actions.report_privately(on=after(60).date(), by=bob, at=after(60))
    actions.dispute(question_id=earned, ground="Wrong", by=bob, at=after(94))
    with pytest.raises(Refused) as refused:
        propose(earned, alice, after(95))
    assert "outside" not in str(refused.value)


def test_lapsed_plan_founds_nothing(earned, alice, after):
    with pytest.raises(Refused, match="cannot be used here"):
        propose(earned, alice, after(140))


def test_hand_over_needs_reply_review_reason_and_counsel(formal, susan, after):
    with pytest.raises(Refused) as refused:
        actions.take(question_id=formal, move="T22", words=Words(), by=susan, at=after(100))
    for sentence in ("time to reply", "review at day 30", "Write the reason", "Counsel has not"):
        assert sentence in str(refused.value)


def test_handed_over_by_supervisor_and_people_office(formal, meet, susan, paul, after):
    meet(formal, after(127))
    words = Words(reason="Not met", is_counsel_acknowledged=True)
    for who in (susan, paul):
        actions.take(question_id=formal, move="T22", words=words, by=who, at=after(157))
    assert state(formal, after(157)) == "S5"


def test_supervisor_goes_back_to_help_with_a_plan_of_their_own(formal, proposed, bob, susan, draft, after):
    susan.confirmed_at = after(100)
    actions.write_plan_again(proposal_id=proposed.pk, draft=draft, by=susan, at=after(100))
    actions.take(question_id=formal, move="T21", by=susan, at=after(100))
    assert state(formal, after(100)) == "S3"
    proposed.refresh_from_db()
    assert proposed.withdrawn_at == after(100), "a new formal step needs a new proposal"
    assert any("to go back to" in n.text for n in Notice.unscoped.filter(subject=bob))


def test_old_plan_is_nothing_to_go_back_to(formal, susan, after):
    with pytest.raises(Refused, match="begins after the written expectation"):
        actions.take(question_id=formal, move="T21", by=susan, at=after(100))


def test_second_proposal_is_refused_in_words(proposed, earned, alice, after):
    with pytest.raises(Refused, match="It is proposed already"):
        propose(earned, alice, after(95))


def test_leader_and_reviewer_write_no_such_plan(formal, proposed, alice, rita, draft, after):
    for who in (alice, rita):
        with pytest.raises(Refused):
            actions.write_plan_again(proposal_id=proposed.pk, draft=draft, by=who, at=after(100))


def test_plan_to_go_back_to_waits_for_the_formal_step(earned, alice, susan, draft, after):
    made = propose(earned, alice, after(95))
    with pytest.raises(Refused, match="A plan is written after a talk"):
        actions.write_plan_again(proposal_id=made.pk, draft=draft, by=susan, at=after(95))


@pytest.fixture
def sure(susan, adopted, at):
    """Susan has just shown that it is her."""
    susan.confirmed_at = at
    return susan


def test_danger_takes_two_and_no_number(bob, alice, sure, paul, at, after):
    facts = Facts("impairment", "Smelled of alcohol at eight.", "Physician health programme")
    made = actions.name_danger(about=bob, written=facts, by=sure, at=at)
    assert state(made.question_id, at) == "S0"
    actions.take(question_id=made.question_id, move="T24", by=paul, at=at)
    assert state(made.question_id, at) == "SX"
    seen = [model.objects.visible_to(alice, after(1)).exists() for model in (Danger, Question)]
    assert seen == [False, False]


def test_productivity_is_no_danger(bob, sure, at):
    with pytest.raises(Refused, match="cannot be used for productivity"):
        actions.name_danger(about=bob, written=Facts("productivity", "14 a session", "x"), by=sure, at=at)
