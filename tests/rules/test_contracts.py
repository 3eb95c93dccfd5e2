"""The import contracts hold, and each is shown to break on a planted violation."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# contract, file the line is planted in, line
PLANTED = [
    ("layers", "core/month.py", "import tenthhour.data.schema"),
    ("layers", "data/schema.py", "import tenthhour.pipeline"),
    ("layers", "newcomer.py", ""),
    ("pure-core", "core/month.py", "import time"),
    ("pure-core", "core/measurement/measure.py", "import yaml"),
    ("django-only-in-apps", "pipeline/month.py", "import django.utils.timezone"),
    ("django-only-in-apps", "charts/__init__.py", "import django"),
    ("offline", "data/schema.py", "import urllib.request"),
    ("offline", "cli/__init__.py", "import socket"),
    ("pillars-in-core", "core/support/ask.py", "import tenthhour.core.rehearsal.partner"),
    ("pillars-in-core", "core/rehearsal/partner.py", "import tenthhour.core.measurement.panel"),
    ("pillars-in-core", "core/support/pathway/guards.py", "import tenthhour.core.pulse.disclosure"),
    ("apps", "apps/org/queries/people.py", "import tenthhour.apps.measurement.queries"),
    ("apps", "apps/support/queries/talks.py", "import tenthhour.apps.measurement.queries"),
    ("apps", "apps/support/actions/pathway/formal.py", "import tenthhour.apps.pulse.queries"),
    ("anonymous-pulse", "apps/monday/queries/week.py", "import tenthhour.apps.pulse.models"),
    ("inside-app", "apps/support/helpers.py", ""),
    ("inside-app", "apps/measurement/models.py", "import tenthhour.apps.measurement.queries"),
    ("private-rehearsals", "apps/monday/views/week.py", "import tenthhour.apps.rehearsal.queries"),
    ("private-rehearsals", "cli/rehearse.py", "import tenthhour.apps.rehearsal.models"),
    ("who-may-see-whom", "apps/monday/queries/week.py", "import tenthhour.apps.org.models"),
    ("who-may-see-whom", "apps/support/actions/talks.py", "import tenthhour.apps.org.models"),
    ("own-tables", "apps/monday/actions/months.py", "import tenthhour.apps.measurement.models"),
    ("own-tables", "apps/monday/views/files.py", "import tenthhour.apps.support.models"),
]


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(program), "--no-logo", "--no-cache", "--config", str(ROOT / "pyproject.toml"), *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "src" / "tenthhour",
        tmp_path / "tenthhour",
        ignore=shutil.ignore_patterns("*.yaml", "__pycache__"),
    )
    return tmp_path


def test_all_contracts_are_kept(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("contract", "place", "line"), PLANTED)
def test_contract_breaks_on_a_planted_violation(copy: Path, contract: str, place: str, line: str) -> None:
    planted = copy / "tenthhour" / place
    planted.parent.mkdir(parents=True, exist_ok=True)
    with planted.open("a") as file:
        file.write(f"\n{line}\n")
    done = lint(copy, "--contract", contract)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout or planted.stem in done.stdout + done.stderr, done.stdout + done.stderr


def test_every_contract_has_a_planted_violation() -> None:
    import tomllib

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert {c["id"] for c in contracts} == {contract for contract, _, _ in PLANTED}
