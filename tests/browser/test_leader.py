"""A leader's Monday: whom to talk with and why, somebody's page, and paper."""

from __future__ import annotations

import re

import pytest
from browser.visit import DESK, PHONE, Visits, assert_good, press, reach

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def test_week_is_read_at_a_glance(visits: Visits) -> None:
    page = visits.sign_in("leader")
    visits.picture(page, "week")
    assert re.search(r"Talk with|Thank|No number asks for a talk", page.locator(".lead").inner_text())


@SIZES
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_the_week_to_a_person_by_keyboard(visits: Visits, size: dict[str, int], script: bool) -> None:
    page = visits.sign_in("leader", size=size, script=script)
    reach(page, "Everyone in your team")
    page.keyboard.press("Enter")
    press(page, "Dr Example")
    reach(page, "Show words and numbers")
    page.keyboard.press("Enter")
    assert page.get_by_role("columnheader", name="Observed").first.is_visible()
    visits.picture(page, "person")
    if script:
        assert_good(page)


def test_charts_have_names_and_words(visits: Visits) -> None:
    page = visits.sign_in("leader")
    reach(page, "Everyone in your team")
    page.keyboard.press("Enter")
    press(page, "Dr Example")
    charts = page.get_by_role("img").all()
    named = [chart.evaluate("e => e.querySelector('title').textContent") for chart in charts]
    assert len(named) >= 10
    assert len(set(named)) == len(named)


def test_week_fits_on_paper(visits: Visits) -> None:
    page = visits.sign_in("leader")
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Sign out").is_visible()
    paper = page.pdf(path=visits.pictures / "week.pdf", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2


def test_nothing_can_be_sorted(visits: Visits) -> None:
    page = visits.sign_in("leader")
    assert page.locator("[aria-sort], th button, th a, select").count() == 0
