"""Made-up organisations: nine teams of 4 to 28 under three leaders, two thirds of whom answer, all seeded."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property

from tenthhour.core.pulse.disclosure import Cell, Figure, Unit, build_cells, figures

K = 5
SITES = 200
# Six filters as dashboards offer them, and how many values each has.
FILTERS = {"role": 4, "tenure": 4, "age": 4, "sex": 2, "contract": 2, "place": 3}


@dataclass(frozen=True)
class Respondent:
    """One who answered: team, filters, and whether the answer was favourable."""

    team: str
    leader: str
    traits: tuple[tuple[str, int], ...]
    yes: bool


@dataclass(frozen=True)
class Site:
    """Everybody who answered in one organisation."""

    respondents: tuple[Respondent, ...]

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        teams = {(r.team, r.leader): 0 for r in self.respondents}
        for r in self.respondents:
            teams[r.team, r.leader] += 1
        return tuple(Unit(n, team, leader) for (team, leader), n in teams.items())

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return build_cells(self.units, K)

    @property
    def answers(self) -> list[bool]:
        return [r.yes for r in self.respondents]

    def groups(self) -> list[set[int]]:
        """Who is in each published cell."""
        teams = [{unit.id for unit in cell} for cell in self.cells]
        return [{i for i, r in enumerate(self.respondents) if r.team in named} for named in teams]

    def published(self, answers: list[bool]) -> tuple[Figure, ...]:
        yes = {unit.id: 0 for unit in self.units}
        for respondent, answer in zip(self.respondents, answers, strict=True):
            yes[respondent.team] += answer
        return figures(self.cells, yes, K)

    def nested(self) -> list[set[int]]:
        """Teams, what each leader leads, and everybody: what dashboards show, as far as it has five."""
        every = [{i for i, r in enumerate(self.respondents) if r.team == u.id} for u in self.units]
        for leader in {r.leader for r in self.respondents}:
            every.append({i for i, r in enumerate(self.respondents) if r.leader == leader})
        return [g for g in [*every, set(range(len(self.respondents)))] if len(g) >= K]

    def filtered(self) -> list[set[int]]:
        """Every group of five or more that team and one filter, or two filters, select."""
        cuts: dict[tuple[object, ...], set[int]] = {}
        for i, r in enumerate(self.respondents):
            values: list[tuple[str, object]] = [("team", r.team), *r.traits]
            for a, first in enumerate(values):
                cuts.setdefault((first,), set()).add(i)
                for second in values[a + 1 :]:
                    cuts.setdefault((first, second), set()).add(i)
        return [g for g in cuts.values() if len(g) >= K]


def site(seed: int) -> Site:
    """One organisation; the same seed, the same people and answers."""
    dice = random.Random(seed)
    found = []
    for team in range(9):
        mood = dice.choice([0.1, 0.3, 0.5, 0.7, 0.9])
        for _ in range(dice.randint(4, 28)):
            traits = tuple((name, dice.randrange(values)) for name, values in FILTERS.items())
            yes = dice.random() < mood
            if dice.random() < 0.65:
                found.append(Respondent(f"team {team}", f"leader {team // 3}", traits, yes))
    return Site(tuple(found))


def sites(count: int = SITES) -> list[Site]:
    return [site(seed) for seed in range(count)]
