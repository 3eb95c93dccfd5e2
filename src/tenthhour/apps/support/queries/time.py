"""A leader's time and what was sent up; requests for a talk; thanks not yet said."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.models import LeadersTime, LoadReport, LoadWeek, Point, Thanks
from tenthhour.core.support.week import ANSWERS, FULL_WEEK

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

USUAL_SHARE = 0.10
ANSWER_DAYS = 14
_THANKED_DAYS = 28


@dataclass(frozen=True)
class MyTime:
    """The protected share of a post and the minutes of a full one; `is_said` is False for the usual tenth."""

    share: float
    contracted: int
    is_said: bool


@dataclass(frozen=True)
class LoadLine:
    """One gap sent up, and where its answer stands."""

    id: uuid.UUID
    leader: people.PersonCard
    clinicians: int
    need: int
    available: int
    weeks: int
    sent_on: date
    due: date
    answer: str
    words: str
    is_overdue: bool

    @property
    def gap(self) -> int:
        return self.need - self.available


def my_time(leader: Person, at: datetime) -> MyTime:
    """What a leader has said of their own week, or a tenth of a full post."""
    row = LeadersTime.objects.visible_to(leader, at).filter(subject=leader).first()
    return MyTime(row.share, row.contracted, True) if row else MyTime(USUAL_SHARE, FULL_WEEK, False)


def weeks_short(leader: Person, at: datetime) -> int:
    """How many Mondays running, up to the latest counted, there were fewer minutes than needed."""
    rows = LoadWeek.objects.visible_to(leader, at).filter(subject=leader).order_by("-monday")
    short = [row.need > row.available for row in rows[:52]]
    return short.index(False) if False in short else len(short)


def not_counted(monday: date, at: datetime) -> tuple[Person, ...]:
    """Leaders whose week was not counted on this Monday."""
    known = people.everyone()
    leaders = (known[code] for code in sorted(people.leaders(at=at)))
    own = LoadWeek.objects.visible_to
    return tuple(x for x in leaders if not own(x, at).filter(subject=x, monday=monday).exists())


def loads(actor: Person, at: datetime) -> tuple[LoadLine, ...]:
    """Gaps sent up by the actor or by leaders they supervise, newest first."""
    rows = LoadReport.objects.visible_to(actor, at).select_related("subject").order_by("-sent_at")
    return tuple(_load(row, timezone.localdate(at)) for row in rows)


def _load(row: LoadReport, today: date) -> LoadLine:
    sent = timezone.localdate(row.sent_at)
    due = sent + timedelta(days=ANSWER_DAYS)
    return LoadLine(
        row.pk, people.card(row.subject), row.clinicians, row.need, row.available, row.weeks or 1, sent, due,
        ANSWERS.get(row.answer, ""), row.words, row.answered_at is None and due < today,
    )  # fmt: skip


def requests(
    team: Iterable[people.PersonCard], actor: Person, at: datetime
) -> tuple[tuple[uuid.UUID, str, date], ...]:
    """Talks the clinicians asked for: whom, about what, since when; oldest first."""
    rows = Point.objects.visible_to(actor, at).filter(
        subject__in=[card.id for card in team], is_soon=True, done_at__isnull=True
    )
    return tuple((r.subject_id, r.text, timezone.localdate(r.added_at)) for r in rows.order_by("added_at"))


@dataclass(frozen=True)
class Noted:
    """Colleagues' notes not said yet, and who was thanked in the last four weeks."""

    notes: tuple[tuple[uuid.UUID, str, str], ...]
    thanked: frozenset[uuid.UUID]


def noted(team: Iterable[people.PersonCard], actor: Person, at: datetime) -> Noted:
    """What there is to say thank you for besides the numbers."""
    rows = Thanks.objects.visible_to(actor, at).filter(
        subject__in=[card.id for card in team], written_at__gt=at - timedelta(days=_THANKED_DAYS)
    )
    found = list(rows.select_related("written_by").order_by("written_at"))
    said = frozenset(row.subject_id for row in found if row.said_at)
    notes = tuple((r.subject_id, r.text, r.written_by.name) for r in found if not r.said_at)
    return Noted(notes, said)


def thanks_kept(person: Person, at: datetime, limit: int = 20) -> tuple[tuple[str, str, date], ...]:
    """What somebody was thanked for: the words, by whom, when; theirs to keep."""
    rows = Thanks.objects.visible_to(person, at).filter(subject=person).select_related("written_by")
    return tuple(
        (r.text, r.written_by.name, timezone.localdate(r.written_at))
        for r in rows.order_by("-written_at")[:limit]
    )


def colleagues(actor: Person, at: datetime) -> dict[uuid.UUID, Person]:
    """The others led by whoever leads this person, and the leader; by name."""
    leader = people.leader_row(actor.pk, at)
    if leader is None:
        return {}
    found = [leader, *people.rows_towards(kind="leads", holder=leader, at=at)]
    return {
        person.pk: person
        for person in sorted(found, key=lambda p: p.name.casefold())
        if person.pk != actor.pk
    }
