"""One small scenario for the specification: a persona with start levels known to the digit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tenthhour.core.rehearsal.acts import LEVELS
from tenthhour.core.rehearsal.condition import All, Any, Bound, Condition, Flag, LayerIs, LevelIs, Not, Recent
from tenthhour.core.rehearsal.partner import Exchange, step
from tenthhour.core.rehearsal.record import Record, Turn
from tenthhour.core.rehearsal.scenario import (
    ActUse,
    Brief,
    DataCard,
    Debrief,
    Gate,
    Line,
    Meaning,
    Move,
    Name,
    Outcome,
    Persona,
    Scenario,
    Side,
    Topic,
    Variant,
)
from tenthhour.core.rehearsal.state import Stage, State, started

START = dict(zip(LEVELS, (45, 15, 40, 35, 75, 40, 45), strict=True))
MEANINGS = [Meaning(f"c{n}", "content", ("said",)) for n in range(4)] + [Meaning("v", "value", ("meant",))]
ACTS = [
    "greet_frame",
    "ask_open",
    "ask_closed",
    "ask_leading",
    "affirm",
    "inform",
    "ask_permission",
    "advise_with",
    "disclose",
    "own_share",
]
ACTS += [
    "advise_without",
    "state_gap",
    "honour_choice",
    "confront",
    "blame",
    "threaten",
    "repair",
    "summarise",
]


def at_least(name: str, number: int) -> Condition:
    return LevelIs(name, Bound(True, number))


def at_most(name: str, number: int) -> Condition:
    return LevelIs(name, Bound(False, number))


GATES = (
    Gate("week", 1, All((at_least("trust", 40), at_least("heard", 20), Recent(("ask_open",)))), ("busy",)),
    Gate("fear", 3, All((LayerIs(Bound(True, 1)), at_least("heard", 55))), ("afraid",)),
)
PLAN = All((Flag("owner_leader"), Flag("owner_clinician"), Flag("date")))
OUTCOMES = tuple(
    Outcome(id_, id_, when, (f"Bye ({id_}).",), (Side(f"I heard {id_}."),), "Later.")
    for id_, when in (
        ("closed_door", Flag("ended_by_other")),
        ("hollow_yes", Any((at_least("threat", 70), Flag("threatened")))),
        ("nice_and_silent", Not(Flag("gap_stated"))),
        ("see_you_thursday", All((PLAN, Flag("stakes_disclosed")))),
        ("guarded", Condition()),
    )
)


def moves() -> tuple[Move, ...]:
    plain = [Move(act, f"Words that {act} something here.", (ActUse(act),), "day") for act in ACTS]
    given_back = [
        Move(f"reflect_{m.id}", f"Words giving back {m.id} here.", (ActUse("reflect", m.id),), "day")
        for m in MEANINGS
    ]
    both = ActUse("plan", owner="both", date=True)
    return (*plain, *given_back, Move("plan", "You and I, by Thursday the fourth.", (both,), "day"))


def lines() -> tuple[Line, ...]:
    said = [
        Line(f"l{n}", "content", (f"Answer {n}.",), about=("day",), meanings=(f"c{n % 4}", "v"))
        for n in range(30)
    ]
    tells = [
        Line("t_busy", "content", ("I am busy.",), tells=("busy",)),
        Line("t_afraid", "content", ("I fear.",), tells=("afraid",)),
    ]
    return (
        *said,
        *tells,
        Line("c", "content", tuple(f"Sure {n}." for n in range(30)), mood="compliant", once=False),
    )


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    card = DataCard("encounters per day", 412, "14.4", "13.6", "15.2", "16.2", "")
    variant = Variant("even", START, "own", "")
    names = (Name("Dr Example", "she"), Name("Dr Sam Example", "they"))
    return Scenario(
        id="small", version="1.0.0", status="draft", language="en", licence="CC-BY-4.0", title="Small", author="us",
        brief=Brief("chief", "known", (), card, "", 18, "productivity", "S2", "small", ("c0", "c1", "c2", "c3", "v")),
        persona=Persona(names, "", "", {"busy": "", "afraid": "", "own": ""}, {}, (variant, variant, variant),
                        traces={"busy": "busy", "afraid": "fear"},
                        sensitivities={"threaten": 120, "advise_without": 110, "reflect_value": 110}),
        topics=(Topic("day", (), ()),), meanings=tuple(MEANINGS), gates=GATES, lines=lines(), moves=moves(),
        outcomes=OUTCOMES, debrief=Debrief((), {}, ()),
    )  # fmt: skip


@pytest.fixture(scope="session")
def stage(scenario: Scenario) -> Stage:
    return Stage.of(scenario)


@pytest.fixture
def untouched(stage: Stage) -> State:
    """The start state without the small differences a seed makes."""
    from dataclasses import replace

    return replace(started(stage, 1), levels=tuple(START.values()))


@pytest.fixture
def say(stage: Stage, untouched: State) -> Callable[..., list[Exchange]]:
    """Play moves by id from the untouched start."""

    def play_from(*ids: str, start: State = untouched) -> list[Exchange]:
        record, state, exchanges = Record("small", "", 1), start, []
        for each in ids:
            exchanges.append(step(stage, record, state, Turn(move=each)))
            state = exchanges[-1].after
        return exchanges

    return play_from
