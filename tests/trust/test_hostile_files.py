"""More than 200 deliberately broken files: each gets a sentence and its exit code, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tenthhour.cli import main
from tenthhour.content import loader
from tenthhour.core.errors import Refused
from tenthhour.data import sandbox
from tenthhour.data.checks import check
from tenthhour.data.files import gathered
from tenthhour.data.sandbox import WEB, Parsed, Sheet

from .broken_files import GOOD, Broken, all_files, csv_bytes, xlsx_bytes

Verdict = tuple[int, list[str]]
BROKEN = list(all_files())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("broken")
    for one in BROKEN:
        (made / one.name).write_bytes(one.content)
    return made


def verdict(parsed: Parsed) -> Verdict:
    """Exit code and sentences of one file, as `tenthhour check` gives them."""
    try:
        found = check(gathered([parsed]), loader.measures())
    except Refused as refusal:
        return refusal.exit_code, list(refusal.conditions)
    return (1 if found.blocking else 0), [str(p) for p in found.blocking]


def let_through(broken: list[Broken], verdicts: list[Verdict]) -> list[str]:
    """The files that did not get their exit code with a sentence that names them."""
    return [
        f"{one.name}: exit {code}, {said}"
        for one, (code, said) in zip(broken, verdicts, strict=True)
        if code != one.exit_code
        or not said
        or not all(s.startswith(one.name) and s.endswith(".") for s in said)
    ]


def test_every_broken_file_gets_its_sentence(folder: Path) -> None:
    before = {p.name: p.stat().st_size for p in folder.iterdir()}
    verdicts = [verdict(p) for p in sandbox.run([folder / b.name for b in BROKEN], WEB)]
    assert let_through(BROKEN, verdicts) == []
    assert len(BROKEN) >= 200
    assert sum(code == 3 for code, _ in verdicts) >= 30
    assert {p.name: p.stat().st_size for p in folder.iterdir()} == before


def test_lenient_reader_would_be_caught(folder: Path) -> None:
    """The negative control: a reader that repairs what it does not understand lets files through."""

    def repaired(one: Broken) -> Parsed:
        from tenthhour.data.sandbox.child import _columns

        rows = [line.split(",") for line in one.content.decode("latin-1").replace("\0", "").splitlines()[:50]]
        width = len(rows[0]) if rows else 1
        sheet = Sheet(one.name, "", _columns([(r + [""] * width)[:width] for r in rows]))
        return Parsed(folder / one.name, (sheet,))

    texts = [b for b in BROKEN if b.name.endswith(".csv") and b.exit_code == 1]
    caught = let_through(texts, [verdict(repaired(b)) for b in texts])
    assert any("nul.csv" in line for line in caught)
    assert any("cut-in-last-row.csv" in line for line in caught)
    assert any("extra-cell.csv" in line for line in caught)


@pytest.mark.parametrize("table", list(GOOD))
@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes])
def test_the_same_files_unbroken_are_accepted(
    tmp_path: Path, table: str, write: Callable[[list[dict[str, str]]], bytes]
) -> None:
    path = tmp_path / f"good.{'csv' if write is csv_bytes else 'xlsx'}"
    path.write_bytes(write(GOOD[table]))
    code, said = verdict(sandbox.run([path], WEB)[0])
    assert (code, said) == (0, [])


@pytest.mark.parametrize("one", BROKEN[::20], ids=lambda b: b.name)
def test_command_refuses_without_traceback_or_trace(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one: Broken
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", str(folder / one.name)])
    assert (result.exit_code, list(tmp_path.rglob("*"))) == (one.exit_code, [])
    assert "Traceback" not in result.output
    assert one.name in result.output
