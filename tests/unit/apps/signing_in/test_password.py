"""Signing in with a name and a password: what is let in, what is said, and how often one may guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.test import Client

from tenthhour.apps.org.models import Person, User
from tenthhour.apps.org.queries import PersonBackend

SignIn = Callable[..., Any]
ONE_OFF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names whose password was really compared."""
    names: list[str] = []
    theirs = PersonBackend.authenticate

    def counting(self: PersonBackend, request: Any, username: str = "", **credentials: Any) -> Any:
        names.append(username)
        return theirs(self, request, username=username, **credentials)

    monkeypatch.setattr(PersonBackend, "authenticate", counting)
    return names


def test_right_password_leads_home(account: User, sign_in: SignIn) -> None:
    assert sign_in().headers["Location"] == "/"


def test_name_may_be_written_in_capitals(account: User, sign_in: SignIn) -> None:
    assert sign_in("ALICE").headers["Location"] == "/"


@pytest.mark.parametrize("known", ["alice", "carol"], ids=["with a password", "invited"])
def test_wrong_password_and_unknown_name_read_alike(
    account: User, carol: Person, sign_in: SignIn, known: str
) -> None:
    pages = {
        ONE_OFF.sub(b"", sign_in(name, "not the right one").content).replace(name.encode(), b"NAME")
        for name in (known, "nobody")
    }
    assert len(pages) == 1
    assert b"do not belong together" in pages.pop()


@pytest.mark.parametrize("name", ["alice", "carol", "nobody"])
def test_every_name_costs_one_hash(
    account: User, carol: Person, sign_in: SignIn, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    theirs = hashers.MD5PasswordHasher.encode

    def counting(self: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return theirs(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counting)
    sign_in(name, "not the right one")
    assert len(hashed) == 1


@pytest.mark.parametrize("guesses", [30, pytest.param(1000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", ["alice", "nobody"])
def test_ten_guesses_an_hour_are_compared(
    account: User, sign_in: SignIn, evaluated: list[str], name: str, guesses: int
) -> None:
    for number in range(guesses):
        # Every guess from another address and in another spelling: neither starts a new count.
        client = Client(REMOTE_ADDR=f"10.0.{number // 250}.{number % 250 + 1}")
        last = sign_in(name.upper() if number % 2 else name, f"guess number {number}", client)
    assert len(evaluated) == 10
    assert b"Too many wrong tries" in last.content


def test_locked_account_refuses_the_right_password_for_an_hour(
    account: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from allauth.core.internal import ratelimit

    for number in range(10):
        sign_in(password=f"guess number {number}")
    assert sign_in().status_code == 200
    now = ratelimit.time.time()
    monkeypatch.setattr(ratelimit.time, "time", lambda: now + 3601)
    assert sign_in().headers["Location"] == "/"


def test_closed_account_lets_nobody_in(account: User, sign_in: SignIn) -> None:
    User.objects.update(is_active=False)
    assert b"do not belong together" in sign_in().content


def test_nobody_signs_up(client: Client, db: None) -> None:
    for address in ("/signup/", "/sign-in/signup/", "/accounts/signup/", "/sign-in/new-link/"):
        assert client.get(address).status_code == 404


def test_new_password_needs_the_present_one(account: User, sign_in: SignIn) -> None:
    client = sign_in().client
    wrong = {"oldpassword": "not the right one", "password1": "a different long sentence"}
    assert b"not your present password" in client.post("/me/sign-in/password/", wrong).content
    client.post("/me/sign-in/password/", {**wrong, "oldpassword": "the tea is still warm"})
    assert sign_in(password="a different long sentence").headers["Location"] == "/"


def test_new_password_ends_the_other_sessions(account: User, sign_in: SignIn) -> None:
    here, elsewhere = sign_in().client, sign_in().client
    new = {"oldpassword": "the tea is still warm", "password1": "a different long sentence"}
    here.post("/me/sign-in/password/", new)
    assert here.get("/me/access/").status_code == 200
    assert elsewhere.get("/me/access/").headers["Location"] == "/sign-in/"
