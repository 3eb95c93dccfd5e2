"""A rehearsal: begun, played to its end, looked back on and tried again, by keyboard."""

from __future__ import annotations

import pytest
from browser.visit import DESK, PHONE, Visits, assert_good, press, reach
from playwright.sync_api import Page

TURNS = 12


def begin(page: Page) -> None:
    press(page, "Rehearse")
    reach(page, "How long")
    page.keyboard.press("ArrowUp")
    press(page, "Begin")


def say(page: Page, turn: int) -> None:
    """Choose the first sentence on offer and wait for what comes back."""
    reach(page, page.locator("#choice-1").inner_text())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=f"Turn {turn + 1} of").or_(
        page.get_by_role("heading", name="The talk has ended")
    ).wait_for()


def play(page: Page, first: int = 1) -> None:
    for turn in range(first, TURNS + 1):
        if page.get_by_role("heading", name="The talk has ended").count():
            break
        say(page, turn)


@pytest.mark.parametrize(
    ("size", "script"),
    [(PHONE, False), (PHONE, True), (DESK, True)],
    ids=["phone no script", "phone", "desk"],
)
def test_rehearsal_is_played_and_tried_again_by_keyboard(visits: Visits, size: dict[str, int], script: bool):
    page = visits.sign_in("leader", size=size, script=script)
    begin(page)
    play(page)
    visits.picture(page, "talk")
    press(page, "See the debrief")
    page.get_by_role("heading", name="As it was").first.wait_for()
    visits.picture(page, "debrief")
    press(page, "Try again from turn 3")
    reach(page, "Wait in silence")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Turn 4 of").wait_for()
    press(page, "Stop and see the debrief")
    page.get_by_role("heading", name="Your tries, side by side").wait_for()
    visits.picture(page, "tries")
    if script:
        assert_good(page)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert_good(page)


def test_each_answer_is_announced_to_a_screen_reader(visits: Visits):
    page = visits.sign_in("leader")
    begin(page)
    say(page, 1)
    status = page.locator("#latest")
    assert status.get_attribute("aria-live") == "polite"
    assert page.locator("ol.talk li").last.inner_text().split(":")[1].strip()[:20] in status.inner_text()


def test_feedback_fades_in_this_browser_alone(visits: Visits):
    page = visits.sign_in("leader", size=PHONE)
    press(page, "Rehearse")
    page.evaluate("localStorage.setItem('tenthhour-feedback', '0:1')")
    page.reload()
    page.get_by_text("you now get a sentence after each turn").wait_for()
    reach(page, "Begin anew with feedback")
    page.keyboard.press("Enter")
    assert page.evaluate("localStorage.getItem('tenthhour-feedback')") is None


def test_sheet_for_a_colleague_is_good_on_a_phone(visits: Visits):
    page = visits.sign_in("leader", size=PHONE)
    press(page, "Rehearse")
    press(page, "A sheet for a colleague who listens")
    visits.picture(page, "sheet")
    assert_good(page)
