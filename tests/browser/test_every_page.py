"""Every page a person can reach by links is held to the same rules, on the smallest screen."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from browser.visit import DESK, PHONE, Visits, assert_good
from playwright.sync_api import Page

ONE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
HREF = re.compile(r'<a [^>]*href="(/[^"#]*)')
ROLES = ("leader", "clinician", "steward", "supervisor", "coach", "people office", "administrator", "no role")
FILE = re.compile(r"\.(pdf|ics|txt|zip)$|/(pdf|calendar|file|files)/$")


@pytest.mark.parametrize("role", ["leader", "clinician", "steward"])
@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (DESK, True)], ids=["phone", "dark desk"])
def test_every_page_is_accessible(visits: Visits, role: str, size: dict[str, int], dark: bool) -> None:
    page = visits.sign_in(role, size=size, dark=dark)
    known, waiting = {_kind(page.url)}, [page.url]
    while waiting:
        page.goto(waiting.pop(0))
        assert_good(page)
        visits.picture(page, _kind(page.url).strip("/").replace("/", "-") or "home")
        for link in _links(page):
            if _kind(link) not in known:
                known.add(_kind(link))
                waiting.append(link)
    assert len(known) >= 3


@pytest.mark.parametrize("role", ROLES)
def test_no_link_leads_nowhere(visits: Visits, role: str) -> None:
    page = visits.sign_in(role)
    waiting, known, dead = [page.url], {_kind(page.url)}, []
    while waiting:
        place = waiting.pop(0)
        answer = page.request.get(place)
        if answer.status != 200:
            dead.append((answer.status, place))
        for link in {urljoin(place, h) for h in HREF.findall(answer.text())}:
            if _kind(link) not in known and urlsplit(link).netloc == urlsplit(page.url).netloc:
                known.add(_kind(link))
                waiting.append(link.replace("&amp;", "&"))
    assert dead == []


def _kind(url: str) -> str:
    """The address without the one it is about: one page of each kind is enough."""
    return ONE.sub("one", urlsplit(url).path)


def _links(page: Page) -> list[str]:
    """Links within the site to pages, files left out."""
    found = page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
    here = urlsplit(page.url).netloc
    return [
        u for u in found if urlsplit(u).netloc == here and "#" not in u and not FILE.search(urlsplit(u).path)
    ]
