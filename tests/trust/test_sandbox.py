"""The child process: what it may use up, and that its end is a sentence, not a crash of ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tenthhour.data import sandbox
from tenthhour.data.sandbox import WEB

GOOD = "clinician_id,measure_id,month,numerator,denominator\nc01,dna,2026-03,3,40\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.csv"
    path.write_text(GOOD)
    return path


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "long.csv"
    path.write_text("a,b,c,d,e,f,g,h\n" + "1,2,3,4,5,6,7,8\n" * 800_000)
    return path


def test_file_that_takes_too_long_is_refused_and_the_next_is_read(long: Path, good: Path) -> None:
    first, second = sandbox.run([long, good], replace(WEB, seconds=0))
    assert str(first.problems[0]) == (
        "long.csv: took more than 0 s to read and was stopped. "
        "Nothing was stored. Split it by month, or run `tenthhour import` on the server."
    )
    assert (second.problems, second.sheets[0].cells.num_rows) == ((), 2)


def test_file_that_needs_too_much_memory_is_refused(long: Path) -> None:
    (refused,) = sandbox.run([long], replace(WEB, memory=300 * 1024 * 1024))
    assert refused.sheets == ()
    assert str(refused.problems[0]).startswith("long.csv: needs more than 300 MB of memory to read.")


def test_file_over_the_limit_is_never_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as opened:
        opened.truncate(60 * 1024 * 1024)
    (refused,) = sandbox.run([path], WEB)
    assert str(refused.problems[0]) == "huge.csv: is 60 MB; the limit is 50 MB. Split it by month."


def test_more_rows_than_allowed_are_refused(good: Path) -> None:
    (refused,) = sandbox.run([good], replace(WEB, rows=1))
    assert str(refused.problems[0]) == "good.csv: more than 1 rows. Split it by month."


def test_good_file_stays_far_below_the_limits(good: Path) -> None:
    (read,) = sandbox.run([good], replace(WEB, memory=WEB.memory * 3 // 4, seconds=2))
    assert read.problems == ()
