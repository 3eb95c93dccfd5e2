"""Clinician in a team of six: I answer honestly, and no page ever says that it was me."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser.site import _environment, serve
from browser.stories.conftest import HERE, ROOT
from browser.visit import PHONE, Visits, assert_good, press, reach
from playwright.sync_api import Browser, Page

QUESTIONS = 5
# What Python runs first of all where it finds it under the name sitecustomize.py.
LATER = """
import os
from datetime import UTC, datetime, timedelta
from django.utils import timezone
timezone.now = lambda: datetime.now(UTC) + timedelta(days=int(os.environ["DAYS_LATER"]))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    run(tmp_path, "make")
    return tmp_path


def run(home: Path, *what: str) -> None:
    """What happens without a browser: the clinic, colleagues, and the clock."""
    environment = {**_environment(), "PYTHONPATH": str(HERE.parents[1])}
    command = [sys.executable, str(HERE / "pulse_clinic.py"), str(home / "demo"), *what]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def visiting(browser: Browser, home: Path, test: str) -> Iterator[Visits]:
    """The clinic, served, and whoever comes to it."""
    for site in serve(home):
        visits = Visits(browser, site, ROOT / "artefacts" / "browser", test)
        yield visits
        visits.close()


@pytest.fixture
def a_month_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers started from now on have a clock that is thirty-one days ahead."""
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "sitecustomize.py").write_text(LATER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "later"))
    monkeypatch.setenv("DAYS_LATER", "31")


def take_a_slip(visits: Visits) -> str:
    page = visits.sign_in("Bob Example", size=PHONE)
    press(page, "Pulse")
    visits.picture(page, "pulse")
    assert_good(page)
    press(page, "Take my slip")
    visits.picture(page, "slip")
    assert_good(page)
    return page.locator(".slip").inner_text()


def look_at_the_waves(visits: Visits) -> None:
    """What the people office sees while a wave is open: what it asks and of whom, and no figure."""
    page = visits.sign_in("Paul Example", size=PHONE)
    press(page, "Pulse")
    press(page, "Ask everybody: waves")
    visits.picture(page, "waves")
    assert_good(page)
    press(page, "How work has been")
    visits.picture(page, "wave")
    assert_good(page)
    assert "Who may answer: 6" in page.inner_text("main")


def answer_with(visits: Visits, slip: str) -> Page:
    """Nobody is signed in; everything by keyboard: the slip, "often" to each question, send."""
    page = visits.open("/answer/", size=PHONE)
    assert_good(page)
    reach(page, "Your slip")
    page.keyboard.type(slip.lower())
    for _ in range(QUESTIONS):
        page.keyboard.press("Tab")
        for _ in range(3):
            page.keyboard.press("ArrowDown")
    visits.picture(page, "answer")
    press(page, "Send it")
    visits.picture(page, "sent")
    return page


def read_by(visits: Visits, who: str, size: dict[str, int]) -> str:
    """The page of the last wave, as somebody finds it."""
    page = visits.sign_in(who, size=size)
    press(page, "Pulse")
    if page.get_by_role("link", name="How work has been").count():
        press(page, "How work has been")
    visits.picture(page, f"read-by-{who.split()[0].lower()}-{size['width']}")
    assert_good(page)
    return page.inner_text("main")


def test_team_of_six_reads_a_band(
    browser: Browser, home: Path, a_month_on: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as today:
        today.setenv("DAYS_LATER", "0")
        with visiting(browser, home, "pulse") as visits:
            sent = answer_with(visits, take_a_slip(visits))
            assert "Your answers are sealed" in sent.inner_text("main")
            assert sent.context.cookies() == []
            look_at_the_waves(visits)
    run(home, "answer", "4")
    run(home, "later")
    with visiting(browser, home, "pulse") as visits:
        for who, size in (("Bob Example", PHONE), ("Alice Example", {"width": 1280, "height": 900})):
            said = read_by(visits, who, size)
            assert said.count("3 or more of 5") == QUESTIONS
            assert "A few voices. Ask, don’t conclude." in said


def test_four_answers_are_told_to_talk(browser: Browser, home: Path, a_month_on: None) -> None:
    run(home, "answer", "4")
    run(home, "later")
    with visiting(browser, home, "pulse-few") as visits:
        for who in ("Bob Example", "Alice Example"):
            said = read_by(visits, who, PHONE)
            assert "Not enough answers. Talk instead." in said
            assert " of " not in said.split("What was answered")[1]
