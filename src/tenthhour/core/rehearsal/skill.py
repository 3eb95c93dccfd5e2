"""Skill: one thing a leader can practise in two minutes, what is known about it, and where to try it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from tenthhour.core.rehearsal.partner import play
from tenthhour.core.rehearsal.record import Record, Turn
from tenthhour.core.rehearsal.state import Stage

MINUTES: Final = 10


@dataclass(frozen=True)
class Exercise:
    """A moment in a scenario's talk: the turns that lead there."""

    scenario: str
    seed: int
    script: tuple[str, ...]

    def record(self, stage: Stage) -> Record:
        """The talk up to this moment; the next turn is the leader's."""
        turns = tuple(Turn(move=move) for move in self.script)
        return Record(stage.scenario.id, stage.scenario.sha256, self.seed, MINUTES, turns=turns)


@dataclass(frozen=True)
class Skill:
    """One file of `content/skills`; every key there is a field here.

    `grade`: R read in a source, R2 on a secondary page, D a design choice of ours.
    """

    id: str
    status: Literal["draft", "active", "retired"]
    title: str
    act: str
    why: str
    how: tuple[str, ...]
    better: str
    worse: str
    grade: Literal["R", "R2", "D"]
    evidence: str
    source: str
    exercise: Exercise
    reviewed_by: tuple[str, ...] = ()

    def is_offered(self, stage: Stage) -> bool:
        """Whether the skill can be used at the moment its exercise leads to."""
        state = play(stage, self.exercise.record(stage)).state
        offered = (stage.moves[id_] for id_ in state.palette)
        return not state.ended and any(self.act in {use.act for use in move.acts} for move in offered)
