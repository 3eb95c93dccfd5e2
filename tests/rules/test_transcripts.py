"""The printed rehearsals are what the engine says today."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_transcripts_are_up_to_date():
    written = runpy.run_path(str(ROOT / "tools" / "transcripts.py"))["page"]()
    assert (ROOT / "docs" / "transcripts.md").read_text(encoding="utf-8") == written, "run `make docs`"
