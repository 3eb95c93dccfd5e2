"""What a leader owes in a week: in order, within the minutes, and what waits is named."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest

from tenthhour.apps.monday import queries
from tenthhour.apps.monday.actions import tick
from tenthhour.apps.org.models import Assignment, Notice, Person
from tenthhour.apps.support import actions
from tenthhour.apps.support import queries as support
from tenthhour.apps.support.actions import pathway
from tenthhour.apps.support.queries.pathway import Signal
from tenthhour.core.errors import Refused
from tenthhour.core.support.talk import Invitation


@pytest.fixture
def team(alice, bob, at):
    """Sixteen people, bob among them: too many for a tenth of a post."""
    for i in range(1, 16):
        person = Person.objects.create(code=f"c{i:02d}", name=f"Dr Example {i:02d}", peer_group="family")
        Assignment.objects.create(kind="leads", holder=alice, subject=person, valid_from=at)


@pytest.fixture
def sam(carol, alice, at) -> Person:
    """Carol, who supervises alice here."""
    Assignment.objects.create(kind="supervises", holder=carol, subject=alice, valid_from=at)
    return carol


def owed(alice, at):
    return queries.owed(leader=alice, week=queries.week(leader=alice, at=at), at=at)


def words(lines):
    return [line.words for line in lines]


def test_pair_that_never_met_is_to_be_invited(alice, bob, at):
    assert words(owed(alice, at).talks) == ["invite; not met here yet, every six weeks"]


def test_talk_fixed_for_this_week_stands_with_its_day(alice, bob, at):
    actions.invite(about=bob, invitation=Invitation(date(2026, 11, 5), "x"), by=alice, at=at)
    assert words(owed(alice, at).talks) == ["on 5 November 2026"]


def test_talk_fixed_for_a_later_week_takes_no_minutes_now(alice, bob, at):
    actions.invite(about=bob, invitation=Invitation(date(2026, 11, 25), "x"), by=alice, at=at)
    assert owed(alice, at).talks == ()


def test_pair_that_met_is_due_again_after_its_rhythm(alice, bob, at):
    actions.record_talk(about=bob, purpose="x", text="y", by=alice, at=at)
    assert owed(alice, at + timedelta(days=28)).talks == ()
    assert words(owed(alice, at + timedelta(days=42)).talks) == [
        "invite; last on 2 November 2026, every six weeks"
    ]


def test_late_promise_comes_before_those_due(alice, bob, at):
    for text, due in (("new", date(2026, 11, 13)), ("old", date(2026, 11, 4)), ("far", date(2026, 12, 24))):
        actions.make_promise(about=bob, to=bob, text=text, due=due, by=alice, at=at)
    found = words(owed(alice, at + timedelta(days=8)).promises)
    assert found == ["old, by 4 November 2026: late", "new, by 13 November 2026"]


def test_request_stands_until_a_talk_is_fixed(alice, bob, at):
    actions.add_points(about=bob, text="The rota", is_soon=True, by=bob, at=at)
    found = owed(alice, at)
    assert (words(found.asked), found.talks, found.left) == (["The rota"], (), ())
    actions.invite(about=bob, invitation=Invitation(date(2026, 11, 5), "The rota"), by=alice, at=at)
    assert owed(alice, at).asked == ()


def test_what_waits_is_named_and_the_sum_stays_within(alice, team, at):
    found = owed(alice, at)
    assert found.minutes <= found.available == 192
    assert len(found.kept) + len(found.left) == 16
    assert all(line.why for line in found.left)


def test_colleagues_note_is_the_thanks_of_the_week_until_it_is_said(alice, bob, carol, at):
    Assignment.objects.create(kind="leads", holder=alice, subject=carol, valid_from=at)
    actions.note_colleague(about=bob, text="Stayed with a family", by=carol, at=at)
    (talk,) = queries.week(leader=alice, at=at).thanks
    assert talk.whys[0].sentence == "Stayed with a family (Carol Example saw it.)"
    actions.thank(about=bob, text="Thank you for staying", by=alice, at=at)
    assert queries.week(leader=alice, at=at).thanks == ()


def test_thanks_are_the_persons_to_keep(alice, bob, at):
    actions.thank(about=bob, text="You rang him back", by=alice, at=at)
    assert support.thanks_kept(bob, at)[0][:2] == ("You rang him back", "Alice Example")


def test_gap_goes_up_as_numbers_and_is_answered(alice, team, sam, at):
    actions.set_time(share=0.05, contracted=2400, by=alice, at=at)
    load = owed(alice, at).load
    actions.send_load(load=load, by=alice, at=at)
    (line,) = support.loads(sam, at)
    assert (line.clinicians, line.gap) == (16, load.gap)
    actions.answer_load(report_id=line.id, answer="time", words="Half a day more from March.", by=sam, at=at)
    assert support.loads(alice, at)[0].answer == "more protected time"
    assert "Half a day more" in Notice.unscoped.filter(subject=alice).last().text


def test_gap_without_an_answer_is_late_after_14_days(alice, team, sam, at):
    actions.set_time(share=0.05, contracted=2400, by=alice, at=at)
    actions.send_load(load=owed(alice, at).load, by=alice, at=at)
    days = [support.loads(sam, at + timedelta(days=d))[0].is_overdue for d in (14, 15)]
    assert days == [False, True]


def test_gap_without_a_supervisor_says_so(alice, team, at):
    actions.set_time(share=0.05, contracted=2400, by=alice, at=at)
    with pytest.raises(Refused, match="Nobody is named as your supervisor"):
        actions.send_load(load=owed(alice, at).load, by=alice, at=at)


def test_week_that_fits_sends_nothing(alice, bob, sam, at):
    with pytest.raises(Refused, match="Your week fits"):
        actions.send_load(load=owed(alice, at).load, by=alice, at=at)


def test_leader_cannot_answer_for_the_supervisor(browse, alice, team, sam, at):
    actions.set_time(share=0.05, contracted=2400, by=alice, at=at)
    sent = actions.send_load(load=owed(alice, at).load, by=alice, at=at)
    said = {"answer": "time", "words": "x"}
    assert browse(alice).post(f"/loads/{sent.pk}/answer/", said).status_code == 404
    assert browse(sam).post(f"/loads/{sent.pk}/answer/", said).status_code == 302


def test_supervisor_sees_numbers_and_no_clinician(browse, alice, team, sam, at):
    actions.set_time(share=0.05, contracted=2400, by=alice, at=at)
    actions.send_load(load=owed(alice, at).load, by=alice, at=at)
    page = browse(sam).get("/supervision/").content.decode()
    sent = page.partition("Weeks that are too short")[2].partition("</ul>")[0]
    assert "minutes a week for 16 people" in sent
    assert "Dr Example" not in sent
    assert "Bob" not in sent


def test_pages_of_time_and_thanks_work(browse, alice, bob, carol, at):
    Assignment.objects.create(kind="leads", holder=alice, subject=carol, valid_from=at)
    mine, bobs = browse(alice), browse(bob)
    assert mine.post("/me/time/", {"percent": "20", "hours": "38"}).status_code == 302
    assert "you have 365." in mine.get("/week/").content.decode()
    assert bobs.post("/thanks/", {"about": str(carol.pk), "text": "Found the wrong lot"}).status_code == 302
    page = browse(carol).get("/thanks/").content.decode()
    assert "Found the wrong lot" in page
    assert mine.post(f"/people/{carol.pk}/thanks/", {"text": "Thank you"}).status_code == 302


def test_week_too_short_is_counted_each_monday_and_once(alice, team, sam, at):
    actions.set_time(share=0.05, contracted=2400, by=alice, at=at)
    for day in (0, 1, 7, 14):
        tick(at=at + timedelta(days=day))
    assert support.weeks_short(alice, at + timedelta(days=14)) == 3
    found = owed(alice, at + timedelta(days=14))
    assert (found.is_overload, found.weeks_short) == (True, 3)


def test_weeks_running_go_up_with_the_gap(browse, alice, team, sam, at):
    actions.set_time(share=0.05, contracted=2400, by=alice, at=at)
    for day in (0, 7, 14):
        tick(at=at + timedelta(days=day))
    actions.send_load(load=owed(alice, at).load, by=alice, at=at + timedelta(days=14))
    assert support.loads(sam, at + timedelta(days=14))[0].weeks == 3
    assert "for 3 weeks running" in Notice.unscoped.filter(subject=sam).last().text


def test_week_that_fits_again_ends_the_count(alice, team, at):
    for share, day in ((0.05, 0), (0.05, 7), (0.5, 14), (0.05, 21)):
        actions.set_time(share=share, contracted=2400, by=alice, at=at + timedelta(days=day))
        tick(at=at + timedelta(days=day))
    assert support.weeks_short(alice, at + timedelta(days=21)) == 1


def test_monday_is_laid_out_anew_in_a_crisis(browse, alice, bob, sam, at):
    until = (at + timedelta(days=40)).date()
    pathway.declare_crisis(reason="A flood", ends_on=until, by=sam, at=at)
    page = unescape(browse(alice).get("/week/").content.decode())
    assert re.findall("<h2>(Hear|Protect|Prepare|Support|Care)</h2>", page) == [
        "Hear", "Protect", "Prepare", "Support", "Care",
    ]  # fmt: skip
    assert "Numbers to look at" not in page
    assert "What stops until" in browse(alice).get("/letters/day/").content.decode()
    assert "Three things we need" in browse(alice).get("/letters/upward/").content.decode()


def test_number_that_is_helped_with_asks_for_nothing_more(alice, bob, stef, store, make, at):
    store(make.result(make.finding("bob")))
    opened = pathway.open_look(
        about=bob, signal=Signal("bp_controlled", "Blood pressure", 30, False, at), by=stef, at=at
    )
    after = at + timedelta(days=7)
    before = queries.week(leader=alice, at=after)
    pathway.take(question_id=opened, move="T05", by=bob, at=after)
    now = queries.week(leader=alice, at=after)
    assert ([len(w.talks) for w in (before, now)], now.team[0].word) == ([1, 0], "quiet")
