"""One page writes an Ask, shows it as it will be read, and shares nothing that was not shown."""

from __future__ import annotations

import re

import pytest

from tenthhour.apps.support.models import Ask, AskDraft

POST = {"hours": "40", "sessions": "8"}


@pytest.fixture
def place(bob) -> str:
    return f"/people/{bob.pk}/ask/"


@pytest.fixture
def filled(written) -> dict[str, str]:
    """The Ask and the post it is asked of, as the form is filled in."""
    return written | POST


def mark(client, place: str, filled: dict[str, str]) -> dict[str, str]:
    """What the page that showed this Ask sends back with «Share it»."""
    page = client.post(place, filled | {"show": "1"}).content.decode()
    return {"shown": re.search(r'name="shown" value="(\w+)"', page)[1], "share": "1"}


def test_showing_says_the_hours_and_keeps_nothing(alices, place, filled):
    page = alices.post(place, filled | {"show": "1"}).content.decode()
    assert "more hours. Who can change the ask or the support?" in page
    assert "144 encounters" in page
    assert not AskDraft.unscoped.exists()


def test_fragment_is_what_the_page_shows(alices, place, filled):
    page = alices.post(place, filled | {"show": "1"}, HTTP_HX_REQUEST="true").content.decode()
    assert "As Bob Example will read it: 18 a session" in page
    assert "<html" not in page


def test_what_was_shown_is_shared_with_its_sum(alices, bobs, place, filled):
    shared = alices.post(place, filled | mark(alices, place, filled))["Location"]
    assert "more hours" in bobs.get(shared).content.decode()
    assert Ask.unscoped.get().sums == {"hours": "40", "sessions": "8", "asked": "18", "asked_as": "session"}
    assert not AskDraft.unscoped.exists()


@pytest.mark.parametrize("change", [{}, {"because": "Patients wait two weeks."}, {"hours": "20"}])
def test_what_was_not_shown_is_shown_first(alices, place, filled, change):
    sent = filled | ({**mark(alices, place, filled), **change} if change else {"share": "1"})
    page = alices.post(place, sent)
    assert "Nothing is shared yet" in page.content.decode()
    assert not Ask.unscoped.exists()


def test_what_is_missing_stands_where_the_button_would(alices, place, filled):
    page = alices.post(place, filled | {"show": "1", "sessions": "", "asker": "they"}).content.decode()
    assert "Sessions a week: How many sessions a week does this post have?" in page
    assert "Name who wants this: a person or an office." in page
    assert 'name="share"' not in page


def test_forged_mark_shares_nothing_that_is_open(alices, place, filled):
    sent = filled | mark(alices, place, filled) | {"asker": "they"}
    alices.post(place, sent)
    assert not Ask.unscoped.exists()


def test_draft_is_changed_and_shared_from_its_page(alices, draft_url, filled):
    place = f"{draft_url}change/"
    alices.post(place, filled | mark(alices, place, filled))
    assert Ask.unscoped.get().sums["hours"] == "40"


def test_correction_made_before_stays_in_the_sum(alices, draft_url, filled, sums):
    alices.post(f"{draft_url}doable/keep/", sums | {"with_patient_likely": "30"})
    place = f"{draft_url}change/"
    alices.post(place, filled | mark(alices, place, filled))
    assert Ask.unscoped.get().sums["with_patient_likely"] == "30"


def test_hours_of_the_post_are_remembered(alices, place, filled):
    alices.post(place, filled | mark(alices, place, filled))
    page = alices.get(place).content.decode()
    assert re.search(r'name="hours" value="40"', page)


def test_stranger_is_shown_no_preview(carol, browse, place, filled):
    assert browse(carol).post(place, filled | {"show": "1"}).status_code == 404
