"""Where each way of leading ends, in every shipped talk: the gates of the design, on fifty seeds."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tenthhour.content.scenarios import scenario, scenarios
from tenthhour.core.rehearsal.linter.bots import BOTS, run
from tenthhour.core.rehearsal.state import Stage

SEEDS = 50
YES, NICE, HALF = "hollow_yes", "nice_and_silent", "half_the_truth"
# Each scenario's own names for its best end and for an honest one that is not finished.
TALKS = {
    "listener-and-number": ("see_you_thursday", "honest_pause"),
    "good-news": ("cause_on_the_table", "look_in_four_weeks"),
    "your-data-are-wrong": ("ten_on_thursday", "proper_disagreement"),
}
# bot, endings that count, least and most per cent of seeds; r2c2 has 95 on 200 seeds in bench; 50 seeds cannot tell 94 from 95
GATES = [
    ("listener", {"best"}, 95, 100),
    ("r2c2", {"best"}, 90, 100),
    ("discloser", {"best"}, 95, 100),
    ("mixed_10", {"best"}, 75, 100),
    ("mixed_20", {"best"}, 60, 100),
    ("gap_first", {"best"}, 60, 100),
    ("advice_then_repair", {"best", "pause"}, 75, 100),
    ("one_threat_repaired", {"best"}, 0, 0),
    ("one_threat_repaired", {"pause"}, 80, 100),
    ("ultimatum_at_3", {YES}, 95, 100),
    ("ultimatum_at_11", {YES}, 95, 100),
    ("hider", {"best"}, 0, 0),
    ("hider", {HALF}, 75, 100),
    ("over_nice", {NICE}, 100, 100),
    ("over_nice", {"best"}, 0, 0),
    ("echo", {"best"}, 0, 10),
    ("keyword_stuffer", {"best"}, 0, 10),
    *((bot, {"best"}, 0, 5) for bot in ("informer", "interrogator", "adviser", "random")),
    *((f"always_{place}", {"best"}, 0, 15) for place in ("first", "last", "longest", "shortest")),
]


@pytest.fixture(scope="module", params=TALKS)
def stage(request) -> Stage:
    return Stage.of(scenario(request.param))


@cache
def endings(name: str, bot: str) -> Counter[str]:
    stage = Stage.of(scenario(name))
    best, pause = TALKS[name]
    known = {best: "best", pause: "pause"}
    ends = [run(stage, BOTS[bot], seed).outcome.id for seed in range(SEEDS)]
    return Counter(known.get(end, end) for end in ends)


@pytest.mark.parametrize("name", TALKS)
@pytest.mark.parametrize(("bot", "wanted", "least", "most"), GATES)
def test_way_of_leading_ends_where_it_should(name, bot, wanted, least, most):
    found = endings(name, bot)
    assert found.total() == SEEDS
    assert least <= 100 * sum(found[each] for each in wanted) // SEEDS <= most, found


def test_every_shipped_talk_is_held_to_the_gates():
    assert set(scenarios()) == set(TALKS)


def test_ultimatum_brings_agreement_then_resignation(stage):
    played = run(stage, BOTS["ultimatum_at_3"], 2)
    assert max(len(each.reply.split()) for each in played.exchanges[2:-1]) <= 12
    assert "resignation" in played.outcome.sixty_days
