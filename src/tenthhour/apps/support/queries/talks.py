"""Talks of a pair: the next one, those behind it, what is on the agenda, and shares of what was held."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import DateField, IntegerField, Value
from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.models import Point, Rhythm, Scratch, Talk, Useful
from tenthhour.core.support import talk as talks
from tenthhour.core.support.pathway.snapshot import Meeting
from tenthhour.core.support.week import next_due, rhythm_words

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


@dataclass(frozen=True)
class TalkPage:
    """One talk as both sides see it, and what the reader may do with it."""

    id: uuid.UUID
    about: uuid.UUID
    on: date
    at_time: time | None
    purpose: str
    strength: str
    framework: str
    invited_on: date
    met_on: date | None
    summary: str
    summarised_by: str
    added_line: str
    is_acknowledged: bool
    is_late: bool
    may_acknowledge: bool
    may_move: bool
    meeting: Meeting

    @property
    def is_short_notice(self) -> bool:
        return talks.is_short_notice(self.invited_on, self.met_on or self.on)


@dataclass(frozen=True)
class PointLine:
    """One point of the shared agenda, and how many talks it has been carried over."""

    id: uuid.UUID
    text: str
    by: str
    is_clinicians: bool
    is_soon: bool
    added_on: date
    carried: int


@dataclass(frozen=True)
class RhythmLine:
    """How often a pair meets, and a longer rhythm that waits for the clinician's yes."""

    weeks: int
    words: str
    proposed: int | None
    proposed_words: str


def _rows(about: uuid.UUID, actor: Person, at: datetime):
    rows = Talk.objects.visible_to(actor, at).filter(subject=about, cancelled_at__isnull=True)
    return rows.select_related("invited_by", "summarised_by")


def next_talk(about: uuid.UUID, actor: Person, at: datetime) -> TalkPage | None:
    """The next talk of a pair: invited, and not summed up yet."""
    row = _rows(about, actor, at).filter(summarised_at__isnull=True).order_by("on", "invited_at").first()
    return _talk(row, actor) if row else None


def past_talks(about: uuid.UUID, actor: Person, at: datetime) -> tuple[TalkPage, ...]:
    """Talks with a summary, newest first."""
    rows = _rows(about, actor, at).filter(summarised_at__isnull=False).order_by("-met_on", "-summarised_at")
    return tuple(_talk(row, actor) for row in rows)


def one_talk(talk_id: uuid.UUID, actor: Person, at: datetime) -> TalkPage | None:
    """A talk the actor may read."""
    rows = Talk.objects.visible_to(actor, at).select_related("invited_by", "summarised_by")
    row = rows.filter(pk=talk_id).first()
    return _talk(row, actor) if row else None


def meetings(about: uuid.UUID, actor: Person, at: datetime) -> dict[uuid.UUID, Meeting]:
    """Each talk of a pair as the pathway counts it, oldest first."""
    rows = _rows(about, actor, at).order_by("on", "invited_at")
    return {row.pk: _meeting(row) for row in rows}


def _talk(row: Talk, actor: Person) -> TalkPage:
    own = actor.pk == row.subject_id
    is_summed_up = row.summarised_at is not None
    return TalkPage(
        id=row.pk,
        about=row.subject_id,
        on=row.on,
        at_time=row.at_time,
        purpose=row.purpose,
        strength=row.strength,
        framework=row.framework,
        invited_on=timezone.localdate(row.invited_at),
        met_on=row.met_on,
        summary=row.summary,
        summarised_by=row.summarised_by.name if row.summarised_by else "",
        added_line=row.added_line,
        is_acknowledged=row.acknowledged_at is not None,
        is_late=bool(row.met_on and talks.is_late(row.met_on, timezone.localdate(row.summarised_at))),
        may_acknowledge=is_summed_up and not row.acknowledged_at and row.summarised_by_id != actor.pk,
        may_move=not is_summed_up and not (row.is_moved_by_clinician if own else row.is_moved_by_leader),
        meeting=_meeting(row),
    )


def _meeting(row: Talk) -> Meeting:
    both = frozenset({"leader", "clinician"})
    writer = "clinician" if row.summarised_by_id == row.subject_id else "leader"
    one = frozenset({writer}) if row.summarised_at else frozenset()
    return Meeting(
        invited_on=timezone.localdate(row.invited_at),
        met_on=row.met_on,
        summary_on=timezone.localdate(row.summarised_at) if row.summarised_at else None,
        is_welcome=row.is_welcome,
        acknowledged=both if row.acknowledged_at else one,
    )


def points(about: uuid.UUID, actor: Person, at: datetime) -> tuple[PointLine, ...]:
    """Open points of a pair: the clinician's first, then by age."""
    rows = Point.objects.visible_to(actor, at).filter(subject=about, done_at__isnull=True)
    held = [t.met_on for t in past_talks(about, actor, at) if t.met_on]
    lines = [_point(row, held) for row in rows.select_related("added_by").order_by("added_at")]
    return tuple(sorted(lines, key=lambda line: not line.is_clinicians))


def _point(row: Point, held: list[date]) -> PointLine:
    added = timezone.localdate(row.added_at)
    return PointLine(
        row.pk,
        row.text,
        row.added_by.name,
        row.added_by_id == row.subject_id,
        row.is_soon,
        added,
        sum(day > added for day in held),
    )


def scratch(about: uuid.UUID, actor: Person, at: datetime) -> str:
    """The actor's own notes for a talk with somebody; nobody else's."""
    row = Scratch.objects.visible_to(actor, at).filter(about=about).first()
    return row.text if row else ""


def rhythm(about: uuid.UUID, actor: Person, at: datetime) -> RhythmLine | None:
    """How often a pair has agreed to meet; None while nobody has said."""
    row = Rhythm.objects.visible_to(actor, at).filter(subject=about).first()
    if row is None:
        return None
    proposed = rhythm_words(row.proposed) if row.proposed else ""
    return RhythmLine(row.weeks, rhythm_words(row.weeks), row.proposed, proposed)


@dataclass(frozen=True)
class Pair:
    """Where a pair stands in its rhythm. `waits`: days past due; a pair that never met has waited one round."""

    about: uuid.UUID
    weeks: int
    last: date | None
    next_on: date | None
    waits: int


def pairs(team: Iterable[people.PersonCard], default: int, actor: Person, at: datetime) -> tuple[Pair, ...]:
    """The rhythm of everybody somebody leads: last talk, days past due, and the day already fixed."""
    ids, today = [card.id for card in team], timezone.localdate(at)
    held = Talk.objects.visible_to(actor, at).filter(subject__in=ids, cancelled_at__isnull=True)
    set_ = Rhythm.objects.visible_to(actor, at).filter(subject__in=ids)
    no_day = Value(None, output_field=DateField())
    rows = set_.values_list("subject", "weeks", no_day, no_day).union(
        held.values_list("subject", Value(None, output_field=IntegerField()), "on", "met_on"), all=True
    )
    agreed: dict[uuid.UUID, int] = {}
    last: dict[uuid.UUID, date] = {}
    fixed: dict[uuid.UUID, date] = {}
    for about, weeks, on, met_on in rows:
        if weeks:
            agreed[about] = weeks
        elif met_on:
            last[about] = max(met_on, last.get(about, met_on))
        else:
            fixed[about] = min(on, fixed.get(about, on))
    found = []
    for about in ids:
        weeks, met = agreed.get(about, default), last.get(about)
        waits = (today - next_due(met, weeks)).days if met else 7 * weeks
        found.append(Pair(about, weeks, met, fixed.get(about), waits))
    return tuple(found)


def talk_rates(leader: Person, at: datetime) -> talks.Rates | None:
    """Shares of a leader's talks that were held, moved and called off; never whose they were."""
    rows = Talk.objects.visible_to(leader, at).filter(invited_by=leader)
    past = [
        talks.Past(
            row.on,
            is_held=_meeting(row).was_met,
            is_moved=row.is_moved_by_leader,
            is_cancelled=row.cancelled_by_id == leader.pk,
        )
        for row in rows
    ]
    return talks.rates(past, timezone.localdate(at))


def useful(leader: Person, at: datetime) -> tuple[str, ...]:
    """What was said of talks in past half-years, one sentence each; silent under five answers."""
    halves = Useful.objects.visible_to(leader, at).filter(half__lt=talks.half_year(timezone.localdate(at)))
    return tuple(
        f"{row.half}: of {row.yes + row.partly + row.no} answers {row.yes} yes, {row.partly} partly, {row.no} no."
        for row in halves.order_by("-half")
        if row.yes + row.partly + row.no >= talks.USEFUL_FROM
        and _people(leader, row.half, at) >= talks.USEFUL_FROM
    )


def _people(leader: Person, half: str, at: datetime) -> int:
    """How many different people could have answered in a half-year: fewer than five would be known by it."""
    rows = Talk.objects.visible_to(leader, at).filter(invited_by=leader, acknowledged_at__isnull=False)
    said = rows.values_list("subject", "acknowledged_at")
    return len({who for who, when in said if talks.half_year(timezone.localdate(when)) == half})
