"""«Is it you?»: grave acts ask again, for ten minutes, in this session, and go on with what was being done."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client, RequestFactory
from unit.apps.signing_in.conftest import PASSWORD, shown_by_phone

from tenthhour.apps.org import actions
from tenthhour.apps.org.access import NotConfirmed, confirm
from tenthhour.apps.org.models import Person, User

AT, SECRET = datetime(2026, 11, 2, 9, tzinfo=UTC), "MFRGGZDFMZTWQ2LK"
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


def ways(page: Any) -> set[str]:
    return set(page.context["ways"])


def test_password_is_the_way_of_who_has_no_more(signed_in: Callable[[int], Client]) -> None:
    page = signed_in(601).get("/accounts/new/")
    assert ways(page) == {"password"}
    assert page.context["passkey_options"] is None


@pytest.mark.parametrize("kind", ["totp", "recovery_codes"])
def test_code_is_a_way_of_who_has_an_app_or_codes(
    signed_in: Callable[[int], Client], ada: Person, kind: str
) -> None:
    client = signed_in(601)
    Authenticator.objects.create(
        user=User.objects.get(person=ada), type=kind, data={"secret": "", "seed": ""}
    )
    assert ways(client.get("/accounts/new/")) == {"password", "code"}


def test_passkey_is_a_way_of_who_has_one(signed_in: Callable[[int], Client], ada: Person) -> None:
    client, account = signed_in(601), User.objects.get(person=ada)
    Authenticator.objects.create(user=account, type="webauthn", data={"credential": {}})
    with mock.patch.object(confirm, "_passkey_options", return_value={"request_options": {"rpId": "here"}}):
        page = client.get("/accounts/new/")
    assert ways(page) == {"password", "passkey"}
    assert b'"rpId": "here"' in page.content


def test_way_without_a_password_is_not_offered(signed_in: Callable[[int], Client], ada: Person) -> None:
    client, account = signed_in(601), User.objects.get(person=ada)
    TOTP.activate(account, SECRET)
    client.post("/accounts/new/", NEW)
    User.objects.filter(pk=account.pk).update(password="!")
    client.force_login(User.objects.get(pk=account.pk))
    assert ways(client.get("/accounts/new/")) == {"code"}


def test_code_of_the_app_goes_on_with_the_act(signed_in: Callable[[int], Client], ada: Person) -> None:
    client = signed_in(601)
    TOTP.activate(User.objects.get(person=ada), SECRET)
    page = client.post("/accounts/new/", NEW)
    given = {**answer(page), "confirm": "code", "confirm-code": shown_by_phone(SECRET)}
    assert client.post("/accounts/new/", given).status_code == 200
    assert User.objects.filter(username="dan").exists()


def test_recovery_code_answers_once(signed_in: Callable[[int], Client], ada: Person) -> None:
    code = RecoveryCodes.activate(User.objects.get(person=ada)).get_unused_codes()[0]
    said = []
    for client in (signed_in(601), signed_in(601)):
        page = client.post("/accounts/new/", NEW)
        given = {**answer(page), "confirm": "code", "confirm-code": code}
        said.append(client.post("/accounts/new/", given).status_code)
    assert said == [200, 401]


def test_way_somebody_does_not_have_is_no_answer(signed_in: Callable[[int], Client]) -> None:
    client = signed_in(601)
    page = client.post("/accounts/new/", NEW)
    again = client.post("/accounts/new/", {**answer(page), "confirm": "code"})
    assert (again.status_code, User.objects.filter(username="dan").exists()) == (401, False)


def test_page_that_asks_carries_neither_token_nor_password(signed_in: Callable[[int], Client]) -> None:
    client = signed_in(601)
    sent = {**NEW, "csrfmiddlewaretoken": "x", "confirm": "password", "confirm-password": "wrong"}
    page = client.post("/accounts/new/", sent)
    assert dict(page.context["carried"]) == NEW


def test_file_that_was_sent_is_asked_for_again(signed_in: Callable[[int], Client]) -> None:
    client = signed_in(601)
    assert client.post("/accounts/new/", {**NEW, "file": io.BytesIO(b"x")}).context["again"]
    assert not client.post("/accounts/new/", NEW).context["again"]


def test_page_behind_the_question_never_meets_the_password(rf: RequestFactory) -> None:
    request = rf.post("/", {"code": "dan", "confirm": "password", "confirm-password": PASSWORD})
    confirm._forget_answer(request)
    assert dict(request.POST.items()) == {"code": "dan"}


def test_form_behind_the_question_is_given_no_password(signed_in: Callable[[int], Client]) -> None:
    client = signed_in(601)
    page = client.post("/accounts/new/", {**NEW, "username": ""})
    again = client.post("/accounts/new/", answer(page))
    assert not [name for name in again.context["form"].data if name.startswith("confirm")]


@pytest.mark.parametrize("method", sorted(confirm.SHOWN_BY))
def test_signing_in_is_an_answer_however_it_was_done(signed_in: Callable[[int], Client], method: str) -> None:
    client = signed_in(0)
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time()}]
    session.save()
    assert client.get("/accounts/new/").status_code == 200


def test_latest_of_two_answers_counts(signed_in: Callable[[int], Client]) -> None:
    client = signed_in(601)
    session = client.session
    session["account_authentication_methods"] += [{"method": "mfa", "at": time.time()}]
    session.save()
    assert client.get("/accounts/new/").status_code == 200


def test_what_shows_nobody_is_no_answer(signed_in: Callable[[int], Client]) -> None:
    client = signed_in(0)
    session = client.session
    session["account_authentication_methods"] = [{"method": "email", "at": time.time()}]
    session.save()
    assert client.get("/accounts/new/").status_code == 401


@pytest.mark.parametrize(
    ("confirmed", "is_fresh"),
    [(None, False), (confirm.ON_THE_SERVER, True), (AT, True), (AT - timedelta(seconds=600), False)],
)
def test_answer_is_fresh_for_ten_minutes(confirmed: datetime | None, is_fresh: bool) -> None:
    assert confirm.is_fresh(confirmed, AT) is is_fresh


def test_passkey_is_asked_for_as_the_browser_wants_it(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = mock.sentinel.ada
    with mock.patch(
        "allauth.mfa.webauthn.internal.auth.begin_authentication", return_value={"rpId": "here"}
    ) as begun:
        assert confirm._passkey_options(request) == {"request_options": {"rpId": "here"}}
    begun.assert_called_once_with(mock.sentinel.ada)
