"""Who stands in which relation to whom: given, dated, told, ended, never deleted."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from tenthhour.apps.org import queries
from tenthhour.apps.org.access import holds
from tenthhour.apps.org.actions import Grant, agree_to_cover, assign, end_assignment, enrol
from tenthhour.apps.org.models import Assignment, Notice, Person
from tenthhour.apps.org.policies import TABLE
from tenthhour.core.errors import Refused

DAY = timedelta(days=1)
QUESTION = uuid.UUID(int=7)


@pytest.fixture
def sara(db: None, alice: Person, at: datetime) -> Person:
    """Supervises alice."""
    sara = Person.objects.create(code="sara", name="Sara Example")
    Assignment.objects.create(kind="supervises", holder=sara, subject=alice, valid_from=at)
    sara.confirmed_at = at
    return sara


def told(person: Person) -> str:
    return " ".join(Notice.unscoped.filter(subject=person).values_list("text", flat=True))


def codes(people: tuple[Person, ...]) -> list[str]:
    return [p.code for p in people]


def test_first_leader_starts_at_once(alice: Person, carol: Person, site: Person, at: datetime) -> None:
    assign(grant=Grant("leads", alice, carol), by=site, at=at)
    assert codes(queries.holders(kind="leads", subject=carol, at=at)) == ["alice"]


def test_new_leader_starts_a_day_later(bob: Person, carol: Person, site: Person, at: datetime) -> None:
    assign(grant=Grant("leads", carol, bob), by=site, at=at)
    found = [codes(queries.holders(kind="leads", subject=bob, at=at + d)) for d in (0 * DAY, DAY)]
    assert found == [["alice"], ["carol"]]


def test_new_leader_is_told_to_the_clinician(bob: Person, carol: Person, site: Person, at: datetime) -> None:
    assign(grant=Grant("leads", carol, bob), by=site, at=at)
    assert told(bob) == "Carol Example leads you from 3 November 2026, 09:00."


def test_leader_in_a_file_is_told_and_waits_too(
    bob: Person, carol: Person, site: Person, at: datetime
) -> None:
    enrol(rows=[{"clinician_id": "bob", "leader_id": "carol"}], by=site, at=at)
    assert "Carol Example leads you from 3 November 2026" in told(bob)


def test_third_leader_over_one_to_come_is_refused(
    alice: Person, bob: Person, carol: Person, stef: Person, site: Person, at: datetime
) -> None:
    assign(grant=Grant("leads", carol, bob, starts_at=at + 9 * DAY), by=site, at=at)
    with pytest.raises(Refused, match="Carol Example leads from 11 November 2026"):
        assign(grant=Grant("leads", stef, bob), by=site, at=at)


@pytest.mark.parametrize("days", [-2, 0, 3])
def test_overlap_of_leaders_is_refused_by_the_database(
    bob: Person, carol: Person, at: datetime, days: int
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.create(kind="leads", holder=carol, subject=bob, valid_from=at + days * DAY)


@pytest.mark.parametrize("days", [31, None])
def test_long_cover_is_refused_by_the_database(
    bob: Person, carol: Person, at: datetime, days: int | None
) -> None:
    ends = None if days is None else at + days * DAY
    with pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.create(kind="covers", holder=carol, subject=bob, valid_from=at, valid_to=ends)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "reviews"},
        {"kind": "leads", "object_ref": QUESTION},
        {"kind": "stewards"},
        {"kind": "owns"},
        {"kind": "coaches", "granted_by": "holder"},
        {"kind": "supervises", "subject": "holder"},
        {"kind": "coaches", "valid_to": "start"},
    ],
)
def test_malformed_assignment_is_refused_by_the_database(
    bob: Person, carol: Person, at: datetime, wrong: dict[str, object]
) -> None:
    fields = {"holder": carol, "subject": bob, "valid_from": at, **wrong}
    named = {"holder": carol, "start": at}
    fields = {k: named.get(v, v) if isinstance(v, str) else v for k, v in fields.items()}
    with pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.create(**fields)


def test_cover_waits_a_day(bob: Person, alice: Person, carol: Person, at: datetime) -> None:
    given = assign(grant=Grant("covers", carol, bob, ends_at=at + 9 * DAY), by=alice, at=at)
    assert given.valid_from == at + DAY


def test_cover_starts_when_the_clinician_agrees(
    bob: Person, alice: Person, carol: Person, at: datetime
) -> None:
    given = assign(grant=Grant("covers", carol, bob, ends_at=at + 9 * DAY), by=alice, at=at)
    agree_to_cover(assignment_id=given.pk, by=bob, at=at)
    assert codes(queries.holders(kind="covers", subject=bob, at=at)) == ["carol"]


def test_cover_of_somebody_else_cannot_be_agreed_to(
    bob: Person, alice: Person, carol: Person, at: datetime
) -> None:
    given = assign(grant=Grant("covers", carol, bob, ends_at=at + 9 * DAY), by=alice, at=at)
    with pytest.raises(Refused):
        agree_to_cover(assignment_id=given.pk, by=carol, at=at)


def test_coach_is_the_clinicians_own_choice(bob: Person, carol: Person, site: Person, at: datetime) -> None:
    with pytest.raises(Refused):
        assign(grant=Grant("coaches", carol, bob), by=site, at=at)
    assign(grant=Grant("coaches", carol, bob), by=bob, at=at)
    assert codes(queries.holders(kind="coaches", subject=bob, at=at)) == ["carol"]


def test_reviewer_is_named_by_the_supervisor(sara: Person, bob: Person, carol: Person, at: datetime) -> None:
    assign(grant=Grant("reviews", carol, bob, QUESTION), by=sara, at=at)
    assert queries.questions_of(kind="reviews", holder=carol, at=at) == {QUESTION}


@pytest.mark.parametrize("close", ["alice", "stef"])
def test_reviewer_is_neither_leader_nor_steward(
    sara: Person, bob: Person, stef: Person, at: datetime, close: str
) -> None:
    with pytest.raises(Refused, match="cannot review this"):
        assign(grant=Grant("reviews", Person.unscoped.get(code=close), bob, QUESTION), by=sara, at=at)


def test_people_office_is_named_in_advance(
    sara: Person, bob: Person, carol: Person, site: Person, at: datetime
) -> None:
    grant = Grant("people_office", carol, bob, QUESTION)
    with pytest.raises(Refused, match="not named for the people office"):
        assign(grant=grant, by=sara, at=at)
    assign(grant=Grant("staffs", carol), by=site, at=at)
    assert assign(grant=grant, by=sara, at=at).object_ref == QUESTION


def test_role_given_to_oneself_is_refused(carol: Person, site: Person, at: datetime) -> None:
    assign(grant=Grant("administers", carol), by=site, at=at)
    with pytest.raises(Refused, match="Nobody gives a role to themselves"):
        assign(grant=Grant("stewards", carol), by=carol, at=at)


def test_ended_role_ends_at_that_instant(alice: Person, bob: Person, site: Person, at: datetime) -> None:
    end_assignment(assignment_id=Assignment.objects.get(kind="leads").pk, by=site, at=at + DAY)
    assert queries.team(leader=alice, at=at + DAY) == ()


def test_role_not_begun_is_kept_and_never_begins(
    bob: Person, carol: Person, site: Person, at: datetime
) -> None:
    given = assign(grant=Grant("leads", carol, bob), by=site, at=at)
    end_assignment(assignment_id=given.pk, by=site, at=at)
    assert codes(queries.holders(kind="leads", subject=bob, at=at + 2 * DAY)) == []


def test_ended_role_is_not_ended_twice(alice: Person, bob: Person, site: Person, at: datetime) -> None:
    leads = Assignment.objects.get(kind="leads")
    end_assignment(assignment_id=leads.pk, by=site, at=at + DAY)
    with pytest.raises(Refused, match="ended already"):
        end_assignment(assignment_id=leads.pk, by=site, at=at + 2 * DAY)


def test_two_roles_in_one_person(alice: Person, bob: Person, site: Person, at: datetime) -> None:
    assign(grant=Grant("stewards", alice), by=site, at=at)
    assert queries.pages_of(alice, at) == {"leads", "stewards"}


def test_leader_who_is_also_a_clinician_is_led(
    alice: Person, bob: Person, carol: Person, site: Person, at: datetime
) -> None:
    assign(grant=Grant("leads", carol, alice), by=site, at=at)
    assert [c.code for c in queries.team(leader=carol, at=at)] == ["alice"]


def test_supervisor_acts_towards_the_leaders_people(sara: Person, bob: Person, at: datetime) -> None:
    assert holds(TABLE["org.question.open"], sara, bob, at)


def test_supervisor_has_no_right_towards_others(
    sara: Person, bob: Person, carol: Person, at: datetime
) -> None:
    assert not holds(TABLE["org.question.open"], sara, carol, at)


def test_roles_say_who_gave_them(bob: Person, carol: Person, site: Person, at: datetime) -> None:
    assign(grant=Grant("leads", carol, bob), by=site, at=at)
    assert [(r.holder.code, r.given_by) for r in queries.roles(person=bob, at=at)] == [
        ("alice", ""),
        ("carol", "This site's server"),
    ]
