"""Two hard days: the chief who tries to jump to a warning on a Friday, and the clinician whose number was wrong."""

from __future__ import annotations

from browser.visit import PHONE, Visits, assert_good, enter, press, reach
from playwright.sync_api import Page

ASK = "85 % of letters"


def to_the_question(page: Page) -> None:
    press(page, ASK)


def questions_of(visits: Visits, role: str, **habits: object) -> Page:
    """The list of the first clinician's questions, as that clinician or as the leader."""
    page = visits.sign_in(role, **habits)
    if role == "leader":
        reach(page, "Everyone in your team")
        page.keyboard.press("Enter")
        press(page, "Dr Example 01")
    else:
        press(page, "My own numbers")
    press(page, "where things stand")
    return page


def test_chief_on_a_friday_reads_everything_that_is_missing(visits: Visits) -> None:
    page = questions_of(visits, "leader")
    to_the_question(page)
    visits.picture(page, "before")
    reach(page, "A formal step")
    page.keyboard.press("Enter")
    press(page, "Propose it to two others")
    said = page.get_by_role("alert").inner_text()
    visits.picture(page, "refused")
    for missing in (
        "comes after a plan of help",
        "adopted",
        "No conversation has been held",
        "independent approver",
    ):
        assert missing in said
    assert_good(page)


def test_clinician_stops_the_clocks_with_two_presses(visits: Visits) -> None:
    page = questions_of(visits, "clinician", size=PHONE)
    to_the_question(page)
    reach(page, "The data are wrong")
    page.keyboard.press("Enter")
    reach(page, "What is wrong with the data")
    page.keyboard.type("My partner's letters were counted as mine")
    reach(page, "Stop the clocks and ask")
    enter(page)
    page.get_by_text("No clock of this runs until it is answered.").wait_for()
    visits.picture(page, "stopped")
    assert_good(page)
    steward = visits.sign_in("steward")
    steward.goto("/questions/data/")
    visits.picture(steward, "asked")
    assert steward.get_by_text("My partner's letters were counted as mine").count() == 1


def test_leader_and_clinician_read_the_same_page(visits: Visits) -> None:
    pages = [questions_of(visits, role) for role in ("leader", "clinician")]
    for page in pages:
        to_the_question(page)
        visits.picture(page, "both")
        assert page.locator("h1").inner_text().startswith(ASK)
        assert page.get_by_text("It is not an investigation").first.is_visible()


def test_supervisor_sees_numbers(visits: Visits) -> None:
    page = visits.sign_in("supervisor")
    press(page, "Leaders I support")
    visits.picture(page, "supervision")
    assert page.get_by_text("Meetings held").first.is_visible()
    assert_good(page)
