"""Words typed into rehearsals are nowhere afterwards: not in the database, its log, dump or copy, nor in any file."""

from __future__ import annotations

import html
import re
import sqlite3
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest
from browser.trial import Trial, trying

CANARY = "kanarienvogel"
SESSIONS = 200
Send = Callable[..., str]


def sender(trial: Trial) -> Send:
    """A browser inside the trial: sends forms with the token of the page before."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.open(trial.url + trial.entrance, timeout=30).close()
    opener.open(f"{trial.url}/rehearse/", timeout=30).close()

    def send(path: str, **form: object) -> str:
        token = next(cookie.value for cookie in jar if "csrf" in cookie.name)
        sent = urlencode({"csrfmiddlewaretoken": token, **form}, doseq=True).encode()
        return str(opener.open(trial.url + path, sent, timeout=60).read().decode())

    return send


def record_in(page: str) -> str:
    return html.unescape(re.search(r'name="record" value="([^"]*)"', page)[1])  # type: ignore[index]


def rehearse(send: Send, number: int) -> None:
    """One rehearsal with the canary in everything that can be typed, looked back on, saved and sealed."""
    word = f"{CANARY}{number}"
    start = {"scenario": "listener-and-number", "minutes": "10", "name": "she", "feedback": "each"}
    record = record_in(send("/rehearse/talk/", **start))
    asked = send("/rehearse/talk/", record=record, typed=f"What does {word} mean to you?")
    assert word in asked
    send("/rehearse/talk/", record=record, typed=f"I hear {word}.", differently="1")
    page = send("/rehearse/talk/", record=record, typed=f"What does {word} mean to you?", act="ask_open")
    record = record_in(page)
    again = send("/rehearse/talk/", record=record, again_from="1", kept=record)
    assert word in again
    assert word in send("/rehearse/debrief/", record=record, kept=record, feedback="guess", guess=word[:4])
    assert word in send("/rehearse/copy/", record=record)
    send("/rehearse/copy/", record=record, passphrase=word)


def to_the_end(send: Send) -> None:
    """One rehearsal that is counted: the control, because a count is kept."""
    record = record_in(
        send("/rehearse/talk/", scenario="listener-and-number", minutes="10", name="she", feedback="end")
    )
    for _ in range(12):
        record = record_in(send("/rehearse/talk/", record=record, move="wait"))


def dumped(database: Path, copy: Path) -> str:
    """The database as a dump and as a copy made while the site runs."""
    with sqlite3.connect(database) as there, sqlite3.connect(copy) as here:
        there.backup(here)
        text = "\n".join(there.iterdump())
    return text + copy.read_bytes().decode("latin-1")


@pytest.mark.slow  # its small sibling, in one process and on both engines, is in unit/apps/rehearsal
def test_no_word_of_a_rehearsal_is_left_anywhere(tmp_path: Path) -> None:
    file = tmp_path / "numbers.csv"
    file.write_text("Provider,Month,Score\nAnna Example,2026-01,14.5\n")
    with trying(tmp_path, str(file)) as trial:
        send = sender(trial)
        to_the_end(send)
        for number in range(SESSIONS):
            rehearse(send, number)
        database = next(path for path in trial.left() if path.name == "tenthhour.sqlite3")
        kept = dumped(database, tmp_path / "copy.sqlite3")
        assert "rehearsal_runcount" in kept
        assert "listener-and-number" in kept
        assert trial.holding("listener-and-number")  # the search does find what is kept
        assert CANARY not in kept
        assert trial.holding(CANARY) == []
        assert CANARY not in trial.log
