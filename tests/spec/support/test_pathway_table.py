"""The table of docs/methods/pathway.md is the specification; PATHWAY is compared with it line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenthhour.core.support.pathway import ALARMS, LABELS, NEEDS, PATHWAY, shortest_days

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods" / "pathway.md"


def table(heading: str) -> list[tuple[str, ...]]:
    """The rows of the first table under a heading, cells as written."""
    lines = PAGE.read_text(encoding="utf-8").split(f"## {heading}")[1].split("\n## ")[0].splitlines()
    rows = [line for line in lines if line.startswith("|")]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows[2:]]


def written(move) -> tuple[str, ...]:
    movers = (" + " if move.together else " or ").join(move.movers)
    needs = "; ".join(NEEDS[name].words for name in move.needs) or "-"
    after = f"{move.earliest} {move.unit}"
    return move.id, ",".join(move.sources), move.to, ",".join(move.kinds), movers, after, needs


def test_every_move_is_the_one_in_the_table():
    assert [written(move) for move in PATHWAY] == table("Moves")


def test_every_state_is_labelled_as_in_the_table():
    assert list(LABELS.items()) == table("States")


def reaches(kind: str, start: str, goal: str, without: str = "") -> bool:
    """Whether a way leads from start to goal over the table, not touching one state."""
    seen, todo = set(), {start}
    while todo:
        state = todo.pop()
        seen.add(state)
        steps = {
            m.to for m in PATHWAY if state in m.sources and kind in m.kinds and m.to not in ("former", "SP")
        }
        todo |= steps - seen - {without}
    return goal in seen


@pytest.mark.parametrize(("kind", "state"), [("measure", s) for s in ("S1", "S2", "S3", "S4")])
def test_number_reaches_the_end_only_through_every_step(kind, state):
    assert reaches(kind, "S0", "S5")
    assert not reaches(kind, "S0", "S5", without=state)


@pytest.mark.parametrize("state", ["S2", "S3", "S4"])
def test_ask_reaches_the_end_only_through_talk_help_and_expectation(state):
    assert reaches("ask", "S0", "S5")
    assert not reaches("ask", "S0", "S5", without=state)


@pytest.mark.parametrize("kind", ["event", "help"])
def test_event_and_help_never_become_formal(kind):
    assert not reaches(kind, "S0", "S4")


def test_formal_moves_need_two_people_never_the_leader():
    formal = [m for m in PATHWAY if m.to in ("S4", "S5", "SX")]
    assert all(m.together and len(m.movers) == 2 and "leader" not in m.movers for m in formal)


def test_every_state_ends_by_itself_or_rings():
    open_states = set(LABELS) - {"S0", "S5"}
    clocked = {s for m in PATHWAY if "clock" in m.movers and m.to in ("S0", "former") for s in m.sources}
    assert open_states - clocked == set(ALARMS)


@pytest.mark.parametrize(
    ("waived", "agreed", "days"),
    [(True, True, 150), (False, True, 156), (False, False, 167)],
)
def test_fastest_way_from_a_number_to_the_end(waived, agreed, days):
    assert shortest_days("measure", "S1", "S5", waived=waived, agreed=agreed) == days


def test_fastest_way_from_an_ask_to_the_end():
    assert shortest_days("ask", "S0", "S5") == 153
