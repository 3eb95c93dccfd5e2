"""Framework: the phases and prompts of a conversation, with what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Phase:
    """One part of the talk: its minutes, what it is for, and words to begin with."""

    id: str
    title: str
    minutes: int
    aim: str
    prompts: tuple[str, ...]


@dataclass(frozen=True)
class Framework:
    """One file of `content/frameworks`; every key there is a field here.

    `grade` is R, R2 or M (see docs/methods/doable.md); `evidence` says what was
    found, in whom, and what was not.
    """

    id: str
    version: int
    status: Literal["draft", "active", "retired"]
    title: str
    meant_for: str
    opening: tuple[str, ...]
    for_emotion: tuple[str, ...]
    phases: tuple[Phase, ...]
    grade: Literal["R", "R2", "M"]
    evidence: str
    source: str
    reviewed_by: tuple[str, ...] = ()
    reviewed_on: date | None = None

    @property
    def minutes(self) -> int:
        return sum(phase.minutes for phase in self.phases)
