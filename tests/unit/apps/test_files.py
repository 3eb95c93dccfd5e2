"""The steward's page: files are checked, previewed, imported whole, listed and taken back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tenthhour.apps.measurement import queries as measurement
from tenthhour.apps.measurement.models import Batch
from tenthhour.apps.org.models import Person

Browse = Callable[[Person], Client]
HEAD = "clinician_id,measure_id,month,numerator,denominator"


@pytest.fixture(autouse=True)
def steward_now(at: datetime, monkeypatch: Any) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)


def csv(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("october.csv", "\n".join([HEAD, *rows]).encode())


def good(count: int = 20) -> SimpleUploadedFile:
    months = [f"{2025 + i // 12}-{i % 12 + 1:02d}" for i in range(count)]
    rows = [f"c{p},bp_controlled,{m},{20 + p + i % 3},40" for p in range(4) for i, m in enumerate(months)]
    return csv(*rows)


def checked(client: Client, file: SimpleUploadedFile) -> str:
    return client.post(reverse("check"), {"files": [file]}, follow=True).content.decode()


def imported(client: Client, file: SimpleUploadedFile) -> str:
    upload = re.search(r"/data/uploads/([0-9a-f-]{36})/import/", checked(client, file))
    assert upload
    return client.post(reverse("take-in", args=[upload[1]]), follow=True).content.decode()


def test_wrong_file_gets_its_sentence_and_no_button(browse: Browse, stef: Person) -> None:
    page = checked(browse(stef), csv("c1,bp_controlled,2026-13,3,4"))
    assert "2026-13" in page
    assert "Nothing was stored" in page
    assert "Import these files" not in page


def test_patient_identifiers_are_refused(browse: Browse, stef: Person) -> None:
    file = SimpleUploadedFile(
        "x.csv", f"{HEAD},nhs_number\nc1,bp_controlled,2026-01,3,4,9434765919\n".encode()
    )
    page = checked(browse(stef), file)
    assert "nhs_number" in page
    assert "Import these files" not in page


def test_good_file_is_previewed_before_anything_is_stored(browse: Browse, stef: Person) -> None:
    page = checked(browse(stef), good())
    assert "Months: January 2025 to August 2026." in page
    assert Batch.unscoped.count() == 0


def test_check_sends_htmx_on_to_the_preview(browse: Browse, stef: Person) -> None:
    answer = browse(stef).post(reverse("check"), {"files": [good()]}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/data/uploads/")


def test_import_twice_changes_nothing(browse: Browse, stef: Person) -> None:
    client = browse(stef)
    assert "80 rows imported" in imported(client, good())
    assert "Nothing changed" in imported(client, good())
    assert Batch.unscoped.count() == 1


def shown_who(client: Client, at: datetime) -> None:
    """As if the password had been written at this instant and not by the clock of this machine."""
    session = client.session
    session["account_authentication_methods"][-1]["at"] = at.timestamp()
    session.save()


def test_files_come_back_as_they_came(browse: Browse, stef: Person, at: datetime) -> None:
    client, file = browse(stef), good()
    imported(client, file)
    shown_who(client, at)
    answer = client.get(reverse("file", args=[Batch.unscoped.get().pk]))
    file.seek(0)
    assert zipfile.ZipFile(io.BytesIO(answer.content)).read("october.csv") == file.read()


def test_latest_import_is_taken_back_on_the_page(browse: Browse, stef: Person, at: datetime) -> None:
    client = browse(stef)
    imported(client, good())
    client.post(reverse("undo", args=[Batch.unscoped.get().pk]))
    assert measurement.standing_hashes(actor=stef, at=at) == ()


def test_upload_that_waits_no_longer_is_said_so(browse: Browse, stef: Person, home: Path) -> None:
    client = browse(stef)
    upload = re.search(r"/data/uploads/([0-9a-f-]{36})/", checked(client, good()))
    assert upload
    (home / "incoming" / upload[1]).rename(home / "elsewhere")
    page = client.post(reverse("take-in", args=[upload[1]]), follow=True).content.decode()
    assert "wait no longer" in page


@pytest.mark.parametrize("name", ["data", "check"])
def test_leader_has_no_files_page(browse: Browse, alice: Person, bob: Person, name: str) -> None:
    client = browse(alice)
    answer = client.get(reverse("data")) if name == "data" else client.post(reverse("check"))
    assert answer.status_code == 404
