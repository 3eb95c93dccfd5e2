"""Whom and which rows a dated assignment reaches, kind by kind; and whom it does not."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Q

from tenthhour.apps.org.access import gate
from tenthhour.apps.org.models import Assignment, Person
from tenthhour.apps.org.policies import (
    COACHES,
    COVERS,
    LEADS,
    OVERSEES,
    REVIEWS,
    SELF,
    STEWARDS,
    TABLE,
    Policy,
)
from tenthhour.apps.support.models import Scratch

PLAIN = TABLE["org.role.ask"]


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


QUESTION, OTHER = uuid.UUID(int=7), uuid.UUID(int=8)
DAY = timedelta(days=1)


def line(*kinds: Any) -> Policy:
    return replace(PLAIN, kinds=frozenset(kinds))


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (2, True), (3, False), (4, False)])
def test_assignment_counts_from_its_start_until_its_end(
    alice: Person, bob: Person, at: datetime, days: int, counts: bool
) -> None:
    Assignment.objects.filter(subject=bob).update(valid_to=at + 3 * DAY)
    assert gate.holds(line(LEADS), alice, bob, at + days * DAY) is counts


@pytest.mark.parametrize(
    ("state", "counts"), [("active", True), ("delegated", True), ("invited", False), ("suspended", False)]
)
def test_assignment_counts_in_two_states(
    alice: Person, bob: Person, at: datetime, state: str, counts: bool
) -> None:
    Assignment.objects.filter(subject=bob).update(state=state)
    assert gate.holds(line(LEADS), alice, bob, at) is counts


def test_right_towards_a_person_reaches_nobody_else(
    alice: Person, bob: Person, carol: Person, at: datetime
) -> None:
    assert [gate.holds(line(LEADS), alice, whom, at) for whom in (bob, carol, None)] == [True, False, False]


def test_right_of_another_kind_is_none(alice: Person, bob: Person, at: datetime) -> None:
    assert not gate.holds(line(COACHES), alice, bob, at)


def test_everyone_acts_towards_themselves_where_it_says_so(alice: Person, bob: Person, at: datetime) -> None:
    towards = [gate.holds(line(SELF), bob, whom, at) for whom in (bob, None, alice)]
    assert towards == [True, True, False]


def test_right_towards_oneself_is_only_where_it_says_so(bob: Person, at: datetime) -> None:
    assert not gate.holds(line(LEADS), bob, bob, at)


@pytest.mark.parametrize("whom", [None, "bob"])
def test_duty_towards_the_site_reaches_everybody(
    stef: Person, bob: Person, at: datetime, whom: str | None
) -> None:
    assert gate.holds(line(STEWARDS), stef, bob if whom else None, at)


def test_right_towards_a_question_reaches_that_question_alone(
    stef: Person, bob: Person, at: datetime
) -> None:
    given = {"holder": stef, "subject": bob, "object_ref": QUESTION, "valid_from": at}
    Assignment.objects.create(kind="reviews", **given)
    reached = [gate.holds(line(REVIEWS), stef, bob, at, asked) for asked in (QUESTION, OTHER, None)]
    assert reached == [True, False, False]


def test_supervisor_reaches_those_of_their_leader(
    notes: None, stef: Person, alice: Person, bob: Person, carol: Person, at: datetime
) -> None:
    reached = [gate.holds(line(OVERSEES), stef, whom, at) for whom in (bob, alice, carol)]
    assert reached == [True, False, False]


def test_supervisor_reaches_nobody_where_it_does_not_say_so(
    notes: None, stef: Person, bob: Person, at: datetime
) -> None:
    assert not gate.holds(line(STEWARDS, LEADS), Person.objects.create(code="x"), bob, at)
    assert not gate.holds(line(LEADS), stef, bob, at)


def test_page_of_overseers_opens_to_supervisors(notes: None, stef: Person, at: datetime) -> None:
    assert gate.held(frozenset({OVERSEES}), stef, at).exists()
    assert not gate.held(frozenset({LEADS}), stef, at).exists()


def test_former_leader_of_somebody_is_not_overseen(
    notes: None, stef: Person, bob: Person, at: datetime
) -> None:
    Assignment.objects.filter(kind="leads").update(valid_to=at + DAY)
    reached = [gate.overseen(stef, at + days * DAY).filter(subject=bob).exists() for days in (0, 1)]
    assert reached == [True, False]


def seen(kinds: set[Any], actor: Person, at: datetime, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Whose notes a person would see under a policy of these kinds."""
    monkeypatch.setattr(gate, "POLICIES", (replace(line(*kinds), on="support.Scratch", act="read"),))
    return set(Scratch.objects.visible_to(actor, at).values_list("subject__code", flat=True))


@pytest.mark.parametrize(
    ("kinds", "who", "whose"),
    [
        ({SELF}, "bob", {"bob"}),
        ({LEADS}, "alice", {"bob"}),
        ({SELF, LEADS}, "alice", {"alice", "bob"}),
        ({LEADS}, "bob", set()),
        ({STEWARDS}, "stef", {"alice", "bob", "carol"}),
        ({STEWARDS}, "alice", set()),
        ({LEADS, STEWARDS}, "alice", {"bob"}),
        ({OVERSEES}, "stef", {"bob"}),
        ({LEADS, OVERSEES}, "stef", {"bob"}),
        (set(), "bob", set()),
    ],
)
def test_rows_open_by_kind(
    notes: None, request: Any, at: datetime, monkeypatch: Any, kinds: Any, who: str, whose: set[str]
) -> None:
    assert seen(kinds, request.getfixturevalue(who), at, monkeypatch) == whose


def test_further_condition_holds_for_everyone_but_oneself(
    notes: None, alice: Person, bob: Person, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Scratch, "when_others_may", lambda at: Q(written_at__lt=at))
    assert seen({LEADS}, alice, at, monkeypatch) == set()
    assert seen({SELF}, bob, at, monkeypatch) == {"bob"}


def test_only_policies_that_read_open_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    reads = replace(line(LEADS), on="support.Scratch", act="read")
    more = (
        replace(line(COVERS), on="support.Scratch", act="write"),
        replace(line(SELF), on="org.Hold", act="read"),
    )
    monkeypatch.setattr(gate, "POLICIES", (reads, *more))
    assert gate.reading_kinds("support.Scratch") == {LEADS}


def test_rows_are_asked_for_by_name(db: None) -> None:
    with pytest.raises(gate.UnscopedQuery, match=r"Scratch: use visible_to\(actor, at\)"):
        Scratch.objects.filter(subject=None)
