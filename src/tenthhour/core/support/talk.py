"""A one-to-one: when it may be moved, what a summary needs, and how many were held, in shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from tenthhour.core.days import in_words, working_days_between
from tenthhour.core.errors import Refused
from tenthhour.core.support.pathway.snapshot import SUMMARY_DAYS, WAIT_WORKING_DAYS

MOVE_DAYS = 7
SUMMARY_LIMIT = 2000
LINE_LIMIT = 300
USEFUL_FROM = 5  # answers of a half-year, and people who could have given them
_RATE_FROM = 5
_WINDOW_DAYS = 90


@dataclass(frozen=True)
class Invitation:
    """When, about what, one good thing to begin with, and the framework to hold it by."""

    on: date
    purpose: str
    at_time: time | None = None
    strength: str = ""
    framework: str = "r2c2"


def invited(to: Invitation, today: date) -> Invitation:
    """An invitation ready to send.

    Raises:
        Refused: No topic, or a day that has passed.

    """
    rules = (
        (not to.purpose.strip(), "Say what the talk is about."),
        (to.on < today, f"{in_words(to.on)} has passed. Choose today or later."),
    )
    if unmet := [sentence for broken, sentence in rules if broken]:
        raise Refused(*unmet)
    return replace(to, purpose=to.purpose.strip(), strength=to.strength.strip())


def moved(on: date, to: date, today: date, *, has_moved: bool) -> date:
    """The new day of a talk: each side may move it once, by a week at most.

    Raises:
        Refused: With every reason why this move is not one.

    """
    rules = (
        (has_moved, "You have moved this talk once. Ask the other side to move it, or cancel it."),
        (to == on, "That is the day it has now."),
        (to < today, f"{in_words(to)} has passed. Choose today or later."),
        (
            abs((to - on).days) > MOVE_DAYS,
            f"Move it by {MOVE_DAYS} days at most, or cancel it and invite again.",
        ),
    )
    if unmet := [sentence for broken, sentence in rules if broken]:
        raise Refused(*unmet)
    return to


def summed_up(text: str, met_on: date, today: date) -> str:
    """The words of a summary, ready to keep.

    Raises:
        Refused: Nothing is written, or the day has not come.

    """
    rules = (
        (not text.strip(), "Write what you agreed, even if it is one sentence."),
        (met_on > today, f"{in_words(met_on)} has not come yet."),
    )
    if unmet := [sentence for broken, sentence in rules if broken]:
        raise Refused(*unmet)
    return text.strip()


def is_late(met_on: date, today: date) -> bool:
    """A summary more than a week after the talk is kept and marked; it founds nothing."""
    return (today - met_on).days > SUMMARY_DAYS


def is_short_notice(invited_on: date, on: date) -> bool:
    """Under three working days: such a talk counts as held only if the clinician says it was welcome."""
    return working_days_between(invited_on, on) < WAIT_WORKING_DAYS


def half_year(day: date) -> str:
    """The half-year in which answers are pooled.

    >>> half_year(date(2026, 11, 25))
    '2026-2'
    """
    return f"{day.year}-{1 if day.month <= 6 else 2}"


@dataclass(frozen=True)
class Past:
    """One talk whose day has come, as the rates see it: no words, no person."""

    on: date
    is_held: bool
    is_moved: bool
    is_cancelled: bool


@dataclass(frozen=True)
class Rates:
    """Shares of a leader's talks due in the last 90 days: numbers a supervisor may see."""

    held: float
    moved: float
    cancelled: float

    @property
    def sentence(self) -> str:
        return f"Of the talks due in the last {_WINDOW_DAYS} days {self.held:.0%} were held; the leader moved {self.moved:.0%} and cancelled {self.cancelled:.0%}."


def rates(talks: Sequence[Past], today: date) -> Rates | None:
    """None under five talks: a share of three says nothing of anybody."""
    due = [t for t in talks if 0 < (today - t.on).days <= _WINDOW_DAYS]
    if len(due) < _RATE_FROM:
        return None
    shares = (
        sum(getattr(t, name) for t in due) / len(due) for name in ("is_held", "is_moved", "is_cancelled")
    )
    return Rates(*shares)
