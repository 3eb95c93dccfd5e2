"""What was published of a wave, for whoever may read it: by today's assignments, read afresh."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.pulse.models import PUBLISHED, Overall, Result, Wave
from tenthhour.apps.pulse.queries.waves import published_at
from tenthhour.core.pulse.disclosure import FEW, NOT_ENOUGH, Figure, change
from tenthhour.core.pulse.instrument import Instrument
from tenthhour.core.pulse.wave import Definition, Group, together
from tenthhour.core.spans import on

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

# A leader reads first, to think about it and to say what follows; the others two weeks later.
HEAD_START = timedelta(days=14)
IN_VIEW = timedelta(days=365)


@dataclass(frozen=True)
class Line:
    """One question: the band of a cell, and its change since the last wave of the same questions, if there was one."""

    text: str
    figure: Figure
    change: str

    @property
    def interval(self) -> str:
        low, high = (round(100 * end) for end in self.figure.interval)
        return f"{low} to {high} %"


@dataclass(frozen=True)
class Cell:
    """What one group answered, question by question. Groups stand apart, so that nobody reads them as a table of places."""

    name: str
    lines: tuple[Line, ...]

    @property
    def is_few(self) -> bool:
        return self.lines[0].figure.n < FEW

    @property
    def has_change(self) -> bool:
        return any(line.change for line in self.lines)


@dataclass(frozen=True)
class ResultPage:
    """What one wave says to one reader. `about` are the leaders whose own cells are shown."""

    id: uuid.UUID
    closed_on: date
    instrument: Instrument
    cells: tuple[Cell, ...]
    overall: tuple[tuple[str, int], ...]
    not_enough: tuple[str, ...]
    team_from: date | None
    about: tuple[uuid.UUID, ...]


def readable(actor: Person, at: datetime) -> tuple[ResultPage, ...]:
    """The waves of the last year that say something to this reader, the newest first."""
    ended = Wave.objects.filter(state=PUBLISHED, ended_at__gt=at - IN_VIEW).order_by("-closes_on")
    pages = (result(wave, actor, at) for wave in ended)
    return tuple(page for page in pages if page)


def result_of(wave_id: uuid.UUID, actor: Person, at: datetime) -> ResultPage | None:
    """The same for one wave; None where it is absent or says nothing to this reader."""
    wave = Wave.objects.filter(pk=wave_id, state=PUBLISHED, ended_at__gt=at - IN_VIEW).first()
    return result(wave, actor, at) if wave else None


def result(wave: Wave, actor: Person, at: datetime) -> ResultPage | None:
    definition, rows = wave.defined, list(Result.objects.filter(wave=wave).order_by("pk"))
    standing = _Standing(actor, at, is_early=at < published_at(wave) + HEAD_START)
    groups = {group.id: group for group in definition.groups}
    mine = {group.id for group in definition.groups if standing.reads(group, definition)}
    shown = [row for row in rows if standing.reads_row(row, mine, definition)]
    alone = mine - {group for row in rows for group in row.groups}
    if not shown and not alone:
        return None
    asked, overall = (
        definition.instrument,
        dict(Overall.objects.filter(wave=wave).values_list("item", "percent")),
    )
    is_about_leader = asked.about == "leader"
    waits = standing.is_early and not is_about_leader
    return ResultPage(
        wave.pk,
        wave.closes_on,
        asked,
        _cells(wave, shown, definition, groups),
        tuple((item.text, overall[item.id]) for item in asked.items if item.id in overall and shown),
        tuple(f"{together(groups[group].names)}: {NOT_ENOUGH}" for group in sorted(alone)),
        timezone.localdate(published_at(wave) + HEAD_START) if waits else None,
        tuple(uuid.UUID(g.leader) for g in definition.groups if is_about_leader and g.id in mine),
    )


def _cells(
    wave: Wave, shown: list[Result], definition: Definition, groups: dict[str, Group]
) -> tuple[Cell, ...]:
    """The rows of each cell as lines in the order of the questions; cells by name, never by a figure."""
    before, texts = _Before(wave), {item.id: item.text for item in definition.instrument.items}
    parts = {n: part for g in groups.values() for n, part in zip(g.names, g.parts, strict=True)}
    found: dict[str, dict[str, Line]] = {}
    for row in shown:
        figure = _figure(row, wave, groups)
        line = Line(texts[row.item], figure, before.change(row.item, figure, parts))
        found.setdefault(together(figure.units), {})[row.item] = line
    return tuple(Cell(name, tuple(lines[item] for item in texts)) for name, lines in sorted(found.items()))


def _figure(row: Result, wave: Wave, groups: dict[str, Group]) -> Figure:
    names = tuple(sorted(name for group in row.groups for name in groups[group].names))
    return Figure(names, wave.k, row.n, row.low, row.high)


class _Before:
    """The wave before with the same questions: its bands by question and teams, and who was in those teams then."""

    def __init__(self, wave: Wave) -> None:
        earlier = Wave.objects.filter(
            instrument=wave.instrument, state=PUBLISHED, closes_on__lt=wave.opens_on
        )
        self.last = earlier.order_by("-closes_on").first()
        self.figures: dict[tuple[str, tuple[str, ...]], Figure] = {}
        if self.last is None:
            return
        groups = {group.id: group for group in self.last.defined.groups}
        for row in Result.objects.filter(wave=self.last):
            figure = _figure(row, self.last, groups)
            self.figures[row.item, figure.units] = figure
        self.then, self.now = (_rosters(one.launched_at) for one in (self.last, wave))
        self.parts = {
            name: part for g in groups.values() for name, part in zip(g.names, g.parts, strict=True)
        }

    def change(self, item: str, after: Figure, parts: dict[str, tuple[str, str]]) -> str:
        """What is said of a cell beside its band; nothing where it was not shown before."""
        before = self.figures.get((item, after.units))
        if before is None:
            return ""
        was = {pk for name in after.units for pk in self.then.get(self.parts[name], ())}
        now = {pk for name in after.units for pk in self.now.get(parts[name], ())}
        return change(before, after, len(was ^ now))


def _rosters(at: datetime | None) -> dict[tuple[str, str], set[uuid.UUID]]:
    """Who was in which team under which leader at a launch, as far as posts and assignments say it now."""
    assert at, "a published wave was launched"  # noqa: S101
    spans, day = people.work_of(), timezone.localdate(at)
    found: dict[tuple[str, str], set[uuid.UUID]] = {}
    teams = {p.pk: p.team for p in people.everyone().values()}
    for pk, leader in people.leader_of(at).items():
        held = on(spans.get(pk, ()), day)
        team = held.value.team if held else teams.get(pk, "")
        for part in ((str(leader.id), team), (str(leader.id), "")):
            found.setdefault(part, set()).add(pk)
    return found


class _Standing:
    """Which groups somebody reads at an instant, by today's assignments and not by those of the launch."""

    def __init__(self, actor: Person, at: datetime, *, is_early: bool) -> None:
        leaders = {pk: str(leader.id) for pk, leader in people.leader_of(at).items()}
        teams = {p.pk: p.team for p in people.everyone().values()}
        self.kinds, self.is_early, self.me = people.pages_of(actor, at), is_early, str(actor.pk)
        led = {card.id for card in people.team(leader=actor, at=at)}
        self.supported = {str(c.id) for c in people.towards(kind="supervises", holder=actor, at=at)}
        led |= {pk for pk, leader in leaders.items() if leader in self.supported}
        self.parts = {(leaders[pk], teams[pk]) for pk in led if pk in leaders}
        if not is_early:
            self.parts.add((leaders.get(actor.pk, ""), actor.team))

    def reads(self, group: Group, definition: Definition) -> bool:
        """Whether this group is one's own, of those one leads or covers, or of a leader one supports."""
        if definition.instrument.about == "leader":
            return group.leader == self.me or (group.leader in self.supported and not self.is_early)
        every = [team for one in definition.groups for _, team in one.parts]
        alone = {team for _, team in self.parts if team and every.count(team) == 1}
        return any(part in self.parts or part[1] in alone for part in group.parts)

    def reads_row(self, row: Result, mine: set[str], definition: Definition) -> bool:
        """A cell with a group one reads; for the people office a cell of ten and more."""
        is_for_office = "staffs" in self.kinds and row.n >= FEW and definition.instrument.about == "team"
        return is_for_office or bool(mine & set(row.groups))
