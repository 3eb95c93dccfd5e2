"""The same record gives the same bytes on every Python we support."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tenthhour.content.scenarios import scenario, scenarios
from tenthhour.core.rehearsal.linter.bots import BOTS, run
from tenthhour.core.rehearsal.record import written
from tenthhour.core.rehearsal.state import Stage

SOURCE = Path(__file__).resolve().parents[4] / "src"
BOTS_PLAYED = ("listener", "random", "ultimatum_at_3", "mixed_20", "over_nice")
# The scenario crosses as a pickle: reading YAML needs packages the other Python may not have.
ELSEWHERE = """
import pickle, sys
sys.path.insert(0, sys.argv[1])
from tenthhour.core.rehearsal.feedback import debrief
from tenthhour.core.rehearsal.partner import play
from tenthhour.core.rehearsal.record import read
from tenthhour.core.rehearsal.state import Stage
scenario, records = pickle.load(sys.stdin.buffer)
stage = Stage.of(scenario)
for record in records:
    talk = play(stage, read(record))
    print(ascii([talk.opening, debrief(stage, talk)]))
    for each in talk.exchanges:
        print(ascii([each.said.text, each.reply, each.effects, each.after.levels, each.after.palette]))
"""


def python(version: str) -> Path:
    """A Python of this version, of pyenv or of the system; NOT RUN aloud where there is none."""
    found = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    found += [path for path in [Path(f"/usr/bin/python{version}")] if path.exists()]
    if not found:
        pytest.skip(f"NOT RUN: there is no Python {version} on this machine")
    return found[0]


def assert_same_there(version: str, name: str, bots: Iterable[str], seeds: int) -> int:
    """Replay records of these bots on both Pythons; how many there were."""
    found = scenario(name)
    records = [written(run(Stage.of(found), BOTS[bot], seed).record) for bot in bots for seed in range(seeds)]
    given = pickle.dumps((found, records))
    command = [str(python(version)), "-c", ELSEWHERE, str(SOURCE)]
    there = subprocess.run(command, input=given, capture_output=True, check=True).stdout
    here = subprocess.run([sys.executable, *command[1:]], input=given, capture_output=True, check=True).stdout
    assert len(there) > 3000 * len(records)
    assert there == here
    return len(records)


@pytest.mark.parametrize("version", ["3.12", "3.13"])
def test_replay_and_debrief_are_the_same_bytes(version):
    assert assert_same_there(version, "listener-and-number", BOTS_PLAYED, 6) == 30


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.12", "3.13"])
def test_five_hundred_records_of_all_talks_are_the_same_bytes(version):
    assert sum(assert_same_there(version, name, BOTS, 8) for name in scenarios()) >= 500
