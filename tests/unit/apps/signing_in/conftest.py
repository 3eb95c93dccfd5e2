"""Accounts with a password, and the codes a phone would show."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tenthhour.apps.org.models import Assignment, Person, User

PASSWORD = "the tea is still warm"


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """A real hash takes half a second on purpose; what is tested here is what stands around it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def account(alice: Person) -> User:
    """Alice's account, with a password."""
    account = User.objects.get(person=alice)
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def ada(db: None, alice: Person, at: Any) -> Person:
    """Ada looks after the server."""
    ada = Person.objects.create(code="ada", name="Ada Example")
    ada.confirmed_at = at
    User.objects.create(person=ada, username="ada")
    Assignment.objects.create(kind="administers", holder=ada, valid_from=at)
    return ada


@pytest.fixture
def sign_in() -> Callable[..., Any]:
    """Write a name and a password into the page and press the button."""

    def signed(name: str = "alice", password: str = PASSWORD, client: Client | None = None) -> Any:
        client = client or Client()
        answer = client.post("/sign-in/", {"login": name, "password": password})
        answer.client = client
        return answer

    return signed


def shown_by_phone(secret: str, later: int = 0) -> str:
    """The six digits an app shows, now or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))
