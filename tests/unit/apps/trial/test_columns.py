"""The columns of an ordinary spreadsheet, matched on screen."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from tenthhour.apps.monday.queries import matching
from tenthhour.apps.monday.queries.files import incoming
from tenthhour.content.loader import write_measure
from tenthhour.data import sandbox
from tenthhour.data.checks import check
from tenthhour.data.files import gathered
from tenthhour.data.mapping import load

from .conftest import SHEET

Bring = Callable[..., str]
GUESS = {
    "sheet": "theirs.csv",
    "role-0": "person",
    "role-1": "month",
    "role-2": "numerator",
    "series-2": "Encounters",
    "role-3": "denominator",
    "role-4": "ignore",
}


def said(you: Client, columns: str, **changed: str) -> dict[str, str]:
    """What the page would send, as it stands, with these changes."""
    page = you.get(columns).context["page"]
    sent = {"sheet": page.sheet}
    for c in page.columns:
        sent |= {f"role-{c.index}": c.role, f"series-{c.index}": c.series}
    return sent | changed


def chosen(you: Client, columns: str) -> dict[str, str]:
    return {c.label: c.role for c in you.get(columns).context["page"].columns}


def test_ordinary_spreadsheet_leads_to_its_columns(you: Client, bring: Bring) -> None:
    columns = bring()
    assert columns.endswith("/columns/")
    page = you.get(columns).content.decode()
    assert "Dr Example 01, Dr Example 02" in page
    assert chosen(you, columns) == {
        "Provider": "person",
        "Month": "month",
        "Encounters": "numerator",
        "Sessions": "denominator",
        "Remark": "ignore",
    }


def test_trial_with_a_file_begins_at_its_columns(you: Client, bring: Bring, trial: Any) -> None:
    columns = bring()
    answer = you.get(f"/trial/enter/{trial.key}/", follow=True)
    assert answer.redirect_chain[-1][0] == columns


def test_our_own_tables_need_no_matching(bring: Bring) -> None:
    own = "clinician_id,measure_id,month,numerator,denominator\nc1,bp_controlled,2026-01,3,4\n"
    assert not bring(own).endswith("/columns/")


def test_broken_file_is_a_sentence(you: Client, bring: Bring) -> None:
    page = you.get(bring(b"\x00\x01not a workbook", "broken.xlsx"))
    assert page.status_code == 200
    assert "These files cannot be imported yet." in page.content.decode()


def test_correction_is_kept_and_can_be_taken_back(you: Client, bring: Bring) -> None:
    columns = bring()
    you.post(columns, said(you, columns, **{"role-3": "ignore", "again": ""}))
    assert chosen(you, columns)["Sessions"] == "ignore"
    you.post(columns, {"undo": ""})
    assert chosen(you, columns)["Sessions"] == "denominator"


def test_reading_like_this_says_what_the_file_holds(you: Client, bring: Bring) -> None:
    columns = bring()
    answer = you.post(columns, said(you, columns, use=""), follow=True)
    page = answer.content.decode()
    assert all(words in page for words in ("4 rows of results", "2 clinicians", "January 2026 to February"))


def test_another_sheet_starts_from_its_own_guess(you: Client, bring: Bring) -> None:
    book = openpyxl.Workbook()
    first = book.active
    second = book.create_sheet("Letters")
    for sheet, number in ((first, "Visits"), (second, "Letters")):
        for row in (["Doctor", "Month", number], ["Dr Example 01", "2026-01", 14.5]):
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    columns = bring(held.getvalue(), "two.xlsx")
    assert "Visits" in chosen(you, columns)
    you.post(columns, said(you, columns, sheet="Letters", again=""))
    assert "Letters" in chosen(you, columns)


def test_what_is_no_role_changes_nothing(you: Client, bring: Bring) -> None:
    columns = bring()
    page = you.post(columns, said(you, columns, **{"role-3": "patient", "again": ""})).content.decode()
    assert "Nothing was changed." in page
    assert chosen(you, columns)["Sessions"] == "denominator"


def test_importing_what_is_no_role_imports_nothing(you: Client, bring: Bring) -> None:
    columns = bring()
    take = columns.replace("columns", "import")
    assert you.post(take, said(you, columns, **{"role-3": "patient"}))["Location"] == columns
    assert "None so far" in you.get("/data/").content.decode()


@pytest.mark.parametrize("page", ["columns/", "", "mapping.yaml"])
def test_foreign_upload_is_no_page(you: Client, bring: Bring, carol: Any, browse: Any, page: str) -> None:
    address = bring().replace("columns/", page)
    stranger = browse(carol)
    assert (stranger.get(address).status_code, stranger.post(address, GUESS).status_code)[0] == 404


def test_saved_mapping_reads_the_same_file_again(you: Client, bring: Bring, tmp_path: Path) -> None:
    columns = bring()
    you.post(columns, said(you, columns, again=""))
    saved = you.get(columns.replace("columns/", "mapping.yaml"))
    assert saved["Content-Disposition"] == 'attachment; filename="mapping.yaml"'
    (tmp_path / "again.csv").write_text(SHEET)
    parsed = sandbox.run([tmp_path / "again.csv"], sandbox.WEB)
    made = matching.guess(parsed[0].sheets[0])
    assert made is not None
    drafts = matching.mapped(made, timezone.localdate())[1]
    read = check(gathered(parsed, load(saved.content.decode(), "mapping.yaml")), {m.id: m for m in drafts})
    assert [r["numerator"] for r in read.tables["results"].to_pylist()] == [150, 148, 160, 170]


def test_name_of_a_shipped_measure_is_set_apart(you: Client, bring: Bring) -> None:
    columns = bring("Provider,Month,Continuity\nDr Example 01,2026-01,14.5\nDr Example 02,2026-01,15.5\n")
    you.post(columns, said(you, columns, again=""))
    upload = columns.split("/")[3]
    how = matching.reading(upload)  # type: ignore[arg-type]
    assert how is not None
    assert [m.id for m in how[1]] == ["continuity_own"]
    assert incoming(upload).is_dir()  # type: ignore[arg-type]


def test_next_months_file_of_the_same_kind_goes_on_in_the_same_series(
    you: Client, bring: Bring, settings: Any
) -> None:
    columns = bring()
    you.post(columns, said(you, columns, again=""))
    upload = columns.split("/")[3]
    for draft in matching.reading(upload)[1]:  # type: ignore[arg-type,index]
        write_measure(draft, settings.CONTENT)
    how = matching.reading(upload)  # type: ignore[arg-type]
    assert how is not None
    assert [m.id for m in how[1]] == ["encounters"]
