"""After its publication nothing of a pulse is left on disk but bands; before it, nothing that can be read or put in order."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

from tenthhour.core.pulse import slip

HERE = Path(__file__).resolve().parent
BANDS_ALONE = {"id", "wave_id", "item", "groups", "n", "low", "high"}


def run(home: Path, what: str) -> subprocess.CompletedProcess[str]:
    outside = {n: v for n, v in os.environ.items() if not n.startswith(("TENTHHOUR_", "PYTEST_"))}
    command = [sys.executable, str(HERE / "answering.py"), str(home), what]
    done = subprocess.run(command, env=outside, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A site whose hundred people have answered a wave that is still open."""
    home = tmp_path_factory.mktemp("answered") / "site"
    return home, json.loads(run(home, "answer").stdout)


@pytest.fixture
def site(answered: tuple[Path, dict[str, Any]], tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    shutil.copytree(answered[0], tmp_path / "site")
    return tmp_path / "site", answered[1]


def on_disk(home: Path) -> bytes:
    """Every byte of every file: the database, its log, whatever else lies there."""
    return b"".join(file.read_bytes() for file in sorted(home.rglob("*")) if file.is_file())


def found(home: Path, said: dict[str, Any]) -> int:
    """How many slips, their digests, and boxes stand somewhere on disk, whole or their middle."""
    bytes_ = on_disk(home)
    digests = [slip.digest(one).encode() for one in said["slips"].values()]
    boxes = [bytes.fromhex(box)[100:164] for box in said["boxes"]]
    slips = [one.encode() for one in said["slips"].values()]
    return sum(word in bytes_ for word in (*digests, *boxes, *slips))


def rows(home: Path, sql: str) -> list[Any]:
    with sqlite3.connect(home / "tenthhour.sqlite3") as there:
        return there.execute(sql).fetchall()


def test_nothing_but_bands_is_left_after_publication(site: tuple[Path, dict[str, Any]]) -> None:
    home, said = site
    assert found(home, said) >= 100, "the search would find nothing"
    done = run(home, "publish")
    assert found(home, said) == 0
    assert not list(home.glob("pulse-*.key"))
    for table in ("sealedanswer", "slip", "eligible"):
        assert rows(home, f"SELECT count(*) FROM pulse_{table}") == [(0,)]
    assert {name for _, name, *_ in rows(home, "PRAGMA table_info(pulse_result)")} == BANDS_ALONE
    assert len(rows(home, "SELECT * FROM pulse_result")) == 10 * 5
    assert not any(one in done.stdout + done.stderr for one in said["slips"].values())


def test_open_wave_holds_no_readable_answer_and_nothing_links_rows(site: tuple[Path, dict[str, Any]]) -> None:
    home, said = site
    bytes_ = on_disk(home)
    assert not any(one.encode() in bytes_ for one in said["slips"].values())
    assert b'"answers"' not in bytes_
    columns = {
        t: {c[1]: c[2] for c in rows(home, f"PRAGMA table_info(pulse_{t})")}
        for t in ("slip", "sealedanswer", "eligible")
    }
    assert not [
        kind for table in columns.values() for kind in table.values() if "date" in kind or "time" in kind
    ]
    assert set(columns["sealedanswer"]) == {"id", "wave_id", "blob"}
    ids = [{i for (i,) in rows(home, f"SELECT id FROM pulse_{t}")} for t in columns]
    assert not (ids[0] & ids[1] | ids[1] & ids[2] | ids[0] & ids[2])


def test_order_of_boxes_is_not_the_order_of_answers(site: tuple[Path, dict[str, Any]]) -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from tenthhour.apps.pulse.actions.sealing import unseal

    home, said = site
    (key,) = home.glob("pulse-*.key")
    private, wave = X25519PrivateKey.from_private_bytes(key.read_bytes()), uuid.UUID(said["wave"])
    boxes = [blob for (blob,) in rows(home, "SELECT blob FROM pulse_sealedanswer ORDER BY rowid")]
    opened = [unseal(box, private=private, wave_id=wave).answers for box in boxes]
    people = [a + 5 * b + 25 * c for a, b, c, *_ in opened]
    assert sorted(people) == list(range(100))
    hits = sum(person == guess for person, guess in zip(people, said["order"], strict=True))
    assert hits <= 1 + 5, "the place in the file says who answered when"


def test_record_names_no_answer(site: tuple[Path, dict[str, Any]]) -> None:
    home, _ = site
    run(home, "publish")
    acts = {act for (act,) in rows(home, "SELECT action FROM org_auditentry WHERE action LIKE 'pulse%'")}
    assert acts == {"pulse.wave.start", "pulse.wave.freeze", "pulse.wave.step"}


def test_publication_killed_at_any_write_is_all_or_nothing(site: tuple[Path, dict[str, Any]]) -> None:
    home, _ = site
    runs = [json.loads(line) for line in run(home, "kill").stdout.splitlines()]
    assert len(runs) >= 15  # 18 deaths when written
    assert [r["died"] for r in runs] == [True] * (len(runs) - 1) + [False]
    before = [["open", 100, 100, 0], ["closed", 100, 100, 0]]
    after = ["published", 0, 0, 50]
    assert [r["left"]["then"] for r in runs if r["left"]["then"] not in (*before, after)] == []
    assert {tuple(r["left"]["then"]) for r in runs} >= {("closed", 100, 100, 0), tuple(after)}
    assert {(tuple(r["left"]["afterwards"]), r["left"]["keys"]) for r in runs} == {(tuple(after), 0)}
