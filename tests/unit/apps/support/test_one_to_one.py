"""A one-to-one from invitation to acknowledged summary, through the pages of both."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tenthhour.apps.org.models import AuditEntry, Notice
from tenthhour.apps.support import actions, queries
from tenthhour.apps.support.models import Point, Talk, Useful
from tenthhour.core.support.talk import Invitation


@pytest.fixture
def url(bob) -> str:
    return f"/people/{bob.pk}/talks/"


@pytest.fixture
def talk(alice, bob, at) -> Talk:
    """Alice invites bob for the Monday a week later."""
    to = Invitation(date(2026, 11, 9), "How the new room works")
    return actions.invite(about=bob, invitation=to, by=alice, at=at)


@pytest.fixture
def summed_up(talk, alice, at) -> Talk:
    met = at + timedelta(days=7)
    return actions.write_summary(talk_id=talk.pk, text="A second chair.", met_on=met.date(), by=alice, at=met)


def acknowledge(talk, by, at, **more):
    said = {"line": "", "is_welcome": False, "useful": ""} | more
    return actions.acknowledge(talk_id=talk.pk, **said, by=by, at=at + timedelta(days=8))


def meeting(bob, at):
    (found,) = queries.meetings(bob.pk, bob, at + timedelta(days=9)).values()
    return found


def test_talk_is_held_once_both_say_so(bob, summed_up, at):
    assert not meeting(bob, at).is_held
    acknowledge(summed_up, bob, at)
    assert meeting(bob, at).is_held


def test_summary_cannot_be_confirmed_by_its_writer(alice, summed_up, at):
    with pytest.raises(actions.talks.Refused, match="nothing to acknowledge"):
        acknowledge(summed_up, alice, at)


def test_clinician_may_write_the_summary_and_the_leader_confirms(alice, bob, talk, at):
    met = at + timedelta(days=7)
    actions.write_summary(talk_id=talk.pk, text="A chair.", met_on=met.date(), by=bob, at=met)
    acknowledge(talk, alice, at)
    assert meeting(bob, at).is_held


def test_unplanned_talk_counts_if_the_clinician_welcomed_it(alice, bob, at):
    made = actions.record_talk(about=bob, purpose="The rota", text="I ask the office.", by=alice, at=at)
    acknowledge(made, bob, at, is_welcome=True)
    assert meeting(bob, at).is_held


def test_unplanned_talk_counts_for_nothing_if_it_was_not_welcome(alice, bob, at):
    made = actions.record_talk(about=bob, purpose="The rota", text="I ask the office.", by=alice, at=at)
    acknowledge(made, bob, at)
    assert not meeting(bob, at).is_held


def test_each_side_moves_once(alice, bob, talk, at):
    for by, to in ((alice, date(2026, 11, 11)), (bob, date(2026, 11, 13))):
        actions.move_talk(talk_id=talk.pk, on=to, at_time=None, by=by, at=at)
    with pytest.raises(actions.talks.Refused, match="You have moved this talk once"):
        actions.move_talk(talk_id=talk.pk, on=date(2026, 11, 16), at_time=None, by=alice, at=at)


def test_move_of_eight_days_is_refused(alice, talk, at):
    with pytest.raises(actions.talks.Refused, match="by 7 days at most"):
        actions.move_talk(talk_id=talk.pk, on=date(2026, 11, 17), at_time=None, by=alice, at=at)


def test_move_and_cancel_are_told_to_the_other(alice, bob, talk, at):
    actions.move_talk(talk_id=talk.pk, on=date(2026, 11, 11), at_time=None, by=bob, at=at)
    actions.cancel_talk(talk_id=talk.pk, by=alice, at=at)
    assert Notice.unscoped.get(subject=alice).text == "Bob Example has moved your talk to 11 November 2026."
    assert "called off" in Notice.unscoped.filter(subject=bob).last().text


def test_cancelled_talk_takes_no_summary(alice, talk, at):
    actions.cancel_talk(talk_id=talk.pk, by=alice, at=at)
    with pytest.raises(actions.talks.Refused, match="This talk is over"):
        actions.write_summary(talk_id=talk.pk, text="x", met_on=at.date(), by=alice, at=at)


def test_points_not_talked_about_are_carried_over(alice, bob, talk, at):
    done, kept = actions.add_points(about=bob, text="The chair\nThe inbox", by=bob, at=at)
    actions.finish_points(about=bob, point_ids=[done.pk], by=alice, at=at)
    met = at + timedelta(days=7)
    actions.write_summary(talk_id=talk.pk, text="x", met_on=met.date(), by=alice, at=met)
    (line,) = queries.points(bob.pk, bob, met)
    assert (line.id, line.carried) == (kept.pk, 1)


def test_twenty_first_open_point_is_refused(bob, at):
    actions.add_points(about=bob, text="\n".join("abcdefghijklmnopqrst"), by=bob, at=at)
    with pytest.raises(actions.points.Refused, match="20 points are open at most"):
        actions.add_points(about=bob, text="one more", by=bob, at=at)


def test_longer_rhythm_waits_for_the_clinicians_yes(alice, bob, at):
    actions.set_rhythm(about=bob, weeks=4, by=alice, at=at)
    actions.set_rhythm(about=bob, weeks=13, by=alice, at=at)
    assert queries.rhythm(bob.pk, bob, at).weeks == 4
    actions.set_rhythm(about=bob, weeks=13, by=bob, at=at)
    assert queries.rhythm(bob.pk, alice, at).words == "every three months"


def test_own_preparation_is_shown_to_its_writer_alone(alices, bobs, bob, talk, url):
    for who, text in ((alices, "CANARY-LEADER"), (bobs, "CANARY-CLINICIAN")):
        who.post(f"/people/{bob.pk}/notes/", {"text": text})
    seen = [who.get(url).content.decode() for who in (alices, bobs)]
    assert ["CANARY-LEADER" in page for page in seen] == [True, False]
    assert ["CANARY-CLINICIAN" in page for page in seen] == [False, True]


def test_useful_is_counted_and_shown_only_after_the_half_year(alice, bob, summed_up, at):
    acknowledge(summed_up, bob, at, useful="yes")
    assert Useful.unscoped.get(subject=alice, half="2026-2").yes == 1
    assert queries.useful(alice, at + timedelta(days=400)) == ()


def test_useful_stays_silent_where_fewer_than_five_people_could_have_answered(alice, bob, at):
    Useful.objects.create(subject=alice, half="2026-1", yes=4, no=1)
    assert queries.useful(alice, at) == ()


def test_answer_to_useful_is_in_no_record(alice, bob, summed_up, at):
    acknowledge(summed_up, bob, at, useful="no")
    row = Talk.unscoped.values().get(pk=summed_up.pk)
    assert "no" not in [str(value) for value in row.values()]
    assert not AuditEntry.unscoped.filter(action__contains="useful").exists()


def test_stranger_finds_no_talk(browse, carol, bob, talk, url):
    stranger = browse(carol)
    places = (url, f"/talks/{talk.pk}/talk.ics", f"/people/{bob.pk}/brief/")
    assert [stranger.get(place).status_code for place in places] == [404, 404, 404]


@pytest.mark.parametrize("place", ["move/", "cancel/", "summary/", "confirm/"])
def test_stranger_changes_no_talk(browse, carol, talk, place):
    assert browse(carol).post(f"/talks/{talk.pk}/{place}", {}).status_code == 404


def test_talk_becomes_a_calendar_file(bobs, talk):
    made = bobs.get(f"/talks/{talk.pk}/talk.ics").content
    assert b"SUMMARY:How the new room works" in made
    assert f"UID:{talk.pk}@tenthhour".encode() in made


def test_whole_talk_through_the_pages(alices, bobs, bob, url):
    day = {"on": "2030-01-03", "purpose": "The room"}
    alices.post(f"/people/{bob.pk}/talk/", day)
    bobs.post(f"/people/{bob.pk}/points/", {"text": "The chair"})
    page = alices.get(url).content.decode()
    talk, point = Talk.unscoped.get(), Point.unscoped.get()
    assert str(point.pk) in page
    today = re.search(r'name="met_on" value="([^"]+)"', page)[1]
    alices.post(f"/talks/{talk.pk}/summary/", {"text": "A chair.", "met_on": today, "done": [str(point.pk)]})
    assert "Did you meet on" in bobs.get(url).content.decode()
    bobs.post(f"/talks/{talk.pk}/confirm/", {"line": "And a lamp.", "is_welcome": "on", "useful": "yes"})
    page = alices.get(url).content.decode()
    assert "Added: And a lamp." in page
    assert "confirmed by the other" in page
    assert Point.unscoped.get().done_at


def test_marks_are_shown_to_the_writer_alone(alices, bobs, alice, bob, at, url):
    actions.record_talk(about=bob, purpose="x", text="You are just too slow.", by=alice, at=at)
    assert ["Some words are marked" in who.get(url).content.decode() for who in (alices, bobs)] == [
        True,
        False,
    ]


def test_refusal_stands_on_the_page(alices, bob, talk):
    answer = alices.post(f"/talks/{talk.pk}/move/", {"on": "2040-01-01"})
    assert answer.status_code == 409
    assert "Move it by 7 days at most" in answer.content.decode()


def test_rates_are_silent_under_five_talks(alice, talk, at):
    assert queries.talk_rates(alice, at + timedelta(days=30)) is None


def test_rates_say_shares_of_what_was_due(alice, bob, at):
    for day in range(3, 8):
        to = Invitation(date(2026, 11, day), "Talk")
        made = actions.invite(about=bob, invitation=to, by=alice, at=at)
    actions.cancel_talk(talk_id=made.pk, by=alice, at=at)
    found = queries.talk_rates(alice, at + timedelta(days=30))
    assert (found.held, found.moved, found.cancelled) == (0.0, 0.0, 0.2)
