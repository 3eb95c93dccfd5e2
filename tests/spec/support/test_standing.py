"""The standing gap and the page after a warning: the two people no chart of change would ever speak of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tenthhour.core.errors import Refused, UsageError
from tenthhour.core.month import Month
from tenthhour.core.support import standing, warned
from tenthhour.core.support.ask import Ask, Wanted, Warned

ASK = Ask(
    wanted=Wanted("Encounters a session", 16, "a session", is_efficiency=True),
    asker="Regional office",
    reason="access",
    because="Patients wait six weeks.",
    subject="Dr Example 07",
)
LEVEL = standing.OwnLevel("Dr Example 07", 14.2, 13.6, 14.8, n=2900, steady_months=24)


def test_gap_sentence_states_two_figures():
    assert standing.gap_sentence(ASK, LEVEL) == (
        "About 14.2 a session over the last 12 months (13.6 to 14.8), steady for two years. The ask is 16."
    )


def test_gap_sentence_says_when_it_changed():
    changed = replace(LEVEL, steady_months=None, changed_from=Month(2026, 5))
    assert "(13.6 to 14.8), changed from May 2026. The ask is 16." in standing.gap_sentence(ASK, changed)


@pytest.mark.parametrize(
    ("asked", "ending", "short"),
    [
        (14.5, "The ask is 14.5, which lies inside that range.", False),
        (13, "The ask is 13, which is already met.", False),
        (16, "The ask is 16.", True),
    ],
)
def test_gap_sentence_is_fair_to_whoever_meets_it(asked, ending, short):
    ask = replace(ASK, wanted=replace(ASK.wanted, level=asked))
    assert standing.gap_sentence(ask, LEVEL).endswith(ending)
    assert standing.is_short(ask, LEVEL) is short


def test_days_to_a_letter_are_short_when_they_are_long():
    letters = replace(ASK, wanted=Wanted("Days to a letter", 3, "days", False, higher_wanted=False))
    level = replace(LEVEL, value=12.1, low=10.9, high=13.3)
    assert standing.is_short(letters, level)


def test_too_few_data_is_still_worth_asking():
    early = standing.OwnLevel("Dr Example 07", None)
    assert standing.gap_sentence(ASK, early) == "Too early to judge; still worth asking about."


def test_without_counts_nothing_is_judged():
    assert standing.gap_sentence(ASK, replace(LEVEL, has_counts=False)).startswith(
        "Without counts a month with 3"
    )


def test_ask_to_a_team_is_not_split_into_persons():
    with pytest.raises(Refused, match="An ask to a team is not split into persons"):
        standing.gap_sentence(replace(ASK, subject="East team", is_team=True), LEVEL)


def test_another_persons_figure_is_refused():
    with pytest.raises(Refused, match="somebody else's"):
        standing.gap_sentence(replace(ASK, subject="Dr Example 08"), LEVEL)


def test_warning_page_says_what_was_skipped():
    warning = Warned("Regional office", date(2026, 11, 20), "Fix it or else.", date(2026, 12, 31))
    page = warned.after_warning(replace(ASK, warned=warning), date(2026, 11, 23))
    assert page.true == (
        'Regional office gave a warning on 20 November 2026: "Fix it or else."',
        "The date set is 31 December 2026: 38 days from today.",
        "It came before the ask was written down here, before any talk and before any help that this record knows of.",
        "Tenth Hour cannot take the warning back. It can keep the next weeks honest.",
    )


def test_warning_page_offers_a_letter_and_names_the_clinicians_moves():
    warning = Warned("Regional office", date(2026, 11, 20), "Fix it or else.")
    page = warned.after_warning(replace(ASK, warned=warning), date(2026, 11, 23))
    assert page.true[1] == "No date was set with it."
    assert "set the date aside for at least 90 days" in page.leader[0]
    assert any("bring somebody along" in line for line in page.clinician)


def test_page_without_a_warning_is_refused():
    with pytest.raises(UsageError, match="No warning is recorded"):
        warned.after_warning(ASK, date(2026, 11, 23))
