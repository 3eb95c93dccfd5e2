"""The steward: files in, what was found in words, import, and taking it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.site import Site
from browser.visit import PHONE, Visits, enter, press, reach
from playwright.sync_api import Page

BROKEN = "clinician_id,measure_id,month,numerator,denominator\nc01,bp_controlled,2026-13,9,8\n"
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@SCRIPT
def test_broken_file_is_said_in_words(visits: Visits, tmp_path: Path, script: bool) -> None:
    (tmp_path / "results.csv").write_text(BROKEN)
    page = visits.sign_in("steward", size=PHONE, script=script)
    _check(page, [tmp_path / "results.csv"], script)
    said = page.get_by_text('"2026-13" is not a month')
    said.first.wait_for()
    assert page.get_by_role("button", name="Import these files").count() == 0
    visits.picture(page, "broken")


def test_month_comes_in_and_is_taken_back(visits: Visits, site: Site, tmp_path: Path) -> None:
    page = visits.sign_in("steward", script=False)
    _check(page, _corrected(site.home / "clinic", tmp_path), False)
    page.get_by_role("button", name="Import these files").wait_for()
    visits.picture(page, "preview")
    page.set_default_timeout(120_000)
    press(page, "Import these files")
    assert "rows imported" in page.locator(".messages").inner_text()
    visits.picture(page, "imported")
    press(page, "Take back the latest import")
    assert "was taken back" in page.locator(".messages").inner_text()
    visits.picture(page, "undone")


def _check(page: Page, files: list[Path], script: bool) -> None:
    page.get_by_label("Files of the month").set_input_files(files)
    reach(page, "Check these files")
    page.keyboard.press("Enter") if script else enter(page)


def _corrected(clinic: Path, out: Path) -> list[Path]:
    """The demo's own files with one patient more in the last row's denominator."""
    for file in clinic.glob("*.csv"):
        text = file.read_text()
        if file.name == "results.csv":
            head, *rows = text.splitlines()
            at = head.split(",").index("denominator")
            row = next(i for i in range(len(rows) - 1, 0, -1) if rows[i].split(",")[at])
            cells = rows[row].split(",")
            cells[at] = str(float(cells[at]) + 1)
            rows[row] = ",".join(cells)
            text = "\n".join([head, *rows]) + "\n"
        if file.name != "truth.csv":
            (out / file.name).write_text(text)
    return sorted(out.glob("*.csv"))
