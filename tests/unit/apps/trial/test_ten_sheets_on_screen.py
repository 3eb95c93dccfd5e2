"""The ten house styles through the pages: matched by guess, imported, and every number compared with the truth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from spec.matching.ten_sheets import TEN, House

from tenthhour.apps.measurement import queries as measurement
from tenthhour.apps.org import queries as org
from tenthhour.content.loader import measures

from .test_columns import said

UNCLEAR = """Provider,Month,Apples,Pears
Dr Example 01,2026-01,3,40
Dr Example 01,2026-02,4,44
Dr Example 02,2026-01,5,50
Dr Example 02,2026-02,6,48
"""
Seen = set[tuple[str, str, str, float]]


@pytest.fixture(autouse=True, scope="module")
def thresholds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Limits worked out for one sheet serve the next of the same size, as they do on a site."""
    return tmp_path_factory.mktemp("thresholds")


@pytest.fixture
def house(home: Path, thresholds: Path, monkeypatch: Any) -> None:
    (home / "thresholds").symlink_to(thresholds)
    monkeypatch.setattr("tenthhour.apps.monday.actions.judging.draw", lambda *_: {})


def shown() -> Seen:
    """Every number the pages would show: person, series, month, value."""
    at, you = datetime.now(UTC), org.trial_account().person
    catalogue = measures(site.CONTENT)
    found: Seen = set()
    for card in org.team(leader=you, at=at):
        page = measurement.pages(subjects=[card.id], actor=you, at=at)[card.id]
        for measure, view in measurement.charts(page=page, actor=you, at=at).items():
            for p in view.series.points:
                if p.observed is not None:
                    found.add((card.name, catalogue[measure].title, str(p.month), round(p.observed, 9)))
    return found


def true(house: House) -> Seen:
    return {
        (who, series, month, round(numerator / denominator if denominator else mean, 9))  # type: ignore[operator,arg-type]
        for who, series, month, numerator, denominator, mean, _ in house.truth
    }


@pytest.mark.parametrize("make", TEN, ids=lambda make: make.__name__)
def test_every_number_is_shown_as_it_stands(
    you: Client, bring: Callable[..., str], house: None, make: Callable[[], House]
) -> None:
    sheet = make()
    columns = bring(sheet.content, sheet.name)
    page = you.get(columns).context["page"]
    assert (page.is_complete, page.questions) == (True, ())  # by guess alone: all ten, seven were asked for
    taken = you.post(columns.replace("columns", "import"), said(you, columns), follow=True)
    assert "rows imported" in taken.content.decode()
    assert shown() == true(sheet)


def test_unclear_sheet_asks_and_is_right_after_one_correction(
    you: Client, bring: Callable[..., str], house: None
) -> None:
    columns = bring(UNCLEAR)
    assert "Does one of these count what the others are part of?" in you.get(columns).content.decode()
    answer = {"role-2": "numerator", "role-3": "denominator", "series-3": ""}
    you.post(columns.replace("columns", "import"), said(you, columns, **answer))
    assert {value for *_, value in shown()} == {round(x, 9) for x in (3 / 40, 4 / 44, 5 / 50, 6 / 48)}
