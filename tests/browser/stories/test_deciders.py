"""What those who decide live through: a colleague arrives impaired; counsel asks for the file."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from browser.effort import Effort
from browser.stories.conftest import Told
from browser.visit import PHONE, Visits, assert_good, press, reach


def name_danger(visits: Visits, effort: Effort) -> None:
    """A supervisor names a danger, three boxes, and is offered no number."""
    page = visits.sign_in("Susan Example", size=PHONE)
    effort.read(page)
    effort.press(page, "Leaders I support")
    reach(page, "A danger or a legal duty")
    page.keyboard.press("Enter")
    effort.presses += 1
    effort.press(page, "Bea Example")
    visits.picture(page, "name")
    choices = page.get_by_label("What it is").locator("option").all_inner_texts()
    assert not re.search("product|number|access|quality", " ".join(choices))
    page.get_by_label("What it is").select_option("impairment")
    effort.boxes += 1
    effort.write(page, "The facts", "Slurred speech at eight, seen by two nurses")
    effort.write(page, "Where it is referred to", "Physician health programme")
    effort.press(page, "Name it")
    assert_good(page)


def test_impaired_colleague_takes_two_people_and_no_number(
    visits: Visits, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    effort = Effort()
    name_danger(visits, effort)
    page = visits.sign_in("Paul Example")
    effort.read(page)
    effort.press(page, "Formal steps")
    effort.press(page, "Bea Example")
    assert page.get_by_text("It waits for a second person.").is_visible()
    effort.press(page, page.locator("main form button").first.inner_text())
    assert page.get_by_text("Two people have named it.").is_visible()
    assert page.get_by_text("Physician health programme").is_visible()
    visits.picture(page, "second")
    with capsys.disabled():
        print(f"\n{effort.said('A danger named by two people')}")
    assert effort.minutes < 5


@pytest.mark.slow
def test_danger_rings_until_it_is_closed(visits: Visits, told: Told) -> None:
    page = visits.sign_in("Susan Example")
    page.goto("/me/news/")
    visits.picture(page, "rung")
    assert page.get_by_text("A danger that two people named has been open for 14 days").count() == 1
    assert page.get_by_text("has been open for 20 days").count() == 1


def test_counsel_gets_one_verified_file_with_both_voices(visits: Visits, told: Told, tmp_path: Path) -> None:
    page = visits.sign_in("Susan Example")
    page.goto(f"/formal/{told.ids['formal']}/")
    visits.picture(page, "formal")
    with page.expect_download() as taken:
        page.get_by_role("button", name="The whole file").click()
    kept = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))
    kept.extractall(tmp_path)
    check = [sys.executable, "verify_audit.py", "record.jsonl", "--checkpoint", "checkpoint.txt"]
    proof = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert proof.returncode == 0, proof.stdout + proof.stderr
    everything = " ".join(kept.read(name).decode() for name in kept.namelist())
    voices = ("Seven of ten letters within three days, by May.", "The assistant came in week thirteen.")
    missing = [w for w in (*voices, "Alice Example", "Rita Example", "Ms Counsel") if w not in everything]
    assert missing == []
    tables = json.loads(kept.read("question.json"))
    assert not re.search("rehears|pulse|coach", " ".join(tables).lower()), list(tables)


@pytest.mark.slow
def test_supervisor_goes_back_to_help(visits: Visits, told: Told) -> None:
    page = visits.sign_in("Susan Example", size=PHONE)
    page.goto(f"/formal/{told.ids['formal']}/")
    press(page, "Write a plan of help to go back to")
    due = f"{datetime.now(UTC).date() + timedelta(days=30)}"
    boxes = {"What the organisation does": "A third assistant", "Who owes it": "Clinic manager"}
    boxes |= {"By when": due, "What delivered means": "works two days a week"}
    for label, words in boxes.items():
        page.get_by_label(f"{label}:", exact=True).first.fill(words)
    page.get_by_label("A coach of their own choice is offered").check()
    assert_good(page)
    visits.picture(page, "plan")
    press(page, "Put it before Bill Example")
    press(page, "Back to help")
    visits.picture(page, "back")
    assert page.get_by_text("It went back to help on").is_visible()


def test_written_expectation_says_until_when_to_reply_and_speaks_to_nobody_else(
    visits: Visits, told: Told
) -> None:
    bill, susan = visits.sign_in("Bill Example"), visits.sign_in("Susan Example")
    bill.goto(f"/questions/{told.ids['bill']}/")
    susan.goto(f"/formal/{told.ids['formal']}/")
    assert re.search(r"You can reply until \d+ \w+ 20\d\d,", bill.inner_text("main"))
    assert "You see it first" not in susan.inner_text("main")
