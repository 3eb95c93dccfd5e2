"""The first hour: from a spreadsheet to a printed page for Thursday, a rehearsal and a promise.

One visit by keyboard on a wide screen, each screen also looked at on 320 pixels;
one visit without script on 320 pixels. Pictures go to artefacts/first-hour.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from browser.conftest import ROOT
from browser.site import Site
from browser.trial import CANARY, NUMBER, Trial, trying
from browser.visit import DESK, PHONE, Visits, assert_good, press, reach
from playwright.sync_api import Browser, Page
from spec.matching.ten_sheets import billing_export, scorecard

EMPTY = """() => [...document.querySelectorAll('main [required]')].filter(
  e => e.offsetParent && !e.value && e.type !== 'file').length"""


class Hour:
    """Somebody with a keyboard; counts what has to be pressed and filled in, and keeps every screen."""

    def __init__(self, visits: Visits, page: Page, script: bool) -> None:
        self.visits, self.page, self.script = visits, page, script
        self.pressed, self.required, self.typed, self.screens = 0, 0, 0, 0
        page.set_default_navigation_timeout(120_000)

    def look(self, name: str) -> None:
        self.screens += 1
        self.required += int(self.page.evaluate(EMPTY)) if name in FORMS else 0
        for width, size in (
            (("", self.page.viewport_size), ("-phone", PHONE)) if self.script else (("", None),)
        ):
            if size:
                self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.visits.picture(self.page, f"{self.screens:02d}-{name}{width}")
        if self.script:
            assert_good(self.page)
            self.page.set_viewport_size(DESK)  # type: ignore[arg-type]

    def press(self, name: str) -> None:
        self.pressed += 1
        press(self.page, name)

    def write(self, label: str, words: str) -> None:
        self.typed += 1
        reach(self.page, label)
        self.page.keyboard.type(words)

    def fetch(self, name: str) -> bytes:
        """What a link gives to print or to keep."""
        self.pressed += 1
        reach(self.page, name)
        address = self.page.locator(":focus").get_attribute("href")
        return self.page.context.request.get(f"{self.visits.site.url}{address}").body()


FORMS = {"ask", "promise"}


@pytest.fixture
def play(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Hour]]:
    """Opens a running trial as a person of these habits; afterwards no page asked anybody else for anything."""
    opened: list[Visits] = []

    def begin(trial: Trial, name: str, *, script: bool) -> Hour:
        made = Visits(browser, Site(trial.url, trial.home), ROOT / "artefacts" / "first-hour", name)
        opened.append(made)
        page = made.open(trial.entrance, size=DESK if script else PHONE, script=script)
        return Hour(made, page, script)

    yield begin
    for visits in opened:
        visits.close()


def to_the_brief(hour: Hour, who: str) -> bytes:
    """From the list of people to the printed page."""
    hour.look("steps")
    hour.press(who)
    hour.look("person")
    hour.press("Write down what is asked")
    hour.look("ask")
    hour.write("The number asked for", "18")
    hour.write("Who wants it", "Regional office")
    hour.write("Contracted hours a week", "40")
    hour.write("Sessions a week", "8")
    hour.press("Keep the draft")
    hour.look("draft")
    hour.press("The page for the talk")
    hour.look("brief")
    return hour.fetch("Print it: one page")


def to_the_debrief(hour: Hour) -> None:
    """A few turns with somebody invented."""
    hour.press("Rehearse")
    hour.look("rehearse")
    hour.press("Begin")
    for turn in range(2):
        hour.look(f"turn-{turn + 1}")
        hour.pressed += 1
        reach(hour.page, hour.page.locator("#choice-1").inner_text())
        hour.page.keyboard.press("Enter")
        hour.page.get_by_text(f"Turn {turn + 2} of").wait_for()
    hour.press("Stop and see the debrief")
    hour.look("debrief")


def to_a_promise(hour: Hour, who: str) -> bytes:
    hour.press("Steps")
    hour.look("steps-again")
    hour.press(f"to {who}")
    hour.look("promise")
    hour.write("I will", "Ask for a second assistant")
    hour.write("By", f"{datetime.now(UTC) + timedelta(days=14):%m%d%Y}")
    hour.press("Promise it")
    hour.look("promised")
    return hour.fetch("Into my calendar")


def assert_one_page(paper: bytes) -> None:
    assert paper.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def say(hour: Hour, capsys: pytest.CaptureFixture[str]) -> None:
    """The counts, and by which minute somebody who reads at leisure is done; nothing waits that long."""
    how = "keyboard, 1280 and 320 px" if hour.script else "no script, 320 px"
    with capsys.disabled():
        print(f"\nThe first hour ({how}): {hour.screens} screens, {hour.pressed} presses,")
        print(f"  {hour.typed} fields written, {hour.required} required ones that were empty;")
        print(f"  by minute: {', '.join(f'{name} {minute}' for name, minute in PACE.items())}")


PACE = {"columns": 15, "charts": 20, "ask and hours": 30, "brief": 38, "debrief": 50, "promise": 55}


def test_first_hour_by_keyboard_leaves_nothing(
    play: Callable[..., Hour], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with trying(_folder(tmp_path), str(_with_canaries(tmp_path))) as trial:
        hour = play(trial, "keyboard", script=True)
        hour.look("columns")
        hour.press("Import it like this")
        assert_one_page(to_the_brief(hour, CANARY))
        assert trial.holding(CANARY) and trial.holding(NUMBER)  # noqa: PT018 the search finds what is there
        to_the_debrief(hour)
        assert CANARY not in hour.page.inner_text("main")
        assert b"BEGIN:VCALENDAR" in to_a_promise(hour, CANARY)
        hour.press("End and delete")
        hour.look("ended")
        assert trial.stop(0) == 0
        assert (trial.holding(CANARY, NUMBER), trial.left()) == ([], [])
    say(hour, capsys)
    assert (hour.pressed, hour.required) == (16, 2)  # fewer is better; more needs a reason


def test_first_hour_without_script_on_a_phone(
    play: Callable[..., Hour], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "scorecard.xlsx"
    file.write_bytes(scorecard().content)
    with trying(_folder(tmp_path)) as trial:
        hour = play(trial, "no-script", script=False)
        hour.look("steps-empty")
        hour.page.set_input_files("input[type=file]", file)
        hour.press("Open this file")
        hour.look("columns")
        hour.press("Import it like this")
        assert_one_page(to_the_brief(hour, "Dr Example 01"))
        to_the_debrief(hour)
        to_a_promise(hour, "Dr Example 01")
        assert trial.holding("Dr Example 01")
        assert trial.stop() == 0
        assert (trial.holding("Dr Example 01"), trial.left()) == ([], [])
    say(hour, capsys)


def _with_canaries(tmp_path: Path) -> Path:
    """The billing export with a name and a number that stand nowhere else on this computer."""
    file = tmp_path / "numbers.csv"
    content = billing_export().content.decode().replace("Dr Example 01", CANARY)
    file.write_text(re.sub(r'"\$[\d,.]+"', NUMBER, content, count=1))
    return file


def _folder(tmp_path: Path) -> Path:
    made = tmp_path / "trial"
    made.mkdir()
    return made
