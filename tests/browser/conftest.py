"""A real demo site, a real browser, and the rules every visit is held to.

Each visit fails when the page asks anything of another machine, says something
on the browser's console (a blocked script or style does), or scrolls sideways.
"""

from __future__ import annotations

import os
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.site import Site, serve
from browser.visit import Visits
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker drives the browser: two at once would only wait for each other on two cores."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


# Package scope: the browser's event loop must be gone before another test of this worker opens the database.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium = runpy.run_path(str(ROOT / "tools" / "chromium.py"))
    path = chromium["find"]()
    if path is None:
        say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        say(f"NOT RUN: {chromium['HOW']}")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, made as `make demo` makes it, served by the real server."""
    yield from serve(tmp_path_factory.mktemp("site"))


@pytest.fixture
def visits(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Visits]:
    made = Visits(browser, site, ROOT / "artefacts" / "browser", request.node.name)
    yield made
    made.close()
