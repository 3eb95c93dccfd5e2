"""Writers killed at any moment: nothing acknowledged is lost, no change without its entry, no entry without its change."""

from __future__ import annotations

import json
import os
import random
import runpy
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITING = Path(__file__).with_name("writing.py")
SHORTEST = 45  # as in writing.py: a shorter line was cut by the kill and acknowledges nothing
server = runpy.run_path(str(ROOT / "tools" / "postgresql.py"))

FINDINGS = """
import json, django; django.setup()
from django.apps import apps
from tenthhour.apps.org.audit.verify import site_proof
rows = {label: [str(k) for k in apps.get_model(label)._base_manager.values_list("pk", flat=True)]
        for label in ("support.Promise", "measurement.Upload", "measurement.Comment")}
reads = apps.get_model("org.AuditEntry")._base_manager.filter(kind="read").count()
print(json.dumps({"faults": site_proof({}).faults, "rows": rows, "reads": reads}))
"""


@dataclass(frozen=True)
class Found:
    """What was acknowledged, what is there, and what `verify` says of it."""

    kills: int
    acknowledged: Counter[str]
    lost: list[str]
    reads: int
    faults: list[str]


Kill = Callable[..., Found]


@pytest.fixture
def kill(tmp_path: Path) -> Kill:
    """Let three writers work at once and kill them, again and again, on one site."""

    def run(rounds: int, *arguments: str, database: str = "") -> Found:
        env = {**os.environ, "TENTHHOUR_HOME": str(tmp_path), "TENTHHOUR_DATABASE": database}
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "-v", "0", "--skip-checks"], env=env, check=True
        )
        command = [sys.executable, str(WRITING), *arguments]
        with subprocess.Popen(
            command, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as warm:
            assert warm.stdin
            assert warm.stdout
            assert warm.stdout.readline() == "ready\n"
            drawn, kills = random.Random(rounds), 0
            for _ in range(rounds):
                print(drawn.randint(4, 10), f"{drawn.uniform(0, 0.03):.4f}", file=warm.stdin, flush=True)
                kills += int(warm.stdout.readline())
            warm.stdin.close()
        return _found(tmp_path, kills, env)

    return run


def _found(home: Path, kills: int, env: dict[str, str]) -> Found:
    done = subprocess.run(
        [sys.executable, "-c", FINDINGS], env=env, capture_output=True, text=True, check=True
    )
    there = json.loads(done.stdout.splitlines()[-1])
    said = [
        line.split() for line in (home / "acknowledged").read_text().splitlines() if len(line) >= SHORTEST - 1
    ]
    lost = [key for kind, key in said if kind != "read" and key not in set(there["rows"][kind])]
    return Found(kills, Counter(kind for kind, _ in said), lost, there["reads"], there["faults"])


def assert_whole(found: Found, *, kills: int, acknowledged: int) -> None:
    """Nothing lost, nothing orphaned; too little work is a failure, for an empty run would pass the rest."""
    assert found.lost == []
    assert found.faults == []
    assert found.reads >= found.acknowledged["read"]
    assert found.kills >= kills, f"too little work: {found.kills} writers were killed"
    assert found.acknowledged.total() >= acknowledged, f"too little work: {found.acknowledged}"
    assert (
        min(
            found.acknowledged[k]
            for k in ("support.Promise", "measurement.Upload", "measurement.Comment", "read")
        )
        > 0
    )


@pytest.fixture
def postgresql() -> Iterator[str]:
    """A server that writes as a real one does: what it acknowledges is on the disk."""
    if server["find"]() is None:
        said = f"NOT RUN: {server['HOW']}"
        print(said)
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    with server["running"]() as address:
        yield address


def test_killed_writers_lose_nothing_on_sqlite(kill: Kill) -> None:
    assert_whole(kill(4), kills=12, acknowledged=8)


def test_killed_writers_lose_nothing_on_postgresql(kill: Kill, postgresql: str) -> None:
    assert_whole(kill(4, database=postgresql), kills=12, acknowledged=8)


@pytest.mark.slow
def test_two_hundred_kills_lose_nothing_on_sqlite(kill: Kill) -> None:
    assert_whole(kill(200), kills=600, acknowledged=1000)


@pytest.mark.slow
def test_two_hundred_kills_lose_nothing_on_postgresql(kill: Kill, postgresql: str) -> None:
    assert_whole(kill(200, database=postgresql), kills=600, acknowledged=1000)


def test_record_written_afterwards_is_caught(kill: Kill) -> None:
    found = kill(5, "--twin")
    assert any("has no entry in the record" in fault for fault in found.faults)
