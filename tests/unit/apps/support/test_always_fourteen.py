"""The two people Tenth Hour was made for: one who always saw fourteen, and one who was warned last week."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pyarrow.compute as pc
import pytest
from django.test import Client
from django.utils import timezone

from tenthhour.apps.org.models import AuditEntry, Person
from tenthhour.content.loader import measures
from tenthhour.core.month import Month
from tenthhour.data.checks import check
from tenthhour.data.files import read
from tenthhour.data.generate import Plan, generate
from tenthhour.pipeline import MonthResult, run_month

MEASURE = "encounters_per_session"
MONTHS = 36


@pytest.fixture(scope="session")
def fourteen(tmp_path_factory: pytest.TempPathFactory) -> MonthResult:
    """Three years of six made-up clinicians; the first sees about fourteen a session all along."""
    folder = tmp_path_factory.mktemp("fourteen") / "clinic"
    last = Month(2026, 10)
    generate(Plan(clinicians=6, months=MONTHS, drift="none", steady=14, until=last), folder)
    checked = check(read([folder]), measures()).require()
    results = checked.tables["results"]
    only = results.filter(pc.equal(results["measure_id"], MEASURE))
    return run_month(replace(checked, tables={"results": only}), measures(), last)


@pytest.fixture
def her_month(bob: Person, fourteen: MonthResult, store: Callable[..., Any]) -> str:
    """That month stored; bob is the first clinician. Returns the address of his page."""
    Person.unscoped.filter(pk=bob.pk).update(code="c01")
    for code in {s.clinician_id for s in fourteen.series} - {"c01"}:
        Person.objects.create(code=code, name=code)
    store(fourteen)
    return f"/people/{bob.pk}/"


@pytest.fixture
def eighteen(written: dict[str, str]) -> dict[str, str]:
    return written | {"measure": MEASURE}


@pytest.fixture
def warned(eighteen: dict[str, str]) -> dict[str, str]:
    """The same Ask, after a warning given last week."""
    day = timezone.localdate() - timedelta(days=7)
    said = {"warned_by": "Regional office", "warned_on": f"{day}", "warned_words": "Eighteen, or else."}
    return eighteen | said | {"warned_until": f"{day + timedelta(days=30)}"}


def text(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def test_no_number_speaks_of_fourteen_a_session(alices: Client, her_month: str) -> None:
    assert "No number asks for a talk this week." in text(alices, "/week/")
    page = text(alices, her_month)
    assert "Nothing beyond chance." in page
    assert "finding" not in re.findall(r'<section class="([^"]*)"', page)


def test_standing_gap_has_its_interval(alices: Client, her_month: str, eighteen: dict[str, str]) -> None:
    page = text(alices, alices.post(f"{her_month}ask/", eighteen)["Location"])
    found = re.search(
        r"About ([\d.]+) a session over the last 12 months \(([\d.]+) to ([\d.]+)\), steady", page
    )
    assert found, page
    level, low, high = (float(x) for x in found.groups())
    assert low < 14 < high
    assert low < level < high < 18
    assert ", steady for three years. The ask is 18." in page


def test_eighteen_is_told_in_hours(
    alices: Client, her_month: str, eighteen: dict[str, str], sums: dict[str, str]
) -> None:
    draft = alices.post(f"{her_month}ask/", eighteen)["Location"]
    alices.post(f"{draft}doable/keep/", sums | {"sessions": "8"})
    page = text(alices, f"{draft}doable/")
    assert "144 encounters a week (18 a session x 8 sessions a week)" in page
    more = re.search(r"the ask needs ([\d.]+) more hours", page)
    assert more
    assert float(more[1]) > 20


def test_brief_holds_gap_hours_and_stakes_on_one_page(
    alices: Client, her_month: str, eighteen: dict[str, str], sums: dict[str, str]
) -> None:
    draft = alices.post(f"{her_month}ask/", eighteen)["Location"]
    alices.post(f"{draft}doable/keep/", sums)
    page = text(alices, f"{her_month}brief/")
    assert all(
        words in page
        for words in ("The ask is 18.", "7.1 more hours a week", "The post is looked at again in July")
    )
    paper = alices.get(f"{her_month}brief.pdf").content
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_warning_of_last_week_is_told_as_it_was(
    alices: Client, her_month: str, warned: dict[str, str]
) -> None:
    page = text(alices, alices.post(f"{her_month}ask/?warned", warned)["Location"])
    assert "gave a warning on" in page
    assert '"Eighteen, or else."' in page
    assert "23 days from today" in page
    assert "before any talk and before any help that this record knows of" in page
    assert "Tenth Hour cannot take the warning back." in page


def test_letter_after_a_warning_asks_to_set_the_date_aside(
    alices: Client, her_month: str, warned: dict[str, str], sums: dict[str, str]
) -> None:
    draft = alices.post(f"{her_month}ask/?warned", warned)["Location"]
    alices.post(f"{draft}doable/keep/", sums)
    letter = text(alices, f"{draft}letter/")
    assert "set the date aside for at least 90 days" in letter
    assert "No talk about the work, no plan of help" in letter
    assert "7.1 more hours" in letter


def test_nothing_is_pretended_after_a_warning(
    alices: Client, her_month: str, bob: Person, warned: dict[str, str]
) -> None:
    alices.post(f"{her_month}ask/?warned", warned)
    assert "None recorded yet." in text(alices, f"{her_month}brief/")
    assert "None so far." in text(alices, f"{her_month}promises/")
    done = set(AuditEntry.unscoped.filter(subject_ref=str(bob.pk)).values_list("action", flat=True))
    assert not done & {"support.talk.invite", "support.promise.make", "support.ask.share"}
