"""Somebody of the people office, without a mouse, on the smallest screen: a colleague joins, changes, leaves."""

from __future__ import annotations

from datetime import date, timedelta

from browser.visit import PHONE, Visits, assert_good, press, reach
from playwright.sync_api import Page

TODAY = date.today()  # noqa: DTZ011 what the person at the screen reads off the calendar


def _fill(page: Page, box: str, words: str) -> None:
    reach(page, box)
    page.keyboard.type(words)


def _day(page: Page, box: str, day: date) -> None:
    """The boxes of a date take what the keyboard gives them, month first in this browser."""
    reach(page, box)
    page.keyboard.type(f"{day:%m%d%Y}")


def test_colleague_joins_changes_and_leaves_by_keyboard(visits: Visits) -> None:
    page = visits.sign_in("people office", size=PHONE)
    press(page, "People")
    press(page, "Add a person")
    assert_good(page)
    _fill(page, "Name", "Dr Example Newcomer")
    _fill(page, "Team", "Harbour")
    press(page, "Add")
    _day(page, "From", TODAY + timedelta(days=30))
    _fill(page, "Share of a full clinical post", "0.5")
    press(page, "Write it down")
    assert "0.5 of a full clinical post" in page.inner_text("main")
    assert_good(page)
    visits.picture(page, "changed")
    press(page, "Dr Example Newcomer leaves")
    _day(page, "Last day", TODAY + timedelta(days=90))
    press(page, "Write it down")
    assert "The last day is" in page.inner_text("main")
