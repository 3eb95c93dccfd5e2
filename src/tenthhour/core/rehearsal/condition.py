"""When something holds: the closed language scenarios are written in.

A condition is a value, never code. `content/scenarios.py` reads it from YAML;
nothing else may build one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

COUNTS: Final = ("grounded", "felt", "harm")
FLAGS: Final = (
    "gap_stated",
    "gap_hinted",
    "stakes_disclosed",
    "owner_leader",
    "owner_clinician",
    "date",
    "threatened",
    "ended_by_other",
    "asked_for_stakes",
)


class Situation(Protocol):
    """What a condition may look at."""

    @property
    def phase(self) -> str: ...
    @property
    def layer(self) -> int: ...
    @property
    def topic(self) -> str: ...
    @property
    def told(self) -> frozenset[str]: ...
    @property
    def flags(self) -> frozenset[str]: ...
    @property
    def acts_now(self) -> tuple[str, ...]: ...
    @property
    def acts_recent(self) -> tuple[str, ...]: ...
    @property
    def open_scars(self) -> frozenset[str]: ...
    def level(self, name: str) -> int: ...
    def count(self, name: str) -> int: ...
    def has_said(self, move: str) -> bool: ...


@dataclass(frozen=True)
class Bound:
    """At least or at most a whole number."""

    at_least: bool
    number: int

    def allows(self, value: int) -> bool:
        return value >= self.number if self.at_least else value <= self.number


@dataclass(frozen=True)
class Condition:
    """Holds in some situations; the bare one always does."""

    def holds(self, at: Situation) -> bool:
        return True


ALWAYS: Final = Condition()


@dataclass(frozen=True)
class All(Condition):
    """Every part holds."""

    parts: tuple[Condition, ...]

    def holds(self, at: Situation) -> bool:
        return all(part.holds(at) for part in self.parts)


@dataclass(frozen=True)
class Any(Condition):
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def holds(self, at: Situation) -> bool:
        return any(part.holds(at) for part in self.parts)


@dataclass(frozen=True)
class Not(Condition):
    """The part does not hold."""

    part: Condition

    def holds(self, at: Situation) -> bool:
        return not self.part.holds(at)


@dataclass(frozen=True)
class LevelIs(Condition):
    """A level of the other person, 0-100, lies within a bound."""

    name: str
    bound: Bound

    def holds(self, at: Situation) -> bool:
        return self.bound.allows(at.level(self.name))


@dataclass(frozen=True)
class LayerIs(Condition):
    """How much has been told, 0-4."""

    bound: Bound

    def holds(self, at: Situation) -> bool:
        return self.bound.allows(at.layer)


@dataclass(frozen=True)
class CountIs(Condition):
    """How often so far: grounded reflections, reflections of feeling or value, harmful turns."""

    name: str
    bound: Bound

    def holds(self, at: Situation) -> bool:
        return self.bound.allows(at.count(self.name))


@dataclass(frozen=True)
class PhaseIn(Condition):
    """The talk is in one of these phases."""

    phases: tuple[str, ...]

    def holds(self, at: Situation) -> bool:
        return at.phase in self.phases


@dataclass(frozen=True)
class TopicIs(Condition):
    """The talk is about this."""

    topics: tuple[str, ...]

    def holds(self, at: Situation) -> bool:
        return at.topic in self.topics


@dataclass(frozen=True)
class ActNow(Condition):
    """The turn just taken does one of these acts."""

    acts: tuple[str, ...]

    def holds(self, at: Situation) -> bool:
        return any(act in self.acts for act in at.acts_now)


@dataclass(frozen=True)
class Recent(Condition):
    """One of these acts in the last two turns."""

    acts: tuple[str, ...]

    def holds(self, at: Situation) -> bool:
        return any(act in self.acts for act in at.acts_recent)


@dataclass(frozen=True)
class ScarOpen(Condition):
    """A threat, or blame, has not healed."""

    kind: str

    def holds(self, at: Situation) -> bool:
        return self.kind in at.open_scars


@dataclass(frozen=True)
class Flag(Condition):
    """Something has happened in this talk."""

    name: str

    def holds(self, at: Situation) -> bool:
        return self.name in at.flags


@dataclass(frozen=True)
class Told(Condition):
    """A fact has been told."""

    fact: str

    def holds(self, at: Situation) -> bool:
        return self.fact in at.told


@dataclass(frozen=True)
class Said(Condition):
    """The leader has used this move."""

    move: str

    def holds(self, at: Situation) -> bool:
        return at.has_said(self.move)
