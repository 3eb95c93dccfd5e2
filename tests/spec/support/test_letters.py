"""Letters and the policy: pre-filled, editable, and promising nothing that is not so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tenthhour.content.texts import text
from tenthhour.core import phrases
from tenthhour.core.support import letters, workload
from tenthhour.core.support.ask import Offer, Warned

MONDAY = date(2026, 11, 23)
WARNED = Warned("Regional office", date(2026, 11, 20), "Fix it or else.", date(2026, 12, 31))
SUM = workload.check(workload.default_inputs(workload.contracted(40), workload.per_week(70)))


def to_asker(ask, doable=SUM):
    return letters.to_asker(
        text("letter_asker"),
        text("letter_warned"),
        ask=ask,
        doable=doable,
        leader="Dr Example 01",
        today=MONDAY,
    )


def test_letter_to_the_asker_holds_the_sum_and_the_question(ask):
    letter = to_asker(ask)
    assert "- Together: 46.0 hours; 36.5 if all goes quickly, 61.4 if it takes long" in letter
    assert "On likely figures the ask needs 6.0 more hours a week. What would have to change?" in letter


def test_letter_to_the_asker_says_no_help_was_offered(ask):
    assert "Help not yet given\n- None has been offered yet." in to_asker(ask)


def test_letter_lists_help_with_owner_and_date(ask):
    offered = replace(ask, offers=(Offer("A second assistant", "Regional office", date(2027, 1, 15)),))
    assert "- A second assistant (Regional office, by 15 January 2027)" in to_asker(offered)


def test_letter_asks_for_a_written_answer_in_14_days(ask):
    assert "Please answer in writing by 7 December 2026" in to_asker(ask)


def test_letter_after_a_warning_asks_for_90_days(ask):
    letter = to_asker(replace(ask, warned=WARNED))
    assert "with 31 December 2026 as the date" in letter
    assert "for at least 90 days, until 21 February 2027 or later" in letter


def test_letter_without_a_warning_speaks_of_none(ask):
    assert "warning" not in to_asker(ask)


def test_letter_without_a_sum_says_so(ask):
    assert "The sum has not been worked out yet." in to_asker(ask, None)


def test_policy_opens_with_what_makes_it_bind():
    policy = letters.policy(text("policy"), organisation="", body="the board")
    assert policy.splitlines()[1] == (
        "These steps bind only if your organisation adopts them as policy. "
        "Record who adopted which version after counsel read it."
    )
    assert "policy of ____________________" in policy


def test_braces_in_somebodys_words_are_only_words(ask):
    assert "{today} costs" in to_asker(replace(ask, because="{today} costs"))


@pytest.mark.parametrize("name", ["letter_asker", "letter_team", "policy"])
def test_shipped_texts_hold_no_threat_blame_or_label(name):
    assert [mark.text for mark in phrases.marks(text(name))] == []


def test_team_letter_is_signed_and_dated():
    letter = letters.dated(text("letter_team"), leader="Dr Example 01", day=date(2026, 12, 1), today=MONDAY)
    assert letter.startswith("23 November 2026\n")
    assert letter.endswith("\nDr Example 01\n")
