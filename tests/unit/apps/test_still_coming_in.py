"""Numbers whose results come in late: left out, named with their day, and judged by the clock on that day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from clinics import clinic
from django.test import Client
from django.urls import reverse
from pyarrow import csv

from tenthhour.apps.measurement.actions import SaidMonth
from tenthhour.apps.measurement.models import Batch, MonthRun, StoredSeries
from tenthhour.apps.monday.actions import judging, take_in_month, tick
from tenthhour.apps.org.models import AuditEntry, Notice, Person
from tenthhour.core.finding import Waiting
from tenthhour.core.month import Month

Store = Callable[..., Batch]
OCTOBER = Month(2026, 10)
DAYS = [date(2026, 11, 20), date(2026, 11, 29)]


def waits(*days: date) -> tuple[Waiting, ...]:
    return tuple(Waiting("bp_controlled", OCTOBER, day) for day in days)


def morning(day: date, at: datetime) -> datetime:
    return at.replace(year=day.year, month=day.month, day=day.day)


@pytest.fixture
def month(store: Store, make: Any, bob: Person, monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """An import of which two days are waited for; judging it again takes no time, and the days are noted."""
    store(replace(make.result(), waiting=waits(*DAYS)))
    asked: list[date] = []

    def judged_again(*, on: date, **_: object) -> SaidMonth:
        asked.append(on)
        left = waits(*(d for d in DAYS if d > on))
        return SaidMonth(
            replace(make.result(make.finding("bob")), waiting=left, complete_on=on), {}, {"bob": bob}
        )

    monkeypatch.setattr(judging, "judged_again", judged_again)
    return asked


def test_nothing_is_judged_before_its_day(month: list[date], at: datetime) -> None:
    tick(at=morning(date(2026, 11, 19), at))
    assert month == []


def test_each_day_is_judged_once_however_late(month: list[date], at: datetime) -> None:
    for _ in range(2):
        tick(at=morning(date(2026, 12, 24), at))
    assert month == DAYS
    assert [run.complete_on for run in MonthRun.objects.order_by("pk")] == [None, *DAYS]


def test_clinician_is_told_what_is_new(month: list[date], bob: Person, at: datetime) -> None:
    tick(at=morning(DAYS[0], at))
    assert "Your leader sees it from 25 November" in Notice.unscoped.filter(subject=bob).earliest("pk").text
    assert AuditEntry.unscoped.filter(action="measurement.month.complete").count() == 1


def test_import_that_was_taken_back_waits_for_nothing(month: list[date], stef: Person, at: datetime) -> None:
    batch = Batch.unscoped.get()
    batch.undone_at, batch.undone_by = at, stef
    batch.save()
    tick(at=morning(DAYS[1], at))
    assert month == []


def test_person_page_says_from_when_a_month_is_judged(
    store: Store, make: Any, bob: Person, browse: Callable[[Person], Client]
) -> None:
    store(replace(make.result(), waiting=waits(*DAYS[:1])))
    page = browse(bob).get(reverse("person", args=[bob.pk])).content.decode()
    assert "October 2026 is judged from 20 November 2026 on: results still come in." in page


def test_monday_page_lists_what_still_comes_in(
    store: Store,
    make: Any,
    alice: Person,
    bob: Person,
    browse: Callable[[Person], Client],
    monkeypatch: Any,
    at: datetime,
) -> None:
    store(replace(make.result(), waiting=waits(*DAYS[:1])))
    monkeypatch.setattr("django.utils.timezone.now", lambda: at + timedelta(days=3))
    page = browse(alice).get("/week/").content.decode()
    assert "Still coming in: 1 number" in page


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Twelve clinicians up to October 2026."""
    place = tmp_path / "files"
    place.mkdir()
    csv.write_csv(clinic(months=46, measures=("bp_controlled",)).tables["results"], place / "results.csv")
    return place


def newest() -> set[str]:
    """The newest month of every number in the newest run."""
    run = MonthRun.objects.latest("pk")
    rows = StoredSeries.unscoped.filter(page__run=run).values_list("body", flat=True)
    return {str(Month(**body["points"][-1]["month"])) for body in rows}


def test_early_import_leaves_october_out_and_the_clock_judges_it(
    files: Path, stef: Person, at: datetime
) -> None:
    taken = take_in_month(paths=[files], by=stef, at=at)
    assert taken.warnings[0] == (
        "Blood pressure under 140/90: October 2026 is judged from 20 November 2026 on: results still come in. "
        "Bring the month in again by then, so that all of them count."
    )
    assert newest() == {"2026-09"}
    tick(at=morning(DAYS[0], at))
    assert newest() == {"2026-10"}
    assert MonthRun.objects.latest("pk").waiting == []
