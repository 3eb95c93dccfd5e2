"""The pages `make docs` writes say what the program does now."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from tenthhour.cli import _COMMANDS
from tenthhour.content.loader import measures

ROOT = Path(__file__).resolve().parents[2]
PAGES = runpy.run_path(str(ROOT / "tools" / "docs.py"))["PAGES"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_page_is_up_to_date(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TENTHHOUR_CONTENT", raising=False)
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "run `make docs`"


def test_every_command_is_on_the_page() -> None:
    page = PAGES["commands.md"]()
    assert [name for name in _COMMANDS if f"\n## tenthhour {name}\n" not in page] == []


def test_every_measure_is_on_the_page() -> None:
    page = PAGES["measures.md"]()
    assert [id_ for id_ in measures() if f"\n`{id_}`, version" not in page] == []
