"""The small scenario of the author's guide: the linter has nothing against it, and it can be rehearsed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tenthhour.cli import main
from tenthhour.core.rehearsal.acts import ACTS

DOCS = Path(__file__).resolve().parents[3] / "docs"
SMALL = DOCS / "friday-letters.yaml"


def test_small_scenario_of_the_guide_has_no_fault():
    shown = CliRunner().invoke(main, ["scenario", "lint", str(SMALL), "--seeds", "6"])
    assert shown.exit_code == 0, shown.output
    assert "68 moves, 20 lines, 0 faults" in shown.output


def test_small_scenario_is_rehearsed_from_a_folder_of_ones_own(tmp_path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "scenarios").mkdir()
    shutil.copy(SMALL, tmp_path / "scenarios")
    monkeypatch.setenv("TENTHHOUR_CONTENT", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    shown = CliRunner().invoke(main, ["rehearse", "friday-letters", "--seed", "3"], input="1\n2\nq\n")
    assert shown.exit_code == 0, shown.output
    assert "How it ended" in shown.output


def test_line_missing_for_a_mood_is_named_with_what_to_do(tmp_path):
    copy = tmp_path / SMALL.name
    text = SMALL.read_text(encoding="utf-8")
    copy.write_text(re.sub(r"  - \{id: a7,.*?\]\}\n", "", text, flags=re.S), encoding="utf-8")
    shown = CliRunner().invoke(main, ["scenario", "lint", str(copy), "--seeds", "1"])
    assert shown.exit_code == 1
    assert "lines, mood compliant: nothing is left to answer" in shown.output
    assert "with mood compliant and many wordings" in shown.output


def test_guide_names_every_act():
    guide = (DOCS / "scenarios.md").read_text(encoding="utf-8")
    assert [act for act in sorted(ACTS - {"wait"}) if act not in guide] == []
