"""`tenthhour rehearse`: keys, files, exit codes, 80 columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tenthhour.cli import main
from tenthhour.content.scenarios import SHIPPED


def run(*arguments: str, keys: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=keys)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the terminal remembers how much feedback it gives."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "tenthhour" / "feedback"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    file = tmp_path / "talk.json"
    assert run("rehearse", "--seed", "3", "--save", str(file), keys="1\nw\n2\nq\n").exit_code == 0
    return file


def test_talk_ends_with_the_debrief():
    shown = run("rehearse", "--seed", "3", keys="1\n2\nq\n")
    assert shown.exit_code == 0
    assert "Draft: no named clinician has reviewed this scenario yet." in shown.output
    assert (
        shown.output.index("Turn 2 of 18") < shown.output.index("Her side") < shown.output.index("Sixty days")
    )


def test_no_line_is_wider_than_80_columns():
    shown = run("rehearse", "--seed", "5", "--feedback", "each", keys="1\n2\n3\n1\n2\n3\nq\n")
    assert max(len(line) for line in shown.output.splitlines()) <= 80


def test_end_of_input_stops_like_q():
    assert "How it ended" in run("rehearse", "--seed", "3", keys="1\n").output


def test_unknown_key_asks_again():
    assert '"hello" is not a choice here.' in run("rehearse", "--seed", "3", keys="hello\nq\n").output


def test_saved_file_is_private_and_replays_the_same(saved):
    assert saved.stat().st_mode & 0o777 == 0o600
    first, second = (run("rehearse", "--replay", str(saved)).output for _ in range(2))
    assert first == second
    assert "(You wait.)" in first


def test_going_on_from_a_turn_forks(saved):
    shown = run("rehearse", "--replay", str(saved), "--from-turn", "2", keys="q\n")
    assert "Turn 2 of 18" in shown.output


def test_nothing_is_overwritten(saved):
    shown = run("rehearse", "--save", str(saved), keys="q\n")
    assert shown.exit_code == 2
    assert "already there" in shown.output


def test_unknown_scenario_offers_the_nearest():
    shown = run("rehearse", "listner")
    assert shown.exit_code == 2
    assert "No scenario called 'listner'. Did you mean listener-and-number?" in shown.output


def test_other_version_of_the_scenario_is_refused(saved):
    saved.write_text(json.dumps(json.loads(saved.read_text()) | {"sha256": "0" * 64}))
    assert run("rehearse", "--replay", str(saved)).exit_code == 3


def test_file_that_is_no_record_is_said(tmp_path):
    file = tmp_path / "other.json"
    file.write_text("[]")
    shown = run("rehearse", "--replay", str(file))
    assert shown.exit_code == 1
    assert "not a saved rehearsal" in shown.output


def test_typed_sentences_are_never_left_alone():
    shown = run("rehearse", "--mode", "free")
    assert shown.exit_code == 3
    assert "Typed sentences are confirmed here" in shown.output


def test_typed_sentence_is_confirmed_with_one_key():
    shown = run("rehearse", "--seed", "3", keys="t\nWhat gets in the way?\n1\nq\n")
    assert "an open question" in shown.output
    assert "1. You: What gets in the way?" in shown.output


def test_end_of_the_input_takes_a_typed_sentence_back():
    shown = run("rehearse", "--seed", "3", keys="t\nWhat gets in the way?\n")
    assert shown.exit_code == 0
    assert "Nothing was said" in shown.output


def test_words_about_safety_stop_the_talk():
    shown = run("rehearse", "--seed", "3", keys="t\nI want to die.\n")
    assert shown.exit_code == 3
    assert "emergency number" in shown.output


def test_shipped_scenario_has_no_faults():
    shown = run("scenario", "lint", "--seeds", "8")
    assert shown.exit_code == 0, shown.output
    assert "0 faults" in shown.output


def test_broken_scenario_is_named_with_place_and_remedy(tmp_path):
    text = (SHIPPED / "listener-and-number.yaml").read_text().replace("flag: gap_stated", "flag: gap_said", 1)
    file = tmp_path / "listener-and-number.yaml"
    file.write_text(text)
    shown = run("scenario", "lint", str(file))
    assert shown.exit_code == 1
    assert '"gap_said" is not one of' in shown.output


def test_sealed_copy_opens_with_its_passphrase(tmp_path):
    file = tmp_path / "talk.json"
    assert (
        run("rehearse", "--seed", "3", "--save", str(file), "--seal", keys="1\nq\nsecret words\n").exit_code
        == 0
    )
    assert run("rehearse", "--replay", str(file), keys="secret words\n").exit_code == 0
    assert run("rehearse", "--replay", str(file), keys="other words\n").exit_code == 3


def test_feedback_fades_by_what_is_remembered(state):
    state.parent.mkdir(parents=True)
    state.write_text("2:0")
    shown = run("rehearse", "--seed", "3", keys="1\nq\n").output
    assert "Feedback: at the end." in shown
    assert "Heard:" not in shown
    assert state.read_text() == "2:0"


def test_whole_talk_is_remembered_by_three_characters_alone(state):
    run("rehearse", "--seed", "3", "--minutes", "10", keys="w\n" * 12)
    assert list(state.parent.iterdir()) == [state]
    assert state.read_text() == "0:-1"


def test_chosen_feedback_is_not_remembered(state):
    run("rehearse", "--seed", "3", "--minutes", "10", "--feedback", "end", keys="w\n" * 12)
    assert not state.exists()
