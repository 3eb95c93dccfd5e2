"""Calendar files: opened twice they make one entry, and no text can break out of its line."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar

from tenthhour.documents.calendar_file import all_day


def entry(made: bytes):
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    return event


def test_promise_becomes_an_all_day_entry():
    event = entry(all_day(title="Ask for a second assistant", on=date(2026, 12, 4), note="To Dr Example 07"))
    assert (str(event["summary"]), event["dtstart"].dt, event["dtend"].dt) == (
        "Ask for a second assistant",
        date(2026, 12, 4),
        date(2026, 12, 5),
    )


def test_same_promise_twice_is_one_entry():
    first, second = (all_day(title="Ask", on=date(2026, 12, 4)) for _ in range(2))
    assert first == second


def test_line_breaks_in_a_title_stay_text():
    event = entry(all_day(title="Ask\r\nATTENDEE:mailto:x@example.org", on=date(2026, 12, 4)))
    assert "attendee" not in event
