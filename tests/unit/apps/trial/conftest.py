"""A private trial as the command prepares it, without the command: its folder, its one person, its pages."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import read_addresses_again
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenthhour.apps.org.actions import open_trial
from tenthhour.config.settings import PrivateTrial

SHEET = """Provider,Month,Encounters,Sessions,Remark
Dr Example 01,2026-01,150,11,
Dr Example 01,2026-02,148,11,leave
Dr Example 02,2026-01,160,12,
Dr Example 02,2026-02,170,12,
"""


@pytest.fixture
def trial(home: Path, settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateTrial]:
    """The site as it stands inside a trial; its addresses exist there alone."""
    kept = tmp_path_factory.mktemp("kept") / "site"
    settings.TRIAL = PrivateTrial(uuid.uuid4(), datetime.now(UTC) + timedelta(hours=24), kept)
    settings.CONTENT = home / "content"
    read_addresses_again()
    yield settings.TRIAL
    settings.TRIAL = None
    read_addresses_again()


@pytest.fixture
def you(db: None, trial: PrivateTrial) -> Client:
    """Whoever opened the trial, come in through its address."""
    open_trial(at=datetime.now(UTC) - timedelta(seconds=1))
    client = Client()
    client.get(f"/trial/enter/{trial.key}/")
    return client


@pytest.fixture
def bring(you: Client) -> Callable[..., str]:
    """Uploads a file; returns the address of the page that follows."""

    def sent(content: bytes | str = SHEET, name: str = "theirs.csv") -> str:
        raw = content.encode() if isinstance(content, str) else content
        answer = you.post("/data/check/", {"files": SimpleUploadedFile(name, raw)})
        return str(answer["Location"])

    return sent
