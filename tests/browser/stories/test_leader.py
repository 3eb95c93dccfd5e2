"""What a leader lives through: a Monday, noise, a jump that is refused, help that never came, a hard talk at two."""

from __future__ import annotations

import re

import pytest
from browser.stories.conftest import Told
from browser.visit import PHONE, Visits, assert_good, press, reach
from playwright.sync_api import Page

ALICE = "Alice Example"
OF_MINUTES = re.compile(r"(\d+) of (\d+) min")


def propose(page: Page) -> str:
    """Try a formal step; what the page answers."""
    reach(page, "A formal step")
    page.keyboard.press("Enter")
    press(page, "Propose it to two others")
    return page.get_by_role("alert").inner_text()


def test_monday_for_twenty_is_nine_lines_within_the_minutes(visits: Visits, told: Told) -> None:
    page = visits.sign_in(ALICE)
    visits.picture(page, "monday")
    week = page.get_by_role("list", name="What is owed this week")
    planned = OF_MINUTES.search(week.inner_text())
    assert planned
    needed, available = (int(x) for x in planned.groups())
    assert week.locator("> li").count() <= 9
    assert needed <= available or week.get_by_text("minutes more than there are").is_visible()
    assert re.search(r"\d+ wait\.", week.inner_text()), "what was left out is not said"
    assert_good(page)


@pytest.mark.slow
def test_gap_goes_up_as_a_number_and_is_answered(visits: Visits, told: Told) -> None:
    leader = visits.sign_in(ALICE)
    press(leader, "protected")
    leader.get_by_label("per cent").fill("5")
    press(leader, "Keep it")
    visits.picture(leader, "too-short")
    press(leader, "Send the gap up")
    page = visits.sign_in("Susan Example")
    press(page, "Leaders I support")
    visits.picture(page, "sent-up")
    assert re.search(r"\d+ of 96 minutes a week for 20 people, \d+ too few", page.inner_text("main"))
    assert not re.search(r"Bob|Ben|Fay", page.inner_text("main"))


@pytest.mark.slow
def test_noise_is_gone_after_a_year_for_everybody_but_the_clinician(visits: Visits, told: Told) -> None:
    leader, boris = visits.sign_in(ALICE), visits.sign_in("Boris Example")
    assert leader.get_by_text("By chance alone, expect about").is_visible()
    address = f"/questions/{told.ids['boris']}/"
    seen = [(page.goto(address) or page).status for page in (leader, boris)]  # type: ignore[union-attr]
    visits.picture(boris, "mine")
    assert seen == [404, 200]
    assert boris.get_by_text("Closed").first.is_visible()


def test_friday_jump_is_refused_with_everything_missing_and_kept(visits: Visits, told: Told) -> None:
    page = visits.sign_in(ALICE)
    page.goto(f"/questions/{told.ids['bob']}/")
    said = propose(page)
    visits.picture(page, "refused")
    missing = (
        "comes after a plan of help",
        "No conversation has been held",
        "has run for 0 days",
        "0 usable",
    )
    assert [words for words in missing if words not in said] == []
    bob = visits.sign_in("Bob Example")
    press(bob, "Who saw my numbers")
    visits.picture(bob, "kept")
    assert "refused" in bob.inner_text("main")


def test_assistant_who_never_came_refuses_and_is_the_supervisors(visits: Visits, told: Told) -> None:
    page = visits.sign_in(ALICE)
    page.goto(f"/questions/{told.ids['ben']}/")
    said = propose(page)
    visits.picture(page, "refused")
    assert "'A second assistant' (Clinic manager, due" in said
    susan = visits.sign_in("Susan Example", size=PHONE)
    press(susan, "Leaders I support")
    visits.picture(susan, "owed")
    assert susan.get_by_role("button", name="A second assistant").is_visible()
    assert_good(susan)


def test_hard_talk_at_two_is_one_page_and_a_rehearsal_without_names(visits: Visits, told: Told) -> None:
    page = visits.sign_in(ALICE)
    page.goto(f"/people/{told.ids['person ben']}/brief/")
    visits.picture(page, "brief")
    for words in ("Not from this talk", "A second assistant", "Which part of the week would you protect?"):
        assert words in page.inner_text("main"), words
    address = page.get_by_role("link", name="Print it").get_attribute("href")
    paper = page.context.request.get(f"{told.site.url}{address}").body()
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    assert_good(page)
    press(page, "Rehearse for ten minutes")
    visits.picture(page, "rehearse")
    assert not re.search(r"Ben|assistant|Blood pressure", page.inner_text("main"))


@pytest.mark.slow
def test_ultimatum_is_marked_while_typing_and_saved_all_the_same(visits: Visits, told: Told) -> None:
    page = visits.sign_in(ALICE)
    page.goto(f"/people/{told.ids['person ben']}/talks/")
    reach(page, "My own notes")
    page.keyboard.type("Eighteen by July, or I can't protect you.")
    page.get_by_text("Some words are marked. Nothing is blocked").wait_for()
    visits.picture(page, "marked")
    press(page, "Keep my notes")
    kept = page.get_by_label("My own notes").input_value()
    assert kept == "Eighteen by July, or I can't protect you."


@pytest.mark.slow
def test_clinic_adopts_it_step_by_step_from_its_guide(visits: Visits, told: Told) -> None:
    """Every step of the guide leads to its page; together at most eight pages and sixty minutes as it counts them."""
    page, opened = visits.sign_in(ALICE, size=PHONE), 0
    page.goto("/begin/")
    visits.picture(page, "guide")
    assert_good(page)
    steps = page.locator("ol.steps > li")
    links = [steps.nth(i).get_by_role("link").first for i in range(steps.count())]
    addresses = [link.get_attribute("href") for link in links if link.count()]
    for address in addresses:
        page.goto(str(address))
        opened += 1
        assert_good(page)
    page.goto("/me/time/")
    page.get_by_label("per cent").fill("10")
    press(page, "Keep it")
    page.goto("/begin/")
    assert steps.first.get_by_text("done").is_visible()
    minutes = re.findall(r"(\d+) min\b", page.inner_text("main"))
    assert (opened <= 8, sum(map(int, minutes)) <= 60) == (True, True)
