"""What an everyday act takes: each press is pressed here, so that docs/everyday-acts.md cannot drift from the pages."""

from __future__ import annotations

import pytest
from browser.stories.conftest import Told
from browser.stories.test_leader import ALICE
from browser.visit import PHONE, Visits, assert_good, press, reach
from playwright.sync_api import Page


class Act:
    """Somebody with a keyboard; counts what they press. Filling in a box is no press."""

    def __init__(self) -> None:
        self.pressed = 0

    def press(self, page: Page, name: str) -> None:
        self.pressed += 1
        press(page, name)


def write(page: Page, boxes: dict[str, str]) -> None:
    for label, words in boxes.items():
        reach(page, label)
        page.keyboard.type(words)


def test_one_to_one_from_invitation_to_confirmed_summary_takes_four_presses(
    visits: Visits, told: Told
) -> None:
    """Today's talk first; the minutes it leaves free are the next invitation's."""
    act, page = Act(), visits.sign_in(ALICE)
    act.press(page, "Boris Example")
    write(page, {"What we agreed": "Two letters a day are dictated."})
    act.press(page, "Share it")
    hers = visits.sign_in("Boris Example", size=PHONE)
    visits.picture(hers, "own-page")
    assert hers.get_by_text("Two letters a day are dictated.").is_visible()
    act.press(hers, "Yes, we met")
    assert hers.get_by_text("confirmed by the other").is_visible()
    page.goto("/week/")
    visits.picture(page, "monday")
    act.press(page, "Invite for")
    assert "is invited for" in page.get_by_role("status").first.inner_text()
    assert act.pressed == 4


@pytest.mark.parametrize("place", ["", "talks/"], ids=["person", "talks"])
def test_promise_takes_one_press(visits: Visits, told: Told, place: str) -> None:
    act, page = Act(), visits.sign_in(ALICE, size=PHONE)
    page.goto(f"/people/{told.ids['person brook']}/{place}")
    write(page, {"I will": "Ask for a second room"})
    act.press(page, "Promise it")
    visits.picture(page, "promised")
    assert "Promised, by" in page.get_by_role("status").first.inner_text()
    assert act.pressed == 1


ASKED = {"The number asked for": "18", "Who wants it": "Regional office", "In a sentence": "Patients wait."}


def ask(page: Page, act: Act, person: str) -> None:
    """From the person's page: open the form and fill it in."""
    page.goto(f"/people/{person}/")
    act.press(page, "Write down what is asked")
    write(page, ASKED)
    page.get_by_label("Of what").fill("a session")
    page.get_by_label("It is about").select_option("efficiency")
    page.get_by_label("The same thing in the data").select_option("")
    page.get_by_label("What for").select_option("access")
    page.get_by_label("None that I know").check()
    write(page, {"Contracted hours a week": "40", "Sessions a week": "8"})


def test_ask_takes_two_presses_and_is_read_before_it_is_shared(visits: Visits, told: Told) -> None:
    act, page = Act(), visits.sign_in(ALICE)
    ask(page, act, told.ids["person bruno"])
    page.get_by_text("more hours").first.wait_for()
    visits.picture(page, "seen")
    assert_good(page)
    act.press(page, "Share it with Bruno Example")
    assert page.get_by_text("You both read the same words now.").is_visible()
    assert act.pressed == 2


def test_ask_without_script_takes_one_press_more(visits: Visits, told: Told) -> None:
    act, page = Act(), visits.sign_in(ALICE, size=PHONE, script=False)
    ask(page, act, told.ids["person bea"])
    act.press(page, "Show it as Bea Example")
    visits.picture(page, "seen")
    assert "more hours" in page.inner_text("main")
    act.press(page, "Share it with Bea Example")
    assert act.pressed == 3
