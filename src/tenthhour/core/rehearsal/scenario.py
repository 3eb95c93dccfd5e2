"""Scenario: a persona, her lines, the leader's moves, and how the talk can end.

Every key of a file in `content/scenarios` is a field here. Values only; the
one language inside is that of `condition.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tenthhour.core.rehearsal.acts import COSTLY, HARMFUL
from tenthhour.core.rehearsal.condition import ALWAYS, Condition

Mood = Literal["any", "calm", "even", "open", "tired", "sharp", "compliant"]
Pool = Literal["opening", "reaction", "content", "hook", "deflection", "closing"]


@dataclass(frozen=True)
class Reviewer:
    """A named person who read the scenario, in what role, on what day."""

    name: str
    role: str
    on: str


@dataclass(frozen=True)
class DataCard:
    """The figures the leader has on the table; the scenario's own, nobody's real ones."""

    measure: str
    encounters_or_n: int
    estimate: str
    low: str
    high: str
    expected: str
    note: str


@dataclass(frozen=True)
class Brief:
    """What the leader knows before the door opens, and what would match this scenario."""

    role: str
    relationship: Literal["new", "known", "strained"]
    known: tuple[str, ...]
    data_card: DataCard
    goal: str
    turns: int
    topic_class: str
    step: Literal["S0", "S1", "S2", "S3", "S4", "S5"]
    gap_size: Literal["none", "small", "large"]
    meanings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Name:
    """A name and pronoun; never reach the state."""

    name: str
    pronoun: Literal["she", "he", "they"]


@dataclass(frozen=True)
class Variant:
    """Another day, another version of the same person: start levels and one fact of her own."""

    id: str
    start: Mapping[str, int]
    secret: str
    style: str


@dataclass(frozen=True)
class Persona:
    """Who sits on the other side.

    `traces`: for a fact behind a gate, words that every line telling it contains; a leak is found by them.
    """

    names: tuple[Name, ...]
    voice: str
    style: str
    facts: Mapping[str, str]
    values: Mapping[str, str]
    variants: tuple[Variant, ...]
    traces: Mapping[str, str]
    triggers: Mapping[str, str] = field(default_factory=dict)
    sensitivities: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Topic:
    """Something the talk can be about, with the words people use for it."""

    id: str
    cues: tuple[str, ...]
    paraphrases: tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """Something she says or means, that can be given back to her."""

    id: str
    level: Literal["content", "feeling", "value"]
    paraphrases: tuple[str, ...]


@dataclass(frozen=True)
class Gate:
    """What has to be true before she tells something."""

    id: str
    layer: int
    requires: Condition
    reveals: tuple[str, ...] = ()
    closes_on: tuple[str, ...] = ("blame", "confront", "threaten")


@dataclass(frozen=True)
class Line:
    """Something she can say, in one or more wordings.

    `to` names the moves it answers directly; without it the line answers
    whatever is about its topics and does one of the acts in `acts`. A `calm`
    line fits every mood but a sharp or a compliant one.
    """

    id: str
    pool: Pool
    text: tuple[str, ...]
    when: Condition = ALWAYS
    about: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    mood: Mood = "any"
    once: bool = True
    cooldown: int = 0
    ask_back: bool = False


@dataclass(frozen=True)
class ActUse:
    """One act inside a move or a typed sentence."""

    act: str
    meaning: str = ""
    owner: Literal["", "leader", "clinician", "both"] = ""
    date: bool = False
    gap: Literal["", "plain", "hinted"] = ""


@dataclass(frozen=True)
class Move:
    """Something the leader can say. `ends` closes the talk; `evasive` is kind and says nothing."""

    id: str
    text: str
    acts: tuple[ActUse, ...]
    about: str
    when: Condition = ALWAYS
    evasive: bool = False
    ends: bool = False
    note: str = ""

    @property
    def main_act(self) -> str:
        """The act a move is mainly for."""
        return self.acts[0].act

    @property
    def is_poor(self) -> bool:
        """Harmful, costly, or kind and evasive."""
        return self.evasive or any(use.act in HARMFUL | COSTLY for use in self.acts)


@dataclass(frozen=True)
class Side:
    """A sentence of her side of the talk, and when it is true."""

    text: str
    when: Condition = ALWAYS


@dataclass(frozen=True)
class Outcome:
    """How the talk can end; the first whose condition holds is the one."""

    id: str
    title: str
    when: Condition
    closing: tuple[str, ...]
    her_side: tuple[Side, ...]
    sixty_days: str


@dataclass(frozen=True)
class Exemplar:
    """Moves that would have answered one of her lines well."""

    line: str
    moves: tuple[str, ...]


@dataclass(frozen=True)
class Debrief:
    """What the debrief looks for: good answers, and what counts as touching each phase."""

    exemplars: tuple[Exemplar, ...]
    phases: Mapping[str, Condition]
    principles: tuple[str, ...]


@dataclass(frozen=True)
class Script:
    """A test inside the scenario: these moves must end so, in this share of seeds."""

    script: tuple[str, ...]
    seeds: int
    expect: str
    min_percent: int


@dataclass(frozen=True)
class Scenario:
    """One file of `content/scenarios`."""

    id: str
    version: str
    status: Literal["draft", "reviewed"]
    language: str
    licence: str
    title: str
    author: str
    brief: Brief
    persona: Persona
    topics: tuple[Topic, ...]
    meanings: tuple[Meaning, ...]
    gates: tuple[Gate, ...]
    lines: tuple[Line, ...]
    moves: tuple[Move, ...]
    outcomes: tuple[Outcome, ...]
    debrief: Debrief
    tests: tuple[Script, ...] = ()
    reviewers: tuple[Reviewer, ...] = ()
    sha256: str = ""
    contradictions: tuple[tuple[str, str], ...] = ()
