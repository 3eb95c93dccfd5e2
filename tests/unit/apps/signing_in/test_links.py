"""Accounts are made with a link that works once, for one day; the administrator never knows the password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.mfa.models import Authenticator
from django.test import Client

from tenthhour.apps.org import actions, queries
from tenthhour.apps.org.models import Notice, Person, User
from tenthhour.core.errors import Refused

SignIn = Callable[..., Any]
Browse = Callable[[Person], Client]
CHOSEN = {"password1": "a different long sentence"}


@pytest.fixture
def link(account: User, site: Person, at: datetime) -> str:
    return actions.make_link(account=account, by=site, at=at)


def opened(link: str) -> tuple[Client, Any]:
    """Follow the link as a browser does: the key leaves the address at once."""
    client = Client()
    return client, client.get(link, follow=True)


def test_link_leads_to_a_page_without_its_key(link: str) -> None:
    _, page = opened(link)
    assert page.redirect_chain[0][0].endswith("/set-password/")
    assert b"You sign in as <strong>alice</strong>" in page.content


def test_link_chooses_the_password_and_signs_in(link: str, sign_in: SignIn) -> None:
    client, page = opened(link)
    assert client.post(page.request["PATH_INFO"], CHOSEN).headers["Location"] == "/"
    assert sign_in(password=CHOSEN["password1"]).headers["Location"] == "/"


def test_link_works_once(link: str) -> None:
    client, page = opened(link)
    client.post(page.request["PATH_INFO"], CHOSEN)
    assert b"This link is used up" in opened(link)[1].content


def test_link_ends_after_a_day(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    later = datetime.now() + timedelta(hours=24, seconds=2)  # noqa: DTZ005 Django counts its links in local time
    monkeypatch.setattr(type(default_token_generator), "_now", lambda self: later)
    assert b"This link is used up" in opened(link)[1].content


def test_signing_in_voids_a_link(link: str, sign_in: SignIn) -> None:
    sign_in()
    assert b"This link is used up" in opened(link)[1].content


@pytest.mark.parametrize("weak", ["fourteen chars", "1q2w3e4r5t6y7u8i9o0p", "alice"])
def test_weak_password_is_refused(link: str, weak: str, sign_in: SignIn) -> None:
    client, page = opened(link)
    assert b"errorlist" in client.post(page.request["PATH_INFO"], {"password1": weak}).content


def test_link_leaves_the_second_step_alone(account: User, site: Person, at: datetime) -> None:
    Authenticator.objects.create(user=account, type="totp", data={"secret": "A" * 32})
    client, page = opened(actions.make_link(account=account, by=site, at=at))
    assert client.post(page.request["PATH_INFO"], CHOSEN).headers["Location"] == "/sign-in/code/"


def test_lost_devices_are_taken_away_and_the_person_told(account: User, site: Person, at: datetime) -> None:
    Authenticator.objects.create(user=account, type="totp", data={"secret": "A" * 32})
    actions.make_link(account=account, by=site, at=at, forget=True)
    assert not Authenticator.objects.exists()
    assert "no longer work" in Notice.unscoped.get(subject=account.person).text


def test_new_link_stands_in_ones_own_access_log(link: str, account: User, at: datetime) -> None:
    said = [r.what for r in queries.readings(subject=account.person, at=at)]
    assert "made a link with which a password for you can be chosen" in said


def test_administrator_makes_an_account(ada: Person, browse: Browse) -> None:
    form = {"code": "dan", "name": "Dan Example", "username": "dan", "email": "dan@clinic.example"}
    page = browse(ada).post("/accounts/new/", form)
    assert "/sign-in/link/" in page.context["link"]
    assert not User.objects.get(username="dan").has_usable_password()


@pytest.mark.parametrize("field", ["code", "username"])
def test_second_account_is_refused(ada: Person, at: datetime, field: str) -> None:
    new = {"code": "dan", "name": "", "username": "dan", field: "alice"}
    with pytest.raises(Refused, match="already"):
        actions.make_account(new=actions.NewAccount(**new), by=ada, at=at)


@pytest.mark.parametrize("address", ["/accounts/", "/accounts/new/"])
def test_accounts_are_the_administrators_alone(
    alice: Person, bob: Person, browse: Browse, address: str
) -> None:
    assert browse(alice).get(address).status_code == 404


def test_closed_account_ends_its_session(ada: Person, account: User, browse: Browse, sign_in: SignIn) -> None:
    hers = sign_in().client
    browse(ada).post("/accounts/close/", {"account": account.pk})
    assert hers.get("/me/access/").headers["Location"] == "/sign-in/"


def test_nobody_closes_their_own_account(ada: Person, browse: Browse) -> None:
    browse(ada).post("/accounts/close/", {"account": User.objects.get(person=ada).pk})
    assert User.objects.get(person=ada).is_active


def test_first_administrator_has_a_link_until_somebody_can_sign_in(db: None, at: datetime) -> None:
    first = actions.first_administrator(at=at)
    assert first is not None
    assert first == actions.first_administrator(at=at)
    first.set_password("a different long sentence")
    first.save()
    assert actions.first_administrator(at=at) is None
