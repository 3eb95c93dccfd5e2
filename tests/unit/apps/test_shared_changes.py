"""What a group or a team shares is shown to those who share it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tenthhour.apps.measurement import queries
from tenthhour.apps.measurement.models import Batch, MonthRun
from tenthhour.apps.org.models import Person
from tenthhour.core.finding import SystemSignal
from tenthhour.core.month import Month

Store = Callable[..., Batch]


def shown(store: Store, make: Any, group: str, team: str | None, teams: list[str]) -> int:
    june = Month(2026, 6)
    signal = SystemSignal("s", group, team, "bp_controlled", june, june, 0.62, 0.42, True, "It fell.")
    batch = store(replace(make.result(), system=(signal,)))
    run = MonthRun.objects.get(batch=batch)
    return len(queries.shared_changes(runs=[run.pk], peer_groups=["family"], teams=teams))


def test_change_of_a_team_is_shown_to_the_team(bob: Person, store: Store, make: Any) -> None:
    assert shown(store, make, "everyone", "North", ["North"]) == 1


def test_change_of_another_team_is_not_shown(bob: Person, store: Store, make: Any) -> None:
    assert shown(store, make, "everyone", "North", ["South"]) == 0


def test_change_of_everyone_is_shown_to_every_team(bob: Person, store: Store, make: Any) -> None:
    assert shown(store, make, "everyone", None, ["South"]) == 1


def test_change_of_a_team_that_is_the_peers_is_shown_to_it(bob: Person, store: Store, make: Any) -> None:
    assert shown(store, make, "team North", None, ["North"]) == 1
