"""What escaping might miss, the content policy stops, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.conftest import ROOT
from browser.site import Site
from browser.visit import PHONE, Visits, assert_good
from playwright.sync_api import Browser

RAN = "window.ran = (window.ran || 0) + 1"


@pytest.fixture
def visits(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Visits]:
    """Visits that may hear the browser complain: that it does is what is tested here."""
    made = Visits(browser, site, ROOT / "artefacts" / "browser", request.node.name)
    yield made
    made.console.clear()
    made.close()


@pytest.mark.parametrize(
    "words", [f"<img src=x onerror='{RAN}'>", f"<svg onload='{RAN}'>", "<style>body{display:none}</style>"]
)
def test_policy_stops_what_escaping_would_have_missed(visits: Visits, words: str) -> None:
    page = visits.open("/demo/")
    page.evaluate("words => document.body.insertAdjacentHTML('beforeend', words)", words)
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran || 0") == 0
    assert page.locator("h1").is_visible()
    assert visits.console


WORST = (
    f"<script>{RAN}</script>",
    f"\"><img src=x onerror='{RAN}'>",
    f"</textarea></title></style><svg onload='{RAN}'>",
    f"' autofocus onfocus='{RAN}' x='",
    f"javascript:{RAN}",
    f"<iframe srcdoc='<script>parent.{RAN}</script>'></iframe>",
    "W" * 190,
)


def test_hostile_words_are_read_as_words(
    browser: Browser, site: Site, request: pytest.FixtureRequest
) -> None:
    """Visits are strict here: the policy is never even asked, because nothing gets that far."""
    visits = Visits(browser, site, ROOT / "artefacts" / "browser", request.node.name)
    page = visits.sign_in("leader", size=PHONE)
    person = page.locator("a[href^='/people/']").first.get_attribute("href")
    for words in WORST:
        page.goto(f"{person}talks/")
        page.locator(
            "form[action$='/points/'] textarea, form[action$='/points/'] input[type=text]"
        ).first.fill(words)
        page.get_by_role("button", name="Put it on the page").click()
    shown = page.locator("ul.week").inner_text()
    assert [words for words in WORST if words not in shown] == []
    assert page.evaluate("window.ran || 0") == 0
    assert_good(page)
    visits.picture(page, "words")
    visits.close()
