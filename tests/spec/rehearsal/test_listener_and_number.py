"""Where each way of leading this talk ends: the gates of the scenario, on fifty seeds."""

from __future__ import annotations

from collections import Counter

import pytest

from tenthhour.content.scenarios import scenario
from tenthhour.core.rehearsal.linter.bots import BOTS, run
from tenthhour.core.rehearsal.state import Stage

SEEDS = 50
BEST, PAUSE, YES, NICE, HALF = (
    "see_you_thursday",
    "honest_pause",
    "hollow_yes",
    "nice_and_silent",
    "half_the_truth",
)

# bot, endings that count, least and most per cent of seeds
GATES = [
    ("listener", {BEST}, 95, 100),
    ("r2c2", {BEST}, 90, 100),  # 95 on 200 seeds in bench; 50 seeds cannot tell 94 from 95
    ("discloser", {BEST}, 95, 100),
    ("mixed_10", {BEST}, 75, 100),
    ("mixed_20", {BEST}, 60, 100),
    ("gap_first", {BEST}, 60, 100),
    ("advice_then_repair", {BEST, PAUSE}, 75, 100),
    ("one_threat_repaired", {BEST}, 0, 0),
    ("one_threat_repaired", {PAUSE}, 80, 100),
    ("ultimatum_at_3", {YES}, 95, 100),
    ("ultimatum_at_11", {YES}, 95, 100),
    ("hider", {BEST}, 0, 0),
    ("hider", {HALF}, 75, 100),
    ("over_nice", {NICE}, 100, 100),
    ("echo", {BEST}, 0, 10),
    *((bot, {BEST}, 0, 5) for bot in ("informer", "interrogator", "adviser", "random")),
    *((f"always_{place}", {BEST}, 0, 15) for place in ("first", "last", "longest", "shortest")),
]
_ended: dict[str, Counter[str]] = {}


@pytest.fixture(scope="module")
def stage():
    return Stage.of(scenario("listener-and-number"))


def endings(stage: Stage, bot: str) -> Counter[str]:
    if bot not in _ended:
        _ended[bot] = Counter(run(stage, BOTS[bot], seed).outcome.id for seed in range(SEEDS))
    return _ended[bot]


@pytest.mark.parametrize(("bot", "wanted", "least", "most"), GATES)
def test_way_of_leading_ends_where_it_should(stage, bot, wanted, least, most):
    found = endings(stage, bot)
    assert found.total() == SEEDS
    assert least <= 100 * sum(found[each] for each in wanted) // SEEDS <= most, found


def test_ultimatum_brings_agreement_then_resignation(stage):
    played = run(stage, BOTS["ultimatum_at_3"], 2)
    assert max(len(each.reply.split()) for each in played.exchanges[2:-1]) <= 12
    assert "resignation" in played.outcome.sixty_days
