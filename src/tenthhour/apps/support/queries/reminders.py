"""What is due for somebody, for calendars and reminders: days and names of one's own pairs, no topic."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from tenthhour.apps.support.models import Promise, Reminders, Talk

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

_BACK_DAYS = 30


@dataclass(frozen=True)
class Entry:
    """One entry of a private calendar."""

    uid: str
    title: str
    on: date
    at_time: time | None = None


def sends_mail() -> bool:
    """Whether this site was given a mail server."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def digest(secret: uuid.UUID) -> str:
    """What is kept of a secret address."""
    return hashlib.sha256(secret.bytes).hexdigest()


def reminders_of(person: Person, at: datetime) -> Reminders | None:
    """How somebody wants to be reminded."""
    return Reminders.objects.visible_to(person, at).filter(subject=person).select_related("subject").first()


def opens_feed(person: Person, secret: uuid.UUID, at: datetime) -> bool:
    """Whether this secret is the one that opens this person's calendar now."""
    row = reminders_of(person, at)
    return row is not None and bool(row.feed_digest) and hmac.compare_digest(row.feed_digest, digest(secret))


def entries(person: Person, at: datetime) -> tuple[Entry, ...]:
    """Talks to come or just past and promises still owed, as somebody's own calendar may hold them."""
    since = timezone.localdate(at) - timedelta(days=_BACK_DAYS)
    rows = Talk.objects.visible_to(person, at).filter(cancelled_at__isnull=True, on__gte=since)
    talks = [
        Entry(
            str(row.pk),
            f"Talk with {(row.invited_by if row.subject_id == person.pk else row.subject).name}",
            row.on,
            row.at_time,
        )
        for row in rows.select_related("subject", "invited_by")
    ]
    owed = Promise.objects.visible_to(person, at).filter(owed_by=person, status="open", kept_on__isnull=True)
    return (*talks, *(Entry(str(row.pk), "A promise of mine is due", row.due) for row in owed))


def due_entries(person: Person, at: datetime, day: date) -> tuple[Entry, ...]:
    """What falls on one day."""
    return tuple(entry for entry in entries(person, at) if entry.on == day)
