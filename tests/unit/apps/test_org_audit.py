"""An act and its audit row happen together or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.test import Client

from tenthhour.apps.org import audit
from tenthhour.apps.org.access import NotConfirmed
from tenthhour.apps.org.actions import NewAccount, enrol, make_account
from tenthhour.apps.org.audit.verify import lines
from tenthhour.apps.org.models import AuditDetail, AuditEntry, AuditHead, Notice, Person
from tenthhour.apps.org.policies import TABLE
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


def test_act_knows_the_number_its_row_will_have(site: Person, at: datetime) -> None:
    for expected in (2, 3):
        with audit.action(site, "org.person.enrol", at=at) as act:
            assert act.seq == expected
        assert AuditEntry.unscoped.order_by("seq").last().seq == expected  # type: ignore[union-attr]


def test_row_says_who_did_what_to_what_about_whom(site: Person, bob: Person, at: datetime) -> None:
    with audit.action(site, "org.person.enrol", at=at, subject=bob, detail="one person") as act:
        act.obj = "org.Person:7"
    row = AuditEntry.unscoped.get(action="org.person.enrol")
    said = (row.kind, row.actor_ref, row.subject_ref, row.object_ref, row.at)
    assert said == ("write", str(site.pk), str(bob.pk), "org.Person:7", at)
    assert AuditDetail.objects.get(seq=row.seq).text == "one person"


def test_first_row_names_the_installation(site: Person, at: datetime) -> None:
    enrol(rows=[], by=site, at=at)
    row, head = AuditEntry.unscoped.get(seq=1), AuditHead.objects.get()
    assert (row.kind, row.action, row.actor_ref, row.subject_ref) == ("write", "chain.start", "", "")
    assert row.object_ref == head.installation
    assert uuid.UUID(head.installation)
    assert (head.pk, AuditHead.objects.count()) == (1, 1)


def test_act_without_words_keeps_none(site: Person, at: datetime) -> None:
    with audit.action(site, "org.person.enrol", at=at):
        pass
    assert AuditDetail.objects.count() == 0
    assert AuditEntry.unscoped.get(seq=2).detail_digest == ""


def test_words_are_salted(site: Person, at: datetime) -> None:
    for _ in range(2):
        with audit.action(site, "org.person.enrol", at=at, detail="the same"):
            pass
    salts = [bytes(salt) for salt in AuditDetail.objects.values_list("salt", flat=True)]
    assert ([len(salt) for salt in salts], len(set(salts))) == ([32, 32], 2)
    assert len(set(AuditEntry.unscoped.values_list("nonce", flat=True))) == 3


def test_act_inside_an_act_stands_before_it(site: Person, at: datetime) -> None:
    with audit.action(site, "org.person.enrol", at=at), audit.action(site, "org.role.give", at=at):
        pass
    assert [e.action for e in audit.entries()][1:] == ["org.role.give", "org.person.enrol"]
    assert prove(lines(), keys=audit.ring()).faults == ()


def test_act_tells_whom_it_concerns(site: Person, bob: Person, at: datetime) -> None:
    with audit.action(site, "org.person.enrol", at=at) as act:
        act.notify(bob, "You are here.")
    (notice,) = Notice.unscoped.all()
    assert (notice.subject, notice.text, notice.at) == (bob, "You are here.", at)


def test_reads_of_several_people_are_a_row_each(
    alice: Person, bob: Person, carol: Person, at: datetime
) -> None:
    subjects = [bob.pk, carol.pk, alice.pk, bob.pk]
    assert audit.record_reads(actor=alice, name="monday.person.read", subjects=subjects, at=at) == 2
    rows = AuditEntry.unscoped.filter(seq__gt=1).order_by("seq")
    assert {r.subject_ref for r in rows} == {str(bob.pk), str(carol.pk)}
    said = {(r.kind, r.action, r.actor_ref, r.object_ref, r.detail_digest, r.at) for r in rows}
    assert said == {("read", "monday.person.read", str(alice.pk), "", "", at)}


@pytest.mark.parametrize("fault", [DatabaseError(), Refused("the key is lost")])
def test_read_that_cannot_be_recorded_is_not_shown(
    alice: Person,
    bob: Person,
    browse: Callable[[Person], Client],
    monkeypatch: pytest.MonkeyPatch,
    fault: Any,
) -> None:
    client = browse(alice)
    monkeypatch.setattr(audit, "record_reads", mock.Mock(side_effect=fault))
    answer = client.get(f"/people/{bob.pk}/")
    assert (answer.status_code, b"Bob" in answer.content) == (503, False)
    assert b"could not be recorded" in answer.content


def response(status: int = 200, **said: Any) -> HttpResponse:
    made = HttpResponse(status=status)
    made.__dict__.update(said)
    return made


def test_page_that_reads_of_others_must_say_of_whom() -> None:
    with pytest.raises(AttributeError):
        audit._shown(TABLE["monday.person.read"], response())


@pytest.mark.parametrize(
    ("name", "answer", "shown"),
    [
        ("monday.person.read", response(subjects=["bob"]), ["bob"]),
        ("monday.person.read", response(status=304), []),
        ("monday.person.read", response(status=422, subjects=["bob"]), ["bob"]),
        ("support.promise.make", response(status=422, subjects=["bob"]), ["bob"]),
        ("support.promise.make", response(), []),
        ("org.access_log.read", response(subjects=["bob"]), []),
    ],
)
def test_answer_says_whose_data_it_shows(name: str, answer: HttpResponse, shown: list[str]) -> None:
    assert list(audit._shown(TABLE[name], answer)) == shown


def test_refused_form_is_read_under_a_name_of_its_own() -> None:
    names = [audit._read_as(TABLE[name]) for name in ("monday.person.read", "support.promise.make")]
    assert names == ["monday.person.read", "org.person.read"]


def test_what_an_act_was_done_to_is_remembered(site: Person, at: datetime) -> None:
    for thing in ("a", "b", "a"):
        with audit.action(site, "org.person.enrol", at=at) as act:
            act.obj = thing
    assert audit.done_to("org.person.enrol") == {"a", "b"}
    assert audit.done_to("org.role.give") == frozenset()


def test_record_sealed_with_a_key_nobody_has_goes_no_further(home: Path, site: Person, at: datetime) -> None:
    enrol(rows=[], by=site, at=at)
    AuditHead.objects.update(key_id="0" * 16)
    with pytest.raises(Refused, match=r"audit\.key holds no key 0000000000000000"):
        enrol(rows=[], by=site, at=at)


def test_instant_is_written_to_the_microsecond() -> None:
    instant = datetime(2026, 11, 2, 10, 0, 1, 5, tzinfo=timezone(timedelta(hours=1)))
    assert audit.microseconds(instant) == 1_793_610_001_000_005


def test_key_goes_by_its_digest(home: Path, site: Person, at: datetime) -> None:
    enrol(rows=[], by=site, at=at)
    ((name, secret),) = audit.ring().items()
    assert (len(secret), name) == (32, hashlib.sha256(secret).hexdigest()[:16])


@pytest.mark.parametrize("ago", [599, 601])
def test_grave_act_takes_a_fresh_answer(site: Person, at: datetime, ago: int) -> None:
    site.confirmed_at = at - timedelta(seconds=ago)
    with contextlib.suppress(NotConfirmed), audit.action(site, "org.role.give", at=at):
        pass
    assert AuditEntry.unscoped.filter(action="org.role.give").exists() is (ago < 600)
