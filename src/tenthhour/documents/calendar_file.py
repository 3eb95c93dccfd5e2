"""A promise or a meeting as a calendar file (.ics), for any calendar program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

_REMIND_BEFORE = timedelta(hours=15)  # the morning of the day before an all-day entry


def all_day(*, title: str, on: date, note: str = "") -> bytes:
    """One all-day entry with a reminder the day before.

    The same title and day give the same bytes, so that opening the file twice
    makes one entry. The file is made by hand of whoever downloads it and holds
    what they wrote: it is theirs to share or not.

    Args:
        title: What is due.
        on: The day.
        note: More words, shown inside the entry.

    """
    event = Event()
    event.add("uid", _uid(title, on))
    event.add("dtstamp", datetime.combine(on, time(), tzinfo=UTC))
    event.add("summary", title)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if note:
        event.add("description", note)
    event.add_component(_reminder(title))
    return _calendar(event)


def meeting(*, uid: str, title: str, on: date, at_time: time | None, minutes: int = 30) -> bytes:
    """One talk with a reminder the day before; opened again after a move it takes the place of the old entry.

    Args:
        uid: The talk's own id, so that a calendar knows it again.
        title: What it is about, in the words of whoever takes it into their calendar.
        on: The day.
        at_time: The time at the site, without a zone, as people say it; all day when there is none.
        minutes: How long.

    """
    return _calendar(event_of(uid, title, on, at_time, minutes))


def event_of(uid: str, title: str, on: date, at_time: time | None, minutes: int = 30) -> Event:
    """The entry of one talk or due day."""
    event = Event()
    event.add("uid", f"{uid}@tenthhour")
    event.add("dtstamp", datetime.combine(on, time(), tzinfo=UTC))
    event.add("summary", title)
    event.add("dtstart", datetime.combine(on, at_time) if at_time else on)
    event.add(
        "dtend",
        datetime.combine(on, at_time) + timedelta(minutes=minutes) if at_time else on + timedelta(days=1),
    )
    event.add_component(_reminder(title))
    return event


def feed(entries: Iterable[Event]) -> bytes:
    """Several entries as one calendar that programs fetch again and again."""
    return _calendar(*entries)


def _reminder(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -_REMIND_BEFORE)
    return alarm


def _calendar(*events: Event) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Tenth Hour//talks//EN")
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _uid(title: str, on: date) -> str:
    digest = hashlib.sha256(f"{on.isoformat()}\n{title}".encode()).hexdigest()
    return f"{digest[:32]}@tenthhour"
