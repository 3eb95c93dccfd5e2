"""The brief: one page for Thursday, made of what is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tenthhour.core import phrases
from tenthhour.core.errors import Refused
from tenthhour.core.support import brief as briefs
from tenthhour.core.support.ask import Stake, Warned
from tenthhour.core.support.promise import Promise
from tenthhour.core.support.sheet import Blanks, Bullets, Chart, Text

STAKE = Stake(
    "The post is looked at again in July", "regional office", "whether anything follows", date(2026, 11, 2)
)


def words(sheet, block_id) -> str:
    """All words of one block, as read aloud."""
    (block,) = (b for b in sheet.blocks if b.id == block_id)
    said = {
        Text: lambda p: p.words,
        Bullets: lambda p: " ".join(p.items),
        Blanks: lambda p: " ".join(p.labels),
    }
    return " ".join(said[type(part)](part) for part in block.parts if not isinstance(part, Chart))


def test_blocks_stand_in_the_order_of_the_talk(talk):
    ids = [block.id for block in briefs.brief(talk).blocks]
    assert ids == [
        *("purpose", "promises", "agenda", "strength", "topics", "around"),
        *("causes", "plan", "meaning", "words", "commitments", "scratch"),
    ]


def test_first_topic_is_the_ask_with_both_figures(talk):
    assert words(briefs.brief(talk), "topics") == (
        "Regional office asks for 18 a session: Patients wait six weeks for a first visit. "
        "About 14.2 a session over the last 12 months (13.6 to 14.8), steady for three years. The ask is 18. "
        "On likely figures the ask needs 6.0 more hours a week. What would have to change? "
        "This cannot say whether the ask is right, or what makes the difference."
    )


def test_my_late_promise_comes_first(talk):
    theirs = Promise("Dr Example 07", "Dr Example 01", "list the longest letters", date(2026, 11, 10))
    mine = Promise("Dr Example 01", "Dr Example 07", "ask for a second assistant", date(2026, 11, 20))
    sheet = briefs.brief(replace(talk, promises=(theirs, mine)))
    assert words(sheet, "promises").startswith(
        "Dr Example 01 promised: ask for a second assistant (due 20 November 2026: 3 days late) Dr Example 07 promised"
    )


def test_missing_strength_asks_the_leader_to_write_one(talk):
    assert words(briefs.brief(talk), "strength") == "Write one real thing you saw"


def test_found_strength_is_said(talk):
    strength = briefs.Strength(
        "Patients rate your explaining at 92; about 88 would be expected with your patients."
    )
    assert words(briefs.brief(replace(talk, strength=strength)), "strength") == strength.sentence


def test_unknown_work_is_said_to_be_unknown(talk):
    around = briefs.WorkAround(clinical_fte=0.8)
    assert words(briefs.brief(replace(talk, around=around)), "around") == (
        "Clinical share of a full post: 0.8. Not known here, so ask: panel, staffing."
    )


@pytest.mark.parametrize("step", ["S0", "S1", "S2", "S3"])
def test_am_i_being_fired_where_steps_are_adopted(talk, step):
    plan = words(briefs.brief(replace(talk, step=step, is_adopted=True)), "plan")
    assert "Not from this talk: in our process nothing formal can follow from it alone" in plan


def test_am_i_being_fired_promises_nothing_that_was_not_adopted(talk):
    plan = words(briefs.brief(talk), "plan")
    assert "Our organisation has not adopted steps that would bind it." in plan
    assert "nothing formal" not in plan


def test_am_i_being_fired_in_a_written_expectation(talk):
    plan = words(briefs.brief(replace(talk, step="S4")), "plan")
    assert "What may follow is written in it, and two other people would decide." in plan


def test_known_stakes_are_in_the_plan_once_as_a_fact(talk):
    plan = words(briefs.brief(replace(talk, ask=replace(talk.ask, stakes=(STAKE,)))), "plan")
    assert (
        "Stakes, said once and with no demand beside it: The post is looked at again in July "
        "(regional office, 2 November 2026). Not decided: whether anything follows."
    ) in plan
    assert "This talk does not decide it. I will tell you all I know" in plan


def test_unspoken_stakes_are_asked_for(talk):
    plan = words(briefs.brief(replace(talk, ask=replace(talk.ask, no_stakes_known=False))), "plan")
    assert "Stakes: say what you know may follow, once and as a fact" in plan


def test_given_warning_is_not_passed_over(talk):
    warned = Warned("Regional office", date(2026, 11, 20), "Fix it or else.", date(2026, 12, 31))
    sheet = briefs.brief(replace(talk, ask=replace(talk.ask, warned=warned)))
    assert (
        "A warning was given on 20 November 2026 by Regional office; the date set is 31 December 2026."
        in words(sheet, "purpose")
    )
    assert "Not from this talk" not in words(sheet, "plan")


def test_scratch_is_never_in_the_shared_copy(talk):
    sheet = briefs.brief(replace(talk, scratch="CANARY-4711"))
    assert "CANARY-4711" in words(sheet, "scratch")
    assert "CANARY-4711" not in str(briefs.for_clinician(sheet))


def test_leader_has_as_many_lines_to_promise_as_the_clinician(talk):
    labels = words(briefs.brief(talk), "commitments")
    assert labels.count("Dr Example 01 will") >= labels.count("Dr Example 07 will") > 0


def test_overflow_drops_the_second_topic_then_words_to_avoid(talk):
    full = briefs.brief(replace(talk, topics=(briefs.Topic("Letters took 6.2 days (5.1 to 7.3)."),)))
    editions = list(briefs.editions(full))
    has_letters = ["Letters" in words(sheet, "topics") for sheet in editions]
    has_words = ["words" in {block.id for block in sheet.blocks} for sheet in editions]
    assert (has_letters, has_words) == ([True, False, False, False, False], [True, True, False, False, False])


def test_no_brief_for_a_step_outside(talk):
    with pytest.raises(Refused, match="dealt with outside"):
        briefs.brief(replace(talk, step="S5"))


def test_brief_holds_no_threat_blame_or_label_of_its_own(talk):
    sheet = briefs.brief(talk).without("words")
    assert [m.text for block in sheet.blocks for m in phrases.marks(words(sheet, block.id))] == []
