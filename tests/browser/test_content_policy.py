"""What escaping might miss, the content policy stops, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.conftest import ROOT
from browser.site import Site
from browser.visit import Visits
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
