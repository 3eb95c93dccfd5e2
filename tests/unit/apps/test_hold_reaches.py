"""Which rows a hold reaches, in the program and in the database, and how it is written into the database."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from unittest import mock

import pytest

from tenthhour.apps.org.actions import agree, place_hold, release_hold
from tenthhour.apps.org.models import Assignment, Notice, Person
from tenthhour.apps.org.privacy import free, holds, standing
from tenthhour.apps.support.models import Scratch

WHY = "Letter of counsel"


@pytest.fixture
def pat(carol: Person, at: datetime) -> Person:
    """Carol is named for the people office."""
    Assignment.objects.create(kind="staffs", holder=carol, valid_from=at)
    return carol


@pytest.fixture
def notes(alice: Person, bob: Person, at: datetime) -> None:
    """Alice's note about bob, and bob's own."""
    for writer in (alice, bob):
        Scratch.unscoped.create(subject=writer, about=bob, text="x", written_at=at)


@pytest.mark.parametrize(
    ("whom", "left"), [("alice", ["bob"]), ("bob", []), ("carol", ["alice", "bob"]), ("", [])]
)
def test_hold_keeps_rows_that_lead_to_the_person_by_any_way(
    notes: None, pat: Person, at: datetime, whom: str, left: list[str]
) -> None:
    subject = Person.unscoped.get(code=whom) if whom else None
    place_hold(subject=subject, reason=WHY, by=pat, at=at)
    assert sorted(free(Scratch.unscoped.all()).values_list("subject__code", flat=True)) == left


def test_without_a_hold_every_row_is_free(notes: None) -> None:
    assert free(Scratch.unscoped.all()).count() == 2


def test_hold_on_one_person_frees_nothing_of_another_hold(
    notes: None, alice: Person, bob: Person, pat: Person, at: datetime
) -> None:
    for subject in (alice, bob):
        place_hold(subject=subject, reason=WHY, by=pat, at=at)
    assert free(Scratch.unscoped.all()).count() == 0


def test_hold_stands_until_two_have_ended_it(bob: Person, pat: Person, stef: Person, at: datetime) -> None:
    Assignment.objects.create(kind="administers", holder=stef, valid_from=at)
    kept, ended = (place_hold(subject=bob, reason=WHY, by=pat, at=at) for _ in range(2))
    end = release_hold(hold_id=ended.pk, reason="It is settled", by=pat, at=at)
    assert set(standing()) == {kept, ended}
    agree(row_id=end.pk, by=stef, at=at)
    assert set(standing()) == {kept}


def columns() -> dict[str, list[str]]:
    return dict(holds._tables())


def test_database_looks_at_every_way_to_a_person() -> None:
    assert columns()["support_scratch"] == ["OLD.subject_id", "OLD.about_id"]


def test_database_looks_through_another_table() -> None:
    said = columns()["support_statement"]
    assert said == ["(SELECT o.subject_id FROM support_question o WHERE o.id = OLD.question_id)"]


def test_database_looks_at_the_person_itself() -> None:
    assert columns()["org_person"] == ["OLD.id"]


def test_database_guards_words_and_leaves_the_chain_alone() -> None:
    tables = columns()
    assert "org_auditdetail" in tables
    assert "org_auditentry" not in tables
    assert "org_checkpoint" not in tables  # about nobody
    assert not [name for name in tables if name.startswith(("mfa_", "socialaccount_"))]


def guarded(label: str, vendor: str) -> list[str]:
    """The statements that are sent to the database after migrations of an app."""
    cursor = mock.MagicMock()
    connection = mock.MagicMock(vendor=vendor)
    connection.cursor.return_value.__enter__.return_value = cursor
    with mock.patch.object(holds, "connections", {"here": connection}):
        holds.guard(SimpleNamespace(label=label), using="here")
    return [call.args[0] for call in cursor.execute.call_args_list]


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_every_table_is_guarded_after_migrations(vendor: str) -> None:
    said = guarded("org", vendor)
    assert len(said) == 2 * len(columns())
    made = [s for s in said if "TRIGGER hold_support_scratch BEFORE DELETE ON support_scratch" in s]
    assert len(made) == 1
    body = "\n".join(s for s in said if "hold_support_scratch" in s)
    assert "h.subject_id IN (OLD.subject_id, OLD.about_id)" in body
    assert "not erased: a legal hold covers this row" in body


def test_other_apps_guard_nothing() -> None:
    assert guarded("support", "sqlite") == []


@pytest.mark.parametrize(
    ("vendor", "said"), [("sqlite", "replace(e.subject_ref, '-', '')"), ("postgresql", "::uuid")]
)
def test_words_are_guarded_by_whom_their_entry_is_about(vendor: str, said: str) -> None:
    assert [s for s in guarded("org", vendor) if "org_auditdetail" in s and said in s]


def test_notice_of_somebody_held_is_kept(bob: Person, pat: Person, at: datetime) -> None:
    Notice.objects.create(subject=bob, text="told", at=at + timedelta(days=1))
    place_hold(subject=bob, reason=WHY, by=pat, at=at)
    assert free(Notice.unscoped.filter(subject=bob)).count() == 0
