"""Reminders: a private calendar that can be stopped, and a mail without content over a real SMTP conversation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tenthhour.apps.support import actions
from tenthhour.core.errors import Refused
from tenthhour.core.support.talk import Invitation


def send(at) -> int:
    """What the clock does; how many were due."""
    due = list(actions.due_mails(at))
    for item in due:
        item.do(at)
    return len(due)


@pytest.fixture
def talk(alice, bob, at):
    """On Tuesday, invited on Monday."""
    return actions.invite(about=bob, invitation=Invitation(date(2026, 11, 3), "THE-TOPIC"), by=alice, at=at)


def test_mail_says_only_that_something_is_due(bob, talk, post, at):
    actions.set_email(email="bob@clinic.example", by=bob, at=at)
    assert send(at) == 1
    said = "\n".join(post.heard)
    assert "rcpt TO:<bob@clinic.example>" in said
    assert "Something is due on your next working day." in said
    assert not any(word in said for word in ("THE-TOPIC", "Alice", "Bob Example", "3 November"))


def test_mail_comes_once_a_day(bob, talk, post, at):
    actions.set_email(email="bob@clinic.example", by=bob, at=at)
    assert [send(at) for _ in range(2)] == [1, 0]


def test_nobody_is_mailed_who_did_not_ask(bob, talk, post, at):
    assert send(at) == 0
    assert post.heard == []


def test_site_without_mail_refuses_an_address(bob, settings, at):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with pytest.raises(Refused, match="This site sends no e-mail"):
        actions.set_email(email="bob@clinic.example", by=bob, at=at)


def test_broken_mail_server_stops_no_clock(bob, talk, settings, at):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 9, False
    actions.set_email(email="bob@clinic.example", by=bob, at=at)
    assert [send(at), send(at)] == [1, 0]


def test_friday_reminds_of_monday(alice, bob, post, at):
    actions.invite(about=bob, invitation=Invitation(date(2026, 11, 9), "x"), by=alice, at=at)
    actions.set_email(email="bob@clinic.example", by=bob, at=at)
    assert send(at + timedelta(days=4)) == 1


@pytest.fixture
def address(bobs) -> str:
    """Bob's private calendar, as shown to him once."""
    page = bobs.post("/me/reminders/", {"open": "1"}).content.decode()
    return "/feed/" + page.split("/feed/")[1].split("<")[0]


def test_private_calendar_needs_no_sign_in_and_says_no_topic(
    client, alice, bob, address, talk, monkeypatch, at
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    actions.make_promise(about=bob, to=alice, text="THE-PROMISE", due=date(2026, 11, 20), by=bob, at=at)
    content = client.get(address).content.decode()
    assert "SUMMARY:Talk with Alice Example" in content
    assert "SUMMARY:A promise of mine is due" in content
    assert "THE-TOPIC" not in content
    assert "THE-PROMISE" not in content


def test_stopped_address_opens_nothing(client, bobs, address, talk):
    bobs.post("/me/reminders/", {"close": "1"})
    assert client.get(address).status_code == 404


def test_new_address_stops_the_old_one(client, bobs, address):
    bobs.post("/me/reminders/", {"open": "1"})
    assert client.get(address).status_code == 404


def test_secret_of_one_opens_no_other_calendar(client, alice, bob, address):
    assert client.get(address.replace(str(bob.pk), str(alice.pk))).status_code == 404
