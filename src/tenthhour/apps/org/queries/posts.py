"""Who worked as what, where and how much, on which day; and when they were away."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from tenthhour.apps.org.access import counting
from tenthhour.apps.org.models import Assignment, Leave, Person, Post
from tenthhour.apps.org.policies import Kind
from tenthhour.apps.org.queries.assignments import all_roles
from tenthhour.apps.org.queries.people import PersonCard, card
from tenthhour.core.days import in_words
from tenthhour.core.month import Month, months
from tenthhour.core.spans import Span, Spans, on, ordered


@dataclass(frozen=True)
class Work:
    """What somebody works as, where, and for what share of a full clinical post; empty and None: not known."""

    peer_group: str = ""
    team: str = ""
    clinic: str = ""
    clinical_fte: float | None = None

    @property
    def words(self) -> str:
        """As a line or the end of a sentence."""
        team = f"team {self.team}" if self.team else ""
        share = f"{self.clinical_fte:g} of a full clinical post" if self.clinical_fte else ""
        return ", ".join(filter(None, [self.peer_group, team, self.clinic, share]))


def work_of(people: Iterable[uuid.UUID] | None = None) -> dict[uuid.UUID, Spans[Work]]:
    """What holds and held, as it is known now, by person; of everybody without `people`."""
    return {pk: ordered(span_of(row) for row in rows) for pk, rows in standing(people).items()}


def standing(people: Iterable[uuid.UUID] | None = None) -> dict[uuid.UUID, list[Post]]:
    """The rows behind them: those nothing has replaced."""
    rows = Post.unscoped.filter(replaced_at__isnull=True)
    found: dict[uuid.UUID, list[Post]] = {}
    for row in rows if people is None else rows.filter(subject__in=list(people)):
        found.setdefault(row.subject_id, []).append(row)
    return found


def span_of(row: Post) -> Span[Work]:
    return Span(row.first_on, row.last_on, Work(row.peer_group, row.team, row.clinic, row.clinical_fte))


@dataclass(frozen=True)
class Listed:
    """Somebody in the list of who works here."""

    person: PersonCard
    work: Work
    leader: str
    note: str  # from when, until when, if not simply now


@dataclass(frozen=True)
class Team:
    """Who is in a team of a clinic, by name."""

    name: str
    clinic: str
    members: tuple[Listed, ...]


@dataclass(frozen=True)
class Entry:
    """One line of what is or was written down: what held from when to when, by whom; replaced, by whom."""

    id: uuid.UUID
    is_leave: bool
    span: Span[Work]
    by: str
    at: datetime
    replaced_by: str
    replaced_at: datetime | None

    @property
    def words(self) -> str:
        """From when until when, and what."""
        begins = (
            f"From {in_words(self.span.first)}" if self.span.first else "Since before this was written down"
        )
        until = in_words(self.span.last) if self.span.last else "further notice" if self.is_leave else ""
        what = "away" if self.is_leave else self.span.value.words
        return ": ".join(filter(None, [f"{begins} until {until}" if until else begins, what]))


@dataclass(frozen=True)
class PostPage:
    """One person's post and leave: what holds today, and every entry that stands or was replaced."""

    person: PersonCard
    leader: str
    today: date
    entries: tuple[Entry, ...]

    @property
    def posts(self) -> tuple[Entry, ...]:
        return tuple(e for e in self.entries if not e.is_leave and e.replaced_at is None)

    @property
    def leaves(self) -> tuple[Entry, ...]:
        return tuple(e for e in self.entries if e.is_leave and e.replaced_at is None)

    @property
    def former(self) -> tuple[Entry, ...]:
        return tuple(e for e in self.entries if e.replaced_at is not None)

    @property
    def now(self) -> Span[Work] | None:
        return on(tuple(e.span for e in self.posts), self.today)

    @property
    def last_on(self) -> date | None:
        return self.posts[-1].span.last if self.posts else None

    @property
    def is_gone(self) -> bool:
        return self.last_on is not None and self.last_on < self.today


@dataclass(frozen=True)
class Ending:
    """One role that ends with somebody's last day, in words; whether anybody else holds it, too."""

    kind: Kind
    words: str
    is_theirs: bool
    needs_successor: bool


def teams(at: datetime) -> tuple[Team, ...]:
    """Everybody with a post that holds or is to come, by clinic and team; who has none stands last."""
    today, leads = timezone.localdate(at), _leaders(at)
    found: dict[tuple[str, str], list[Listed]] = {}
    spans = work_of()
    for person in Person.unscoped.exclude(code__startswith="@"):
        theirs = spans.get(person.pk, ())
        if theirs and theirs[-1].last and theirs[-1].last < today:
            continue
        shown = on(theirs, today) or next((s for s in theirs if s.first and s.first > today), None)
        work = shown.value if shown else Work(person.peer_group, person.team)
        line = Listed(card(person), work, leads.get(person.pk, ""), _note(theirs, shown, today))
        found.setdefault((work.clinic, work.team), []).append(line)
    lines = {
        key: tuple(sorted(some, key=lambda one: one.person.name.casefold())) for key, some in found.items()
    }
    named = sorted(lines.items(), key=lambda one: (not any(one[0]), one[0]))
    return tuple(Team(team, clinic, members) for (clinic, team), members in named)


def left(at: datetime) -> tuple[tuple[PersonCard, date], ...]:
    """Who worked here and does no longer, with the last day; the latest first."""
    today = timezone.localdate(at)
    ends = {pk: spans[-1].last for pk, spans in work_of().items()}
    over = {pk: last for pk, last in ends.items() if last and last < today}
    people = Person.unscoped.filter(pk__in=list(over))
    return tuple(sorted(((card(p), over[p.pk]) for p in people), key=lambda one: one[1], reverse=True))


def post_page(*, subject: Person, actor: Person, at: datetime) -> PostPage:
    """What is written of somebody's post and leave, for those who may read it."""
    found = []
    for model in (Post, Leave):
        rows = model.objects.visible_to(actor, at).filter(subject=subject)
        found += [_entry(row) for row in rows.select_related("recorded_by", "replaced_by")]
    found.sort(key=lambda e: (e.span.first or date.min, e.at))
    return PostPage(card(subject), _leaders(at).get(subject.pk, ""), timezone.localdate(at), tuple(found))


def endings(*, subject: Person, at: datetime) -> tuple[Ending, ...]:
    """What ends when somebody leaves, their own roles first; what is theirs alone to say is left out."""
    every = all_roles(at=at)
    others = [(r.kind, r.subject) for r in every if r.holder.id != subject.pk and r.starts_at <= at]
    found = []
    for role in every:
        if subject.pk not in {role.holder.id, role.subject.id if role.subject else None}:
            continue
        is_theirs, whom = role.holder.id == subject.pk, f" {role.subject.name}" if role.subject else ""
        alone = is_theirs and (role.kind, role.subject) not in others
        found.append(Ending(role.kind, f"{role.holder.name} {role.words}{whom}", is_theirs, alone))
    return tuple(sorted(found, key=lambda e: (not e.is_theirs, not e.needs_successor, e.words)))


def _leaders(at: datetime) -> dict[uuid.UUID, str]:
    given = Assignment.objects.filter(counting(at), kind="leads", subject__isnull=False)
    return dict(given.values_list("subject", "holder__name"))


def _note(spans: Spans[Work], shown: Span[Work] | None, today: date) -> str:
    if shown is None:
        return ""
    begins = f"from {in_words(shown.first)}" if shown.first and shown.first > today else ""
    last = spans[-1].last
    return ", ".join(filter(None, [begins, f"until {in_words(last)}" if last else ""]))


def _entry(row: Post | Leave) -> Entry:
    is_leave = isinstance(row, Leave)
    span = Span(row.first_on, row.last_on, Work()) if isinstance(row, Leave) else span_of(row)
    replaced = row.replaced_by.name if row.replaced_by else ""
    return Entry(row.pk, is_leave, span, row.recorded_by.name, row.recorded_at, replaced, row.replaced_at)


def holding(day: date) -> QuerySet[Post]:
    """The posts that hold on a day."""
    begun = Q(first_on__isnull=True) | Q(first_on__lte=day)
    lasting = Q(last_on__isnull=True) | Q(last_on__gte=day)
    return Post.unscoped.filter(begun, lasting, replaced_at__isnull=True)


def fte_by_month(first: Month, last: Month) -> dict[str, tuple[float | None, ...]]:
    """Everybody's share of a full clinical post in each month, by code, for the measurement side.

    Args:
        first: First month.
        last: Last month, included.

    Returns:
        By code, one value a month: the share that held on the most of its days, of two that held equally
        long the later; None where the person was not in post or the share is not known. Nobody without a
        post is in it.

    """
    codes = dict(Person.unscoped.values_list("pk", "code"))
    every = tuple(months(first, last))
    return {codes[pk]: tuple(_fte_in(spans, month) for month in every) for pk, spans in work_of().items()}


def away_by_code() -> dict[str, Spans[None]]:
    """When everybody was or will be away, by code, in order; without a last day, until further notice."""
    rows = Leave.unscoped.filter(replaced_at__isnull=True).order_by("first_on")
    found: dict[str, Spans[None]] = {}
    for code, first, last in rows.values_list("subject__code", "first_on", "last_on"):
        found[code] = (*found.get(code, ()), Span(first, last, None))
    return found


def _fte_in(spans: Spans[Work], month: Month) -> float | None:
    days: dict[float | None, int] = {}
    for number in range((month.last_day - month.first_day).days + 1):
        if found := on(spans, month.first_day + timedelta(days=number)):
            share = found.value.clinical_fte
            days[share] = days.pop(share, 0) + 1  # taken out and put back, so that the later stands last
    most = max(days.values(), default=0)
    return next((share for share, count in reversed(days.items()) if count == most), None)
