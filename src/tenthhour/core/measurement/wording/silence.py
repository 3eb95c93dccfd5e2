"""Silence: why nothing may be said, as a sentence; a full answer, not a failure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tenthhour.core.finding import NotSaid, Reason, Waiting
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.month import Month

STILL = "Still worth asking about."


@dataclass(frozen=True)
class Silence:
    """What the sentence of a reason needs to know; only what the reason uses is read.

    Attributes:
        n: Patients (denominators) there were.
        floor: How many are needed.
        missing: Missing periods of the last year.
        team: Whose change it is, if only a team shares it.
        since: Month a shared change began, the definition changed, or the data question is about.
        overdue_since: Date the measure's review was due.
        period: "month" or "quarter".
        periods: Periods there are, where a baseline is still growing.
        periods_needed: Periods with which judging begins.

    """

    n: float = 0.0
    floor: float = 0.0
    missing: int = 0
    team: str | None = None
    since: Month | None = None
    overdue_since: date | None = None
    period: str = "month"
    periods: int | None = None
    periods_needed: int = 0


def not_said(clinician_id: str, measure_id: str, reason: Reason, why: Silence) -> NotSaid:
    """The reason with its sentence.

    >>> not_said("c01", "bp_controlled", "too_few", Silence(n=31, floor=60)).sentence
    'Too early to judge (31 patients; 60 needed). Still worth asking about.'
    """
    return NotSaid(clinician_id, measure_id, reason, _sentence(reason, why))


_PLAIN: dict[Reason, str] = {
    "unreliable": "Not judged: with so few patients the number is mostly chance.",
    "new": "Not judged yet: these are the first months in post.",
    "leave": "Not judged: some dates here are left out.",
    "no_peers": "Not judged: too few colleagues to see what changed for all.",
    "crisis": "Not judged: these months were declared a crisis.",
    "no_counts": "Shown, not judged. Without counts, a month with 3 patients looks like one with 300. "
    "Add both counts, how many and out of how many, and Tenth Hour can judge.",
    "quiet": "Nothing beyond chance.",
}


def _sentence(reason: Reason, why: Silence) -> str:
    if reason in _PLAIN:
        return _PLAIN[reason]
    if reason == "too_few":
        return _too_early(why)
    if reason in ("system_change", "many_at_once"):
        return _for_all(reason, why)
    if reason == "definition_change":
        when = f" in {why.since.words}" if why.since else ""
        return f"Not judged: the definition changed{when}."
    if reason == "data_question":
        since = f" since {why.since.words}" if why.since else ""
        return f"Not judged: a question about the data is open{since}."
    if reason == "missing":
        year = "12 months" if why.period == "month" else "4 quarters"
        verb = "is" if why.missing == 1 else "are"
        return f"Not judged: {why.missing} of the last {year} {verb} missing."
    if reason == "not_closed":
        return f"The {why.period} is not complete yet."
    due = f"{why.overdue_since:%-d %B %Y}" if why.overdue_since else "a day that is past"
    return f"Not judged: this measure was to be reviewed by {due}."


def _for_all(reason: Reason, why: Silence) -> str:
    first = "Ask about the system first."
    if reason == "many_at_once":
        began = f", from about {why.since.words}" if why.since else ""
        return f"Many changed at once{began}. {first}"
    began = f"began in {why.since.words}" if why.since else "has begun"
    return f"A change shared by {f'team {why.team}' if why.team else 'all'} {began}. {first}"


def judged_from(measure: Measure, waiting: Waiting) -> str:
    """When a month is judged whose results still come in."""
    last = waiting.month
    first = (last + -2).words.split()[0]
    months = f"{first} to {last.words}" if measure.period == "quarter" else last.words
    what = "answers" if measure.domain == "experience" else "results"
    return f"{months} is judged from {waiting.judged_from:%-d %B %Y} on: {what} still come in."


def _too_early(why: Silence) -> str:
    if why.periods is not None:
        there = f"{why.periods} {why.period}{'' if why.periods == 1 else 's'}"
        return f"Too early to judge ({there}; more than {why.periods_needed} needed). {STILL}"
    return f"Too early to judge ({why.n:,.0f} patients; {why.floor:,.0f} needed). {STILL}"
