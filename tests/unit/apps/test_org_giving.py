"""Giving and ending a role, rule by rule: when it starts, what is refused and in which words, who is told."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest

from tenthhour.apps.org.actions import Grant, agree_to_cover, assign, end_assignment
from tenthhour.apps.org.models import Assignment, AuditDetail, AuditEntry, Notice, Person
from tenthhour.core.errors import Refused

DAY = timedelta(days=1)
QUESTION = uuid.UUID(int=7)


def told(person: Person) -> list[str]:
    return list(Notice.unscoped.filter(subject=person).values_list("text", flat=True))


def refused(grant: Grant, by: Person, at: datetime) -> list[str]:
    with pytest.raises(Refused) as refusal:
        assign(grant=grant, by=by, at=at)
    return list(refusal.value.conditions)


@pytest.mark.parametrize(
    ("kind", "hours"), [("leads", 0), ("supervises", 0), ("covers", 24), ("stewards", 0), ("administers", 0)]
)
def test_first_of_its_kind_starts_at_once_but_a_cover(
    alice: Person, carol: Person, bob: Person, site: Person, at: datetime, kind: Any, hours: int
) -> None:
    by = alice if kind == "covers" else site
    whom = {"leads": alice, "supervises": alice, "covers": bob}.get(kind)
    given = assign(grant=Grant(kind, carol, whom, ends_at=at + 9 * DAY), by=by, at=at)
    assert given.valid_from == at + timedelta(hours=hours)


@pytest.mark.parametrize("kind", ["leads", "supervises"])
def test_second_of_its_kind_starts_a_day_later(
    alice: Person, bob: Person, carol: Person, stef: Person, site: Person, at: datetime, kind: Any
) -> None:
    whom = {"leads": bob, "supervises": alice}[kind]
    Assignment.objects.get_or_create(kind=kind, subject=whom, defaults={"holder": stef, "valid_from": at})
    assert assign(grant=Grant(kind, carol, whom), by=site, at=at).valid_from == at + DAY


def test_later_start_that_was_wished_for_stands(
    alice: Person, carol: Person, site: Person, at: datetime
) -> None:
    grant = Grant("leads", carol, alice, starts_at=at + 9 * DAY)
    assert assign(grant=grant, by=site, at=at).valid_from == at + 9 * DAY


def test_start_in_the_past_is_now(alice: Person, carol: Person, site: Person, at: datetime) -> None:
    grant = Grant("leads", carol, alice, starts_at=at - 9 * DAY)
    assert assign(grant=grant, by=site, at=at).valid_from == at


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"subject": "carol"}, ["Nobody holds a role towards themselves. Choose another person."]),
        ({"kind": "leads", "subject": None},
         ["Name the person this is about, or none for a duty towards the whole site."]),
        ({"kind": "stewards"}, ["Name the person this is about, or none for a duty towards the whole site."]),
        ({"question": QUESTION}, ["Name the one question this is about."]),
        ({"ends_at": 0}, ["The end lies in the past. Give a later day."]),
        ({"ends_at": -1}, ["The end lies in the past. Give a later day."]),
    ],
)  # fmt: skip
def test_grant_that_makes_no_sense_is_refused_in_words(
    request: Any, carol: Person, stef: Person, site: Person, at: datetime, wrong: Any, said: list[str]
) -> None:
    fields = {"kind": "leads", "holder": carol, "subject": stef, **wrong}
    if isinstance(fields["subject"], str):
        fields["subject"] = request.getfixturevalue(fields["subject"])
    if "ends_at" in wrong:
        fields["ends_at"] = at + wrong["ends_at"] * DAY
    assert refused(Grant(**fields), site, at)[: len(said)] == said


def test_every_reason_is_given_at_once(carol: Person, site: Person, at: datetime) -> None:
    grant = Grant("stewards", carol, carol, QUESTION, ends_at=at)
    assert len(refused(grant, site, at)) >= 4


@pytest.mark.parametrize(("days", "is_refused"), [(30, False), (31, True), (None, True)])
def test_cover_lasts_thirty_days_from_its_start(
    alice: Person, bob: Person, carol: Person, at: datetime, days: int | None, is_refused: bool
) -> None:
    grant = Grant("covers", carol, bob, ends_at=None if days is None else at + DAY + days * DAY)
    if is_refused:
        assert refused(grant, alice, at) == ["A cover lasts 30 days at most. Give an earlier end."]
    else:
        assert assign(grant=grant, by=alice, at=at).valid_to == grant.ends_at


def test_role_that_would_end_before_it_starts_is_refused(
    bob: Person, carol: Person, site: Person, at: datetime
) -> None:
    said = "It would end before it starts, on 3 November 2026, 09:00. Give a later end."
    for hours in (23, 24):
        grant = Grant("leads", carol, bob, ends_at=at + timedelta(hours=hours))
        assert refused(grant, site, at) == [said]


def test_leader_for_a_while_before_another_is_taken(
    alice: Person, bob: Person, carol: Person, stef: Person, site: Person, at: datetime
) -> None:
    assign(grant=Grant("leads", carol, bob, starts_at=at + 9 * DAY), by=site, at=at)
    given = assign(grant=Grant("leads", stef, bob, ends_at=at + 9 * DAY), by=site, at=at)
    assert (given.valid_from, given.valid_to) == (at + DAY, at + 9 * DAY)


def test_leader_to_come_who_was_called_off_is_in_nobodys_way(
    alice: Person, bob: Person, carol: Person, stef: Person, site: Person, at: datetime
) -> None:
    called_off = assign(grant=Grant("leads", carol, bob, starts_at=at + 9 * DAY), by=site, at=at)
    end_assignment(assignment_id=called_off.pk, by=site, at=at)
    assert assign(grant=Grant("leads", stef, bob), by=site, at=at).valid_from == at + DAY


def test_new_leader_ends_the_one_who_leads_and_nobody_else(
    alice: Person, bob: Person, carol: Person, stef: Person, site: Person, at: datetime
) -> None:
    Assignment.objects.create(kind="leads", holder=alice, subject=stef, valid_from=at)
    Assignment.objects.create(kind="coaches", holder=stef, subject=bob, valid_from=at)
    assign(grant=Grant("leads", carol, bob), by=site, at=at)
    ended = Assignment.objects.filter(valid_to__isnull=False)
    assert [(a.kind, a.holder, a.subject, a.valid_to) for a in ended] == [("leads", alice, bob, at + DAY)]


def test_end_that_was_called_off_keeps_its_date(
    alice: Person, bob: Person, carol: Person, stef: Person, site: Person, at: datetime
) -> None:
    never = Assignment.objects.create(kind="leads", holder=stef, subject=bob, valid_from=at, state="ended")
    assign(grant=Grant("leads", carol, bob), by=site, at=at)
    assert Assignment.objects.get(pk=never.pk).valid_to is None


def test_role_never_begun_is_marked_as_ended(bob: Person, carol: Person, site: Person, at: datetime) -> None:
    given = assign(grant=Grant("leads", carol, bob), by=site, at=at)
    ended = end_assignment(assignment_id=given.pk, by=site, at=at + DAY)
    assert (ended.state, ended.valid_to) == ("ended", None)


def test_role_that_began_ends_now(alice: Person, bob: Person, site: Person, at: datetime) -> None:
    leads = Assignment.objects.get(kind="leads")
    ended = end_assignment(assignment_id=leads.pk, by=site, at=at + timedelta(seconds=1))
    assert (ended.state, ended.valid_to) == ("active", at + timedelta(seconds=1))


@pytest.mark.parametrize("how", ["ended", "over", "unknown"])
def test_role_that_is_over_is_not_ended_again(bob: Person, site: Person, at: datetime, how: str) -> None:
    leads = Assignment.objects.get(kind="leads")
    if how == "ended":
        Assignment.objects.filter(pk=leads.pk).update(state="ended")
    if how == "over":
        Assignment.objects.filter(pk=leads.pk).update(valid_to=at + DAY)
    with pytest.raises(Refused, match="has ended already"):
        end_assignment(assignment_id=QUESTION if how == "unknown" else leads.pk, by=site, at=at + DAY)


def test_both_are_told_of_the_end(alice: Person, bob: Person, site: Person, at: datetime) -> None:
    end_assignment(assignment_id=Assignment.objects.get(kind="leads").pk, by=site, at=at + DAY)
    assert told(alice) == ["You: Alice Example leads Bob Example until now."]
    assert told(bob) == ["Alice Example leads you until now."]


def test_duty_towards_the_site_is_told_to_its_holder(carol: Person, site: Person, at: datetime) -> None:
    assign(grant=Grant("stewards", carol, ends_at=at + DAY), by=site, at=at)
    dated = "from 2 November 2026, 09:00 until 3 November 2026, 09:00"
    assert told(carol) == [f"You: Carol Example looks after the data {dated}."]


def test_record_names_kind_and_row(bob: Person, carol: Person, site: Person, at: datetime) -> None:
    given = assign(grant=Grant("leads", carol, bob), by=site, at=at)
    end_assignment(assignment_id=given.pk, by=site, at=at)
    rows = AuditEntry.unscoped.filter(action="org.role.give").order_by("seq")
    assert [(r.object_ref, r.subject_ref) for r in rows] == [(str(given.pk), str(bob.pk))] * 2
    words = list(AuditDetail.objects.order_by("seq").values_list("text", flat=True))
    assert words == ["leads", "leads ends"]


def test_duty_is_recorded_about_its_holder(carol: Person, site: Person, at: datetime) -> None:
    given = assign(grant=Grant("stewards", carol), by=site, at=at)
    end_assignment(assignment_id=given.pk, by=site, at=at + DAY)
    rows = AuditEntry.unscoped.filter(action="org.role.give")
    assert {r.subject_ref for r in rows} == {str(carol.pk)}


def cover(alice: Person, bob: Person, carol: Person, at: datetime) -> Assignment:
    return assign(grant=Grant("covers", carol, bob, ends_at=at + 9 * DAY), by=alice, at=at)


def test_agreeing_to_a_cover_is_recorded_and_told(
    alice: Person, bob: Person, carol: Person, at: datetime
) -> None:
    given = cover(alice, bob, carol, at)
    agree_to_cover(assignment_id=given.pk, by=bob, at=at)
    row = AuditEntry.unscoped.get(action="org.cover.agree")
    assert (row.object_ref, row.subject_ref) == (str(given.pk), str(bob.pk))
    dated = "from 2 November 2026, 09:00 until 11 November 2026, 09:00"
    assert f"Carol Example stands in for the leader of you {dated}." in told(bob)


@pytest.mark.parametrize("change", [{"state": "suspended"}, {"kind": "coaches"}, {"valid_from": -1}, {}])
def test_only_a_cover_that_waits_can_be_agreed_to(
    alice: Person, bob: Person, carol: Person, at: datetime, change: dict[str, Any]
) -> None:
    given = cover(alice, bob, carol, at)
    if "valid_from" in change:
        change = {"valid_from": at}
    Assignment.objects.filter(pk=given.pk).update(**change)
    if change:
        with pytest.raises(Refused, match="No cover of yours waits to start"):
            agree_to_cover(assignment_id=given.pk, by=bob, at=at)
    else:
        assert agree_to_cover(assignment_id=given.pk, by=bob, at=at).valid_from == at


@pytest.mark.parametrize("kind", ["reviews", "people_office", "messenger"])
def test_role_towards_a_question_names_it(
    bob: Person, carol: Person, stef: Person, at: datetime, kind: Any
) -> None:
    Assignment.objects.create(
        kind="supervises", holder=carol, subject=Person.unscoped.get(code="alice"), valid_from=at
    )
    said = refused(Grant(kind, stef, bob), carol, at)
    assert said[0] == "Name the one question this is about."
