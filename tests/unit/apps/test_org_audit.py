"""An act and its audit row happen together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tenthhour.apps.org import audit
from tenthhour.apps.org.actions import NewAccount, enrol, make_account
from tenthhour.apps.org.audit.verify import lines
from tenthhour.apps.org.models import AuditEntry, AuditHead, Notice, Person
from tenthhour.core.audit import prove
from tenthhour.core.errors import Refused


def test_act_leaves_one_row(site: Person, at: datetime) -> None:
    with audit.action(site, "org.person.enrol", at=at):
        pass
    assert [e.action for e in audit.entries()] == ["chain.start", "org.person.enrol"]


def test_chain_of_acts_and_reads_is_whole(alice: Person, bob: Person, site: Person, at: datetime) -> None:
    enrol(rows=[{"clinician_id": "c01", "leader_id": "alice"}], by=site, at=at)
    audit.record_reads(actor=alice, name="monday.person.read", subjects=[bob.pk], at=at)
    assert prove(lines(), keys=audit.ring()).faults == ()


def test_changed_row_is_found(site: Person, at: datetime) -> None:
    enrol(rows=[], by=site, at=at)
    first, second = audit.entries()
    assert prove([(first, None), (replace(second, actor_ref="somebody"), None)]).faults != ()


def test_failed_act_leaves_nothing(site: Person, at: datetime) -> None:
    def fail() -> None:
        with audit.action(site, "org.person.enrol", at=at) as act:
            act.notify(site, "Never sent.")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (AuditHead.objects.count(), Notice.unscoped.count()) == (0, 0)


def test_act_without_right_is_refused_and_leaves_nothing(carol: Person, at: datetime) -> None:
    with pytest.raises(Refused):
        make_account(new=NewAccount("dan", "", "dan"), by=carol, at=at)
    assert AuditHead.objects.count() == 0


@pytest.mark.parametrize("change", ["update", "delete"])
def test_audit_row_cannot_be_changed_in_the_database(site: Person, at: datetime, change: str) -> None:
    enrol(rows=[], by=site, at=at)
    rows = AuditEntry.unscoped.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(action="x") if change == "update" else rows._raw_delete(rows.db)


def test_own_reads_leave_no_row(bob: Person, at: datetime) -> None:
    assert audit.record_reads(actor=bob, name="monday.person.read", subjects=[bob.pk], at=at) == 0


def test_key_others_can_read_is_refused(home: Path, site: Person, at: datetime) -> None:
    enrol(rows=[], by=site, at=at)
    (home / "audit.key").chmod(0o644)
    with pytest.raises(Refused, match="others may read"):
        enrol(rows=[], by=site, at=at)


def test_lost_key_is_refused_not_replaced(home: Path, site: Person, at: datetime) -> None:
    enrol(rows=[], by=site, at=at)
    (home / "audit.key").unlink()
    with pytest.raises(Refused, match="missing"):
        enrol(rows=[], by=site, at=at)


def test_subject_sees_who_read(
    alice: Person, bob: Person, at: datetime, browse: Callable[[Person], Client]
) -> None:
    audit.record_reads(actor=alice, name="monday.person.read", subjects=[bob.pk], at=at)
    assert "Alice Example" in browse(bob).get("/me/access/").content.decode()


def test_same_look_of_a_day_is_one_line(
    alice: Person, bob: Person, at: datetime, browse: Callable[[Person], Client]
) -> None:
    for minute in (0, 1, 5):
        when = at + timedelta(minutes=minute)
        audit.record_reads(actor=alice, name="monday.person.read", subjects=[bob.pk], at=when)
    page = browse(bob).get("/me/access/").content.decode()
    assert page.count("Alice Example") == 1
    assert "3 times" in page


def test_refused_form_that_shows_the_page_again_is_a_read(
    alice: Person, bob: Person, at: datetime, browse: Callable[[Person], Client]
) -> None:
    answer = browse(alice).post(f"/people/{bob.pk}/promises/new/", {"text": "", "due": ""})
    assert answer.status_code == 422
    assert [(e.kind, e.subject_ref) for e in audit.entries()][1:] == [("read", str(bob.pk))]
