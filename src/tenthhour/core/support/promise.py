"""Promises: something owed to somebody by a date. The leader's come first everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tenthhour.core.days import in_words
from tenthhour.core.errors import Refused

Status = Literal["open", "kept", "renegotiated", "missed"]

TEXT_LIMIT = 200
SILENCE_DAYS = 14  # after this the receiver's silence reads as "kept, unconfirmed"
_WINDOW_DAYS = 90
_SHOWN_FROM = 5  # fewer due promises make a share of nothing


@dataclass(frozen=True)
class Promise:
    """What one person owes another by a date; only the receiver confirms that it was kept."""

    by: str
    to: str
    text: str
    due: date
    status: Status = "open"
    kept_on: date | None = None
    confirmed_on: date | None = None


def promise(*, by: str, to: str, text: str, due: date, today: date) -> Promise:
    """A new promise.

    Raises:
        Refused: With every unmet condition: nobody named, no text, too long, or due before today.

    """
    rules = (
        (not by.strip() or not to.strip(), "Name who promises, and to whom."),
        (not text.strip(), "Write what is promised, in one sentence."),
        (len(text) > TEXT_LIMIT, f"Keep it under {TEXT_LIMIT} characters; it has {len(text)}."),
        (due < today, f"The date {in_words(due)} has passed. Choose today or later."),
    )
    if unmet := [sentence for broken, sentence in rules if broken]:
        raise Refused(*unmet)
    return Promise(by.strip(), to.strip(), text.strip(), due)


def is_overdue(owed: Promise, today: date) -> bool:
    return owed.status == "open" and owed.kept_on is None and owed.due < today


def kept(owed: Promise, on: date) -> Promise:
    """The one who promised says it is done; the receiver has 14 days to confirm or deny."""
    return replace(owed, status="kept", kept_on=on)


def confirmed(owed: Promise, on: date) -> Promise:
    """The receiver says it was kept."""
    return replace(owed, status="kept", kept_on=owed.kept_on or on, confirmed_on=on)


def missed(owed: Promise, today: date) -> Promise:
    """The receiver says it was not kept. It stays owed: only their own "it was kept" settles it.

    Raises:
        Refused: It is not due yet, or was confirmed.

    """
    rules = (
        (
            owed.due >= today and owed.kept_on is None,
            f"It is due on {in_words(owed.due)}; that has not passed.",
        ),
        (owed.confirmed_on is not None, "You have confirmed that it was kept."),
        (owed.status == "renegotiated", "This promise has a new date."),
    )
    if unmet := [sentence for broken, sentence in rules if broken]:
        raise Refused(*unmet)
    return replace(owed, status="missed", kept_on=None)


def is_owed_late(owed: Promise, today: date) -> bool:
    """Overdue, or said by the receiver to have been missed and not made good since."""
    return is_overdue(owed, today) or owed.status == "missed"


def new_date(owed: Promise, due: date, today: date) -> date:
    """A later date its owner may ask for, while the old one has not passed.

    Raises:
        Refused: With every reason why not.

    """
    renegotiated(owed, due, receiver_agrees=True, on=today)
    return due


def renegotiated(owed: Promise, due: date, *, receiver_agrees: bool, on: date) -> tuple[Promise, Promise]:
    """The old promise, closed, and the new one with its new date.

    Raises:
        Refused: The receiver has not agreed, the old date has passed, or the promise is not open.

    """
    rules = (
        (owed.status != "open", "This promise is closed."),
        (not receiver_agrees, f"{owed.to} has not agreed to a new date."),
        (
            on > owed.due,
            f"It was due on {in_words(owed.due)}. A new date has to be agreed before the old one passes.",
        ),
        (due <= owed.due, "The new date has to be later than the old one."),
    )
    if unmet := [sentence for broken, sentence in rules if broken]:
        raise Refused(*unmet)
    return replace(owed, status="renegotiated"), replace(owed, due=due)


def in_brief(owed: Promise, today: date) -> str:
    """One line for the brief: what, by when, and how it stands."""
    when = in_words(owed.due)
    if owed.status == "kept":
        return f"{owed.text} (due {when}: kept{'' if _is_settled(owed) else ', not yet confirmed'})"
    if owed.status == "missed":
        return f"{owed.text} (due {when}: missed)"
    if is_overdue(owed, today):
        days = (today - owed.due).days
        return f"{owed.text} (due {when}: {days} day{'s' if days != 1 else ''} late)"
    return f"{owed.text} (due {when})"


def _is_settled(owed: Promise) -> bool:
    return owed.confirmed_on is not None


def is_kept_unconfirmed(owed: Promise, today: date) -> bool:
    """Said to be kept, and 14 days without a word from the receiver."""
    waits = owed.kept_on is not None and owed.confirmed_on is None
    return waits and owed.kept_on is not None and (today - owed.kept_on).days >= SILENCE_DAYS


def kept_on_time(promises: Iterable[Promise], today: date) -> float | None:
    """Share kept by their date among those due in the last 90 days; None under 5."""
    due = [p for p in promises if p.status != "renegotiated" and 0 <= (today - p.due).days < _WINDOW_DAYS]
    if len(due) < _SHOWN_FROM:
        return None
    return sum(p.kept_on is not None and p.kept_on <= p.due for p in due) / len(due)
