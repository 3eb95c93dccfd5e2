"""The same people everywhere: alice leads, bob is in her team, carol is a stranger, stef keeps the data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tenthhour.apps.org.actions import the_site
from tenthhour.apps.org.models import Assignment, Person, User

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    """No test reaches anybody's own site."""
    settings.HOME = tmp_path
    return tmp_path


def _person(name: str) -> Person:
    person = Person.objects.create(code=name, name=f"{name.capitalize()} Example")
    User.objects.create(person=person, username=name)
    return person


@pytest.fixture
def alice(db: None) -> Person:
    return _person("alice")


@pytest.fixture
def bob(db: None, alice: Person) -> Person:
    bob = _person("bob")
    Assignment.objects.create(kind="leads", holder=alice, subject=bob, valid_from=AT)
    return bob


@pytest.fixture
def carol(db: None) -> Person:
    return _person("carol")


@pytest.fixture
def stef(db: None) -> Person:
    stef = _person("stef")
    Assignment.objects.create(kind="stewards", holder=stef, valid_from=AT)
    return stef


@pytest.fixture
def site(db: None) -> Person:
    return the_site(at=AT)


@pytest.fixture
def at() -> datetime:
    """The instant from which the fixtures' assignments hold."""
    return AT


@pytest.fixture
def browse() -> Callable[[Person], Client]:
    """A browser in which a person is signed in."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(User.objects.get(person=person))
        return client

    return sign_in
