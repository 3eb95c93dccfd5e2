"""An import killed anywhere leaves the old month or the new one, never a part of it."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

# One worker: both tests kill the same import, and setting it up takes half a minute.
pytestmark = pytest.mark.xdist_group("killed import")

IMPORTER = Path(__file__).with_name("importing.py")
POINTS = 50
TABLES = (
    "measurement_batch",
    "measurement_monthrun",
    "measurement_personmonth",
    "measurement_storedfinding",
    "measurement_storednotsaid",
    "measurement_storedseries",
    "measurement_correction",
    "org_person",
    "org_assignment",
    "org_auditentry",
    "org_notice",
)
State = tuple[int, ...]


@dataclass
class Importer:
    """A warm process that imports where it is told, and dies where it is told."""

    process: subprocess.Popen[str]

    def run(self, home: Path, files: Path, where: str) -> str:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{home}|{files}|{where}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@pytest.fixture(scope="module")
def importer() -> Iterator[Callable[..., Importer]]:
    """Starts importers and ends them."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> Importer:
        command = [sys.executable, str(IMPORTER), *arguments]
        started.append(
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ
            )
        )
        return Importer(started[-1])

    yield start
    for process in started:
        process.communicate(timeout=30)


def _results(folder: Path, months: list[str], shift: int) -> Path:
    """A small clinic: five people, one measure; `shift` corrects every count."""
    folder.mkdir()
    people = [f"c{i}" for i in range(1, 6)]
    rows = [
        f"{p},bp_controlled,{m},{5 + (i * 7 + j * 3) % 6 + shift},{100 + i}"
        for i, p in enumerate(people)
        for j, m in enumerate(months)
    ]
    head = "clinician_id,measure_id,month,numerator,denominator"
    (folder / "results.csv").write_text("\n".join([head, *rows]) + "\n")
    listed = [f"{p},Dr Example {p},lead" for p in people]
    (folder / "clinicians.csv").write_text("\n".join(["clinician_id,name,leader_id", *listed]) + "\n")
    return folder


@dataclass(frozen=True)
class Site:
    """A home with one month in, files that correct and lengthen it, and what counts before and after."""

    home: Path
    files: Path
    old: State
    new: State
    seconds: float
    writes: int


def state(home: Path) -> State:
    """Rows of every table an import writes; the database itself must be sound."""
    with closing(sqlite3.connect(home / "tenthhour.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return tuple(database.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, importer: Callable[..., Importer]) -> Site:
    folder = tmp_path_factory.mktemp("killed")
    months = [f"{y}-{m:02d}" for y in (2025, 2026) for m in range(1, 13)][:22]
    first = _results(folder / "first", months[:21], 0)
    second = _results(folder / "second", months, 1)
    home = folder / "home"
    home.mkdir()
    _migrate(home)
    warm = importer()
    assert warm.run(home, first, "never") == "exit 0"
    old = state(home)
    wholes = [_copied(home, folder / name) for name in ("whole", "again", "counted")]
    writes = int(warm.run(wholes.pop(), second, "count").removeprefix("exit "))
    # The quicker of two: one slowed down by other work would put most deaths after the end of the rest.
    seconds = min(_seconds(warm, whole, second) for whole in wholes)
    return Site(home, second, old, state(wholes[0]), seconds, writes)


def _seconds(warm: Importer, home: Path, files: Path) -> float:
    """How long a whole import takes in which nothing is remembered, as in those that die by time."""
    began = time.monotonic()
    assert warm.run(home, files, "time:600") == "exit 0"
    return time.monotonic() - began


def _migrate(home: Path) -> None:
    env = {**os.environ, "TENTHHOUR_HOME": str(home)}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"]
    subprocess.run(command, env=env, check=True)


def _copied(home: Path, to: Path) -> Path:
    return Path(shutil.copytree(home, to))


def _points(site: Site, count: int, seed: int) -> list[str]:
    """A third of the deaths at a moment of the whole import, two thirds at a writing statement or just not."""
    drawn = random.Random(seed)
    last = site.writes + site.writes // 4  # a fifth of them live: what is acknowledged must be there
    times = [f"time:{drawn.uniform(0, site.seconds):.3f}" for _ in range(count // 3)]
    return times + [f"write:{drawn.randint(1, last)}" for _ in range(count - len(times))]


def _killed(warm: Importer, site: Site, points: list[str], folder: Path) -> list[tuple[str, State, bool]]:
    """How each import ended, what it left, and whether the next run completed it."""
    found = []
    for i, where in enumerate(points):
        home = _copied(site.home, folder / str(i))
        ended = warm.run(home, site.files, where)
        left = state(home)
        again = i % 10 == 0 and warm.run(home, site.files, "never") == "exit 0" and state(home) == site.new
        found.append((ended, left, again))
        shutil.rmtree(home)
    return found


def test_killed_import_leaves_old_or_new(
    site: Site, importer: Callable[..., Importer], tmp_path: Path
) -> None:
    halves = [_points(site, POINTS // 2, seed) for seed in (1, 2)]
    folders = [tmp_path / "a", tmp_path / "b"]
    with ThreadPoolExecutor(2) as both:
        runs = both.map(lambda h, f: _killed(importer(), site, h, f), halves, folders)
        found = [one for run in runs for one in run]
    ends = Counter({site.old: "old", site.new: "new"}.get(left, "part") for _, left, _ in found)
    acknowledged = [left for ended, left, _ in found if ended == "exit 0"]
    assert ends["part"] == 0
    assert acknowledged.count(site.new) == len(acknowledged)
    assert sum(again for *_, again in found) == sum(len(range(0, len(h), 10)) for h in halves)
    _assert_work(len(found), ends["old"], ends["new"], sum(e == "killed" for e, *_ in found))


def _assert_work(points: int, before: int, after: int, killed: int) -> None:
    """Too little work is a failure: an empty run would pass everything else."""
    assert points >= POINTS, f"too little work: {points} points"
    assert before >= 20, f"too little work: {before} imports ended before the commit"
    assert after >= 2, f"too little work: {after} imports ended after the commit"
    assert killed >= 30, f"too little work: {killed} imports were killed"


def test_import_row_by_row_is_caught(site: Site, importer: Callable[..., Importer], tmp_path: Path) -> None:
    twin = importer("--twin")
    points = [f"write:{n}" for n in (3, 6, 9, 12)]
    lefts = [left for _, left, _ in _killed(twin, site, points, tmp_path)]
    assert any(left not in (site.old, site.new) for left in lefts)
