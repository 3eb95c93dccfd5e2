"""The repository itself: locks, pages, and words that must not stand in it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tenthhour"
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def tracked(*endings: str) -> list[Path]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / f for f in done.stdout.split("\n") if f.endswith(endings) and (ROOT / f).is_file()]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_lock_file_names_no_registry_host(lock: Path) -> None:
    assert not re.search(r"https?://|--(extra-)?index|--find-links", lock.read_text())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_lock_file_pins_every_package_with_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z])", lock.read_text().strip())
    assert entries
    assert [e.split()[0] for e in entries if "==" not in e or "--hash=sha256:" not in e] == []


def test_template_holds_no_inline_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"", re.I)
    assert [p for p in tracked(".html") if inline.search(p.read_text())] == []


def test_no_page_asks_another_machine_for_anything() -> None:
    outside = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//""")
    assert [p for p in tracked(".html", ".css") if outside.search(p.read_text())] == []


def test_each_dependency_says_why_it_is_there() -> None:
    listed = (ROOT / "pyproject.toml").read_text().split("dependencies = [")[1].split("\n]")[0]
    lines = [line for line in listed.splitlines() if line.strip().startswith('"')]
    assert [line for line in lines if "#" not in line] == []


def test_rows_are_scoped_in_one_place() -> None:
    around = re.compile(r"\.unscoped\b|\.raw\(|\.extra\(")
    # The importer compares with what stands before, whoever it is about.
    importers = {SOURCE / "apps" / "measurement" / "actions" / "months.py"}
    # The guards of the pathway look at everything, whoever asks, and give out sentences, never rows.
    pathway = SOURCE / "apps" / "support" / "queries" / "pathway"
    names = ("known", "values", "owed", "formal", "supervision", "file", "sealed")
    importers |= {pathway / f"{name}.py" for name in names}
    # Whether a closed question is still in view is told by its visits.
    importers.add(SOURCE / "apps" / "support" / "models" / "pathway" / "questions.py")
    allowed = {"access.py", "privacy.py"}
    outside_org = [
        p for p in tracked(".py") if SOURCE in p.parents and "org" not in p.parts and p not in importers
    ]
    assert [p for p in outside_org if p.name not in allowed and around.search(p.read_text())] == []


@pytest.mark.parametrize(
    "name", ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"]
)
def test_page_a_newcomer_expects_is_there(name: str) -> None:
    assert len((ROOT / name).read_text().split()) > 60
