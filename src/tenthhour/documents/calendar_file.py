"""A promise or a meeting as a calendar file (.ics), for any calendar program."""

from __future__ import annotations

import hashlib
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


def _reminder(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -_REMIND_BEFORE)
    return alarm


def _calendar(event: Event) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Tenth Hour//promises//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _uid(title: str, on: date) -> str:
    digest = hashlib.sha256(f"{on.isoformat()}\n{title}".encode()).hexdigest()
    return f"{digest[:32]}@tenthhour"
