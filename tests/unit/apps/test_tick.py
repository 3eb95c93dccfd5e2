"""What the clock owes: once is enough, late is as good as daily."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from tenthhour.apps.measurement.actions import keep_upload
from tenthhour.apps.measurement.models import Upload
from tenthhour.apps.monday.actions import clock, tick
from tenthhour.apps.org.models import AuditDetail, AuditEntry, Guess, Notice, Person
from tenthhour.apps.support.actions import write_scratch
from tenthhour.apps.support.models import Scratch
from tenthhour.core.due import Due

DAY = timedelta(days=1)
TIME_OF_DOING = {"at", "seq", "salt", "detail_digest", "prev_link", "link", "mac", "nonce"}


@pytest.fixture
def written(alice: Person, bob: Person, stef: Person, site: Person, at: datetime) -> datetime:
    """Notes and uploads whose time is over on different days."""
    write_scratch(about=bob, text="First", by=alice, at=at)
    for day in (3, 9):
        keep_upload(upload_id=_uuid(day), by=stef, at=at + day * DAY)
    Session.objects.create(session_key="a", session_data="", expire_date=at + 2 * DAY)
    return at


def _uuid(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)


def rows() -> list[Any]:
    """Every row the clock may have touched, without the time of doing; a checkpoint is nothing but such a time."""
    tables = [Scratch.unscoped, Upload.unscoped, Session.objects, Notice.unscoped, AuditEntry.unscoped]
    found = [[_plain(r) for r in t.order_by("pk").values()] for t in tables]
    return [*found, list(AuditDetail.objects.order_by("seq").values_list("text", flat=True))]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k not in TIME_OF_DOING}


def after(ticks: Iterator[datetime] | list[datetime]) -> list[Any]:
    with transaction.atomic():
        for instant in ticks:
            tick(at=instant)
        found = rows()
        transaction.set_rollback(True)
    return found


def test_one_late_tick_leaves_the_rows_of_forty_daily_ones(written: datetime) -> None:
    daily = after([written + day * DAY for day in range(1, 41)])
    assert len(daily[4]) > 4
    assert after([written + 40 * DAY]) == daily


def test_second_tick_does_nothing(written: datetime) -> None:
    assert tick(at=written + 40 * DAY) == 6
    before = rows()
    assert (tick(at=written + 40 * DAY), rows()) == (0, before)


def test_oldest_is_done_first(written: datetime) -> None:
    tick(at=written + 40 * DAY)
    erased = AuditEntry.unscoped.filter(action="org.expire").order_by("seq")
    assert [e.object_ref[-2:] for e in erased][1:] == ["03", "09"]


def test_notes_rewritten_in_time_stay(written: datetime, alice: Person, bob: Person) -> None:
    write_scratch(about=bob, text="Second", by=alice, at=written + 20 * DAY)
    tick(at=written + 40 * DAY)
    assert Scratch.unscoped.get().text == "Second"


def test_fault_in_one_thing_keeps_what_was_done_before(
    written: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(at: datetime) -> None:
        raise ZeroDivisionError

    late = Due(written + 35 * DAY, "a fault", fail)
    monkeypatch.setattr(clock, "SOURCES", (*clock.SOURCES, lambda at: [late]))
    with pytest.raises(ZeroDivisionError):
        tick(at=written + 40 * DAY)
    assert (Scratch.unscoped.count(), Upload.unscoped.count()) == (0, 1)


def test_source_that_never_ends_is_a_fault(db: None, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    always = Due(at, "always", lambda _: None)
    monkeypatch.setattr(clock, "SOURCES", (lambda at: [always],))
    with pytest.raises(RuntimeError, match="still due"):
        tick(at=at)


def test_waiting_files_without_a_row_are_deleted(site: Person, home: Path, at: datetime) -> None:
    folder = home / "incoming" / str(_uuid(1))
    folder.mkdir(parents=True)
    os.utime(folder, (at.timestamp(), at.timestamp()))
    tick(at=at + DAY / 2)
    assert folder.exists()
    tick(at=at + DAY)
    assert not folder.exists()


def test_counted_guesses_end_with_their_hour(client: Any, site: Person) -> None:
    client.post("/sign-in/", {"login": "nobody", "password": "not this one at all"})
    assert Guess.objects.exists()
    now = timezone.now()
    tick(at=now)
    assert Guess.objects.exists()
    tick(at=now + timedelta(hours=1, minutes=1))
    assert not Guess.objects.exists()
