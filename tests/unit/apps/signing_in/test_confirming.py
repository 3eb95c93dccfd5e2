"""«Is it you?»: grave acts ask again, for ten minutes, in this session, and go on with what was being done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from unit.apps.signing_in.conftest import PASSWORD

from tenthhour.apps.org import actions
from tenthhour.apps.org.access import NotConfirmed
from tenthhour.apps.org.models import Person, User

NEW = {"code": "dan", "name": "Dan Example", "username": "dan", "email": ""}


@pytest.fixture
def signed_in(ada: Person) -> Callable[[int], Client]:
    """Ada, who signed in so many seconds ago."""

    account = User.objects.get(person=ada)
    account.set_password(PASSWORD)
    account.save()

    def ago(seconds: int) -> Client:
        client = Client()
        client.post("/sign-in/", {"login": "ada", "password": PASSWORD})
        session = client.session
        session["account_authentication_methods"][-1]["at"] -= seconds
        session.save()
        return client

    return ago


def answer(page: Any, password: str = PASSWORD) -> dict[str, str]:
    """What the page that asks sends back: all that was sent before, and the password."""
    carried = dict(page.context["carried"])
    return carried | {
        "confirm": "password",
        "confirm-then": page.context["then"],
        "confirm-password": password,
    }


@pytest.mark.parametrize(("seconds", "status"), [(590, 200), (601, 401)])
def test_answer_holds_ten_minutes(signed_in: Callable[[int], Client], seconds: int, status: int) -> None:
    assert signed_in(seconds).get("/accounts/new/").status_code == status


@pytest.mark.parametrize(("seconds", "refused"), [(599, False), (601, True), (-601, True)])
def test_act_itself_asks_too(ada: Person, at: datetime, seconds: int, refused: bool) -> None:
    ada.confirmed_at = at - timedelta(seconds=seconds)
    try:
        actions.make_account(new=actions.NewAccount(**NEW), by=ada, at=at)
    except NotConfirmed:
        assert refused
    assert User.objects.filter(username="dan").exists() is not refused


def test_opened_page_comes_back_after_the_answer(signed_in: Callable[[int], Client]) -> None:
    client = signed_in(601)
    page = client.get("/accounts/new/?from=here")
    assert (
        client.post("/accounts/new/?from=here", answer(page)).headers["Location"]
        == "/accounts/new/?from=here"
    )
    assert client.get("/accounts/new/").status_code == 200


def test_act_goes_on_after_the_answer(signed_in: Callable[[int], Client]) -> None:
    client = signed_in(601)
    page = client.post("/accounts/new/", NEW)
    assert (page.status_code, User.objects.filter(username="dan").count()) == (401, 0)
    assert client.post("/accounts/new/", answer(page)).status_code == 200
    assert User.objects.filter(username="dan").exists()


def test_wrong_answer_asks_again(signed_in: Callable[[int], Client]) -> None:
    client = signed_in(601)
    page = client.post("/accounts/new/", NEW)
    again = client.post("/accounts/new/", answer(page, "not the right one"))
    assert (again.status_code, dict(again.context["carried"])) == (401, NEW)
    assert b"This is not your password" in again.content


def test_answers_are_guessed_ten_times_at_most(signed_in: Callable[[int], Client]) -> None:
    client = signed_in(601)
    page = client.get("/accounts/new/")
    for number in range(10):
        client.post("/accounts/new/", answer(page, f"guess number {number}"))
    assert b"Too many wrong tries" in client.post("/accounts/new/", answer(page)).content


def test_use_does_not_extend_it(signed_in: Callable[[int], Client]) -> None:
    client = signed_in(590)
    before = client.session["account_authentication_methods"]
    client.post("/accounts/new/", NEW)
    assert client.session["account_authentication_methods"] == before


def test_another_session_has_its_own_answer(signed_in: Callable[[int], Client]) -> None:
    earlier = signed_in(601)
    signed_in(0)
    assert earlier.get("/accounts/new/").status_code == 401


def test_page_that_asks_is_not_kept_and_says_401(signed_in: Callable[[int], Client]) -> None:
    page = signed_in(601).get("/accounts/new/")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["WWW-Authenticate"].startswith("Session")
