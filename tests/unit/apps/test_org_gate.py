"""The small decisions of the gate before a page, each by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import path

from tenthhour.apps.org.access import confirm, gate
from tenthhour.apps.org.models import Assignment, Person
from tenthhour.apps.org.policies import (
    PUBLIC,
    TABLE,
)

GRAVE, PLAIN, OPENED = TABLE["org.account.make"], TABLE["org.role.ask"], TABLE["org.codes.read"]
ASK, SETTLE = "asked", "settled"
DAY = timedelta(days=1)


@pytest.fixture
def outcomes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirm, "ask", lambda request: ASK)
    monkeypatch.setattr(confirm, "settle", lambda request: SETTLE)


def sent(method: str, at: datetime, ago: int, **said: str) -> Any:
    request: Any = RequestFactory().generic(method, "/")
    request.POST = said
    request.at, request.actor = at, Person()
    request.actor.confirmed_at = at - timedelta(seconds=ago)
    return request


@pytest.mark.parametrize(
    ("line", "method", "ago", "said", "outcome"),
    [
        (GRAVE, "POST", 599, {}, None),
        (GRAVE, "POST", 601, {}, ASK),
        (PLAIN, "POST", 601, {}, None),
        (GRAVE, "POST", 601, {"confirm": "password"}, SETTLE),
        (PLAIN, "POST", 601, {"confirm": "password"}, SETTLE),
        (GRAVE, "GET", 601, {"confirm": "password"}, ASK),
    ],
)
def test_page_asks_settles_or_goes_on(
    outcomes: None, at: datetime, line: Any, method: str, ago: int, said: dict[str, str], outcome: str | None
) -> None:
    assert gate._unconfirmed(sent(method, at, ago, **said), line) == outcome


@pytest.mark.parametrize(
    ("line", "method", "said", "takes"),
    [
        (OPENED, "POST", {"confirm": "password"}, True),
        (OPENED, "POST", {}, False),
        (OPENED, "PUT", {"confirm": "password"}, False),
        (PLAIN, "POST", {"confirm": "password"}, False),
    ],
)
def test_opened_page_takes_nothing_but_an_answer(
    at: datetime, line: Any, method: str, said: dict[str, str], takes: bool
) -> None:
    assert gate._answers(sent(method, at, 0, **said), line) is takes


def test_head_goes_with_get_alone() -> None:
    assert [gate._implied(line) for line in (OPENED, PLAIN)] == [{"HEAD"}, set()]


def framed(actor: Person, at: datetime) -> dict[str, Any]:
    """What the frame of a page shows somebody at an instant."""
    request: Any = RequestFactory().get("/")
    request.user = SimpleNamespace(person=actor)
    clock = mock.patch.object(gate.timezone, "now", return_value=at)
    with clock, mock.patch.object(confirm, "confirmed_at", return_value=at):
        gate._with_actor(request)
    return dict(gate.frame(request))


@pytest.mark.parametrize(
    ("kind", "is_leader", "is_steward", "has_page"),
    [
        ("leads", True, False, False),
        ("covers", True, False, False),
        ("stewards", False, True, False),
        ("coaches", False, False, False),
        ("", False, False, True),
    ],
)
def test_frame_shows_what_is_open(
    bob: Person, carol: Person, at: datetime, kind: str, is_leader: bool, is_steward: bool, has_page: bool
) -> None:
    towards = {} if kind == "stewards" else {"subject": bob}
    Assignment.objects.all().delete()
    if kind:
        end = at + 9 * DAY
        Assignment.objects.create(kind=kind, holder=carol, valid_from=at, valid_to=end, **towards)
    said = framed(carol, at)
    assert (said["is_leader"], said["is_steward"], said["has_page"]) == (is_leader, is_steward, has_page)
    assert said["signed_in"] == carol
    assert said["kinds"] == ({kind} if kind else set())


def test_frame_gives_who_has_numbers_their_page(alice: Person, bob: Person, at: datetime) -> None:
    alice.peer_group = "family"
    assert framed(alice, at)["has_page"]


def test_frame_forgets_roles_that_ended(alice: Person, bob: Person, at: datetime) -> None:
    Assignment.objects.update(valid_to=at + DAY)
    assert (framed(alice, at)["kinds"], framed(alice, at + DAY)["kinds"]) == ({"leads"}, set())


def test_frame_of_a_stranger_names_the_site_alone(settings: Any) -> None:
    settings.OIDC_URL, settings.OIDC_NAME = "https://sign-in.example", "Example Health"
    said = gate.frame(RequestFactory().get("/"))
    assert (said["signed_in"], said["organisation"], "kinds" in said) == (None, "Example Health", False)
    assert {"is_demo", "trial", "has_mail"} < set(said)
    settings.OIDC_URL = ""
    assert gate.frame(RequestFactory().get("/"))["organisation"] == ""


def test_page_without_policy_is_absent() -> None:
    with pytest.raises(Http404):
        gate.PoliciesHold(lambda request: HttpResponse()).process_view(
            RequestFactory().get("/"), lambda r: r, (), {}
        )


def test_page_with_policy_knows_it() -> None:
    request: Any = RequestFactory().get("/")
    gate.PoliciesHold(lambda asked: HttpResponse()).process_view(request, _opened, (), {})
    assert request.policy == OPENED


@gate.policy(OPENED.name)
def _opened(request: Any) -> HttpResponse:
    return HttpResponse("opened")


def test_only_a_missing_answer_leads_to_the_page_that_asks(outcomes: None) -> None:
    ask = gate.PoliciesHold(lambda request: HttpResponse()).process_exception
    said = [ask(RequestFactory().get("/"), fault) for fault in (confirm.NotConfirmed(), ValueError())]
    assert said == [ASK, None]


def test_method_the_policy_does_not_name_is_told_which_are() -> None:
    answer = _opened(RequestFactory().delete("/"))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")


@pytest.mark.parametrize(("is_demo", "where"), [(True, "/demo/"), (False, "/sign-in/")])
def test_stranger_is_asked_to_sign_in(settings: Any, is_demo: bool, where: str) -> None:
    settings.DEMO, request = is_demo, RequestFactory().get("/")
    settings.ROOT_URLCONF = "unit.apps.test_org_gate"
    request.user = AnonymousUser()  # type: ignore[attr-defined]
    assert _opened(request).headers["Location"] == where


urlpatterns = [path("demo/", _opened, name="demo-sign-in"), path("sign-in/", _opened, name="account_login")]


def test_public_page_asks_for_nobody() -> None:
    public = replace(OPENED, audit=PUBLIC)
    with mock.patch.dict(TABLE, {OPENED.name: public}):
        page = gate.policy(OPENED.name)(lambda request: HttpResponse("for all"))
    assert page(RequestFactory().get("/")).content == b"for all"
