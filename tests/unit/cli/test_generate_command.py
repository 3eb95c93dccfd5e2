"""`tenthhour generate` and `tenthhour measures` as somebody at a terminal meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tenthhour.cli import main


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_generate_says_what_it_made(tmp_path: Path) -> None:
    result = run("generate", str(tmp_path / "out"), "--clinicians", "3", "--months", "6")
    assert result.exit_code == 0
    assert "3 made-up clinicians, 6 months to 2026-10" in result.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--until", "2026-13"], "--until: 2026-13 is not a month."),
        (["--clinicians", "0"], "--clinicians: 0 is not between 1 and 5000."),
        (["--drift", "some"], "'some' is not one of"),
    ],
)
def test_generate_called_wrongly_exits_2(tmp_path: Path, words: list[str], sentence: str) -> None:
    result = run("generate", str(tmp_path / "out"), *words)
    assert result.exit_code == 2
    assert sentence in result.output
    assert not (tmp_path / "out").exists()


def test_generate_into_a_full_folder_exits_2(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    assert run("generate", str(tmp_path)).exit_code == 2


def test_measures_lists_every_one_with_its_state() -> None:
    result = run("measures")
    assert "wrvu_per_session            Work RVUs per session (draft)" in result.output


def test_measures_shows_one_in_full() -> None:
    result = run("measures", "encounters_per_session")
    assert "neither higher nor lower is better" in result.output
    assert "draft: not yet reviewed by a named person" in result.output


def test_measures_as_json_holds_every_key() -> None:
    result = run("measures", "bp_controlled", "--format", "json")
    measure = json.loads(result.output)["measures"][0]
    assert measure["worth_knowing"] == {"scale": "odds_ratio", "value": 1.6}


def test_measures_unknown_id_exits_2() -> None:
    result = run("measures", "nothing")
    assert (result.exit_code, 'no measure "nothing"' in result.output) == (2, True)
