"""How much feedback the terminal gives by now: three characters in a file of the leader's own, nothing else.

No talk, no scenario, no date: how far feedback has faded, and which way the last talk pointed.
"""

from __future__ import annotations

import os
from pathlib import Path

from tenthhour.core.rehearsal.feedback import Fading

_NOW = {
    "each": "after each turn",
    "turning": "after turns that moved something, and after closed questions",
    "end": "at the end",
    "guess": "at the end, after your own guess",
}


def file() -> Path:
    """Where it is remembered: the folder for such things, as the system names it."""
    folder = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(folder) / "tenthhour" / "feedback"


def remembered() -> Fading:
    """What was remembered; the beginning where nothing was or it cannot be read."""
    try:
        return Fading.read(file().read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return Fading()


def remember(fading: Fading) -> None:
    """Keep it; where the folder cannot be written nothing is remembered, and the talk has still been held."""
    try:
        file().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file().write_text(str(fading), encoding="utf-8")
    except OSError:
        return


def words(level: str, fades: bool) -> str:
    """What feedback there will be, and what it depends on."""
    if not fades:
        return f"Feedback: {_NOW[level]}."
    return (
        f"Feedback: {_NOW[level]}. It gets less as you practise; only how much is remembered, in {file()}. "
        "--feedback chooses otherwise."
    )
