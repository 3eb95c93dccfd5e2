"""What holds on SQLite holds on PostgreSQL: the tests of the apps once more, on a server of their own."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ROOT / "tests" / "unit" / "apps"
FEWEST = 120  # 150 when written
INSERTED = "SELECT count(*) FROM pg_stat_user_tables WHERE n_tup_ins > 0"

server = runpy.run_path(str(ROOT / "tools" / "postgresql.py"))


@pytest.fixture(scope="module")
def address():  # type: ignore[no-untyped-def]
    if server["find"]() is None:
        said = f"NOT RUN: {server['HOW']}"
        print(said)
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    with server["running"](*server["CARELESS"]) as address:
        yield address


def run(address: str) -> subprocess.CompletedProcess[str]:
    """The tests of the apps on this server, but those of the private trial: it is one SQLite file by design."""
    outside = {n: v for n, v in os.environ.items() if not n.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "not slow", str(APPS)]
    options = ["--reuse-db", "-p", "no:cacheprovider", "-p", "no:xdist", f"--ignore={APPS / 'trial'}"]
    return subprocess.run(
        [*command, *options], cwd=ROOT, env={**outside, "TENTHHOUR_DATABASE": address},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_apps_hold_on_postgresql(address: str) -> None:
    done = run(address)
    passed = re.search(r"(\d+) passed", done.stdout)
    assert done.returncode == 0, done.stdout[-4000:]
    assert passed
    assert int(passed[1]) >= FEWEST
    with psycopg.connect(address.replace("/tenthhour?", "/test_tenthhour?")) as there:
        assert there.execute(INSERTED).fetchone()[0] > 10  # type: ignore[index]
