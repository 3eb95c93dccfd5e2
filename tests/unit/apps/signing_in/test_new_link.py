"""A new link by mail, over a real SMTP conversation: plain words, no content, and no telling who is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any, ClassVar

import pytest
from builders import read_addresses_again
from django.db import connection  # noqa: TID251 counting queries is what one test is for
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenthhour.apps.org.models import User

SignIn = Callable[..., Any]
CHOSEN = "a different long sentence"


@pytest.fixture(autouse=True)
def has_mail(settings: Any, account: User) -> Iterator[None]:
    """A site with a mail server; Alice's account has an address."""
    User.objects.filter(pk=account.pk).update(email="alice@clinic.example")
    settings.HAS_MAIL = True
    read_addresses_again()
    yield
    settings.HAS_MAIL = False
    read_addresses_again()


class Beside(Thread):
    """What is begun beside an answer; done at once, so that a mail is there when a test looks, or when told to."""

    begun: ClassVar[list[Beside]] = []
    waits: ClassVar[bool] = False

    def start(self) -> None:
        self.begun.append(self)
        if not self.waits:
            self.run()


@pytest.fixture(autouse=True)
def beside(monkeypatch: Any) -> type[Beside]:
    monkeypatch.setattr("tenthhour.apps.org.forms.Thread", Beside)
    # Here it runs in the test's own thread, whose connection stays.
    monkeypatch.setattr("tenthhour.apps.org.forms.close_old_connections", lambda: None)
    monkeypatch.setattr(Beside, "begun", [])
    return Beside


def ask(email: str) -> str:
    page = Client().post("/sign-in/new-link/", {"email": email}, follow=True)
    assert page.status_code == 200
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', "", page.content.decode())


def test_page_of_signing_in_offers_it() -> None:
    assert 'href="/sign-in/new-link/"' in Client().get("/sign-in/").content.decode()


def test_link_in_the_mail_chooses_a_password_and_signs_in(post: Any, sign_in: SignIn) -> None:
    ask("Alice@clinic.example")
    (mail,) = post.mails
    assert mail["To"] == "alice@clinic.example"
    path = re.search(r"http://testserver(/sign-in/link/\S+)", mail.get_content())
    assert path
    client = Client()
    form = client.get(path[1], follow=True).request["PATH_INFO"]
    assert client.post(form, {"password1": CHOSEN}).headers["Location"] == "/"
    assert client.get("/me/news/").status_code == 200
    assert [sign_in(password=p).status_code for p in (CHOSEN, "the tea is still warm")] == [302, 200]


def test_mail_is_ours_and_says_nothing_of_anybody(post: Any) -> None:
    ask("alice@clinic.example")
    (mail,) = post.mails
    text = mail.get_content()
    assert (mail["Subject"], mail.get_content_type()) == ("Your link to Tenth Hour", "text/plain")
    assert "It works once, for one day. You sign in as alice." in text
    assert not any(word in text for word in ("Alice Example", "example.com", "Hello from", "Thank you for"))


def test_stranger_gets_the_same_page_and_no_mail(post: Any) -> None:
    assert ask("alice@clinic.example") == ask("nobody@clinic.example")
    assert len(post.mails) == 1


def test_answer_does_the_same_work_for_a_stranger(beside: type[Beside], monkeypatch: Any) -> None:
    monkeypatch.setattr(beside, "waits", True)
    asked = []
    for email in ("alice@clinic.example", "nobody@clinic.example"):
        with CaptureQueriesContext(connection) as queries:
            ask(email)
        asked.append((len(queries), len(beside.begun)))
    assert [n for n, _ in asked] == [asked[0][0]] * 2
    assert [begun for _, begun in asked] == [1, 2]


def test_mail_is_sent_beside_the_answer(post: Any, beside: type[Beside], monkeypatch: Any) -> None:
    monkeypatch.setattr(beside, "waits", True)
    ask("alice@clinic.example")
    assert post.mails == []
    beside.begun[0].run()
    assert len(post.mails) == 1


def test_broken_mail_server_tells_nothing_either(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 9, False
    assert ask("alice@clinic.example") == ask("nobody@clinic.example")


def test_closed_account_gets_no_link(post: Any, account: User) -> None:
    User.objects.filter(pk=account.pk).update(is_active=False)
    ask("alice@clinic.example")
    assert post.mails == []


def test_fourth_link_within_an_hour_is_not_sent(post: Any) -> None:
    for _ in range(3):
        ask("alice@clinic.example")
    answer = Client().post("/sign-in/new-link/", {"email": "alice@clinic.example"})
    assert (answer.status_code, len(post.mails)) == (429, 3)
