"""The small decisions of the gate, each by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import RequestFactory

from tenthhour.apps.org.access import confirm, gate
from tenthhour.apps.org.models import Assignment, Person
from tenthhour.apps.org.policies import LEADS, OVERSEES, TABLE
from tenthhour.apps.support.models import Scratch

GRAVE, PLAIN, OPENED = TABLE["org.account.make"], TABLE["org.role.ask"], TABLE["org.codes.read"]
ASK, SETTLE = "asked", "settled"


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


def reached(kinds: set[Any], actor: Person, at: datetime) -> set[Any]:
    may = gate._towards_others(Scratch, frozenset(kinds), actor, at)
    return set(Scratch.unscoped.filter(may).values_list("subject", flat=True)) if may else set()


@pytest.fixture
def notes(alice: Person, bob: Person, carol: Person, stef: Person, at: datetime) -> None:
    """A note kept about each of them; stef supervises alice."""
    Assignment.objects.create(kind="supervises", holder=stef, subject=alice, valid_from=at)
    for person in (alice, bob, carol):
        Scratch.unscoped.create(subject=person, about=person, text="x", written_at=at)


def test_kind_towards_a_person_reaches_that_person_alone(
    notes: None, alice: Person, bob: Person, at: datetime
) -> None:
    assert reached({LEADS}, alice, at) == {bob.pk}


def test_overseeing_reaches_those_whom_the_leader_leads(
    notes: None, stef: Person, bob: Person, at: datetime
) -> None:
    assert reached({OVERSEES}, stef, at) == {bob.pk}


def test_no_kind_reaches_nobody(notes: None, alice: Person, at: datetime) -> None:
    assert not gate._towards_others(Scratch, frozenset(), alice, at)
