"""How far a command is: said on a terminal, and only there."""

from __future__ import annotations

import io
import sys

import pytest
from clinics import clinic, measure

from tenthhour.cli import progress, working
from tenthhour.pipeline import replay


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_terminal_shows_what_is_done_and_how_much_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    working("Reading ...")
    with progress("Judging") as tick:
        for done in (1, 2, 3, 4):
            tick(done, 4)
    shown = terminal.getvalue()
    assert shown.startswith("Reading ...\n")
    assert "Judging" in shown
    assert "100%" in shown


def test_anything_else_than_a_terminal_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    working("Reading ...")
    with progress("Judging") as tick:
        tick(1, 1)
    assert capsys.readouterr().err == ""


def test_replay_tells_each_month() -> None:
    told: list[tuple[int, int]] = []
    replay(clinic(4, 5), [measure()], tick=lambda done, of: told.append((done, of)))
    assert told == [(done, 5) for done in range(1, 6)]
