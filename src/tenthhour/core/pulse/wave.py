"""Wave: the questions asked of everybody once, when, and of which teams. Fixed at launch, word for word."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from tenthhour.core.days import in_words
from tenthhour.core.pulse import disclosure
from tenthhour.core.pulse.disclosure import SMALLEST_SPAN, Cell, Figure, Unit
from tenthhour.core.pulse.instrument import Instrument, Item

SHORTEST, LONGEST, USUAL = 7, 21, 14
SAME_AGAIN = timedelta(days=60)
AFTER_VOID = timedelta(days=30)


@dataclass(frozen=True)
class Member:
    """Somebody who may answer: in which team, under which leader."""

    id: str
    team: str
    leader: str
    leader_name: str


@dataclass(frozen=True)
class Group:
    """Teams that are told apart in this wave: never fewer than k may answer in one.

    `parts` are pairs of leader and team, called by `names`; `eligible` is how many may answer.
    """

    id: str
    names: tuple[str, ...]
    leader: str
    parts: tuple[tuple[str, str], ...]
    eligible: int


@dataclass(frozen=True)
class Definition:
    """All of a wave that is fixed at launch."""

    instrument: Instrument
    k: int
    opens_on: date
    closes_on: date
    groups: tuple[Group, ...]

    def canonical(self) -> str:
        """The one way to write it, with its bands, so that its digest can be compared."""
        most = sum(group.eligible for group in self.groups)
        plain = {**asdict(self), "opens_on": str(self.opens_on), "closes_on": str(self.closes_on)}
        plain["bands"] = {str(n): disclosure.bands(n) for n in range(self.k, most + 1)}
        return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    @classmethod
    def read(cls, text: str) -> Definition:
        """The same from its canonical text."""
        plain: dict[str, Any] = json.loads(text)
        asked: dict[str, Any] = plain["instrument"]
        asked |= {name: tuple(asked[name]) for name in ("scale", "favourable")}
        asked["items"] = tuple(Item(**item) for item in asked["items"])
        groups = (
            Group(**{**one, "names": tuple(one["names"]), "parts": tuple(map(tuple, one["parts"]))})
            for one in plain["groups"]
        )
        opens_on, closes_on = (date.fromisoformat(plain[name]) for name in ("opens_on", "closes_on"))
        return cls(Instrument(**asked), plain["k"], opens_on, closes_on, tuple(groups))


@dataclass(frozen=True)
class Sent:
    """What one box holds: the group, and for each question which answer of the scale."""

    group: str
    answers: tuple[int, ...]


@dataclass(frozen=True)
class Published:
    """Everything ever shown of a wave: bands by question, and of everybody a blurred share where 30 answered."""

    figures: Mapping[str, tuple[Figure, ...]]
    overall: Mapping[str, int]


@dataclass(frozen=True)
class Other:
    """Another wave, as far as it is in the way of a new one."""

    instrument: str
    opens_on: date
    closes_on: date
    is_void: bool


def grouped(members: Iterable[Member], instrument: Instrument, k: int) -> tuple[Group, ...]:
    """Who may answer, by groups of k or more; empty where all together are fewer."""
    every = list(members)
    about_leader = instrument.about == "leader"
    parts = sorted({(m.leader, "" if about_leader else m.team) for m in every})
    counts = [sum((m.leader, "" if about_leader else m.team) == part for m in every) for part in parts]
    units = [Unit(n, str(i), parts[i][0]) for i, n in enumerate(counts)]
    if about_leader:
        cells: tuple[Cell, ...] = tuple((unit,) for unit in units if unit.n >= SMALLEST_SPAN)
    else:
        cells = disclosure.build_cells(units, k)
    names = _names(parts, {m.leader: m.leader_name for m in every}, about_leader)
    found = []
    for cell in cells:
        inside = sorted(int(unit.id) for unit in cell)
        leaders = {parts[i][0] for i in inside}
        leader = leaders.pop() if len(leaders) == 1 else ""
        called = tuple(names[i] for i in inside)
        found.append((called, leader, tuple(parts[i] for i in inside), disclosure.size(cell)))
    return tuple(Group(str(i), *one) for i, one in enumerate(sorted(found)))


def _names(parts: list[tuple[str, str]], leaders: Mapping[str, str], about_leader: bool) -> list[str]:
    """A team by its name; with its leader's where two teams share one, or where it has none."""
    teams = [team for _, team in parts]
    found = []
    for leader, team in parts:
        if about_leader:
            found.append(leaders[leader])
        elif not team:
            found.append(f"colleagues of {leaders[leader]}")
        else:
            found.append(team if teams.count(team) == 1 else f"{team} (led by {leaders[leader]})")
    return found


def together(names: Iterable[str]) -> str:
    """How a pooled cell is called: by its teams, never by its size.

    >>> together(["Harbour", "East"])
    'East and Harbour together'
    """
    every = sorted(names)
    if len(every) == 1:
        return every[0]
    return f"{', '.join(every[:-1])} and {every[-1]} together"


def unmet(wanted: Definition, others: Iterable[Other], today: date) -> list[str]:
    """Every reason why a wave may not be launched as it is, in words."""
    asked, days = wanted.instrument, (wanted.closes_on - wanted.opens_on).days + 1
    rules = [
        (wanted.k < asked.k_min, f"k cannot be lower than {asked.k_min}."),
        (not SHORTEST <= days <= LONGEST, f"A wave is open for {SHORTEST} to {LONGEST} days."),
        (wanted.opens_on < today, "A wave cannot open on a day that is over."),
        (not wanted.groups, _too_few(wanted)),
    ]
    return [sentence for broken, sentence in rules if broken] + list(_in_the_way(wanted, others))


def _too_few(wanted: Definition) -> str:
    if wanted.instrument.about == "leader":
        return f"Wave refused: no leader has {SMALLEST_SPAN} people who could answer. Talk instead, with somebody from outside."
    return f"Wave refused: fewer than {wanted.k} people with an account could answer. Talk instead."


def _in_the_way(wanted: Definition, others: Iterable[Other]) -> Iterable[str]:
    for other in others:
        until = in_words(other.closes_on)
        if other.is_void:
            if wanted.opens_on < other.closes_on + AFTER_VOID:
                wait = in_words(other.closes_on + AFTER_VOID)
                yield f"Wave refused: the last one was void. The next may open on {wait}."
        elif wanted.opens_on <= other.closes_on and other.opens_on <= wanted.closes_on:
            yield f"Wave refused: it would overlap with the wave that is open until {until}."
        elif other.instrument == wanted.instrument.id and wanted.opens_on < other.closes_on + SAME_AGAIN:
            wait = in_words(other.closes_on + SAME_AGAIN)
            yield f"Wave refused: the same questions were asked until {until}. They may open again on {wait}."


def publish(definition: Definition, sent: Iterable[Sent], uniform: Callable[[], float]) -> Published | None:
    """All that is ever shown of these answers; None where they are too few.

    Args:
        definition: As fixed at launch.
        sent: Every answer, in whatever order.
        uniform: Numbers from [0, 1) for the blur of the share of everybody; drawn once.

    """
    asked, every = definition.instrument, list(sent)
    counts = {group.id: sum(one.group == group.id for one in every) for group in definition.groups}
    units = [Unit(counts[g.id], g.id, g.leader) for g in definition.groups]
    build = disclosure.build_spans if asked.about == "leader" else disclosure.build_cells
    cells = build(units, definition.k)
    if not cells:
        return None
    counted = {index for index, option in enumerate(asked.scale) if option in asked.favourable}
    figures: dict[str, tuple[Figure, ...]] = {}
    overall: dict[str, int] = {}
    for number, item in enumerate(asked.items):
        yes = {
            g.id: sum(one.answers[number] in counted for one in every if one.group == g.id)
            for g in definition.groups
        }
        figures[item.id] = disclosure.figures(cells, yes, definition.k)
        if asked.about == "team":
            share = disclosure.overall(sum(yes.values()), len(every), uniform)
            overall |= {} if share is None else {item.id: share}
    return Published(figures, overall)
