"""The Ask: written once, read by both at the same moment, answered by whoever wants it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tenthhour.core.errors import Refused
from tenthhour.core.support import ask as asks
from tenthhour.core.support.ask import Answer, Ask, DoableNote, Stake, Wanted

WRITTEN = date(2026, 11, 2)
CHECK = DoableNote(
    46.0, 40.0, "On likely figures the ask needs 6.0 more hours a week. What would have to change?", WRITTEN
)
EIGHTEEN = Ask(
    wanted=Wanted("Encounters a session", 18, "a session", is_efficiency=True),
    asker="Regional office",
    reason="access",
    because="Patients wait six weeks for a first visit.",
    subject="Dr Example 07",
    no_stakes_known=True,
    doable=CHECK,
)
STANDS = Answer("stands", "The budget rests on it.", "Regional office", date(2026, 11, 9))


def test_complete_ask_can_be_shared():
    shared = asks.share(EIGHTEEN, WRITTEN)
    assert (shared.state, shared.shared_on) == ("shared", WRITTEN)


def test_sharing_lists_everything_that_is_missing():
    empty = replace(EIGHTEEN, asker="they", reason=None, because="", no_stakes_known=False, doable=None)
    with pytest.raises(Refused) as refused:
        asks.share(empty, WRITTEN)
    assert refused.value.conditions == (
        "Name who wants this: a person or an office.",
        "Say what it is for: choose a reason and write one sentence.",
        'Write down what you know may follow, or say "none that I know".',
        "This is an ask about volume or speed: work out first what it means in hours of a week.",
    )


@pytest.mark.parametrize("nobody", ["", "They", " management ", "?", "n/a", "somebody"])
def test_asker_is_never_nobody(nobody):
    assert asks.unmet_for_sharing(replace(EIGHTEEN, asker=nobody)) == (
        "Name who wants this: a person or an office.",
    )


@pytest.mark.parametrize(
    "because", ["The median of the others is 18.", "All colleagues manage it.", "It is the peer average."]
)
def test_colleagues_figures_are_not_a_reason(because):
    assert asks.unmet_for_sharing(replace(EIGHTEEN, because=because)) == (
        "What colleagues reach is not a reason. Say what patients, staff or the clinic need the number for.",
    )


def test_average_wait_is_a_reason():
    waits = replace(EIGHTEEN, because="The average wait for the team is six weeks.")
    assert asks.unmet_for_sharing(waits) == ()


def test_quality_ask_needs_no_hours():
    letters = Wanted("Letters within 3 days", 85, "%", is_efficiency=False)
    assert asks.unmet_for_sharing(replace(EIGHTEEN, wanted=letters, doable=None)) == ()


def test_draft_is_the_leaders_alone():
    readers = ("leader", "clinician", "supervisor", "asker")
    assert [asks.may_read(EIGHTEEN, reader) for reader in readers] == [True, False, False, False]


def test_shared_ask_is_read_by_all_at_once():
    stake = Stake("The post is under review.", "Regional office", "Nothing is decided.", WRITTEN)
    shared = asks.share(replace(EIGHTEEN, stakes=(stake,)), WRITTEN)
    assert [asks.may_read(shared, reader) for reader in ("leader", "clinician")] == [True, True]


def test_asker_who_changes_the_ask_keeps_the_old_one_visible():
    answer = Answer("ask_changed", "Sixteen is enough.", "Regional office", WRITTEN)
    changed = asks.answered(asks.share(EIGHTEEN, WRITTEN), answer, new_level=16)
    assert (changed.state, changed.wanted.level, changed.earlier[0].level, changed.doable) == (
        "changed",
        16,
        18,
        None,
    )


def test_draft_cannot_be_answered():
    with pytest.raises(Refused) as refused:
        asks.answered(EIGHTEEN, replace(STANDS, words=" "))
    assert refused.value.conditions == (
        "This ask is draft; it cannot become answered from there.",
        "Write the answer in the asker's words; if the ask stands, with the reason.",
    )


def test_closed_ask_stays_closed():
    ended = asks.moved(asks.share(EIGHTEEN, WRITTEN), "ended")
    with pytest.raises(Refused, match="This ask is ended; it cannot become agreed from there"):
        asks.moved(ended, "agreed")


@pytest.mark.parametrize(
    ("today", "sentence", "overdue"),
    [
        (date(2026, 11, 2), "18 a session, asked by Regional office, shared today; not answered.", False),
        (
            date(2026, 11, 16),
            "18 a session, asked by Regional office, shared 14 days ago; not answered.",
            False,
        ),
        (
            date(2026, 11, 19),
            "18 a session, asked by Regional office, shared 17 days ago; not answered, 3 days late.",
            True,
        ),
    ],
)
def test_unanswered_ask_is_the_askers_overdue_promise(today, sentence, overdue):
    line = asks.waiting(asks.share(EIGHTEEN, WRITTEN), today)
    assert line is not None
    assert (line.sentence, line.is_overdue) == (sentence, overdue)


def test_supervisor_does_not_see_a_draft():
    assert asks.waiting(EIGHTEEN, WRITTEN) is None


def test_formal_step_waits_for_more_than_a_no():
    stood = asks.answered(asks.share(EIGHTEEN, WRITTEN), STANDS)
    assert asks.unmet_answer(stood) == (
        "The ask needs 6.0 more hours a week than the contract has. Regional office has not changed it or added help."
    )


def test_added_support_answers_the_ask():
    help_given = replace(STANDS, kind="support_added", words="A second assistant from January.")
    assert asks.unmet_answer(asks.answered(asks.share(EIGHTEEN, WRITTEN), help_given)) is None


def test_ask_that_fits_still_wants_an_answer():
    fits = replace(EIGHTEEN, doable=replace(CHECK, likely_hours=38.0))
    assert asks.unmet_answer(asks.share(fits, WRITTEN)) == "Regional office has not answered the ask yet."
