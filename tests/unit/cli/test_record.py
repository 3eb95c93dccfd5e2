"""`verify` and `rotate-keys` at the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tenthhour.apps.org.models import AuditHead
from tenthhour.cli import main


@pytest.fixture
def home(db: None, tmp_path: Path, settings: Any) -> Path:
    """A site whose record has two entries."""
    settings.HOME = tmp_path
    assert CliRunner().invoke(main, ["rotate-keys"]).exit_code == 0
    return tmp_path


def test_whole_site_verifies(home: Path) -> None:
    done = CliRunner().invoke(main, ["verify"])
    assert (done.exit_code, "Every seal was made with this site's key." in done.output) == (0, True)


def test_changed_site_is_found(home: Path) -> None:
    AuditHead.objects.update(seq=7)
    done = CliRunner().invoke(main, ["verify"])
    assert (done.exit_code, "the site says it ends with entry 7" in done.output) == (1, True)


def test_lost_key_is_exit_3(home: Path) -> None:
    (home / "audit.key").unlink()
    done = CliRunner().invoke(main, ["verify"])
    assert (done.exit_code, "this key is missing" in done.output) == (3, True)


def test_text_without_a_checkpoint_is_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["verify", "--checkpoint", "yesterday"])
    assert (done.exit_code, "no checkpoint in it" in done.output) == (2, True)


def test_log_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_text("{}\n")
    done = CliRunner().invoke(main, ["verify", str(tmp_path / "log.jsonl")])
    assert (done.exit_code, "line 1" in done.output) == (1, True)
