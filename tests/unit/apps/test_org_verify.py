"""`verify` says what is proven of a site's record, and finds rows and entries that lost each other."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from tenthhour.apps.monday.actions import tick
from tenthhour.apps.org import audit
from tenthhour.apps.org.audit.checkpoints import checkpoint, rotate_key
from tenthhour.apps.org.audit.verify import lines, site_proof
from tenthhour.apps.org.models import AuditDetail, AuditHead, Checkpoint, Person
from tenthhour.apps.support.actions import make_promise
from tenthhour.apps.support.models import Promise
from tenthhour.core.audit import Covered, as_line, checkpoints_in
from tenthhour.core.errors import Refused
from tenthhour.documents.audit_script import script


@pytest.fixture
def promised(alice: Person, bob: Person, site: Person, at: datetime) -> Promise:
    return make_promise(about=bob, to=bob, text="A quiet room", due=date(2026, 11, 20), by=alice, at=at)


def test_whole_record_is_proven_and_says_what_is_not(promised: Promise) -> None:
    proof = site_proof({})
    assert proof.faults == ()
    assert proof.proven[0].startswith("2 entries, from 2026-11-02 09:00 UTC")
    assert proof.open[0].startswith("No checkpoint was given")


def test_row_without_its_entry_is_found(promised: Promise, alice: Person, bob: Person, at: datetime) -> None:
    around = Promise.objects.create(
        subject=bob, owed_by=alice, owed_to=bob, text="x", due=at.date(), made_at=at
    )
    assert site_proof({}).faults == (f"support.Promise {around.pk} has no entry in the record.",)


def test_entry_without_its_row_is_found(promised: Promise) -> None:
    key = promised.pk
    promised.delete()
    (fault,) = site_proof({}).faults
    assert fault.startswith(f"The record says that support.Promise {key} was made; it is not there")


def test_detail_that_vanished_is_found(site: Person, at: datetime) -> None:
    with audit.action(site, "org.person.enrol", at=at, detail="twelve people"):
        pass
    AuditDetail.objects.all().delete()
    assert site_proof({}).faults == ("The detail of entry 2 is gone, and no erasure names it.",)


def test_detail_that_was_changed_is_found(site: Person, at: datetime) -> None:
    with audit.action(site, "org.person.enrol", at=at, detail="twelve people"):
        pass
    AuditDetail.objects.update(text="two people")
    assert site_proof({}).faults == ("The detail of entry 2 is not what was recorded.",)


def test_head_that_was_moved_is_found(promised: Promise) -> None:
    AuditHead.objects.update(seq=9)
    assert "the site says it ends with entry 9" in site_proof({}).faults[0]


def test_lost_key_is_refused(promised: Promise, home: Path) -> None:
    (home / "audit.key").unlink()
    with pytest.raises(Refused, match="missing"):
        site_proof({})


def test_checkpoint_is_taken_once_for_the_same_head(promised: Promise, at: datetime, home: Path) -> None:
    first = checkpoint(why="export", at=at)
    assert checkpoint(why="move", at=at).printed == first.printed
    assert Checkpoint.objects.count() == 1


def test_checkpoint_leaves_the_server(
    promised: Promise, at: datetime, home: Path, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.CHECKPOINTS, settings.CHECKPOINTS_TO = str(home / "share"), "second@example.org"
    with django_capture_on_commit_callbacks(execute=True):
        taken = checkpoint(why="export", at=at)
    assert checkpoints_in((home / "share" / "checkpoints.txt").read_text()) == {2: taken.link[:32]}
    assert checkpoints_in(mail.outbox[0].body) == {2: taken.link[:32]}


def test_clock_takes_one_checkpoint_a_day_while_something_happens(promised: Promise, at: datetime) -> None:
    for hours in (1, 2, 25, 49):
        tick(at=at + timedelta(hours=hours))
    assert [c.why for c in Checkpoint.objects.all()] == ["daily"]


def test_checkpoint_vouches_for_what_is_before_it(promised: Promise, at: datetime) -> None:
    taken = checkpoint(why="export", at=at)
    assert "up to entry 2 was changed" in site_proof(checkpoints_in(taken.printed)).proven[2]


def test_other_checkpoint_is_a_fault(promised: Promise) -> None:
    assert "is not the one the checkpoint" in site_proof({2: "ab" * 16}).faults[0]


def test_key_is_changed_and_the_record_stays_whole(promised: Promise, site: Person, at: datetime) -> None:
    before = set(audit.ring())
    new = rotate_key(by=site, at=at)
    with audit.action(site, "org.person.enrol", at=at):
        pass
    assert site_proof({}).faults == ()
    assert ([e.key_id for e in audit.entries()][-1], new in before) == (new, False)


def exported(to: Path, covered: Iterable[int] = ()) -> Path:
    """The record as an export holds it, some entries covered."""
    said = []
    for entry, detail in lines():
        hidden = Covered(entry.seq, entry.body, entry.prev_link, entry.link)
        said.append(as_line(hidden) if entry.seq in covered else as_line(entry, detail))
    to.write_text("\n".join(said) + "\n")
    return to


@pytest.fixture
def standalone(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The program of an export, run by a bare Python that sees no package."""
    program = tmp_path / "verify_audit.py"
    program.write_text(script())

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-S", str(program), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


def test_export_is_verified_by_the_standard_library_alone(
    promised: Promise, at: datetime, tmp_path: Path, standalone: Any
) -> None:
    taken = checkpoint(why="export", at=at)
    done = standalone(exported(tmp_path / "record.jsonl", covered=[1]), "--checkpoint", taken.printed)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 entries" in done.stdout
    assert "1 entries about other people are covered" in done.stdout


def test_changed_export_is_found_by_the_standard_library_alone(
    promised: Promise, tmp_path: Path, standalone: Any
) -> None:
    file = exported(tmp_path / "record.jsonl")
    file.write_text(file.read_text().replace("support.promise.make", "support.promise.read"))
    done = standalone(file)
    assert done.returncode == 1
    assert "Entry 2 was changed after it was written." in done.stdout


def test_what_is_no_record_is_said_in_a_sentence(tmp_path: Path, standalone: Any) -> None:
    (tmp_path / "x").write_text("hello\n")
    done = standalone(tmp_path / "x")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "line 1" in done.stderr
