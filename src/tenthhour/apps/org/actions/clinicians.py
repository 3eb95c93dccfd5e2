"""The clinicians file: the same changes of people, posts and roles that are made on the pages, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from tenthhour.apps.org.actions import posts
from tenthhour.apps.org.actions.assignments import Grant, begin
from tenthhour.apps.org.audit import Act, action
from tenthhour.apps.org.models import Assignment, Person
from tenthhour.apps.org.queries.posts import Work, work_of
from tenthhour.core.errors import Refused
from tenthhour.core.spans import Span, Spans, begun, changed, ended

_TEXTS = ("name", "peer_group", "team", "leader_id")
_DAYS = ("started_on", "ended_on")
_LAST_YEAR = 2100  # staff systems write 31 December 9999 for «no end»
_WORK = ("peer_group", "team", "clinical_fte")


def enrol(
    *, rows: Iterable[Mapping[str, object]], by: Person, at: datetime, since: date | None = None
) -> dict[str, Person]:
    """Know everyone in a clinicians table, their posts, and who leads whom; returns everyone by code.

    A file says what is, not what changed. So only what it says differently from the file before it counts:
    what was unknown is filled in, anything else holds from `since`. What was corrected here meanwhile stays.

    Args:
        rows: Mappings with clinician_id and, if known, the other columns of the clinicians table.
        by: Who imports the file.
        at: When.
        since: The day from which a changed team, group or share holds; the day of `at` without it.

    """
    today = timezone.localdate(at)
    with action(by, "org.person.enrol", at=at) as act:
        known = {p.code: p for p in Person.unscoped.all()}
        news = _news(known, rows)
        over = {c for c, new in news.items() if "ended_on" in new and _day(new["ended_on"]) < today}
        # A private trial has one reader: whoever opened the file, whatever it says of leaders.
        leaders = {c: by.code if settings.TRIAL else str(new.get("leader_id", "")) for c, new in news.items()}
        leaders = {c: lead for c, lead in leaders.items() if lead and lead != c and c not in over}
        for lead in sorted(set(leaders.values()) - set(known)):
            known[lead] = Person.objects.create(code=lead, name=lead)
        _lead(act, {known[c]: known[lead] for c, lead in leaders.items()}, by, at)
        _work(act, {known[c]: new for c, new in news.items()}, since or today, by, at)
    return known


def _news(known: dict[str, Person], rows: Iterable[Mapping[str, object]]) -> dict[str, dict[str, Any]]:
    """What each row says that the file before did not, by code; everyone new is made known."""
    found, made, renewed = {}, [], []
    for row in rows:
        code, said = str(row["clinician_id"]), _said(row)
        if code not in known:
            known[code] = Person(code=code, name=code)
            made.append(known[code])
        person = known[code]
        found[code] = {k: v for k, v in said.items() if person.filed.get(k) != v}
        if found[code]:
            person.filed = {**person.filed, **said}
            person.name = found[code].get("name", person.name)
            renewed += [person] if person not in made[-1:] else []
    Person.objects.create_all(made)
    Person.unscoped.bulk_update(renewed, ["name", "filed"], batch_size=500)
    return found


def _said(row: Mapping[str, object]) -> dict[str, Any]:
    """The cells that say something."""
    there = {k: v for k, v in row.items() if v is not None and v == v}
    texts = {k: str(there[k]).strip() for k in _TEXTS if k in there}
    dates = {k: there[k] for k in _DAYS if isinstance(there.get(k), date)}
    days = {k: day.isoformat() for k, day in dates.items() if day.year <= _LAST_YEAR}  # type: ignore[attr-defined]
    share = {"clinical_fte": float(there["clinical_fte"])} if "clinical_fte" in there else {}  # type: ignore[arg-type]
    return {k: v for k, v in (texts | days | share).items() if v}


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _work(act: Act, news: Mapping[Person, dict[str, Any]], since: date, by: Person, at: datetime) -> None:
    dated = {person: new for person, new in news.items() if new.keys() & {*_WORK, *_DAYS}}
    before = work_of() if dated else {}
    posts.rewrite(
        act, {p: _after(before.get(p.pk, ()), new, since) for p, new in dated.items()}, by=by, at=at
    )
    for person, new in dated.items():
        if "ended_on" in new:
            posts.let_go(act, person, None, _day(new["ended_on"]), at=at)


def _after(spans: Spans[Work], new: Mapping[str, Any], since: date) -> Spans[Work]:
    """The spans once a file has spoken."""
    said = {k: new[k] for k in _WORK if k in new}
    starts, ends = (_day(new[k]) if k in new else None for k in _DAYS)
    if not spans:
        return (Span(starts, ends, Work(**said)),)
    unknown = {k for k in said if not getattr(spans[-1].value, k)}
    spans = tuple(replace(s, value=_filled(s.value, {k: said[k] for k in unknown})) for s in spans)
    value = replace(spans[-1].value, **said)
    # Where days were recorded here one by one, a file's two dates may contradict them: then those here stay.
    with suppress(Refused):
        if starts and spans[-1].last and starts > spans[-1].last:
            return changed(spans, starts, value)
        spans = begun(spans, spans[0].first, starts) if starts and starts != spans[0].first else spans
    day = max(since, spans[-1].first or since)
    spans = changed(spans, day, value) if spans[-1].holds_on(day) else spans
    with suppress(Refused):
        spans = ended(spans, ends) if ends else spans
    return spans


def _filled(work: Work, said: Mapping[str, Any]) -> Work:
    return replace(work, **{k: v for k, v in said.items() if not getattr(work, k)})


def _lead(act: Act, leaders: Mapping[Person, Person], by: Person, at: datetime) -> None:
    latest = {a.subject_id: a for a in Assignment.objects.filter(kind="leads").order_by("valid_from")}
    new = []
    for clinician, leader in leaders.items():
        standing = latest.get(clinician.pk)
        if standing is None:
            granted_by = None if by == leader else by
            new.append(
                Assignment(
                    kind="leads", holder=leader, subject=clinician, valid_from=at, granted_by=granted_by
                )
            )
        elif standing.holder_id != leader.pk:
            begin(act, Grant("leads", leader, clinician), by=by, at=at)
    Assignment.objects.bulk_create(new)
