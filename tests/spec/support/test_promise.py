"""Promises: owed by somebody, to somebody, by a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tenthhour.core.errors import Refused
from tenthhour.core.support import promise as promises
from tenthhour.core.support.promise import Promise

TODAY = date(2026, 11, 23)
OWED = Promise("Dr Example 01", "Dr Example 07", "Ask for a second assistant", date(2026, 12, 4))


def test_promise_needs_two_people_a_text_and_a_day_to_come():
    with pytest.raises(Refused) as refused:
        promises.promise(by=" ", to="Dr Example 07", text="x" * 201, due=date(2026, 11, 22), today=TODAY)
    assert refused.value.conditions == (
        "Name who promises, and to whom.",
        "Keep it under 200 characters; it has 201.",
        "The date 22 November 2026 has passed. Choose today or later.",
    )


def test_promise_is_overdue_the_day_after():
    assert [promises.is_overdue(OWED, date(2026, 12, day)) for day in (4, 5)] == [False, True]


def test_kept_is_confirmed_by_the_receiver():
    done = promises.kept(OWED, date(2026, 12, 3))
    assert (
        promises.in_brief(done, TODAY)
        == "Ask for a second assistant (due 4 December 2026: kept, not yet confirmed)"
    )
    assert promises.in_brief(promises.confirmed(done, date(2026, 12, 5)), TODAY).endswith(": kept)")


def test_silence_of_14_days_reads_as_kept_unconfirmed():
    done = promises.kept(OWED, date(2026, 12, 3))
    assert [promises.is_kept_unconfirmed(done, date(2026, 12, day)) for day in (16, 17)] == [False, True]


def test_new_date_needs_the_receivers_yes_before_the_old_one_passes():
    with pytest.raises(Refused) as refused:
        promises.renegotiated(OWED, date(2026, 12, 20), receiver_agrees=False, on=date(2026, 12, 6))
    assert refused.value.conditions == (
        "Dr Example 07 has not agreed to a new date.",
        "It was due on 4 December 2026. A new date has to be agreed before the old one passes.",
    )


def test_agreed_new_date_closes_the_old_promise():
    old, new = promises.renegotiated(OWED, date(2026, 12, 20), receiver_agrees=True, on=TODAY)
    assert (old.status, new.due, new.status) == ("renegotiated", date(2026, 12, 20), "open")


def test_share_kept_on_time_is_shown_from_five_due():
    due = [replace(OWED, due=TODAY - timedelta(days=i)) for i in range(1, 5)]
    assert promises.kept_on_time(due, TODAY) is None
    on_time = replace(OWED, due=TODAY, status="kept", kept_on=TODAY)
    assert promises.kept_on_time([*due, on_time], TODAY) == 0.2
