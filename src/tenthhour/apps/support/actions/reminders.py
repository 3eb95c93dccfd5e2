"""A private calendar address, and e-mails that say only that something is due."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.audit import action
from tenthhour.apps.support.models import Reminders
from tenthhour.apps.support.queries.reminders import digest, due_entries, reminders_of, sends_mail
from tenthhour.core.days import after_working_days
from tenthhour.core.due import Due
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

SUBJECT = "A reminder from Tenth Hour"
BODY = "Something is due on your next working day. Sign in to Tenth Hour to see what.\n"


def _mine(by: Person, at: datetime) -> Reminders:
    return Reminders.objects.visible_to(by, at).filter(subject=by).first() or Reminders(subject=by)


def open_feed(*, by: Person, at: datetime) -> uuid.UUID:
    """Make a new secret address; an older one stops at the same moment. It is shown once."""
    secret = uuid.uuid4()
    with action(by, "support.reminders.set", at=at, subject=by):
        row = _mine(by, at)
        row.feed_digest = digest(secret)
        row.save()
    return secret


def close_feed(*, by: Person, at: datetime) -> None:
    """The address opens nothing any more."""
    with action(by, "support.reminders.set", at=at, subject=by):
        row = _mine(by, at)
        row.feed_digest = ""
        row.save()


def set_email(*, email: str, by: Person, at: datetime) -> None:
    """Where reminders go; empty for none.

    Raises:
        Refused: This site sends no mail.

    """
    if email and not sends_mail():
        raise Refused("This site sends no e-mail. Whoever runs it can set TENTHHOUR_MAIL.")
    with action(by, "support.reminders.set", at=at, subject=by):
        row = _mine(by, at)
        row.email = email
        row.save()


def due_mails(at: datetime) -> Iterator[Due]:
    """A mail to everybody who wants one and has a talk or a promise on the next working day; once each.

    Nothing of what is due is in the mail: no name, no topic, no date.
    """
    if not sends_mail():
        return
    day = after_working_days(timezone.localdate(at), 1)
    since = timezone.make_aware(datetime.combine(day - timedelta(days=1), time()))
    for person in people.with_account():
        row = reminders_of(person, at)
        if row and row.email and row.mailed_for != day and due_entries(person, at, day):
            yield Due(min(since, at), f"mail {row.pk}", partial(_mail, row, day))


def _mail(row: Reminders, day: date, at: datetime) -> None:
    # Written down as sent before it is sent: a broken mail server repeats nothing and stops no clock.
    row.mailed_for = day
    row.save()
    try:
        EmailMessage(SUBJECT, BODY, None, [row.email]).send()
    except OSError:
        logging.getLogger(__name__).warning("A reminder could not be sent: is the mail server reachable?")
