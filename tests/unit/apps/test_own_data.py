"""Everything kept about oneself: on screen, as an archive, with a proof anybody can run."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.test import Client

from tenthhour.apps.org import audit
from tenthhour.apps.org.actions import export_own, place_hold
from tenthhour.apps.org.audit.checkpoints import checkpoint
from tenthhour.apps.org.models import Assignment, Person
from tenthhour.apps.support.actions import make_promise, write_scratch
from tenthhour.core.audit import as_entry, checkpoints_in


@pytest.fixture
def archive(alice: Person, bob: Person, carol: Person, site: Person, at: datetime, tmp_path: Path) -> Path:
    """Bob's archive, unpacked, of a site where something happened to him and to carol."""
    make_promise(about=bob, to=bob, text="A quiet room", due=date(2026, 11, 20), by=alice, at=at)
    write_scratch(about=bob, text="ALICES-OWN-NOTE", by=alice, at=at)
    with audit.action(site, "org.person.enrol", at=at, subject=carol, detail="WORDS-ABOUT-CAROL"):
        pass
    packed = zipfile.ZipFile(io.BytesIO(export_own(by=bob, at=at)))
    packed.extractall(tmp_path / "mine")
    return tmp_path / "mine"


def test_archive_holds_what_is_kept_about_oneself(archive: Path) -> None:
    said = json.loads((archive / "data.json").read_text())
    assert [row["text"] for row in said["support.Promise"]] == ["A quiet room"]
    assert said["support.Promise"][0]["owed by"] == "Alice Example"
    assert "A quiet room" in (archive / "data.html").read_text()


def test_archive_holds_nothing_of_others(archive: Path, carol: Person) -> None:
    everything = "".join(f.read_text() for f in archive.iterdir() if f.name != "verify_audit.py")
    assert [w for w in ("ALICES-OWN-NOTE", "WORDS-ABOUT-CAROL", str(carol.pk)) if w in everything] == []


def test_archive_covers_entries_about_others(archive: Path, bob: Person) -> None:
    read = [as_entry(line)[0] for line in (archive / "record.jsonl").read_text().splitlines()]
    subjects = [getattr(entry, "subject_ref", "covered") for entry in read]
    assert subjects == ["", str(bob.pk), "covered", "covered", str(bob.pk)]


def test_archive_proves_itself_with_python_alone(archive: Path) -> None:
    command = [sys.executable, "-I", "-S", str(archive / "verify_audit.py"), str(archive / "record.jsonl")]
    done = subprocess.run(
        [*command, "--checkpoint", str(archive / "checkpoint.txt")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing up to entry 5 was changed" in done.stdout


def test_page_shows_what_the_archive_holds(
    archive: Path, bob: Person, browse: Callable[[Person], Client]
) -> None:
    page = browse(bob).get("/me/data/").content.decode()
    assert "A quiet room" in page
    assert "What somebody writes for themselves" in page
    assert "password" not in page


def test_download_asks_once_more_who_it_is(bob: Person, browse: Callable[[Person], Client]) -> None:
    client = browse(bob)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    assert client.post("/me/data/all.zip").status_code == 401


def test_leaders_page_does_not_hold_the_clinicians(
    archive: Path, alice: Person, browse: Callable[[Person], Client]
) -> None:
    page = browse(alice).get("/me/data/").content.decode()
    assert "ALICES-OWN-NOTE" in page
    assert "A quiet room" in page  # she owes it


def test_holds_page_is_the_keepers_alone(
    alice: Person, carol: Person, at: datetime, browse: Callable[[Person], Client]
) -> None:
    assert browse(alice).get("/holds/").status_code == 404
    Assignment.objects.create(kind="staffs", holder=carol, valid_from=at)
    place_hold(subject=alice, reason="Letter of counsel", by=carol, at=at)
    page = browse(carol).get("/holds/").content.decode()
    assert "Letter of counsel" in page
    assert "You asked for this. Somebody else signs." in page


def test_paper_carries_the_latest_checkpoint(
    alice: Person, bob: Person, at: datetime, browse: Callable[[Person], Client]
) -> None:
    make_promise(about=bob, to=bob, text="A quiet room", due=date(2026, 11, 20), by=alice, at=at)
    taken = checkpoint(why="export", at=at)
    paper = browse(alice).get(f"/people/{bob.pk}/brief.pdf").content
    words = pypdf.PdfReader(io.BytesIO(paper)).pages[0].extract_text()
    assert checkpoints_in(words) == {taken.seq: taken.link[:32]}


@pytest.mark.parametrize(("rows", "is_said"), [(3, False), (4, True)])
def test_access_log_says_from_when_on_it_shows(
    alice: Person,
    bob: Person,
    browse: Callable[[Person], Client],
    at: datetime,
    rows: int,
    is_said: bool,
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr("tenthhour.apps.org.queries.kept.LOG_ROWS", 3)
    for minute in range(rows):
        audit.record_reads(
            actor=alice, name="monday.week.read", subjects=[bob.pk], at=at + timedelta(minutes=minute)
        )
    page = browse(bob).get("/me/access/").content.decode()
    assert ("This page shows the newest entries, from 2 November 2026, 09:01 on." in page) is is_said
