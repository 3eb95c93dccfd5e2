"""A clinician's own figures for the sum: theirs until shown, then in the page for the talk."""

from __future__ import annotations

import pytest

from tenthhour.apps.org.models import Notice

MINE = {"hours": "40", "asked": "18", "asked_as": "session", "sessions": "8", "with_patient_likely": "25"}


@pytest.fixture
def place(shared_url) -> str:
    return f"{shared_url}doable/mine/"


def test_own_figures_are_the_clinicians_until_shown(alices, bobs, bob, place, shared_url):
    bobs.post(place, MINE)
    assert "yours alone" in bobs.get(f"{shared_url}doable/").content.decode()
    assert "own figures" not in alices.get(f"{shared_url}doable/").content.decode()


def test_shown_figures_stand_in_the_page_for_the_talk(alices, bobs, bob, place, shared_url):
    bobs.post(place, MINE | {"share": "yes"})
    assert "By their own figures:" in alices.get(f"/people/{bob.pk}/brief/").content.decode()
    assert "Bob Example's own figures" in alices.get(f"{shared_url}doable/").content.decode().replace(
        "&#x27;", "'"
    )


def test_showing_is_told_once(alice, bobs, place):
    for _ in range(2):
        bobs.post(place, MINE | {"share": "yes"})
    assert Notice.unscoped.filter(subject=alice, text__contains="own figures").count() == 1


def test_leader_cannot_write_the_clinicians_figures(alices, place):
    assert alices.post(place, MINE).status_code == 404


def test_clinicians_own_page_asks_about_the_ask(bobs, bob, place, store, make):
    bobs.post(place, MINE)
    store(make.result())
    page = bobs.get(f"/people/{bob.pk}/").content.decode()
    assert "What is asked: 18 a session" in page
    assert "By my own figures:" in page
    assert page.split("By my own figures:")[1].split("</p>")[0].strip().endswith("?")


def test_words_are_marked_while_typing_and_nothing_is_blocked(alices):
    sent = {"text": "Eighteen by July, or I can't protect you."}
    page = alices.post("/words/", sent).content.decode()
    assert "This uses what may follow to get a yes" in page
    assert "Nothing is blocked" in page
    assert alices.post("/words/", {"text": "How was the week?"}).content.strip() == b""


def test_news_shows_what_one_was_told(alices, bobs, bob):
    alices.post(f"/people/{bob.pk}/promises/new/", {"text": "A second chair", "due": "2030-01-04"})
    assert "A second chair" in bobs.get("/me/news/").content.decode()
    assert "A second chair" not in alices.get("/me/news/").content.decode()
