"""Promises: a later date needs a yes in time, and what was missed stays owed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tenthhour.apps.org.models import Notice
from tenthhour.apps.support import actions, queries
from tenthhour.apps.support.models import Promise
from tenthhour.core.errors import Refused

DUE, LATER = date(2026, 11, 20), date(2026, 12, 4)


@pytest.fixture
def promise(alice, bob, at) -> Promise:
    """Alice owes bob a second assistant."""
    return actions.make_promise(about=bob, to=bob, text="Ask for an assistant", due=DUE, by=alice, at=at)


def after(at, days):
    return at + timedelta(days=days)


def late(bob, alice, at, days):
    when = after(at, days)
    return [line.promise.text for line in queries.overdue_to(bob.pk, alice, when, when.date())]


def test_later_date_holds_once_the_receiver_agrees(alice, bob, promise, at):
    actions.propose_date(promise_id=promise.pk, due=LATER, by=alice, at=at)
    made = actions.agree_date(promise_id=promise.pk, by=bob, at=at)
    assert Promise.unscoped.get(pk=promise.pk).status == "renegotiated"
    assert (made.due, made.status) == (LATER, "open")
    assert late(bob, alice, at, 25) == []


def test_later_date_without_a_yes_changes_nothing(alice, bob, promise, at):
    actions.propose_date(promise_id=promise.pk, due=LATER, by=alice, at=at)
    assert late(bob, alice, at, 25) == ["Ask for an assistant"]


def test_yes_after_the_old_date_is_refused(alice, bob, promise, at):
    actions.propose_date(promise_id=promise.pk, due=LATER, by=alice, at=at)
    with pytest.raises(Refused, match="before the old one passes"):
        actions.agree_date(promise_id=promise.pk, by=bob, at=after(at, 19))


def test_receiver_cannot_move_the_date(bob, promise, at):
    with pytest.raises(Refused, match="Only whoever promised"):
        actions.propose_date(promise_id=promise.pk, due=LATER, by=bob, at=at)


def test_owner_cannot_agree_for_the_other(alice, promise, at):
    actions.propose_date(promise_id=promise.pk, due=LATER, by=alice, at=at)
    with pytest.raises(Refused, match="No other date waits"):
        actions.agree_date(promise_id=promise.pk, by=alice, at=at)


def test_missed_promise_stays_owed_until_the_receiver_says_kept(alice, bob, promise, at):
    actions.settle_promise(promise_id=promise.pk, by=alice, at=after(at, 2))
    actions.miss_promise(promise_id=promise.pk, by=bob, at=after(at, 20))
    assert late(bob, alice, at, 21) == ["Ask for an assistant"]
    actions.settle_promise(promise_id=promise.pk, by=bob, at=after(at, 22))
    assert late(bob, alice, at, 23) == []


def test_missed_before_the_day_is_refused(bob, promise, at):
    with pytest.raises(Refused, match="that has not passed"):
        actions.miss_promise(promise_id=promise.pk, by=bob, at=at)


def test_owner_cannot_say_it_was_missed(alice, promise, at):
    with pytest.raises(Refused, match="Only the receiver"):
        actions.miss_promise(promise_id=promise.pk, by=alice, at=after(at, 20))


def test_every_change_is_told_to_the_other(alice, bob, promise, at):
    actions.propose_date(promise_id=promise.pk, due=LATER, by=alice, at=at)
    actions.agree_date(promise_id=promise.pk, by=bob, at=at)
    assert "4 December 2026 is soon enough" in Notice.unscoped.filter(subject=bob).last().text
    assert "agrees to 4 December 2026" in Notice.unscoped.get(subject=alice).text


def test_leaders_come_first_and_share_is_silent_under_five(alice, bob, promise, at):
    actions.make_promise(about=bob, to=alice, text="List letters", due=date(2026, 11, 3), by=bob, at=at)
    lines = queries.promise_lines(bob.pk, bob, at, at.date())
    assert [line.is_theirs for line in lines] == [False, True]
    assert queries.owed_by(alice, after(at, 30), date(2026, 12, 2))[1] is None


def test_date_is_asked_for_and_agreed_through_the_pages(alices, bobs, bob):
    url = f"/people/{bob.pk}/promises/"
    alices.post(f"{url}new/", {"text": "Ask for an assistant", "due": "2030-01-04"})
    place = f"/promises/{Promise.unscoped.get().pk}/date/"
    alices.post(place, {"due": "2030-02-04"})
    assert "Yes to 4 February" in bobs.get(url).content.decode()
    bobs.post(place)
    page = alices.get(url).content.decode()
    assert "another date was agreed" in page
    assert "by 4 February 2030" in page


@pytest.mark.parametrize("place", ["date/", "missed/"])
def test_stranger_changes_no_promise(browse, carol, promise, place):
    assert browse(carol).post(f"/promises/{promise.pk}/{place}").status_code == 404


def test_help_offered_with_the_ask_stands_first(bobs, alices, bob, written, sums):
    offer = {"offer": "A second assistant", "offer_owner": "Regional office", "offer_due": "2030-03-01"}
    draft = alices.post(f"/people/{bob.pk}/ask/", written | offer)["Location"]
    alices.post(f"{draft}doable/keep/", sums)
    alices.post(f"{draft}share/")
    page = bobs.get(f"/people/{bob.pk}/promises/").content.decode()
    assert "A second assistant: Regional office, by 1 March 2030" in page
