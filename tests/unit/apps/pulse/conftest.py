"""A clinic of two teams: alice leads six in East, dan leads twelve in West, sue supports alice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from tenthhour.apps.org.models import Assignment, Person, User
from tenthhour.apps.pulse import actions
from tenthhour.apps.pulse.actions import publishing
from tenthhour.apps.pulse.models import Wave

DAY = timedelta(days=1)
EVERY = [3, 3, 3, 3, 3]  # "often" to each of the five questions
NONE = [0, 0, 0, 0, 0]


@dataclass
class Clinic:
    """Who is in which team, and what can be done with them."""

    alice: Person
    dan: Person
    sue: Person
    office: Person
    east: list[Person]
    west: list[Person]
    at: datetime

    def draft(self, **other: Any) -> Wave:
        wanted = {"instrument": "team-pulse", "k": 5, "opens_on": self.at.date(), "days": 14, **other}
        return actions.start(**wanted, by=self.office, at=self.at)

    def launch(self, **other: Any) -> Wave:
        return actions.freeze(wave_id=self.draft(**other).pk, by=self.office, at=self.at)

    def opened(self, **other: Any) -> Wave:
        wave = self.launch(**other)
        self.until(self.at)
        return wave

    def answer(self, person: Person, answers: list[int] = EVERY) -> None:
        typed = actions.take_slip(by=person, at=self.at)
        actions.answer(typed=typed, answers=answers, address="10.0.0.1", at=self.at)

    def published(self, *, east: list[list[int]], west: list[list[int]], **other: Any) -> Wave:
        """A wave in which these answered, after its end."""
        wave = self.opened(**other)
        for people, given in ((self.east, east), (self.west, west)):
            for person, answers in zip(people, given, strict=False):
                self.answer(person, answers)
        self.until(self.at + 15 * DAY)
        return Wave.objects.get(pk=wave.pk)

    def until(self, at: datetime) -> None:
        """All that the clock owes of waves."""
        while due := sorted(publishing.due(at), key=lambda d: d.since):
            due[0].do(at)


@pytest.fixture
def files_emptied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A test runs in one transaction, in which no file can be emptied: that it was asked for is noted."""
    asked: list[str] = []
    monkeypatch.setattr(publishing, "_empty_files", lambda: asked.append("asked"))
    return asked


@pytest.fixture
def person(db: None, at: datetime) -> Callable[..., Person]:
    def made(name: str, team: str = "", leader: Person | None = None) -> Person:
        one = Person.objects.create(code=name, name=f"{name.capitalize()} Example", team=team)
        User.objects.create(person=one, username=name)
        if leader:
            Assignment.objects.create(kind="leads", holder=leader, subject=one, valid_from=at)
        return one

    return made


@pytest.fixture
def clinic(person: Callable[..., Person], pat: Person, at: datetime, files_emptied: list[str]) -> Clinic:
    alice, dan, sue = (person(name) for name in ("alice", "dan", "sue"))
    Assignment.objects.create(kind="supervises", holder=sue, subject=alice, valid_from=at)
    east = [person(f"e{i}", "East", alice) for i in range(6)]
    west = [person(f"w{i}", "West", dan) for i in range(12)]
    return Clinic(alice, dan, sue, pat, east, west, at)
