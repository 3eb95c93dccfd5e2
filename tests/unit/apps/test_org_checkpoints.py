"""Checkpoints outside the server, a change of key, and what `verify` compares."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core import mail

from tenthhour.apps.org import audit
from tenthhour.apps.org.audit import checkpoints
from tenthhour.apps.org.audit.checkpoints import checkpoint, rotate_key
from tenthhour.apps.org.audit.verify import lines, site_proof
from tenthhour.apps.org.models import AuditDetail, AuditEntry, AuditHead, Checkpoint, Person
from tenthhour.apps.org.privacy import Kept, declared, kept
from tenthhour.apps.support.actions import make_promise
from tenthhour.core.errors import Refused

DAY = timedelta(days=1)


@pytest.fixture
def promised(alice: Person, bob: Person, site: Person, at: datetime) -> Any:
    return make_promise(about=bob, to=bob, text="A quiet room", due=date(2026, 11, 20), by=alice, at=at)


def act(site: Person, at: datetime, words: str = "") -> None:
    with audit.action(site, "org.person.enrol", at=at, detail=words):
        pass


def sent(execute: Any, at: datetime, why: str = "export") -> Checkpoint:
    """A checkpoint whose transaction has ended."""
    with execute(execute=True):
        return checkpoint(why=why, at=at)


def test_checkpoint_says_what_stood_when(promised: Any, at: datetime) -> None:
    taken, head = checkpoint(why="export", at=at), AuditHead.objects.get()
    said = (taken.seq, taken.link, taken.installation, taken.key_id, taken.taken_at, taken.why)
    assert said == (head.seq, head.link, head.installation, head.key_id, at, "export")


def test_line_outside_can_be_read_by_a_person(
    promised: Any, at: datetime, home: Path, django_capture_on_commit_callbacks: Any
) -> None:
    taken = sent(django_capture_on_commit_callbacks, at)
    written = (home / "checkpoints.txt").read_text()
    assert written == f"2026-11-02 09:00 UTC  {taken.printed}  {taken.installation}  export\n"


def test_lines_are_added_in_a_folder_that_may_be_there(
    promised: Any,
    site: Person,
    at: datetime,
    home: Path,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.CHECKPOINTS = str(home / "far" / "away")
    for days in (0, 1):
        sent(django_capture_on_commit_callbacks, at + days * DAY)
        act(site, at + days * DAY)
    assert len((home / "far" / "away" / "checkpoints.txt").read_text().splitlines()) == 2
    assert not (home / "checkpoints.txt").exists()


def test_head_taken_before_is_not_sent_again(
    promised: Any, at: datetime, home: Path, django_capture_on_commit_callbacks: Any
) -> None:
    for why in ("export", "move"):
        sent(django_capture_on_commit_callbacks, at, why)
    assert len((home / "checkpoints.txt").read_text().splitlines()) == 1


def test_mail_goes_to_the_second_person(
    promised: Any, at: datetime, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.CHECKPOINTS_TO = "second@example.org"
    taken = sent(django_capture_on_commit_callbacks, at)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["second@example.org"], f"Tenth Hour: checkpoint {taken.printed}")
    assert taken.printed in letter.body


def test_without_a_second_person_no_mail_goes(
    promised: Any, at: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    sent(django_capture_on_commit_callbacks, at)
    assert mail.outbox == []


def test_mail_server_that_is_away_stops_nobody(promised: Any, at: datetime, settings: Any) -> None:
    settings.CHECKPOINTS_TO = "second@example.org"
    with mock.patch.object(checkpoints, "send_mail") as post:
        checkpoints._send_outside(checkpoint(why="export", at=at))
    assert post.call_args.kwargs == {"fail_silently": True}


@pytest.mark.parametrize(
    ("taken", "again", "is_due"),
    [(0, 1, False), (0, 14, False), (0, 15, True), (-10, 0, True), (-9, 0, False)],
)
def test_checkpoint_is_due_once_a_day(
    promised: Any, site: Person, at: datetime, taken: int, again: int, is_due: bool
) -> None:
    checkpoint(why="export", at=at + timedelta(hours=taken))
    act(site, at)
    due = list(checkpoints.due(at + timedelta(hours=again)))
    assert [(d.since, d.what) for d in due] == [
        (at + timedelta(hours=again), "the day's checkpoint")
    ] * is_due


def test_first_checkpoint_is_due_with_the_first_entry(site: Person, at: datetime) -> None:
    assert list(checkpoints.due(at)) == []
    act(site, at)
    (due,) = checkpoints.due(at)
    due.do(at)
    assert [c.why for c in Checkpoint.objects.all()] == ["daily"]


def test_nothing_is_due_while_nothing_happened(promised: Any, at: datetime) -> None:
    checkpoint(why="export", at=at)
    assert list(checkpoints.due(at + 9 * DAY)) == []


def test_old_key_stays_and_the_new_one_seals(site: Person, at: datetime, home: Path) -> None:
    act(site, at)
    before = audit.ring()
    new = rotate_key(by=site, at=at)
    assert list(audit.ring()) == [*before, new]
    assert AuditHead.objects.get().key_id == new
    assert (home / "audit.key").stat().st_mode & 0o777 == 0o400


def test_nobody_else_changes_the_key(alice: Person, site: Person, at: datetime) -> None:
    act(site, at)
    before = audit.ring()
    with pytest.raises(Refused):
        rotate_key(by=alice, at=at)
    assert audit.ring() == before


# -- verify -------------------------------------------------------------------------------------------


def test_site_without_a_record_proves_that_there_is_none(db: None) -> None:
    proof = site_proof({})
    assert (proof.faults, proof.proven[0][:9]) == ((), "0 entries")


def test_what_was_compared_and_what_was_not_is_named(promised: Any) -> None:
    proof = site_proof({})
    assert proof.proven[-1].startswith("Each row of ")
    assert "support.Promise" in proof.proven[-1]
    assert proof.open[-1].startswith("Not compared row by row with the record: ")
    assert "support.Scratch" in proof.open[-1]
    assert "support.Promise" not in proof.open[-1]
    assert "org.Checkpoint" not in proof.open[-1]  # about nobody


def test_nothing_is_proven_where_a_row_lost_its_entry(promised: Any) -> None:
    promised.delete()
    assert site_proof({}).proven == ()


def test_nothing_is_compared_where_the_chain_is_broken(promised: Any) -> None:
    AuditHead.objects.update(seq=9)
    assert site_proof({}).proven == ()


def test_checkpoint_the_site_remembers_is_held_against_it(promised: Any, at: datetime) -> None:
    checkpoint(why="export", at=at)
    Checkpoint.objects.update(link="f" * 64)
    assert site_proof({}).faults == ("Entry 2 is not the one a checkpoint was taken of.",)


def test_remembered_checkpoints_are_told_in_order(promised: Any, site: Person, at: datetime) -> None:
    for days in (1, 2):
        checkpoint(why="export", at=at + days * DAY)
        act(site, at + days * DAY)
    Checkpoint.objects.update(link="f" * 64)
    assert [fault[:7] for fault in site_proof({}).faults] == ["Entry 2", "Entry 3"]


def test_row_that_expired_by_an_entry_is_no_loss(promised: Any, site: Person, at: datetime) -> None:
    key = promised.pk
    promised.delete()
    with audit.action(site, "org.expire", at=at) as gone:
        gone.obj = f"support.Promise:{key}"
    assert site_proof({}).faults == ()


def test_row_of_another_table_that_expired_is_no_excuse(promised: Any, site: Person, at: datetime) -> None:
    key = promised.pk
    promised.delete()
    with audit.action(site, "org.expire", at=at) as gone:
        gone.obj = f"support.Scratch:{key}"
    assert len(site_proof({}).faults) == 1


def test_each_entry_goes_with_its_own_words(site: Person, at: datetime) -> None:
    for words in ("", "one", "", "two", ""):
        act(site, at, words)
    assert [detail and detail[1] for _, detail in lines()] == [None, None, "one", None, "two", None]


def test_words_of_no_entry_are_passed_over(site: Person, at: datetime) -> None:
    act(site, at, "one")
    AuditDetail.objects.create(seq=0, salt=b"", text="before all")
    assert [detail and detail[1] for _, detail in lines()] == [None, "one"]


def test_long_record_is_read_whole_and_in_order(site: Person, at: datetime) -> None:
    for _ in range(3):
        act(site, at)
    assert [entry.seq for entry in audit.entries()] == [1, 2, 3, 4]
    assert AuditEntry.unscoped.count() == 4


# -- what is kept -------------------------------------------------------------------------------------


def test_every_apps_tables_are_declared_when_asked_for() -> None:
    assert {label.partition(".")[0] for label in declared()} >= {
        "org",
        "measurement",
        "support",
        "rehearsal",
        "mfa",
    }


def test_hold_reaches_whom_a_row_is_about_and_not_whom_it_names() -> None:
    row = Kept(
        "x.Y", "rows", about=("subject",), names=("granted_by",), withheld={"about": "it is another's"}
    )
    assert row.reaches == ("subject", "about")


def test_table_that_was_never_declared_is_loaded_first() -> None:
    with mock.patch.object(kept, "autodiscover_modules") as load:
        declared()
    load.assert_called_once_with("privacy")
