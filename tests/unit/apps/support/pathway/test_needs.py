"""In a crisis a leader may need three things from above at a time; each has its answer within 72 hours or is late."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from tenthhour.apps.monday.actions import tick
from tenthhour.apps.org.models import AuditEntry, Notice
from tenthhour.apps.support import actions
from tenthhour.apps.support import queries as support
from tenthhour.apps.support.actions import pathway
from tenthhour.apps.support.models import Need
from tenthhour.core.errors import Refused
from tenthhour.core.support.week import load

HOURS_72 = timedelta(hours=72)


@pytest.fixture
def sue(susan, at):
    """Alice's supervisor, who has declared a crisis."""
    pathway.declare_crisis(reason="A flood", ends_on=(at + timedelta(days=40)).date(), by=susan, at=at)
    return susan


@pytest.fixture
def need(alice, sue, at):
    return actions.send_need(text="A second nurse by Friday", by=alice, at=at)


def test_need_is_told_to_the_supervisor_and_read_at_the_top(browse, sue, need):
    page = unescape(browse(sue).get("/supervision/").content.decode())
    assert page.index("Alice Example: A second nurse by Friday") < page.index("One-to-ones")
    assert "needs something from you in this crisis" in Notice.unscoped.get(subject=sue).text


def test_answer_says_what_is_done_by_when_and_tells_the_leader(browse, alice, sue, need):
    day = (need.sent_at + timedelta(days=4000)).date()
    said = {"words": "She comes from the south site", "done_by": day.isoformat()}
    assert browse(sue).post(f"/needs/{need.pk}/answer/", said).status_code == 302
    told = Notice.unscoped.filter(subject=alice).last().text
    assert "She comes from the south site, by" in told
    assert Need.unscoped.get().answered_by == sue


def test_need_is_late_after_72_hours_and_not_before(sue, need):
    late = [support.needs(sue, need.sent_at + h)[0].is_overdue for h in (HOURS_72, HOURS_72 * 1.01)]
    assert late == [False, True]


def test_clock_says_once_to_both_that_the_answer_is_late(alice, sue, need):
    for hours in (71, 73, 99):
        tick(at=need.sent_at + timedelta(hours=hours))
    told = {
        who: Notice.unscoped.filter(subject=who, text__contains="is late").count() for who in (alice, sue)
    }
    assert told == {alice: 1, sue: 1}
    assert AuditEntry.unscoped.filter(action="support.answer.late").count() == 1


def test_gap_sent_up_is_late_by_the_same_clock(alice, sue, at):
    actions.send_load(load=load([6] * 40, 0.05, 2400, plans=0, formal=0), by=alice, at=at)
    tick(at=at + timedelta(days=15))
    assert "a week that is too short is late" in Notice.unscoped.filter(subject=sue).last().text


def test_answered_need_is_never_late(alice, sue, need):
    actions.answer_need(need_id=need.pk, words="Yes", done_by=None, by=sue, at=need.sent_at)
    tick(at=need.sent_at + timedelta(days=9))
    assert not Notice.unscoped.filter(text__contains="is late").exists()


def test_fourth_need_waits_for_an_answer(alice, sue, need, at):
    for text in ("Masks", "An hour less on Tuesdays"):
        actions.send_need(text=text, by=alice, at=at)
    with pytest.raises(Refused, match="Three wait for an answer already"):
        actions.send_need(text="A van", by=alice, at=at)
    actions.answer_need(need_id=need.pk, words="No: none is left.", done_by=None, by=sue, at=at)
    assert actions.send_need(text="A van", by=alice, at=at).text == "A van"


def test_no_crisis_no_need(carol, at):
    with pytest.raises(Refused, match="No crisis is declared") as refused:
        actions.send_need(text=" ", by=carol, at=at)
    assert len(refused.value.conditions) == 3  # nobody above, and nothing written, are said as well


@pytest.mark.parametrize(("words", "days"), [(" ", 0), ("Yes", -1)])
def test_answer_without_words_or_for_a_day_gone_by_is_refused(sue, need, words, days):
    day = (need.sent_at + timedelta(days=days)).date()
    with pytest.raises(Refused):
        actions.answer_need(need_id=need.pk, words=words, done_by=day, by=sue, at=need.sent_at)


def test_second_answer_is_refused(sue, need):
    actions.answer_need(need_id=need.pk, words="Yes", done_by=None, by=sue, at=need.sent_at)
    with pytest.raises(Refused, match="has its answer"):
        actions.answer_need(need_id=need.pk, words="No", done_by=None, by=sue, at=need.sent_at)


def test_nobody_answers_their_own_or_a_strangers_need(browse, alice, bob, carol, need):
    said = {"words": "x", "done_by": ""}
    asked = [browse(who).post(f"/needs/{need.pk}/answer/", said).status_code for who in (alice, bob, carol)]
    assert asked == [404, 404, 404]


def test_crisis_page_sends_it_and_shows_the_answer(browse, alice, sue, bob):
    mine, now = browse(alice), timezone.now()
    mine.post("/needs/new/", {"text": "Two rooms"})
    need = Need.unscoped.get()
    actions.answer_need(need_id=need.pk, words="Rooms 4 and 5", done_by=None, by=sue, at=now)
    page = unescape(mine.get("/week/").content.decode())
    assert "Two rooms" in page
    assert "Answered: Rooms 4 and 5" in page
