"""The brief, the invitation, notes and promises on the web."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tenthhour.apps.org.actions import change_post
from tenthhour.apps.org.models import Notice
from tenthhour.apps.org.queries import Work
from tenthhour.apps.support.actions import pathway as actions

INVITED = {
    "on": "2030-01-03",
    "purpose": "The ask of eighteen",
    "strength": "You rang him back that evening.",
}


@pytest.fixture
def invited(alices, bob):
    return alices.post(f"/people/{bob.pk}/talk/", INVITED)


def first(page: bytes, start: str) -> str:
    """The first address on a page that begins so."""
    return start + page.decode().split(f'="{start}')[1].split('"')[0]


def test_brief_is_the_clinicians_from_the_invitation_on(alices, bobs, bob):
    url = f"/people/{bob.pk}/brief/"
    assert bobs.get(url).status_code == 404
    alices.post(f"/people/{bob.pk}/talk/", INVITED)
    assert "You rang him back that evening." in bobs.get(url).content.decode()


def test_meeting_about_a_question_stands_with_the_talks_and_has_its_page(alice, bobs, bob):
    at = timezone.now()
    asked = actions.open_help(wish="Somebody for the forms", is_shared=True, by=bob, at=at)
    actions.invite(question_id=asked, topic="Who does the forms", planned_on=None, by=alice, at=at)
    talks, page = (bobs.get(f"/people/{bob.pk}/{name}/").content.decode() for name in ("talks", "brief"))
    assert f'Who does the forms, about <a href="/questions/{asked}/">' in talks
    assert "Who does the forms" in page


def test_brief_and_ask_hold_the_same_for_both(alices, bobs, bob, shared_url, invited):
    pages = [who.get(f"/people/{bob.pk}/brief/").content.decode() for who in (alices, bobs)]
    assert all("Regional office asks for 18 a session" in page for page in pages)
    assert all("The post is looked at again in July" in page for page in pages)


def test_draft_stands_in_the_leaders_brief_alone(alices, bobs, bob, draft_url, invited):
    pages = [who.get(f"/people/{bob.pk}/brief/").content.decode() for who in (alices, bobs)]
    assert ["18 a session" in page for page in pages] == [True, False]


def test_scratch_reaches_nobody_else(alices, bobs, bob, invited):
    alices.post(f"/people/{bob.pk}/notes/", {"text": "CANARY-4711"})
    url = f"/people/{bob.pk}/brief/"
    assert "CANARY-4711" in alices.get(url).content.decode()
    assert b"CANARY-4711" not in bobs.get(url).content + bobs.get("/me/access/").content


def test_both_print_one_page(alices, bobs, bob, invited):
    answers = [who.get(f"/people/{bob.pk}/brief.pdf") for who in (alices, bobs)]
    assert [answer.content[:5] for answer in answers] == [b"%PDF-"] * 2


def test_clinicians_points_stand_as_written(alices, bobs, bob, invited):
    bobs.post(f"/people/{bob.pk}/points/", {"text": "The inbox on Mondays\nRoom two"})
    page = alices.get(f"/people/{bob.pk}/brief/").content.decode()
    assert "<li>The inbox on Mondays</li><li>Room two</li>" in page


def test_leaders_point_stands_on_the_agenda_and_not_as_theirs(alices, bobs, bob, invited):
    alices.post(f"/people/{bob.pk}/points/", {"text": "The ask"})
    assert "The ask" in bobs.get(f"/people/{bob.pk}/talks/").content.decode()
    assert "<li>The ask</li>" not in bobs.get(f"/people/{bob.pk}/brief/").content.decode()


def test_invitation_without_a_topic_says_so(alices, bob):
    answer = alices.post(f"/people/{bob.pk}/talk/", INVITED | {"purpose": " "})
    assert answer.status_code == 422
    assert "What the talk is about: This field is required." in answer.content.decode()


def test_invitation_into_the_past_is_refused(alices, bob):
    answer = alices.post(f"/people/{bob.pk}/talk/", INVITED | {"on": "2020-01-03"})
    assert answer.status_code == 409
    assert "3 January 2020 has passed. Choose today or later." in answer.content.decode()


def test_promise_is_told_and_confirmed_by_the_other(alices, bobs, bob):
    url = f"/people/{bob.pk}/promises/"
    alices.post(f"{url}new/", {"text": "Ask for a second assistant", "due": "2030-01-04"})
    told = "Alice Example promises you, by 4 January 2030: Ask for a second assistant"
    assert Notice.unscoped.get(subject=bob).text == told
    bobs.post(first(bobs.get(url).content, "/promises/").replace("promise.ics", "kept/"))
    page = alices.get(url).content.decode()
    assert "4 January 2030: kept</p>" in page


def test_clinician_promises_the_leader(alices, bobs, bob):
    bobs.post(f"/people/{bob.pk}/promises/new/", {"text": "List long letters", "due": "2030-01-04"})
    assert "To Alice Example, by 4 January 2030" in alices.get(f"/people/{bob.pk}/promises/").content.decode()


def test_promise_becomes_a_calendar_file(alices, bob):
    url = f"/people/{bob.pk}/promises/"
    alices.post(f"{url}new/", {"text": "Ask for a second assistant", "due": "2030-01-04"})
    made = alices.get(first(alices.get(url).content, "/promises/"))
    assert made["Content-Type"] == "text/calendar"
    assert b"SUMMARY:Ask for a second assistant" in made.content


def test_finding_and_strength_stand_in_the_brief(bobs, bob, invited, store, make):
    good = make.finding("bob", direction="better", sentence="SOMETHING-GOOD", id="good")
    store(make.result(make.finding("bob"), good))
    page = bobs.get(f"/people/{bob.pk}/brief/").content.decode()
    assert "SENTENCE-OF-bob" in page
    assert "You rang him back that evening." in page


def test_share_of_the_post_stands_in_the_brief(alices, bob, site, at):
    assert (
        "Not known here, so ask: share of a post" in alices.get(f"/people/{bob.pk}/brief/").content.decode()
    )
    change_post(subject=bob, day=at.date(), work=Work("family", clinical_fte=0.6), by=site, at=at)
    page = alices.get(f"/people/{bob.pk}/brief/").content.decode()
    assert "Clinical share of a full post: 0.6" in page
    assert "Not known here, so ask: panel, staffing" in page
