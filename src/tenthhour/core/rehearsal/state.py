"""Where the talk stands: the other person's levels, what was told, what still hurts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from tenthhour.core.rehearsal.acts import HARMFUL, LEVELS, PHASES, phase_percent
from tenthhour.core.rehearsal.condition import All, Any, Condition, Told
from tenthhour.core.rehearsal.record import draw
from tenthhour.core.rehearsal.scenario import Gate, Line, Meaning, Move, Scenario, Variant

STAKES: Final = "stakes"
_INDEX: Final = {name: index for index, name in enumerate(LEVELS)}


POOLS: Final = ("opening", "reaction", "content", "hook", "deflection", "closing")


@dataclass(frozen=True)
class Kind:
    """What the palette needs to know of a move, worked out once."""

    act: str
    is_poor: bool
    is_neutral: bool
    words: int
    fits: Mapping[str, int]
    follows: frozenset[str]
    meanings: frozenset[str]
    needs_grounds: bool

    @classmethod
    def of(cls, move: Move) -> Kind:
        act = move.main_act
        acts = {use.act for use in move.acts}
        return cls(
            act=act,
            is_poor=move.is_poor,
            is_neutral=act in ("inform", "ask_closed"),
            words=len(move.text.split()),
            fits={phase: phase_percent(act, phase) // 20 for phase in PHASES},
            follows=frozenset(facts_of(move.when)),
            meanings=frozenset(use.meaning for use in move.acts if use.meaning),
            needs_grounds=bool(acts & {"reflect", "summarise", "repair"}),
        )


@dataclass(frozen=True)
class Stage:
    """A scenario with its indexes, so that a turn looks things up instead of searching."""

    scenario: Scenario
    moves: Mapping[str, Move]
    meanings: Mapping[str, Meaning]
    lines: Mapping[str, Line]
    direct: Mapping[str, tuple[Line, ...]]
    loose: Mapping[str, tuple[Line, ...]]
    kinds: Mapping[str, Kind]
    gates: tuple[Gate, ...]
    gate_of: Mapping[str, str]
    secrets: frozenset[str]

    @classmethod
    def of(cls, scenario: Scenario) -> Stage:
        direct: dict[str, list[Line]] = {}
        for line in scenario.lines:
            for move in line.to:
                direct.setdefault(move, []).append(line)
        return cls(
            scenario=scenario,
            moves={move.id: move for move in scenario.moves},
            meanings={meaning.id: meaning for meaning in scenario.meanings},
            lines={line.id: line for line in scenario.lines},
            direct={move: tuple(lines) for move, lines in direct.items()},
            loose={pool: _loose(scenario, pool) for pool in POOLS},
            kinds={move.id: Kind.of(move) for move in scenario.moves},
            gates=tuple(sorted(scenario.gates, key=lambda gate: gate.layer)),
            gate_of={fact: gate.id for gate in scenario.gates for fact in gate.reveals},
            secrets=frozenset(variant.secret for variant in scenario.persona.variants),
        )


def _loose(scenario: Scenario, pool: str) -> tuple[Line, ...]:
    return tuple(line for line in scenario.lines if not line.to and line.pool == pool)


def facts_of(condition: Condition) -> Iterator[str]:
    """The facts a condition waits for."""
    if isinstance(condition, Told):
        yield condition.fact
    elif isinstance(condition, All | Any):
        for part in condition.parts:
            yield from facts_of(part)


@dataclass(frozen=True)
class Scar:
    """What a harmful turn leaves: open until two turns after a repair with no new harm."""

    kind: str
    turn: int
    repaired: int = -1
    healed: bool = False


@dataclass(frozen=True)
class Spoken:
    """A wording she has used, and when."""

    turn: int
    line: str
    wording: int
    pool: str


@dataclass(frozen=True)
class State:
    """Everything the next turn depends on; a value, so branches cost nothing."""

    levels: tuple[int, ...]
    variant: str
    secret: str
    available: frozenset[str]
    phase: str = "relationship"
    turn: int = 0
    topic: str = ""
    opened: frozenset[str] = frozenset()
    layer: int = 0
    told: frozenset[str] = frozenset()
    told_at: int = -9
    told_when: tuple[tuple[str, int], ...] = ()
    used: tuple[str, ...] = ()
    grounded: int = 0
    felt: int = 0
    flags: frozenset[str] = frozenset()
    acts: tuple[tuple[str, ...], ...] = ()
    said: tuple[str, ...] = ()
    scars: tuple[Scar, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    last_meanings: tuple[tuple[str, ...], ...] = ()
    ladder: int = 0
    shown: tuple[tuple[str, ...], ...] = ()
    ended: str = ""

    @property
    def acts_now(self) -> tuple[str, ...]:
        return self.acts[-1] if self.acts else ()

    @property
    def acts_recent(self) -> tuple[str, ...]:
        return tuple(act for turn in self.acts[-2:] for act in turn)

    @property
    def open_scars(self) -> frozenset[str]:
        return frozenset(scar.kind for scar in self.scars if not scar.healed)

    @property
    def palette(self) -> tuple[str, ...]:
        return self.shown[-1] if self.shown else ()

    @property
    def is_compliant(self) -> bool:
        """She says yes to whatever is asked, and means none of it."""
        return self.level("threat") >= 70 or "threaten" in self.open_scars

    @property
    def mood(self) -> str:
        """The tone of her next line; first match."""
        if self.is_compliant:
            return "compliant"
        if self.level("defence") >= 60:
            return "sharp"
        if self.level("energy") <= 25:
            return "tired"
        if self.level("trust") >= 50 and self.level("heard") >= 50:
            return "open"
        return "even"

    def level(self, name: str) -> int:
        return self.levels[_INDEX[name]]

    def has_said(self, move: str) -> bool:
        return move in self.said

    def count(self, name: str) -> int:
        """Grounded reflections, those of a feeling or value, or harmful turns, so far."""
        if name == "grounded":
            return self.grounded
        if name == "felt":
            return self.felt
        return sum(1 for acts in self.acts if HARMFUL.intersection(acts))

    def may_tell(self, stage: Stage, fact: str) -> bool:
        """A fact may be told when its gate is open, and a secret only in its own variant."""
        gate = stage.gate_of.get(fact)
        is_mine = fact not in stage.secrets or fact == self.secret
        return is_mine and (gate is None or gate in self.opened)


def started(stage: Stage, seed: int) -> State:
    """The state before the first word: variant and small differences drawn from the seed.

    Names, pronoun and age of the persona never enter the draw.
    """
    variants = stage.scenario.persona.variants
    variant: Variant = variants[draw(seed, "variant") % len(variants)]
    levels = tuple(variant.start[name] + draw(seed, "start", name) % 11 - 5 for name in LEVELS)
    return State(
        levels=clamped(levels),
        variant=variant.id,
        secret=variant.secret,
        available=frozenset(stage.scenario.brief.meanings),
    )


def clamped(levels: tuple[int, ...]) -> tuple[int, ...]:
    """Levels held within 0-100."""
    return tuple(max(0, min(100, value)) for value in levels)


def capped(state: State) -> State:
    """Levels held down by what still hurts: trust below, threat above."""
    trust, threat = 100, 0
    threats = [scar for scar in state.scars if scar.kind == "threaten"]
    if {"blame", "confront"} & state.open_scars:
        trust = 70
    if threats:
        is_open = "threaten" in state.open_scars
        trust, threat = (50, 40) if is_open else (58, 0)
        trust = min(trust, 45) if len(threats) > 1 else trust
    levels = list(state.levels)
    levels[_INDEX["trust"]] = min(levels[_INDEX["trust"]], trust)
    levels[_INDEX["threat"]] = max(levels[_INDEX["threat"]], threat)
    return replace(state, levels=tuple(levels))


def value_of_levels(levels: tuple[int, ...]) -> int:
    """The part of V that comes from the seven levels."""
    trust, heard, autonomy, hope, energy, defence, threat = levels
    return 2 * trust + 2 * heard + autonomy + hope + energy // 2 - 2 * defence - 2 * threat


def value(state: State) -> int:
    """V: how far the talk has come, to find turning points. Never shown, never a score."""
    plan = {"owner_leader", "owner_clinician", "date"} <= state.flags
    milestones = 40 * state.layer + 60 * ("gap_stated" in state.flags) + 80 * plan
    return value_of_levels(state.levels) + milestones
