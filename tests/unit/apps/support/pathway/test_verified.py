"""With the database's own guards switched off, `verify` still finds steps, meetings and dangers that were tampered with."""

from __future__ import annotations

import pytest
from django.db import connection  # noqa: TID251 past every action, as whoever owns the database

from tenthhour.apps.org.audit.verify import site_proof
from tenthhour.apps.org.models import AuditEntry
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.actions.pathway.formal import Facts
from tenthhour.apps.support.models import Danger, Meeting, Visit

GUARDS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'support_%'"
FACTS = Facts("legal duty", "A report is due by law.", "The board")


@pytest.fixture
def talked(look, alice, after):
    """A look that became a talk, with its meeting."""
    actions.invite(question_id=look, topic="", planned_on=None, by=alice, at=after(10))
    return look


@pytest.fixture
def named(susan, adopted, bob, at):
    """A danger, named by the first of two."""
    return actions.name_danger(about=bob, written=FACTS, by=susan, at=at)


@pytest.fixture
def unguarded(db):
    """Runs a statement with the triggers of both engines out of the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = 'replica'")
        else:
            for (name,) in cursor.execute(GUARDS).fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        yield cursor.execute


def faults():
    return site_proof({}).faults


def test_question_with_its_meeting_and_danger_is_proven(talked, named):
    proof = site_proof({})
    assert proof.faults == ()
    compared = proof.proven[-1]
    assert all(label in compared for label in ("support.Visit", "support.Meeting", "support.Danger"))


def test_plan_two_people_said_yes_to_is_proven(helped):
    yes = AuditEntry.unscoped.filter(action="support.question.step", object_ref=str(helped))
    assert (yes.count(), faults()) == (1, ())  # the first yes waits for the other: an entry, but no step


def test_step_that_was_changed_is_found(unguarded, talked):
    unguarded("UPDATE support_visit SET state = 'S3' WHERE state = 'S2'")
    changed, missing = faults()
    assert ":T04:S3:2026-11-12 has no entry in the record." in changed
    assert ":T04:S2:2026-11-12 was made; it is not there" in missing


def test_step_that_was_dated_back_is_found(unguarded, talked):
    unguarded("""UPDATE support_visit SET "on" = '2026-11-03' WHERE state = 'S2'""")
    assert ":T04:S2:2026-11-03 has no entry in the record." in faults()[0]


def test_newest_step_that_was_deleted_is_found(unguarded, talked):
    unguarded("DELETE FROM support_visit WHERE state = 'S2'")
    (fault,) = faults()
    assert fault.startswith(f"The record says that support.Visit {talked}:2:T04:S2:")


def test_step_that_was_planted_is_found(unguarded, look, after):
    spare = AuditEntry.unscoped.exclude(pk__in=Visit.unscoped.values("audit")).first()
    day = after(40)
    Visit(
        question_id=look, number=2, state="S3", move="T10", on=day.date(), at=day, audit=spare
    ).save_base(raw=True, force_insert=True)  # fmt: skip
    assert faults() == (f"support.Visit {look}:2:T10:S3:{day.date()} has no entry in the record.",)


def test_meeting_that_was_deleted_is_found(unguarded, talked):
    key = Meeting.unscoped.get().pk
    unguarded("DELETE FROM support_meeting")
    assert faults()[0].startswith(f"The record says that support.Meeting {key} was made")


def test_meeting_that_was_planted_is_found(unguarded, look, at):
    planted = Meeting(question_id=look, kind="talk", topic="x", met_on=at.date(), created_at=at)
    planted.save_base(raw=True, force_insert=True)
    assert faults() == (f"support.Meeting {planted.pk} has no entry in the record.",)


def test_danger_that_was_deleted_is_found(unguarded, named):
    unguarded("DELETE FROM support_danger")
    assert faults()[0].startswith(f"The record says that support.Danger {named.question_id} was made")


def test_danger_that_was_planted_is_found(unguarded, look, susan, at):
    Danger(
        question_id=look, category="fraud", facts="x", referral="x", named_at=at, named_by=susan
    ).save_base(raw=True, force_insert=True)  # fmt: skip
    assert faults() == (f"support.Danger {look} has no entry in the record.",)
