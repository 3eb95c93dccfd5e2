"""What a clinician lives through: I learn first; the count was my partner's; I always saw fourteen; I was warned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import pytest
from browser.stories.conftest import Told
from browser.stories.test_leader import ALICE, propose
from browser.test_every_page import FILE, _kind
from browser.visit import PHONE, Visits, assert_good, enter, press, reach
from playwright.sync_api import Page


def everything(page: Page, *more: str) -> Iterator[tuple[str, str]]:
    """Each kind of page a person can reach by links, and these; as the server sends it."""
    links, kinds = [page.url, *more], set[str]()
    while links:
        link = links.pop()
        if link in more or (_kind(link) not in kinds and not FILE.search(link)):
            kinds.add(_kind(link))
            words = page.context.request.get(link).text()
            yield link, words
            links += [urljoin(link, to) for to in re.findall(r'href="(/[^"#]*)"', words)]


def test_clinician_learns_first(visits: Visits, told: Told) -> None:
    signal, hers = "SENTENCE-OF-beth", f"{told.site.url}/people/{told.ids['person beth']}/"
    beth = visits.sign_in("Beth Example", size=PHONE)
    beth.goto(hers)
    visits.picture(beth, "mine")
    assert beth.get_by_text(signal).first.is_visible()
    assert beth.get_by_text("Your leader sees this same page from").is_visible()
    leader = visits.sign_in(ALICE)
    seen = dict(everything(leader, hers, f"{hers}brief/", f"{hers}questions/", f"{hers}talks/"))
    assert [link for link, words in seen.items() if signal in words] == []
    assert len(seen) >= 20
    assert any("SENTENCE-OF-bob" in words for words in seen.values()), "the search would find nothing"


def test_wrong_count_stops_everything_with_two_presses(visits: Visits, told: Told) -> None:
    address = f"/questions/{told.ids['bruno']}/"
    page = visits.sign_in("Bruno Example", size=PHONE)
    page.goto(address)
    reach(page, "The data are wrong")
    page.keyboard.press("Enter")
    reach(page, "What is wrong with the data")
    page.keyboard.type("My partner's patients were counted as mine")
    reach(page, "Stop the clocks and ask")
    enter(page)
    visits.picture(page, "stopped")
    leader = visits.sign_in(ALICE)
    leader.goto(address)
    assert "A data question from" in propose(leader)


@pytest.mark.slow
def test_corrected_count_closes_the_question(visits: Visits, told: Told) -> None:
    for who in ("Brook Example", ALICE):
        page = visits.sign_in(who)
        page.goto(f"/questions/{told.ids['brook']}/")
        visits.picture(page, "closed")
        assert page.get_by_text("Corrected data took the signal back; it is closed.").is_visible()
        assert not page.get_by_text("What can come next").count()


def written(page: Page, words: dict[str, str]) -> None:
    """Fill in a form by the words of its labels."""
    for label, text in words.items():
        page.get_by_label(f"{label}:", exact=True).fill(text)


def write_the_ask(visits: Visits, fay: str) -> Page:
    """Eighteen a session, asked by the regional office, with the hours it takes; shared."""
    page = visits.sign_in(ALICE)
    page.goto(f"/people/{fay}/ask/?measure=encounters_per_session")
    asked = {
        "The number asked for": "18",
        "Who wants it": "Regional office",
        "In a sentence": "Patients wait.",
    }
    written(page, asked)
    page.get_by_label("What for").select_option("access")
    page.get_by_label("None that I know").check()
    written(page, {"Contracted hours a week": "40", "Sessions a week": "8"})
    page.get_by_text(re.compile(r"the ask needs [\d.]+ more hours")).first.wait_for()
    visits.picture(page, "sum")
    press(page, "Share it with Fay Example")
    return page


def test_fourteen_was_always_fourteen(visits: Visits, told: Told) -> None:
    fay = told.ids["person fay"]
    page, hers = write_the_ask(visits, fay), visits.sign_in("Fay Example", size=PHONE)
    hers.goto(page.url)
    for side in (page, hers):
        visits.picture(side, "shared")
        said = side.inner_text("main")
        assert "About 14.2 a session over the last 12 months (13.6 to 14.8), steady" in said
        assert "The ask is 18." in said
    hers.goto(f"/people/{fay}/")
    assert hers.locator("section.finding").count() == 1, "only what is asked; no number speaks of her"
    assert_good(hers)


def write_the_warning(visits: Visits) -> None:
    """A clinician writes down a warning of last week; a talk begins."""
    day = datetime.now(UTC).date() - timedelta(days=7)
    page = visits.sign_in("Wendy Example", size=PHONE)
    press(page, "where things stand")
    press(page, "I was given a warning")
    said = {
        "The number that was wanted": "18",
        "Of what": "a session",
        "Who gave the warning": "Regional office",
    }
    written(page, said | {"On which day": f"{day}", "In what words": "Eighteen by July, or else."})
    visits.picture(page, "form")
    assert_good(page)
    press(page, "Write it down")
    visits.picture(page, "talk")
    assert page.get_by_text("Always yours").is_visible()


def test_warning_of_last_week_is_told_as_it_was(visits: Visits, told: Told) -> None:
    write_the_warning(visits)
    leader = visits.sign_in(ALICE)
    press(leader, "Asks")
    leader.locator("li", has_text="Wendy Example").last.get_by_role("link").click()
    visits.picture(leader, "told")
    said = leader.inner_text("main")
    for words in (
        "Regional office gave a warning on",
        "before any talk",
        "set the date aside for at least 90 days",
    ):
        assert words in said, words
    press(leader, "A letter to Regional office")
    assert "set the date aside" in leader.locator("textarea").input_value()
    visits.picture(leader, "letter")
