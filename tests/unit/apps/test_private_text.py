"""Private notes: a copy of the database does not give them away; their writer reads them as written."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db.models import TextField
from django.db.models.functions import Cast

from tenthhour.apps.org.models import Person
from tenthhour.apps.org.privacy.text import locked, rotate, unlocked
from tenthhour.apps.support.actions import write_scratch
from tenthhour.apps.support.models import Scratch
from tenthhour.apps.support.queries import scratch
from tenthhour.core.errors import Refused

NOTE = "Ask about the night shifts first."


@pytest.fixture
def note(alice: Person, bob: Person, at: datetime) -> str:
    write_scratch(about=bob, text=NOTE, by=alice, at=at)
    return stored()


def stored() -> str:
    """The column as a copy of the database shows it."""
    return Scratch.unscoped.annotate(raw=Cast("text", TextField())).get().raw


def test_private_note_reads_as_written(note: str, alice: Person, bob: Person, at: datetime) -> None:
    assert scratch(bob.pk, alice, at) == NOTE


def test_private_note_is_not_in_the_database(note: str) -> None:
    assert "night" not in note
    assert unlocked(note) == NOTE


def test_whether_there_is_a_note_may_be_asked(note: str) -> None:
    assert Scratch.unscoped.filter(text__isnull=False).count() == 1


def test_same_note_is_stored_differently_each_time(home: Path, db: None) -> None:
    assert locked(NOTE) != locked(NOTE)


def test_changed_letter_of_a_note_is_refused(note: str) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        unlocked(note[:40] + ("A" if note[40] != "A" else "B") + note[41:])


def test_key_is_outside_the_database_and_its_owners_alone(note: str, home: Path) -> None:
    assert (home / "content.key").stat().st_mode & 0o777 == 0o400


def test_key_others_can_read_is_refused(note: str, home: Path) -> None:
    (home / "content.key").chmod(0o440)
    with pytest.raises(Refused, match="others may read"):
        stored_text()


def test_lost_key_is_refused_not_replaced(note: str, home: Path) -> None:
    (home / "content.key").unlink()
    with pytest.raises(Refused, match="missing"):
        locked("another")


def test_another_sites_key_is_refused(note: str, home: Path) -> None:
    (home / "content.key").unlink()
    (home / "content.key").write_bytes(b"q" * 43 + b"=")
    (home / "content.key").chmod(0o400)
    with pytest.raises(Refused, match="not the key"):
        stored_text()


def test_rotation_writes_every_note_anew(note: str, home: Path) -> None:
    old = (home / "content.key").read_bytes()
    assert rotate() == 1
    assert (stored() != note, stored_text()) == (True, NOTE)
    assert old not in (home / "content.key").read_bytes()


def test_private_note_cannot_be_searched(db: None) -> None:
    with pytest.raises(FieldError):
        Scratch.unscoped.filter(text=NOTE)


def test_empty_note_stays_empty(alice: Person, bob: Person, at: datetime) -> None:
    write_scratch(about=bob, text="", by=alice, at=at)
    assert stored() == ""


def test_first_key_is_made_beside_empty_notes(alice: Person, bob: Person, at: datetime) -> None:
    write_scratch(about=bob, text="", by=alice, at=at)
    assert unlocked(locked(NOTE)) == NOTE


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_page_says_who_could_still_read_it(who: str, request: Any, bob: Person, browse: Any) -> None:
    page = browse(request.getfixturevalue(who)).get(f"/people/{bob.pk}/talks/").content.decode()
    assert "whoever runs the server and holds its key file could read it" in page


def stored_text() -> str:
    return Scratch.unscoped.get().text


def test_private_note_can_be_asked_for_absence_alone(note: str) -> None:
    assert Scratch.unscoped.filter(text__isnull=False).count() == 1


def test_refused_note_says_which_key_and_what_to_do(note: str, home: Path) -> None:
    with pytest.raises(Refused, match=f"{home}/content.key is not the key it was .* Put back the safe copy"):
        unlocked("gAAAA")


def test_both_keys_stay_until_every_note_is_written(note: str, home: Path, monkeypatch: Any) -> None:
    old = (home / "content.key").read_bytes()
    monkeypatch.setattr(Scratch, "save", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rotate()
    assert old in (home / "content.key").read_bytes().split()
    assert (len((home / "content.key").read_bytes().split()), stored_text()) == (2, NOTE)


def test_rotation_writes_nothing_but_the_note(note: str, monkeypatch: Any) -> None:
    saved: list[Any] = []
    save = Scratch.save
    monkeypatch.setattr(Scratch, "save", lambda row, **how: saved.append(how) or save(row, **how))
    rotate()
    assert saved == [{"update_fields": ["text"]}]


def test_empty_notes_are_not_rotated(alice: Person, bob: Person, at: datetime) -> None:
    write_scratch(about=bob, text="", by=alice, at=at)
    assert rotate() == 0
