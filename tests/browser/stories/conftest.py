"""One served clinic for all stories, its people in the middle of what they are told about."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser.site import Site, _environment, serve
from browser.visit import Visits
from playwright.sync_api import Browser

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]


@dataclass(frozen=True)
class Told:
    """The served clinic and the ids of what its people are in the middle of."""

    site: Site
    ids: dict[str, str]


@pytest.fixture(scope="package")
def told(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    home = tmp_path_factory.mktemp("stories")
    environment = {**_environment(), "PYTHONPATH": str(HERE.parents[1])}
    made = subprocess.run(
        [sys.executable, str(HERE / "clinic.py"), str(home / "demo")],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    for site in serve(home):
        yield Told(site, json.loads(made.stdout))


@pytest.fixture
def visits(browser: Browser, told: Told, request: pytest.FixtureRequest) -> Iterator[Visits]:
    made = Visits(browser, told.site, ROOT / "artefacts" / "browser", request.node.name)
    yield made
    made.close()
