"""Typed sentences: the program says what it heard, and asks rather than decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenthhour.content.coder import coder
from tenthhour.content.scenarios import scenario
from tenthhour.core.rehearsal.coding import row_of
from tenthhour.core.rehearsal.hearing import confirmed, hear, is_cut, must_stop
from tenthhour.core.rehearsal.partner import begin
from tenthhour.core.rehearsal.scenario import ActUse
from tenthhour.core.rehearsal.state import Stage, State


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage.of(scenario("listener-and-number"))


@pytest.fixture
def late(stage: Stage) -> State:
    """She has just said that mornings run late."""
    return replace(begin(stage, 1)[0], available=frozenset({"c_late"}), last_meanings=(("c_late",),))


def first(text: str, stage: Stage, state: State) -> list[str]:
    return [guess.options[0] for guess in hear(text, coder(), stage, state)]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("What gets in the way on a day like that?", "ask_open"),
        ("Did you see the chart?", "ask_closed"),
        ("May I show you the chart?", "ask_permission"),
        ("I'm sorry, I should not have said that.", "repair"),
        ("You decide where we begin.", "honour_choice"),
        ("Sixteen is expected and you are near fourteen.", "state_gap"),
        ("I'll ask the region by Friday.", "plan"),
        ("You're too slow.", "blame"),
        ("Eighteen by July, or I can't protect you.", "threaten"),
    ],
)
def test_plain_sentence_is_heard_as_what_it_does(text, act, stage, late):
    assert first(text, stage, late) == [act]


def test_each_sentence_of_a_turn_is_heard_apart(stage, late):
    assert first("I'm sorry. What did you want to say?", stage, late) == ["repair", "ask_open"]


def test_harm_is_asked_about_and_never_taken_as_sure(stage, late):
    (guess,) = hear("You're just too slow.", coder(), stage, late)
    assert guess.question == "I heard a fault pinned on the person. Is that right?"
    assert not guess.is_sure
    assert "reflect" not in guess.options


def test_conditional_consequence_is_no_reflection(stage, late):
    (guess,) = hear("If you don't manage it, you'll feel it in July.", coder(), stage, late)
    assert "reflect" not in guess.options


def test_reflection_counts_only_what_was_said(stage, late):
    said = confirmed("So your mornings run late.", ["reflect"], stage, late).acts[0]
    made_up = confirmed("So your cat is ill.", ["reflect"], stage, late).acts[0]
    assert said == ActUse("reflect", "c_late")
    assert row_of(stage, late, made_up) == "reflect_nothing"


def test_reflection_of_nothing_said_is_never_sure(stage, late):
    (guess,) = hear("You feel left alone with it.", coder(), stage, late)
    assert guess.options[0] == "reflect"
    assert not guess.is_sure


def test_negation_is_not_the_same_meaning(stage, late):
    assert confirmed("Your mornings never run late.", ["reflect"], stage, late).acts[0].meaning == ""


@pytest.mark.parametrize(
    ("text", "owner", "date"),
    [
        ("I'll have the template fixed by the 14th.", "leader", True),
        ("You try it for two weeks.", "clinician", True),
        ("Let's both think of one thing.", "both", False),
    ],
)
def test_step_has_an_owner_and_perhaps_a_date(text, owner, date, stage, late):
    assert confirmed(text, ["plan"], stage, late).acts[0] == ActUse("plan", owner=owner, date=date)


def test_gap_without_a_figure_is_only_hinted(stage, late):
    assert confirmed("There is a bit of a gap.", ["state_gap"], stage, late).acts[0].gap == "hinted"
    assert confirmed("It is 14 where 16 is expected.", ["state_gap"], stage, late).acts[0].gap == "plain"


def test_topic_follows_the_words(stage, late):
    assert (
        confirmed("What happens in July, with the regional office?", ["ask_open"], stage, late).about
        == "stakes"
    )


def test_long_turn_is_cut_and_says_so():
    assert is_cut("word " * 301)
    assert not is_cut("word " * 300)


def test_nothing_typed_is_no_turn(stage, late):
    assert hear("   ", coder(), stage, late) == ()


def test_acts_that_do_not_fit_are_refused(stage, late):
    with pytest.raises(ValueError, match="one known act"):
        confirmed("One. Two.", ["ask_open"], stage, late)


@pytest.mark.parametrize(
    "text",
    [
        "I could kill myself over this list.",
        "He hits me at home.",
        "My lawyer will hear of it.",
        "I can't go on like this.",
    ],
)
def test_words_about_safety_stop_the_talk(text):
    assert must_stop(text)


@pytest.mark.parametrize(
    "text", ["This list kills the mood.", "It hit me hard.", "I can't live with this number."]
)
def test_ordinary_strong_words_do_not(text):
    assert not must_stop(text)
