"""The administrator makes accounts for whoever is here and has none, with what is known filled in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tenthhour.apps.org.models import Assignment, Person, User


@pytest.fixture
def adas(ada: Person, browse: Any) -> Client:
    return browse(ada)


@pytest.fixture
def dora(alice: Person, at: Any) -> Person:
    """Led by alice, in no peer group, without an account."""
    dora = Person.objects.create(code="Dr Dora Example", name="Dr Dora Example")
    Assignment.objects.create(kind="leads", holder=alice, subject=dora, valid_from=at)
    return dora


def test_whoever_is_here_without_an_account_is_offered_one(adas: Client, dora: Person, bob: Person) -> None:
    page = adas.get("/accounts/").content.decode()
    assert "Make Dr Dora Example an account" in page
    assert f"Make {bob.name} an account" not in page


def test_account_asks_for_nothing_that_is_known(adas: Client, dora: Person) -> None:
    page = adas.get("/accounts/new/?code=Dr%20Dora%20Example").content.decode()
    assert 'value="Dr Dora Example"' in page
    assert 'value="dr-dora-example"' in page


def test_made_account_is_offered_no_more(adas: Client, dora: Person) -> None:
    adas.post("/accounts/new/", {"code": dora.code, "name": "", "username": "dora", "email": ""})
    assert User.objects.get(username="dora").person == dora
    assert "Make Dr Dora Example an account" not in adas.get("/accounts/").content.decode()


def test_unknown_code_in_the_address_fills_nothing_in(adas: Client) -> None:
    assert (
        "<script"
        not in adas.get("/accounts/new/?code=%22%3E%3Cscript%3E").content.decode().partition("<main")[2]
    )


def test_only_the_administrator_reads_who_has_none(browse: Any, alice: Person, dora: Person) -> None:
    assert browse(alice).get("/accounts/").status_code == 404
