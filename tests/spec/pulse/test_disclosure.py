"""What is published of answers: from which groups, and how a band reads."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest

from tenthhour.core.errors import Refused
from tenthhour.core.pulse.disclosure import (
    NOT_ENOUGH,
    Cell,
    Figure,
    Unit,
    accept,
    bands,
    build_cells,
    build_spans,
    change,
    figures,
    noise,
    overall,
    size,
)


def cells(*units: tuple[str, str, int], k: int = 5) -> list[tuple[list[str], int]]:
    """Leader, team, answers -> teams of each cell and its size."""
    built = build_cells([Unit(n, team, leader) for leader, team, n in units], k)
    return sorted(([unit.id for unit in cell], size(cell)) for cell in built)


def test_team_of_six_that_answered_has_its_own_cell() -> None:
    assert cells(("alice", "East", 6)) == [(["East"], 6)]


def test_small_team_joins_the_smallest_of_the_same_leader() -> None:
    found = cells(("alice", "East", 3), ("alice", "Harbour", 7), ("alice", "North", 9), ("dan", "South", 6))
    assert found == [(["East", "Harbour"], 10), (["North"], 9), (["South"], 6)]


def test_two_small_teams_of_one_leader_make_one_cell() -> None:
    assert cells(("alice", "East", 3), ("alice", "West", 2), ("alice", "North", 9)) == [
        (["North"], 9),
        (["West", "East"], 5),
    ]


def test_what_a_leader_cannot_fill_is_joined_with_the_smallest_cell_of_all() -> None:
    found = cells(("alice", "East", 4), ("dan", "South", 6), ("dan", "North", 9))
    assert found == [(["East", "South"], 10), (["North"], 9)]


def test_team_without_any_answer_looks_like_one_with_four() -> None:
    none = cells(("alice", "East", 0), ("alice", "Harbour", 7))
    four = cells(("alice", "East", 4), ("alice", "Harbour", 7))
    assert [teams for teams, _ in none] == [teams for teams, _ in four] == [["East", "Harbour"]]


@pytest.mark.parametrize("n", [0, 4])
def test_fewer_than_five_in_all_publish_nothing(n: int) -> None:
    assert cells(("alice", "East", n)) == []


def test_burnout_builds_cells_of_ten() -> None:
    assert cells(("alice", "East", 6), ("alice", "West", 7), k=10) == [(["East", "West"], 13)]


def test_leader_is_never_pooled_with_another() -> None:
    built = build_spans([Unit(4, "alice", "alice"), Unit(6, "dan", "dan")], 5)
    assert [[unit.id for unit in cell] for cell in built] == [["dan"]]


@pytest.mark.parametrize("build", [build_cells, build_spans])
def test_k_is_never_lower_than_five(build) -> None:
    with pytest.raises(Refused, match=r"k cannot be lower than 5\."):
        build([Unit(9, "East", "alice")], 4)


def structure(dice: random.Random) -> list[Unit]:
    teams = dice.randint(1, 12)
    return [Unit(dice.choice([0, 1, 3, 4, 5, 8, 30]), f"t{i}", f"l{dice.randrange(4)}") for i in range(teams)]


def test_any_structure_gives_a_partition_of_cells_of_k() -> None:
    dice, published = random.Random(1), 0
    for _ in range(10_000):
        units, k = structure(dice), dice.choice([5, 7, 10])
        built = build_cells(units, k)
        assert sorted(u for cell in built for u in cell) == (sorted(units) if built else [])
        assert all(size(cell) >= k for cell in built)
        assert bool(built) == (sum(u.n for u in units) >= k)
        assert build_cells(dice.sample(units, len(units)), k) == built
        published += len(built)
    assert published > 10_000


def test_accept_agrees_with_counting_every_signature() -> None:
    dice, allowed = random.Random(2), Counter[bool]()
    for _ in range(10_000):
        everyone = set(range(dice.randint(5, 20)))
        old = [{i for i in everyone if i % 7 < dice.randint(1, 6)} for _ in range(dice.randint(0, 1))]
        new = {i for i in everyone if dice.random() < 0.5}
        signatures = Counter((tuple(i in g for g in old), i in new) for i in everyone)
        assert accept(old, new, everyone, 5) == (min(signatures.values()) >= 5)
        allowed[accept(old, new, everyone, 5)] += 1
    assert min(allowed[True], allowed[False]) > 1000


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (5, ["2 or fewer of 5", "3 or more of 5"]),
        (6, ["2 or fewer of 6", "3 of 6", "4 or more of 6"]),
        (7, ["2 or fewer of 7", "3 or 4 of 7", "5 or more of 7"]),
        (9, ["2 or fewer of 9", "3 to 6 of 9", "7 or more of 9"]),
        (10, ["2 or fewer of 10", "3 or 4 of 10", "5 or 6 of 10", "7 of 10", "8 or more of 10"]),
        (20, ["4 or fewer of 20", "5 to 8 of 20", "9 to 12 of 20", "13 to 15 of 20", "16 or more of 20"]),
    ],
)
def test_bands_read_as_words(n: int, expected: list[str]) -> None:
    assert [Figure((), 5, n, low, high).words for low, high in bands(n)] == expected


def test_bands_hold_every_count_once() -> None:
    for n in range(5, 401):
        assert [x for low, high in bands(n) for x in range(low, high + 1)] == list(range(n + 1))


def test_no_bands_for_four() -> None:
    with pytest.raises(Refused, match=NOT_ENOUGH):
        bands(4)


@pytest.mark.parametrize(
    ("n", "low", "high", "percent"),
    [(5, 0, 2, (0, 77)), (7, 5, 7, (36, 100)), (10, 8, 10, (49, 100)), (20, 13, 15, (43, 89))],
)
def test_interval_comes_from_the_ends_of_the_band(n, low, high, percent) -> None:
    found = Figure((), 5, n, low, high).interval
    assert tuple(round(100 * end) for end in found) == percent


def test_counts_within_a_band_look_alike() -> None:
    units = [Unit(7, "East", "alice")]
    seen = {figures(build_cells(units, 5), {"East": x}, 5) for x in (0, 1, 2)}
    assert len(seen) == 1


BROKEN: list[tuple[str, tuple[Cell, ...], int]] = [
    ("four", ((Unit(4, "East", "alice"),),), 5),
    ("two cells, one of four", ((Unit(9, "West", "alice"),), (Unit(4, "East", "alice"),)), 5),
    ("nested", ((Unit(9, "East", "a"),), (Unit(9, "East", "a"), Unit(9, "West", "a"))), 5),
    ("k of four", ((Unit(9, "East", "alice"),),), 4),
]


@pytest.mark.parametrize(("cells", "k"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_cells_that_break_the_rule_are_not_published(cells: tuple[Cell, ...], k: int) -> None:
    with pytest.raises(Refused, match=NOT_ENOUGH):
        figures(cells, {"East": 3, "West": 3}, k)


def test_figure_of_everybody_waits_for_thirty() -> None:
    assert overall(20, 29, lambda: 0.0) is None
    assert overall(20, 30, lambda: 0.0) == 65


@pytest.mark.parametrize(("yes", "said"), [(0, 5), (400, 95)])
def test_figure_of_everybody_never_says_nobody_or_all(yes: int, said: int) -> None:
    assert overall(yes, 400, lambda: 0.0) == said


def test_noise_is_as_wide_as_said() -> None:
    dice = random.Random(3)
    drawn = [noise(dice.random) for _ in range(1_000_000)]
    spread = math.sqrt(sum(z * z for z in drawn) / len(drawn))
    assert 1.34 < spread < 1.38
    assert sum(abs(z) <= 3 for z in drawn) / len(drawn) == pytest.approx(0.97, abs=0.005)


def figure(n: int, band: int, **other) -> Figure:
    low, high = bands(n)[band]
    return Figure(**{"units": ("East",), "k": 5, "n": n, "low": low, "high": high, **other})


@pytest.mark.parametrize(
    ("before", "after", "roster", "said"),
    [
        (figure(7, 2), figure(9, 0), 0, "lower"),
        (figure(10, 1), figure(14, 3), 5, "higher"),
        (figure(12, 4), figure(12, 3), 0, "no clear change"),  # one band: chance alone in up to a third
        (figure(7, 2), figure(9, 0), 3, "no clear change"),  # three came or left: it would point at them
        (figure(9, 2), figure(10, 0), 0, "no clear change"),  # other bands
        (figure(6, 2), figure(6, 0), 0, "no clear change"),
        (figure(7, 2), figure(7, 0, units=("East", "West")), 0, "no clear change"),
        (figure(10, 4), figure(10, 0, k=10), 0, "no clear change"),
    ],
)
def test_change_is_said_only_when_it_is_clear(before: Figure, after: Figure, roster: int, said: str) -> None:
    assert change(before, after, roster) == said
