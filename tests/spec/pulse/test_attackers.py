"""Nobody finds out a single answer, over 200 made-up organisations; and the attackers do find what leaks."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tenthhour.core.pulse.disclosure import atoms, bands

sys.path.insert(0, str(Path(__file__).parent))
from attackers import certain, determined
from organisations import SITES, K, Site, sites


@pytest.fixture(scope="module")
def every() -> list[Site]:
    found = sites()
    assert len(found) == SITES
    assert sum(len(s.respondents) for s in found) > 15_000
    return found


def shown(site: Site) -> list[tuple[int, int]]:
    return [(figure.low, figure.high) for figure in site.published(site.answers)]


def exact(groups: Sequence[set[int]], answers: list[bool]) -> list[tuple[int, int]]:
    sums = [sum(answers[i] for i in group) for group in groups]
    return [(x, x) for x in sums]


def twenty_eighty(groups: Sequence[set[int]], answers: list[bool]) -> list[tuple[int, int]]:
    """Exact but for both ends, as many tools do it: a fifth or less, four fifths or more."""
    found = []
    for group in groups:
        x, n = sum(answers[i] for i in group), len(group)
        low, high = n // 5, -(-4 * n // 5)
        found.append((0, low) if x <= low else (high, n) if x >= high else (x, x))
    return found


def test_sums_of_all_cells_together_give_no_answer_away(every: list[Site]) -> None:
    assert sum(determined(site.groups(), len(site.respondents)) for site in every) == 0


def test_every_atom_holds_five_or_more(every: list[Site]) -> None:
    sizes = [len(a) for s in every for a in atoms(s.groups(), frozenset(range(len(s.respondents))))]
    assert len(sizes) > 1000
    assert min(sizes) >= K


def test_nobody_outside_is_certain_of_anybody(every: list[Site]) -> None:
    assert sum(certain(s.groups(), shown(s), s.answers, insider=False) for s in every) == 0


def test_no_single_respondent_is_certain_of_a_colleague(every: list[Site]) -> None:
    assert sum(certain(s.groups(), shown(s), s.answers, insider=True) for s in every) == 0


def test_control_filters_with_at_least_five_give_most_away(every: list[Site]) -> None:
    people = sum(len(s.respondents) for s in every[:40])
    found = sum(determined(s.filtered(), len(s.respondents)) for s in every[:40])
    assert found / people >= 0.5


def test_control_exact_counts_make_respondents_certain(every: list[Site]) -> None:
    people = sum(len(s.respondents) for s in every)
    found = sum(certain(s.groups(), exact(s.groups(), s.answers), s.answers, insider=True) for s in every)
    assert found / people >= 0.05


def test_control_bands_of_nested_groups_leak(every: list[Site]) -> None:
    nested = [(s, s.nested()) for s in every]
    leaks = [certain(g, twenty_eighty(g, s.answers), s.answers, insider=False) for s, g in nested]
    assert sum(leaks) > 0


def _sure_of_others(n: int, x: int, known: int, yes: int) -> bool:
    """Whether `known` respondents, `yes` of whom said yes, can tell the others' answers from the band of x."""
    low, high = next(band for band in bands(n) if band[0] <= x <= band[1])
    possible = {t - yes for t in range(low, high + 1) if 0 <= t - yes <= n - known}
    return possible in ({0}, {n - known})


@pytest.mark.parametrize("sizes", [range(5, 101), pytest.param(range(101, 401), marks=pytest.mark.slow)])
def test_every_count_and_every_respondent_is_safe(sizes: range) -> None:
    tried = [
        _sure_of_others(n, x, known, yes)
        for n in sizes
        for x in range(n + 1)
        for known, yes in ((0, 0), (1, 0), (1, 1))
        if yes <= x <= n - known + yes
    ]
    assert len(tried) > 14_000
    assert not any(tried)


def test_two_who_pool_their_answers_are_not_held_off() -> None:
    """Not promised: two who said yes among "2 or fewer of 7" know that the others said no."""
    assert _sure_of_others(7, 2, known=2, yes=2)


def test_order_and_share_of_answers_decide_no_cell(every: list[Site]) -> None:
    dice, tried = random.Random(8), 0
    for site in every[:20]:
        seen = {tuple((f.units, f.n) for f in site.published(site.answers))}
        for _ in range(50):
            mixed = dice.sample(site.answers, len(site.answers))
            seen.add(tuple((f.units, f.n) for f in site.published(mixed)))
            tried += 1
        assert len(seen) == 1
    assert tried == 1000
