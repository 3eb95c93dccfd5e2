"""Coming in: choosing who to be in the demo, the frame of every page, and pages that are not there."""

from __future__ import annotations

import re

import pytest
from browser.visit import DESK, PHONE, Visits, assert_good, enter, press, reach

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@SIZES
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_choosing_who_to_be_is_accessible(visits: Visits, size: dict[str, int], dark: bool) -> None:
    page = visits.open("/demo/", size=size, dark=dark)
    assert_good(page)
    visits.picture(page, "choose")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_signing_in_and_out_by_keyboard(visits: Visits, script: bool) -> None:
    page = visits.sign_in("leader", script=script)
    assert page.url.endswith("/week/")
    press(page, "Sign out")
    assert page.url.endswith("/sign-in/")


def test_first_tab_skips_to_the_page(visits: Visits) -> None:
    page = visits.sign_in("clinician")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_wrong_password_is_said_in_words(visits: Visits) -> None:
    page = visits.open("/sign-in/", size=PHONE)
    reach(page, "Sign-in name")
    page.keyboard.type("nobody")
    reach(page, "Password")
    page.keyboard.type("not the right one")
    enter(page)
    assert_good(page)
    visits.picture(page, "wrong")
    assert page.locator(".errorlist").inner_text().strip()


@SIZES
def test_absent_page_leads_back(visits: Visits, size: dict[str, int]) -> None:
    page = visits.open("/nothing/", size=size)
    assert_good(page)
    visits.picture(page, "absent")
    assert page.get_by_role("link", name="Go to your first page").is_visible()


def test_first_page_leads_to_a_trial_of_its_own(visits: Visits) -> None:
    page = visits.open("/demo/")
    page.set_default_navigation_timeout(90_000)
    press(page, "Try with my file")
    assert_good(page)
    visits.picture(page, "trial")
    address = page.get_by_role("link", name="Go to my trial").get_attribute("href") or ""
    request = page.context.request
    inside = request.get(address)
    assert "Private trial: nothing is kept." in inside.text()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', inside.text())
    assert token
    ended = request.post(f"{address.split('/trial/')[0]}/trial/end/", form={"csrfmiddlewaretoken": token[1]})
    assert "This trial is closed" in ended.text()
