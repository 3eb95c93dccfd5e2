"""From a file of a clinic of eight to a kept site: a Monday page of one's own, and accounts for six of the eight."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from browser.conftest import ROOT
from browser.effort import Effort
from browser.site import Site
from browser.trial import Trial, trying
from browser.visit import Visits, assert_good
from playwright.sync_api import Browser, Error, Page

PEOPLE = [f"Dr Example {number:02d}" for number in range(1, 9)]
PASSWORD = "the tea is still warm"


def clinic_of_eight() -> str:
    """Three years of one number with counts, as an ordinary spreadsheet gives it."""
    drawn = random.Random(8)
    lines = ["Clinician,Month,BP controlled numerator,BP controlled denominator"]
    months = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]
    for person in PEOPLE:
        for month in months:
            patients = drawn.randint(60, 90)
            lines.append(f"{person},{month},{sum(drawn.random() < 0.6 for _ in range(patients))},{patients}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def open_trial(browser: Browser) -> Iterator[Callable[[Trial], tuple[Visits, Page]]]:
    opened: list[Visits] = []

    def begin(trial: Trial) -> tuple[Visits, Page]:
        made = Visits(browser, Site(trial.url, trial.home), ROOT / "artefacts" / "adoption", "adoption")
        opened.append(made)
        page = made.open(trial.entrance)
        page.set_default_navigation_timeout(120_000)
        return made, page

    yield begin
    for visits in opened:
        visits.close()


def keep(effort: Effort, page: Page) -> None:
    """Make the trial a site and sign in to it."""
    effort.press(page, "Keep this")
    effort.write(page, "Your name", "Dr Example Lead")
    effort.write(page, "Sign-in name", "lead")
    effort.write(page, "Password", PASSWORD)
    effort.press(page, "Keep this")
    until_served(page)
    effort.press(page, "Sign in")
    effort.write(page, "Sign-in name", "lead")
    effort.write(page, "Password", PASSWORD)
    effort.press(page, "Sign in")


def until_served(page: Page) -> None:
    """The trial stops, its folder moves, and the site answers at the same address."""
    for _ in range(200):
        time.sleep(0.3)
        with suppress(Error):  # nobody answers while the folder moves
            if "Private trial" not in page.context.request.get("/sign-in/").text():
                return
    raise AssertionError("the kept site never answered")


def give_accounts(effort: Effort, page: Page, count: int) -> list[str]:
    """A link for each of so many, made one after the other; to be handed over in person."""
    links = []
    effort.press(page, "Accounts")
    for person in PEOPLE[:count]:
        effort.press(page, f"Make {person} an account")
        effort.press(page, "Make it")
        links.append(page.locator("code").inner_text())
        effort.press(page, "Back to the accounts")
    return links


def adopt(effort: Effort, visits: Visits, page: Page) -> list[str]:
    """From the columns of the file to a Monday page, with protected time said and six links made."""
    effort.read(page)
    effort.press(page, "Import it like this")
    keep(effort, page)
    effort.press(page, "Beginning together")
    effort.press(page, "Say how much of your week")
    effort.press(page, "Keep it")
    links = give_accounts(effort, page, 6)
    visits.picture(page, "accounts")
    effort.press(page, "This week")
    visits.picture(page, "monday")
    return links


def test_adoption_takes_less_than_an_hour_by_the_model(
    open_trial: Callable[[Trial], tuple[Visits, Page]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, effort = tmp_path / "clinic.csv", Effort()
    file.write_text(clinic_of_eight())
    with trying(tmp_path, str(file)) as trial:
        visits, page = open_trial(trial)
        assert len(set(adopt(effort, visits, page))) == 6
        assert "8 people" in page.inner_text("main")
        assert "Nothing can be judged yet" not in page.inner_text("main")
        assert_good(page)
        trial.stop()
    with capsys.disabled():
        print(f"\n{effort.said('From the file to a Monday page of a kept site, six accounts made')}")
    assert (effort.presses, effort.boxes) == (28, 5)  # docs/everyday-acts.md names them; more needs a reason
    assert effort.minutes < 60
