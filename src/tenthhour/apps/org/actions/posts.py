"""Posts: joining, changing, leaving and coming back, each from a day; nothing written down is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from tenthhour.apps.org.audit import Act
from tenthhour.apps.org.models import Assignment, Person, Post
from tenthhour.apps.org.queries.posts import Work, span_of, standing
from tenthhour.core.days import in_words
from tenthhour.core.due import Due
from tenthhour.core.spans import Span, Spans


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
    mine = mine.exclude(state="ended").select_related("holder", "subject")
    ends = max(_after(last), at) if last else None
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=ends) if ends else Q(pk__in=[])
    carried = Q(valid_to=_after(before)) & Q(valid_to__gt=at) if before else Q(pk__in=[])
    for given in mine.filter(running | carried):
        if ends and given.valid_from >= ends:
            given.state = "ended"
        else:
            given.valid_to = _until_next(given, ends)
        given.save()
        other = given.subject if given.holder_id == person.pk else given.holder
        if other and last:
            act.notify(other, f"{person.name}'s last day is {in_words(last)}. A role between you ends then.")


def due(at: datetime) -> Iterator[Due]:
    """Posts written down ahead that hold from today on."""
    today = timezone.localdate(at)
    shown = Q(peer_group=F("subject__peer_group"), team=F("subject__team"))
    for row in _holding(today).exclude(shown).select_related("subject"):
        since = datetime.combine(row.first_on or today, time.min, timezone.get_current_timezone())
        spans = {row.subject: (span_of(row),)}
        yield Due(since, f"post {row.pk}", partial(_show, spans))


def in_words_of(span: Span[Work]) -> str:
    """A post as a sentence to the person it is about."""
    work, until = span.value, f" until {in_words(span.last)}" if span.last else ""
    parts = [
        f"as {work.peer_group}" if work.peer_group else "",
        f"in team {work.team}" if work.team else "",
        f"at {work.clinic}" if work.clinic else "",
        f"for {work.clinical_fte:g} of a full clinical post" if work.clinical_fte else "",
    ]
    begins = f"From {in_words(span.first)}{until}" if span.first else f"Up to now{until}"
    return " ".join([f"{begins} you work here", *filter(None, parts)]) + "."


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


def _holding(day: date) -> Any:
    begun = Q(first_on__isnull=True) | Q(first_on__lte=day)
    lasting = Q(last_on__isnull=True) | Q(last_on__gte=day)
    return Post.unscoped.filter(begun, lasting, replaced_at__isnull=True)


def _show(wanted: Mapping[Person, Spans[Work]], at: datetime) -> None:
    """Write what holds today beside the person: who left keeps what held last, who is to come has the first."""
    day = timezone.localdate(at)
    for person, spans in wanted.items():
        begun = [s for s in spans if (s.first or date.min) <= day]
        for shown in begun[-1:] or spans[:1]:  # none, once a post that never was is taken back
            person.peer_group, person.team = shown.value.peer_group, shown.value.team
    Person.unscoped.bulk_update(list(wanted), ["peer_group", "team"], batch_size=500)


def _after(last: date) -> datetime:
    return datetime.combine(last + timedelta(days=1), time.min, timezone.get_current_timezone())


def _until_next(given: Assignment, ends: datetime | None) -> datetime | None:
    """The end, or where somebody else leads by then, their beginning."""
    if given.kind != "leads":
        return ends
    others = Assignment.objects.filter(kind="leads", subject=given.subject, valid_from__gte=given.valid_from)
    others = others.exclude(pk=given.pk).exclude(state="ended").order_by("valid_from")
    next_ = others.values_list("valid_from", flat=True).first()
    return next_ if next_ and (ends is None or next_ < ends) else ends
