"""A proposed new baseline is taken up by the leader or the clinician, with a reason, and told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tenthhour.apps.measurement.models import Batch, Decision
from tenthhour.apps.monday.actions import questions as actions
from tenthhour.apps.org.audit import entries
from tenthhour.apps.org.models import Notice, Person
from tenthhour.core.data_question import DataQuestion
from tenthhour.core.errors import Refused
from tenthhour.core.month import Month

WHY = "The second room closed for good in June."
LATER = timedelta(days=7)
FIRST, LAST = Month(2025, 10), Month(2026, 10)
PROPOSED = DataQuestion(
    "own_level-bob",
    "own_level",
    "bp_controlled",
    "bob",
    "family",
    FIRST,
    LAST,
    "about 55 %",
    "New normal?",
    True,
)


@pytest.fixture
def proposed(bob: Person, store: Callable[..., Batch], make: Any, monkeypatch: Any) -> list[Any]:
    """A month that proposes a new level for bob; judged again, it proposes nothing."""
    store(replace(make.result(), proposals=(PROPOSED,)))
    seen: list[Any] = []

    def again(everything: Any, catalogue: Any, decided: Any, **_: Any) -> Any:
        seen.append(tuple(decided))
        return make.result()

    monkeypatch.setattr("tenthhour.apps.monday.actions.judging.judged", again)
    monkeypatch.setattr("tenthhour.apps.monday.actions.judging.draw", lambda *_: {})
    monkeypatch.setattr("tenthhour.data.store.opened", lambda *_: SimpleNamespace(tables={}))
    return seen


def confirm(by: Person, bob: Person, at: datetime, reason: str = WHY) -> str:
    return actions.confirm_level(person_id=bob.pk, measure_id="bp_controlled", reason=reason, by=by, at=at)


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_leader_or_clinician_may_take_it_up(
    request: Any, bob: Person, proposed: list[Any], at: datetime, who: str
) -> None:
    confirm(request.getfixturevalue(who), bob, at + LATER)
    ((made,),) = proposed
    assert (made.kind, made.clinician_id, made.first, made.reason) == ("new_level", "bob", FIRST, WHY)


def test_clinician_is_told_when_the_leader_does(
    alice: Person, bob: Person, proposed: list[Any], at: datetime
) -> None:
    confirm(alice, bob, at + LATER)
    told = Notice.unscoped.filter(subject=bob).values_list("text", flat=True)
    assert any("Alice Example confirmed a new baseline" in text and WHY in text for text in told)


def test_it_is_in_the_record_about_the_clinician(
    alice: Person, bob: Person, proposed: list[Any], at: datetime
) -> None:
    confirm(alice, bob, at + LATER)
    last = next(e for e in reversed(list(entries())) if e.action == "measurement.level.confirm")
    assert (last.actor_ref, last.subject_ref) == (str(alice.pk), str(bob.pk))


@pytest.mark.parametrize("who", ["carol", "stef"])
def test_nobody_else_may(request: Any, bob: Person, proposed: list[Any], at: datetime, who: str) -> None:
    with pytest.raises(Refused):
        confirm(request.getfixturevalue(who), bob, at + LATER)
    assert not Decision.unscoped.exists()


def test_without_a_reason_it_is_refused(
    alice: Person, bob: Person, proposed: list[Any], at: datetime
) -> None:
    with pytest.raises(Refused, match="at least 10"):
        confirm(alice, bob, at + LATER, reason="because")


def test_what_is_not_proposed_cannot_be_taken_up(
    alice: Person, bob: Person, proposed: list[Any], at: datetime
) -> None:
    confirm(alice, bob, at + LATER)
    with pytest.raises(Refused, match="proposed"):
        confirm(bob, bob, at + LATER)


def test_past_the_first_look_only_the_clinician_can(
    alice: Person, bob: Person, proposed: list[Any], at: datetime, monkeypatch: Any
) -> None:
    monkeypatch.setattr("tenthhour.apps.monday.actions.questions.is_past_look", lambda *_: True)
    with pytest.raises(Refused, match="only Bob Example can confirm"):
        confirm(alice, bob, at + LATER)
    confirm(bob, bob, at + LATER)
    assert Decision.unscoped.count() == 1


def test_page_offers_it_and_takes_it(
    bob: Person, proposed: list[Any], browse: Callable[[Person], Client]
) -> None:
    client = browse(bob)
    assert "Begin it in October 2025" in client.get(f"/people/{bob.pk}/").content.decode()
    answer = {"measure": "bp_controlled", "reason": WHY}
    shown = client.post(f"/people/{bob.pk}/level/", answer, follow=True).content.decode()
    assert "A new baseline begins in October 2025." in shown
    assert "Begin it in" not in shown
    assert WHY in shown


def test_steward_sees_no_proposal_about_a_person(
    stef: Person, proposed: list[Any], browse: Callable[[Person], Client]
) -> None:
    assert "None are open." in browse(stef).get("/data/questions/").content.decode()
