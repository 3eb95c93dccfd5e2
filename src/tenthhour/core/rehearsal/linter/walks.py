"""What only shows when talks are led through a scenario. Rules S03-S05, S07, S15."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from tenthhour.core.errors import Problem
from tenthhour.core.rehearsal.linter.bots import BOTS, mixed, only, run
from tenthhour.core.rehearsal.partner import Exchange, Rehearsal, play
from tenthhour.core.rehearsal.record import WAIT, Record, Turn
from tenthhour.core.rehearsal.replies import SILENCE
from tenthhour.core.rehearsal.scenario import Scenario, Script
from tenthhour.core.rehearsal.state import Stage

FEWEST_MOVES: Final = 4
# A line marked any fits every mood but a compliant one.
_OR_ANY: Final = {"compliant": ""}


@dataclass
class Seen:
    """What a set of talks has touched."""

    lines: set[str] = field(default_factory=set)
    offered: set[str] = field(default_factory=set)
    gates: set[str] = field(default_factory=set)
    outcomes: set[str] = field(default_factory=set)
    silent: dict[str, set[str]] = field(default_factory=dict)
    narrow: dict[str, int] = field(default_factory=dict)
    clashes: set[tuple[str, str]] = field(default_factory=set)

    def add(self, scenario: Scenario, rehearsal: Rehearsal) -> None:
        self.outcomes.add(rehearsal.outcome.id)
        self.gates |= rehearsal.state.opened
        told = rehearsal.state.told
        self.clashes |= {pair for pair in scenario.contradictions if told.issuperset(pair)}
        for exchange in rehearsal.exchanges:
            self.lines.update(exchange.lines)
            self.offered.update(exchange.before.palette)
            self._look(exchange)

    def _look(self, at: Exchange) -> None:
        left = len(at.after.palette)
        if at.reply == SILENCE and at.said.move != WAIT:
            self.silent.setdefault(at.after.mood, set()).add(at.said.move or "typed words")
        if not at.after.ended and left < FEWEST_MOVES:
            self.narrow[at.said.move] = min(left, self.narrow.get(at.said.move, left))


def walked_faults(scenario: Scenario, seeds: int = 40) -> list[Problem]:
    """Lead every bot through the scenario and say what was never reached, or led nowhere.

    "Not reached" means by no leader bot and no walk at random on these seeds.
    """
    stage, seen = Stage.of(scenario), Seen()
    leaders = [*BOTS.values(), mixed(40), only("confront", "blame"), only("wait")]
    for seed in range(seeds):
        for minutes, bot in enumerate(leaders):
            seen.add(scenario, run(stage, bot, seed, (20, 30)[minutes % 2]))
    return [
        Problem(f"{scenario.id}.yaml, {place}", found, do, blocking)
        for place, found, do, blocking in (*_unreached(scenario, seen), *_led(stage, scenario, seen))
    ]


def _unreached(scenario: Scenario, seen: Seen) -> Iterator[tuple[str, str, str, bool]]:
    spoken = [line for line in scenario.lines if line.pool in ("reaction", "content", "hook")]
    rules = (
        ("gate", scenario.gates, seen.gates, "no talk opens it", "Ask for less or add a move.", True),
        ("outcome", scenario.outcomes, seen.outcomes, "no talk ends with it", "Check its condition.", True),
        ("move", scenario.moves, seen.offered, "it is never on offer", "Check its condition.", True),
        ("line", spoken, seen.lines, "no talk brings it", "It may wait for typed text.", False),
    )
    for kind, values, reached, found, do, blocking in rules:
        for id_ in sorted({value.id for value in values} - reached):
            yield f"{kind} {id_}", found, do, blocking


def _led(stage: Stage, scenario: Scenario, seen: Seen) -> Iterator[tuple[str, str, str, bool]]:
    for mood, moves in sorted(seen.silent.items()):
        yield (
            f"lines, mood {mood}",
            f"nothing is left to answer {_some(moves)}",
            f"Add lines in pool content without about, acts and to, with mood {mood}{_OR_ANY.get(mood, ' or any')} "
            "and many wordings: each wording is said once a talk.",
            True,
        )
    if seen.narrow:
        yield (
            "moves",
            f"only {min(seen.narrow.values())} are left to choose from after {_some(seen.narrow)}",
            f"Add moves of other acts and topics that may be said late; {FEWEST_MOVES} must always be on offer.",
            True,
        )
    for first, second in sorted(seen.clashes):
        yield "facts", f'"{first}" and "{second}" were told in one talk', "Put one behind a variant.", True
    for test in scenario.tests:
        share = script_percent(stage, test)
        if share < test.min_percent:
            found = f"{share} per cent of seeds end with {test.expect}, not {test.min_percent}"
            yield f"test {' '.join(test.script[:3])}...", found, "Change the script or the gates.", True


def _some(moves: Collection[str]) -> str:
    """The first few of some moves by name."""
    named = sorted(moves)
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    return f"{', '.join(named[:3])}{more}"


def script_percent(stage: Stage, test: Script) -> int:
    """Share of seeds, in per cent, on which a script ends as expected."""
    scenario = stage.scenario
    turns = tuple(Turn(move=move) for move in test.script)
    records = [Record(scenario.id, scenario.sha256, seed, 30, turns=turns) for seed in range(test.seeds)]
    ends = [play(stage, record).outcome.id for record in records]
    return 100 * ends.count(test.expect) // len(ends)
