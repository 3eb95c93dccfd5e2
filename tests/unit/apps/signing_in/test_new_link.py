"""A new link by mail, over a real SMTP conversation: plain words, no content, and no telling who is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from builders import read_addresses_again
from django.test import Client

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
