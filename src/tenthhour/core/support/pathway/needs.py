"""What each move needs: the words of the table, and whether it is so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tenthhour.core.support.pathway.guards import unmet_guards
from tenthhour.core.support.pathway.question import Question
from tenthhour.core.support.pathway.snapshot import Snapshot

IN_POST_MONTHS = 6
OPEN_AT_MOST = 2
EXTENSION_DAYS = 90
REPLY_DAYS = 14
PAUSE_DAYS = 84
CATEGORIES = ("imminent danger", "harassment", "fraud", "impairment", "legal duty")
_CLOSING = ("noise", "data corrected", "context")

Holds = Callable[[Question, Snapshot, date], bool]


@dataclass(frozen=True)
class Need:
    """The words of the table; when they are not met, the sentence with what to do; and who can do it."""

    words: str
    holds: Holds
    sentence: str
    who: str = "whoever takes the step"


def _disagreement(q: Question, s: Snapshot, on: date) -> bool:
    return s.is_disagreement_recorded or q.net_days(on) >= 14


def _extension(q: Question, s: Snapshot, on: date) -> bool:
    return not q.is_extended and 0 < s.extension_days <= EXTENSION_DAYS


def _lapsed(q: Question, s: Snapshot, on: date) -> bool:
    return True  # the clock writes the outcome itself; nobody has to supply it


def _pause(q: Question, s: Snapshot, on: date) -> bool:
    return s.pause_until is not None and 0 < (s.pause_until - on).days <= PAUSE_DAYS


def _new_dates(q: Question, s: Snapshot, on: date) -> bool:
    """The plan the expectation rested on has run; what it goes back to begins after it."""
    formal_on = next((v.on for v in reversed(q.visits) if v.move == "T14"), on)
    return s.plan is not None and s.plan.starts_on > formal_on


NEEDS: dict[str, Need] = {
    "signal": Need(
        "confirmed signal",
        lambda q, s, on: s.is_signal_confirmed,
        "No confirmed signal stands.",
        "nobody: only the numbers",
    ),
    "in_post": Need(
        "in post >= 6 months",
        lambda q, s, on: s.months_in_post >= IN_POST_MONTHS,
        "The first six months in post are for arriving.",
        "nobody: only time",
    ),
    "under_two": Need(
        "under 2 open questions",
        lambda q, s, on: s.open_questions < OPEN_AT_MOST,
        "Two questions are open already; this one waits.",
        "the leader and the clinician",
    ),
    "none_on_measure": Need(
        "none on this measure",
        lambda q, s, on: not s.is_measure_open,
        "A question on this measure is open already.",
        "nobody",
    ),
    "why_closed": Need(
        "reason: noise, data corrected, or context",
        lambda q, s, on: s.reason in _CLOSING,
        "Say why it is closed: noise, data corrected, or context.",
    ),
    "invitation": Need(
        "invitation naming the topic",
        lambda q, s, on: bool(s.topic.strip()),
        "Invite, and name the topic.",
        "the leader",
    ),
    "event_or_request": Need(
        "one dated event, or a request",
        lambda q, s, on: s.is_request or (s.event_on is not None and s.event_on <= on),
        "Name one event with its date, or say that somebody asks to talk.",
    ),
    "ask_or_warning": Need(
        "a shared Ask, or a warning already given",
        lambda q, s, on: s.has_shared_ask or s.was_warned,
        "Share the ask first, or record the warning that was given.",
        "the leader",
    ),
    "held": Need(
        "HELD",
        lambda q, s, on: s.talk.is_held,
        "The talk has not been held: met at least 3 working days after the invitation, summed up within 7 days, "
        "and both say that they met.",
        "the leader and the clinician",
    ),
    "plan": Need(
        "PLAN",
        lambda q, s, on: s.plan is not None and s.plan.is_complete,
        "The plan is not complete: the organisation's actions with owner, date and what delivered means; at most two "
        "fair goals; check-ins every 4 weeks, the first within 14 days; a coach offered; 90 to 180 days.",
        "the leader",
    ),
    "new_dates": Need(
        "new dates",
        _new_dates,
        "Write a plan that begins after the written expectation: under Formal steps, on its page.",
        "the supervisor",
    ),
    "disagreement": Need(
        "disagreement recorded or 14 d without answer",
        _disagreement,
        "Record the disagreement, or wait 14 days.",
        "the clinician, or time",
    ),
    "graduated": Need(
        'outcome "graduated"', lambda q, s, on: s.outcome == "graduated", "Say that it has worked."
    ),
    "first_extension": Need(
        "first extension, at most 90 d", _extension, "A plan is extended once, by at most 90 days."
    ),
    "proposal": Need(
        "leader's proposal", lambda q, s, on: s.has_proposal, "The leader has not proposed it.", "the leader"
    ),
    "guards": Need("G1-G12", lambda q, s, on: not unmet_guards(q, s, on), ""),
    "lapsed": Need('outcome "lapsed"', _lapsed, ""),
    "withdrawn": Need(
        'outcome "withdrawn"', lambda q, s, on: s.outcome == "withdrawn", "Say that it is withdrawn."
    ),
    "corrected": Need(
        "corrected data: the signal no longer stands",
        lambda q, s, on: s.is_signal_gone,
        "The signal still stands.",
        "nobody: only the numbers",
    ),
    "met_or_withdrawn": Need(
        'outcome "met" or "withdrawn"',
        lambda q, s, on: s.outcome in ("met", "withdrawn"),
        "Say whether it was met or is withdrawn.",
    ),
    "reply": Need(
        "reply window >= 14 d closed",
        lambda q, s, on: s.reply_closed_days >= REPLY_DAYS,
        "The time to reply, at least 14 days, is not over.",
        "nobody: only time",
    ),
    "day_30": Need(
        "day-30 review HELD",
        lambda q, s, on: s.day_30.is_held,
        "The review at day 30 was not held.",
        "the leader and the clinician",
    ),
    "reason": Need("reason", lambda q, s, on: bool(s.reason.strip()), "Write the reason."),
    "counsel": Need(
        "counsel acknowledged",
        lambda q, s, on: s.is_counsel_acknowledged,
        "Counsel has not acknowledged it.",
        "the people office",
    ),
    "category": Need(
        "category in {imminent danger, harassment, fraud, impairment, legal duty}",
        lambda q, s, on: s.category in CATEGORIES,
        "Two people name a danger or a legal duty here. It cannot be used for productivity, access, experience or "
        "quality figures.",
    ),
    "facts": Need("facts", lambda q, s, on: bool(s.facts.strip()), "Write the facts."),
    "referral": Need("referral", lambda q, s, on: bool(s.referral.strip()), "Name where it is referred to."),
    "not_warranted": Need(
        '"not warranted"', lambda q, s, on: s.outcome == "not warranted", "Say that it was not warranted."
    ),
    "note": Need(
        "reviewer's note",
        lambda q, s, on: bool(s.reviewer_note.strip()),
        "The reviewer's note is missing.",
        "the reviewer",
    ),
    "end_date": Need("end date", _pause, "A pause needs an end date, at most 12 weeks away."),
}
