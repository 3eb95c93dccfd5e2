"""The record of a rehearsal: what was chosen, from which everything else follows.

Transcript and debrief are pure functions of it, byte for byte the same on
every machine. It is the only trace of a rehearsal, and it is the leader's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from tenthhour.core.errors import DataProblem, Refused
from tenthhour.core.rehearsal.acts import ACTS
from tenthhour.core.rehearsal.scenario import ActUse, Scenario

ENGINE: Final = "1.1.0"
TURNS_IN: Final = {10: 12, 20: 18, 30: 24}
WAIT: Final = "wait"


@dataclass(frozen=True)
class Turn:
    """One thing the leader did: a written move, or typed text with its confirmed acts."""

    move: str = ""
    acts: tuple[ActUse, ...] = ()
    about: str = ""
    text: str = ""


@dataclass(frozen=True)
class Record:
    """A rehearsal from its first turn to now."""

    scenario: str
    sha256: str
    seed: int
    minutes: int = 20
    name: int = 0
    turns: tuple[Turn, ...] = ()
    engine: str = ENGINE
    coder: str = "palette"

    def then(self, turn: Turn) -> Record:
        """The same record, one turn longer."""
        return replace(self, turns=(*self.turns, turn))

    def until(self, turns: int) -> Record:
        """The same record, cut after this many turns."""
        return replace(self, turns=self.turns[:turns])


def draw(*parts: object) -> int:
    """A number fixed by its parts: the first 8 bytes, big-endian, of their SHA-256.

    >>> draw(4711, "variant") % 3
    2
    """
    joined = "|".join(map(str, parts)).encode()
    return int.from_bytes(sha256(joined).digest()[:8], "big")


def written(record: Record) -> str:
    """The record as canonical JSON: sorted keys, one line, ending in a line feed."""
    values = {
        "v": 1,
        "engine": record.engine,
        "scenario": record.scenario,
        "sha256": record.sha256,
        "coder": record.coder,
        "seed": record.seed,
        "minutes": record.minutes,
        "name": record.name,
        "turns": [_turn_values(turn) for turn in record.turns],
    }
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"


def _turn_values(turn: Turn) -> dict[str, object]:
    if turn.move:
        return {"move": turn.move}
    return {"acts": [_act_values(use) for use in turn.acts], "about": turn.about, "text": turn.text}


def _act_values(use: ActUse) -> dict[str, object]:
    pairs = {"act": use.act, "in": use.meaning, "owner": use.owner, "date": use.date, "gap": use.gap}
    return {key: value for key, value in pairs.items() if value}


def read(text: str) -> Record:
    """A record from its JSON.

    Raises:
        DataProblem: It is not a record of a rehearsal.

    """
    try:
        values = json.loads(text)
        return _record(values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataProblem(
            "This is not a saved rehearsal, or it was changed by hand. Start a new one, or save again."
        ) from error


def _record(values: Mapping[str, object]) -> Record:
    turns = values["turns"]
    if not isinstance(turns, list) or len(turns) > 200 or values["v"] != 1:
        raise ValueError
    texts = {key: _text(values[key]) for key in ("scenario", "sha256", "engine", "coder")}
    minutes = _number(values["minutes"])
    if minutes not in TURNS_IN:
        raise ValueError
    return Record(
        seed=_number(values["seed"]),
        minutes=minutes,
        name=_number(values["name"]),
        turns=tuple(map(_turn, turns)),
        **texts,
    )


def _turn(values: Mapping[str, object]) -> Turn:
    if "move" in values:
        return Turn(move=_text(values["move"]))
    acts = values["acts"]
    if not isinstance(acts, list):
        raise TypeError
    return Turn(acts=tuple(map(_act, acts)), about=_text(values["about"]), text=_text(values["text"]))


def _act(values: Mapping[str, object]) -> ActUse:
    act, owner, gap = (_text(values.get(key, "")) for key in ("act", "owner", "gap"))
    if act not in ACTS or gap not in ("", "plain", "hinted"):
        raise ValueError
    if owner not in ("", "leader", "clinician", "both"):
        raise ValueError
    return ActUse(act, _text(values.get("in", "")), owner, bool(values.get("date")), gap)  # type: ignore[arg-type]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def must_match(record: Record, scenario: Scenario) -> None:
    """Refuse a record that this engine or scenario would replay differently.

    Raises:
        Refused: Made with another engine or another version of the scenario.

    """
    if record.engine != ENGINE:
        raise Refused(
            f"This rehearsal was made with engine {record.engine}; this is {ENGINE}. "
            "It cannot be replayed here as it was. Start a new one."
        )
    if (record.scenario, record.sha256) != (scenario.id, scenario.sha256):
        raise Refused(
            f"This rehearsal was made with another version of '{record.scenario}'. "
            "It cannot be replayed here as it was. Start a new one."
        )
