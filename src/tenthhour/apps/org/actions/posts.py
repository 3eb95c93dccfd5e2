"""Posts and leave: joining, changing, leaving, coming back, being away, each by day; nothing written is lost."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from tenthhour.apps.org.access import counting
from tenthhour.apps.org.actions.assignments import Grant, begin
from tenthhour.apps.org.audit import Act, action
from tenthhour.apps.org.models import Assignment, Person, Post
from tenthhour.apps.org.queries.assignments import leader_row
from tenthhour.apps.org.queries.kept import still_open
from tenthhour.apps.org.queries.posts import Work, holding, span_of, standing, work_of
from tenthhour.core.days import in_words
from tenthhour.core.due import Due
from tenthhour.core.errors import Refused
from tenthhour.core.spans import Span, Spans, begun, changed, ended, without

DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewPerson:
    """Somebody who joins: their post, who leads them if anybody does, and their id in the site's files, if it has one."""

    name: str
    first_on: date
    work: Work
    leader: Person | None = None
    code: str = ""


def add_person(*, new: NewPerson, by: Person, at: datetime) -> Person:
    """Somebody joins: a person, their post and their leader, in one act.

    Raises:
        Refused: The id belongs to somebody else, or the leader cannot be given.

    """
    with action(by, "org.people.add", at=at) as act:
        codes = set(Person.unscoped.values_list("code", flat=True))
        free = (f"p{number:03}" for number in count(1))
        code = new.code or next(c for c in free if c not in codes)
        if code in codes or code.startswith("@"):
            raise Refused(f"{code} is somebody else's id in the files. Give another, or leave it empty.")
        person = Person.objects.create(code=code, name=new.name)
        act.obj = str(person.pk)
        rewrite(act, {person: (Span(new.first_on, None, new.work),)}, by=by, at=at)
        act.notify(person, f"{by.name} entered you here from {in_words(new.first_on)}.")
        if new.leader:
            begin(act, Grant("leads", new.leader, person, starts_at=midnight(new.first_on)), by=by, at=at)
    return person


def change_post(*, subject: Person, day: date, work: Work, by: Person, at: datetime) -> None:
    """From a day on somebody works as something else, elsewhere or another share; or comes back."""
    with action(by, "org.post.change", at=at, subject=subject) as act:
        spans = changed(work_of([subject.pk]).get(subject.pk, ()), day, work)
        rewrite(act, {subject: spans}, by=by, at=at)


def change_team(*, team: tuple[str, str], day: date, into: tuple[str, str], by: Person, at: datetime) -> int:
    """From a day on a team has another name or belongs to another clinic: a change for each person in it.

    Args:
        team: Its name, and the clinic it is in.
        day: The first day of the new name.
        into: Its name and clinic from then on; those of a team that exists join the two.
        by: Who writes it down.
        at: When.

    Returns:
        How many people were in it.

    """
    with transaction.atomic():
        members = [(row.subject, span_of(row).value) for row in holding(day).select_related("subject")]
        members = [(person, work) for person, work in members if (work.team, work.clinic) == team]
        for person, work in members:
            work = replace(work, team=into[0], clinic=into[1])
            change_post(subject=person, day=day, work=work, by=by, at=at)
    return len(members)


def correct_post(*, row_id: uuid.UUID, instead: date | None, by: Person, at: datetime) -> None:
    """What was written down as begun on one day began on another; None: it never happened.

    Raises:
        Refused: It was changed meanwhile, or the day lies beyond the next or the former change.

    """
    row = Post.unscoped.select_related("subject").get(pk=row_id)
    with action(by, "org.post.correct", at=at, subject=row.subject) as act:
        act.obj = str(row_id)
        spans = work_of([row.subject_id]).get(row.subject_id, ())
        if span_of(row) not in spans:
            raise Refused("This entry was changed in the meantime. Look at the page again.")
        spans = begun(spans, row.first_on, instead) if instead else without(spans, row.first_on)
        rewrite(act, {row.subject: spans}, by=by, at=at)
        if not instead:
            act.notify(
                row.subject, f"{by.name} took back: «{in_words_of(span_of(row))}» It was entered by mistake."
            )


def end_post(
    *, subject: Person, last_on: date | None, by: Person, at: datetime, successor: Person | None = None
) -> None:
    """Somebody's last day, or another one instead; None: they stay after all.

    Roles held by them, and towards them, end with that day.

    Args:
        subject: Who leaves.
        last_on: The last day they work here.
        by: Who writes it down.
        at: When.
        successor: Who leads from the next day on whom they lead now.

    Raises:
        Refused: They had not begun by then, or the successor cannot be given.

    """
    with action(by, "org.post.end", at=at, subject=subject) as act:
        before = work_of([subject.pk]).get(subject.pk, ()) or (Span(None, None, Work()),)
        rewrite(act, {subject: ended(before, last_on)}, by=by, at=at)
        starts = midnight((last_on or timezone.localdate(at)) + DAY)
        if successor:
            led = Assignment.objects.filter(counting(at), kind="leads", holder=subject)
            for person in [given.subject for given in led.select_related("subject")]:
                begin(act, Grant("leads", successor, person, starts_at=starts), by=by, at=at)
        let_go(act, subject, before[-1].last, last_on, at=at)
        if last_on:
            _tell_open(act, subject, at)


def _tell_open(act: Act, subject: Person, at: datetime) -> None:
    """Whoever leaves and whoever leads them: what is open between them, each as far as they may read it."""
    for who in (subject, leader_row(subject.pk, at)):
        if who and (found := still_open(subject=subject, reader=who, at=at)):
            whom = "you" if who == subject else subject.name
            act.notify(who, f"Open with {whom}: {'; '.join(found)}. Settle it before the last day.")


def rewrite(act: Act, wanted: Mapping[Person, Spans[Work]], *, by: Person, at: datetime) -> None:
    """Make people's posts what is wanted: new rows are written, rows no longer true are marked as replaced.

    Whoever had a post before is told what changed.
    """
    before = standing(p.pk for p in wanted) if len(wanted) < 500 else standing()
    fresh: list[Post] = []
    replaced: list[Any] = []
    for person, spans in wanted.items():
        rows = before.get(person.pk, [])
        had = {span_of(row) for row in rows}
        replaced += [row.pk for row in rows if span_of(row) not in spans]
        new = [span for span in spans if span not in had]
        fresh += [_row(person, span, by, at) for span in new]
        for span in new if rows else ():
            act.notify(person, f"{in_words_of(span)} {by.name} wrote it down.")
    for some in range(0, len(replaced), 500):
        rows_gone = Post.unscoped.filter(pk__in=replaced[some : some + 500])
        rows_gone.update(replaced_at=at, replaced_by=by)
    Post.objects.create_all(fresh)
    _show(wanted, at)


def let_go(act: Act, person: Person, before: date | None, last: date | None, *, at: datetime) -> None:
    """Roles held by somebody, and towards them, end with their last day; those of a question go on.

    Args:
        act: The act under way; whoever held a role with them is told.
        person: Who leaves.
        before: The last day written down before this one, where it was corrected.
        last: Their last day; none, and what `before` had ended goes on.
        at: Now: no role ends in the past.

    """
    mine = Assignment.objects.filter(Q(holder=person) | Q(subject=person, object_ref__isnull=True))
    mine = mine.exclude(state="ended").select_related("holder", "subject", "granted_by")
    ends = max(midnight(last + DAY), at) if last else None
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=ends) if ends else Q(pk__in=[])
    carried = Q(valid_to=midnight(before + DAY)) & Q(valid_to__gt=at) if before else Q(pk__in=[])
    for given in mine.filter(running | carried):
        if ends and given.valid_from >= ends:
            given.state = "ended"
        else:
            given.valid_to = _until_next(given, ends)
        given.save()
        if last:
            _tell(act, given, person, last)


def _tell(act: Act, given: Assignment, person: Person, last: date) -> None:
    """Whoever stands at the other end, and whoever opened one question and has to name somebody else."""
    other = given.subject if given.holder_id == person.pk else given.holder
    for told in {other, given.granted_by if given.object_ref else None} - {person}:
        if told is not None:
            act.notify(told, f"{person.name}'s last day is {in_words(last)}. A role between you ends then.")


def due(at: datetime) -> Iterator[Due]:
    """Posts written down ahead that hold from today on."""
    today = timezone.localdate(at)
    shown = Q(peer_group=F("subject__peer_group"), team=F("subject__team"))
    for row in holding(today).exclude(shown).select_related("subject"):
        since = midnight(row.first_on or today)
        spans = {row.subject: (span_of(row),)}
        yield Due(since, f"post {row.pk}", partial(_show, spans))


def in_words_of(span: Span[Work]) -> str:
    """A post as a sentence to the person it is about."""
    until = f" until {in_words(span.last)}" if span.last else ""
    begins = f"From {in_words(span.first)}{until}" if span.first else f"Up to now{until}"
    return f"{begins} you work here{': ' if span.value.words else ''}{span.value.words}."


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())


def _row(person: Person, span: Span[Work], by: Person, at: datetime) -> Post:
    work = span.value
    return Post(
        subject=person,
        first_on=span.first,
        last_on=span.last,
        peer_group=work.peer_group,
        team=work.team,
        clinic=work.clinic,
        clinical_fte=work.clinical_fte,
        recorded_at=at,
        recorded_by=by,
    )


def _show(wanted: Mapping[Person, Spans[Work]], at: datetime) -> None:
    """Write what holds today beside the person: who left keeps what held last, who is to come has the first."""
    day = timezone.localdate(at)
    for person, spans in wanted.items():
        begun = [s for s in spans if (s.first or date.min) <= day]
        for shown in begun[-1:] or spans[:1]:  # none, once a post that never was is taken back
            person.peer_group, person.team = shown.value.peer_group, shown.value.team
    Person.unscoped.bulk_update(list(wanted), ["peer_group", "team"], batch_size=500)


def _until_next(given: Assignment, ends: datetime | None) -> datetime | None:
    """The end, or where somebody else leads by then, their beginning."""
    if given.kind != "leads":
        return ends
    others = Assignment.objects.filter(kind="leads", subject=given.subject, valid_from__gte=given.valid_from)
    others = others.exclude(pk=given.pk).exclude(state="ended").order_by("valid_from")
    next_ = others.values_list("valid_from", flat=True).first()
    return next_ if next_ and (ends is None or next_ < ends) else ends
