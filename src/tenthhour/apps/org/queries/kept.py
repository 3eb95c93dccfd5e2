"""Holds and signatures as the people who keep them see them; and everything that is kept about oneself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.apps import apps  # noqa: TID251 what is kept about somebody stands in every app's tables
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenthhour.apps.org.access import ScopedModel, reading_kinds
from tenthhour.apps.org.audit.verify import lines
from tenthhour.apps.org.models import (
    Checkpoint,
    Erasure,
    Hold,
    HoldRelease,
    Person,
    RetentionPolicy,
    Unsealing,
)
from tenthhour.apps.org.policies import SELF
from tenthhour.apps.org.privacy import RETENTION, Kept, declared, standing
from tenthhour.apps.org.queries.assignments import questions_of
from tenthhour.apps.org.queries.people import Reading, readings
from tenthhour.core.audit import Covered, as_line

# About a year of a person whose page is opened ten times a day; older ones are in the download.
LOG_ROWS = 4000


@dataclass(frozen=True)
class Waiting:
    """Something one person asked for and another must agree to."""

    id: Any
    what: str
    row: Any

    @property
    def days(self) -> tuple[tuple[str, int], ...]:
        """What a retention policy keeps for how many days; empty for anything else."""
        return tuple((RETENTION[name].what, days) for name, days in getattr(self.row, "days", {}).items())


@dataclass(frozen=True)
class LookedAt:
    """What somebody did with one's data on a day, how often, and between which times."""

    first: datetime
    last: datetime
    reading: Reading
    times: int


@dataclass(frozen=True)
class AccessLog:
    """Who looked, and from when on the page shows it, where there is more before that."""

    lines: tuple[LookedAt, ...]
    since: datetime | None


@dataclass(frozen=True)
class OwnTable:
    """The rows of one table that are about a person, as words; `more` are only in the download."""

    title: str
    label: str
    kept_for: str
    rows: tuple[Mapping[str, Any], ...]


def checkpoint_line() -> str:
    """The latest checkpoint, for the foot of what is printed: paper outside the server is what proves something."""
    last = Checkpoint.objects.order_by("seq").last()
    return f"Checkpoint of the record: {last.printed}." if last else ""


def is_held(person: Person) -> bool:
    """Whether a hold keeps rows about this person past their date."""
    return bool(standing().filter(Q(subject=person) | Q(subject__isnull=True)).exists())


def holds() -> tuple[Any, ...]:
    """The holds that stand, oldest first."""
    return tuple(standing().select_related("subject", "asked_by", "agreed_by").order_by("asked_at"))


def unsealed(reader: Person, at: datetime) -> tuple[Unsealing, ...]:
    """The closed questions that are open to this member of the people office now, and until when."""
    theirs = questions_of(kind="people_office", holder=reader, at=at)
    rows = Unsealing.objects.filter(question__in=theirs, agreed_at__lte=at, ends_at__gt=at)
    return tuple(rows.select_related("subject", "asked_by", "agreed_by").order_by("ends_at"))


def unsealing(at: datetime) -> frozenset[UUID]:
    """The closed questions that are open to the people office, or are to be opened."""
    rows = Unsealing.objects.filter(Q(agreed_at__isnull=True) | Q(ends_at__gt=at))
    return frozenset(rows.values_list("question", flat=True))


def waiting() -> tuple[Waiting, ...]:
    """What waits for a second signature."""
    words = {
        Hold: "Confirm the hold",
        HoldRelease: "End the hold",
        Erasure: "Erase what the record says in words",
        Unsealing: "Open one closed question to the people office for 14 days",
        RetentionPolicy: "Put the retention policy in force",
    }
    return tuple(
        Waiting(row.pk, said, row)
        for model, said in words.items()
        for row in model._default_manager.filter(agreed_at__isnull=True)
        .select_related("asked_by")
        .order_by("asked_at")
    )


def access_log(person: Person, at: datetime) -> AccessLog:
    """Who looked at or changed something of a person's, newest day first; the same act of a day is one line."""
    found = readings(subject=person, at=at, limit=LOG_ROWS + 1)
    days: dict[tuple[object, ...], list[Reading]] = {}
    for r in found[:LOG_ROWS]:
        days.setdefault((timezone.localdate(r.at), r.who, r.role, r.what, r.how), []).append(r)
    lines = tuple(LookedAt(same[-1].at, same[0].at, same[0], len(same)) for same in days.values())
    return AccessLog(lines, found[LOG_ROWS - 1].at if len(found) > LOG_ROWS else None)


def still_open(*, subject: Person, reader: Person, at: datetime) -> tuple[str, ...]:
    """What waits to be settled with somebody who leaves, in words, as far as this reader may read it."""
    found = []
    for kept in declared().values():
        if kept.is_open is None:
            continue
        model: Any = apps.get_model(kept.label)
        about = reduce(or_, (Q(**{way: subject.pk}) for way in kept.about))
        rows = model.objects.visible_to(reader, at).filter(about).filter(kept.is_open.when())
        others = {getattr(row, way) for row in rows for way in kept.about} - {subject}
        whose = ", ".join(sorted(person.name for person in others))
        if rows:
            found.append(kept.is_open.words(len(rows)) + (f" with {whose}" if whose else ""))
    return tuple(found)


def retention_rules() -> tuple[tuple[str, str], ...]:
    """Each class of rows and how long it is kept."""
    return tuple((rule.what, rule.words) for rule in RETENTION.values())


def own_tables(person: Person, at: datetime) -> tuple[OwnTable, ...]:
    """Everything that is kept about a person and theirs to read."""
    found = (_own(kept, person, at) for kept in declared().values() if kept.about)
    return tuple(sorted((t for t in found if t.rows), key=lambda t: t.title))


def not_given() -> tuple[str, ...]:
    """What is kept about a person and not given to them, and why: the same list for everybody."""
    return tuple(
        sorted({f"{kept.words}: {why}" for kept in declared().values() for why in kept.withheld.values()})
    )


def own_record(person: Person) -> Iterator[str]:
    """The whole record as lines of an export: what is about others is covered."""
    mine = {str(person.pk), ""}
    for entry, detail in lines():
        is_mine = entry.subject_ref == str(person.pk) or {entry.actor_ref, entry.subject_ref} <= mine
        hidden = Covered(entry.seq, entry.body, entry.prev_link, entry.link)
        yield as_line(entry, detail) if is_mine else as_line(hidden)


def _own(kept: Kept, person: Person, at: datetime) -> OwnTable:
    model: Any = apps.get_model(kept.label)
    rows = model._base_manager.filter(reduce(or_, (Q(**{way: person.pk}) for way in kept.about)))
    if issubclass(model, ScopedModel) and SELF in reading_kinds(kept.label):
        rows = rows & model.objects.visible_to(person, at)
    retention = getattr(model, "retention", "people")
    shown = tuple(_said(row, kept) for row in rows.order_by("pk").iterator())
    return OwnTable(kept.words, kept.label, RETENTION[retention].words, shown)


def _said(row: models.Model, kept: Kept) -> dict[str, Any]:
    fields: Iterable[Any] = (f for f in row._meta.concrete_fields if f.name not in kept.hides)
    return {str(f.verbose_name): _value(row, f) for f in fields}


def _value(row: models.Model, field: Any) -> Any:
    if field.is_relation and field.related_model is Person:
        return getattr(getattr(row, field.name), "name", None)
    value = getattr(row, field.attname)
    return value if value is None or isinstance(value, (str, int, float, bool, list, dict)) else str(value)
