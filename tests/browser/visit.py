"""Visits: open the site as somebody, move by keyboard, look, and be strict about what happens meanwhile."""

from __future__ import annotations

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from browser.site import Site
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route

PHONE = {"width": 320, "height": 700}
DESK = {"width": 1280, "height": 900}
# axe leaves the target size of WCAG 2.2 off unless asked.
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
NOT_OURS = re.compile(
    r"Failed to load resource: the server responded with a status of (400|401|403|404|409|429)"
)
NAME = """e => {
  const label = e.labels && e.labels.length ? e.labels[0].innerText : '';
  return (e.getAttribute('aria-label') || label || e.innerText || e.value || '').trim();
}"""


TWICE = """() => {
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) < i))];
}"""


class Visits:
    """All visits of one test; closing checks that none left the site."""

    def __init__(self, browser: Browser, site: Site, pictures: Path, test: str) -> None:
        self.browser, self.site, self.pictures = browser, site, pictures
        self.test = re.sub(r"[^a-z0-9]+", "-", test.lower()).strip("-")
        self.places: tuple[str, ...] = (site.url, "data:")  # what a page may ask for anything
        self.contexts: list[BrowserContext] = []
        self.outside: list[str] = []
        self.console: list[str] = []

    def open(
        self, path: str = "/", *, size: dict[str, int] = DESK, script: bool = True, dark: bool = False
    ) -> Page:
        """A fresh person at the door: new cookies, the size and habits asked for."""
        context = self.browser.new_context(
            base_url=self.site.url,
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        context.route("**/*", self._only_here)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.goto(path)
        return page

    def sign_in(self, role: str, **habits: object) -> Page:
        """Sign in, by keyboard, as the first made-up person with this role."""
        page = self.open("/demo/", **habits)  # type: ignore[arg-type]
        name = page.locator(".choices li", has_text=role).first.get_by_role("button").inner_text()
        press(page, name)
        return page

    def picture(self, page: Page, name: str) -> None:
        """A picture of the whole page, kept in artefacts/browser/."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=self.pictures / f"{self.test}-{name}.png", full_page=True)

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        assert self.outside == [], "a page asked another machine for something"
        assert self.console == [], f"the browser complained: {self.console}"

    def _only_here(self, route: Route, request: Request) -> None:
        if request.url.startswith(self.places):
            route.continue_()
        else:
            self.outside.append(request.url)
            route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not NOT_OURS.match(message.text):
            self.console.append(message.text)


def reach(page: Page, name: str, limit: int = 150) -> None:
    """Press Tab until the thing called `name` has the focus, as somebody without a mouse does."""
    seen = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        seen.append(_focused(page))
        if name in seen[-1]:
            return
    raise AssertionError(f'"{name}" cannot be reached by keyboard; reached {sorted(set(seen))}')


def _focused(page: Page) -> str:
    """Name of what has the focus."""
    focus = page.locator(":focus")
    return str(focus.evaluate(NAME, timeout=5000)) if focus.count() else ""


def press(page: Page, name: str) -> None:
    """Reach a link or a button by keyboard, press Enter, wait for the page."""
    reach(page, name)
    enter(page)


def enter(page: Page) -> None:
    """Press Enter and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def assert_good(page: Page) -> None:
    """No serious accessibility fault, nothing wider than the screen, one main heading.

    Only for visits with script: axe waits on timers that never come without it.
    """
    found = Axe().run(page, options=AXE).response["violations"]
    serious = [v for v in found if v["impact"] in {"serious", "critical"}]
    said = [f"{v['id']}: {v['help']}: {[n['target'] for n in v['nodes']][:3]}" for v in serious]
    assert said == []
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width[0] <= width[1], f"the page is {width[0]} wide on a screen of {width[1]}"
    assert page.locator("h1").count() == 1
    assert page.evaluate(TWICE) == [], "two things share an id, so a label finds only the first"
