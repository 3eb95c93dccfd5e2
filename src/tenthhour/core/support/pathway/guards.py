"""The guards of the first formal step: each returns the sentence that stands against it, or None."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tenthhour.core.days import in_words
from tenthhour.core.support.pathway.question import Question
from tenthhour.core.support.pathway.snapshot import Snapshot, check_ins_held

Guard = Callable[[Question, Snapshot, date], "str | None"]

PLAN_DAYS = 90
CHECK_INS = 3
PERIODS = 2
FIGURES_DAYS = 14
REPORT_DAYS = 180
SUM_DAYS = 60
SECOND_APPROVER = "A second, independent approver is missing."


def g1(q: Question, s: Snapshot, on: date) -> str | None:
    """The conversation was held, and the number was looked at first where there was one."""
    first = {"S1", "S2"} if q.kind == "measure" else {"S2"}
    return (
        None
        if first <= q.chain and s.talk.is_held
        else f"No conversation has been held. Invite {s.clinician} first."
    )


def g2(q: Question, s: Snapshot, on: date) -> str | None:
    """Ninety days of help without pauses, three check-ins held."""
    held = check_ins_held(s.check_ins)
    days = q.net_days(on) if q.state == "S3" else 0
    if days < PLAN_DAYS:
        return f"The plan has run for {days} days; {PLAN_DAYS} are needed."
    return None if held >= CHECK_INS else f"{held} of {CHECK_INS} check-ins were held. Hold the rest."


def g3(q: Question, s: Snapshot, on: date) -> str | None:
    """The organisation delivered first."""
    actions = s.plan.actions if s.plan else ()
    still = [a for a in actions if not (a.is_delivered or a.is_waived)]
    if not actions:
        return "The plan has no action of the organisation."
    return (
        " ".join(
            f"'{a.what}' ({a.owner}, due {in_words(a.due) if a.due else 'no date'}) is open. "
            f"Deliver it or ask {s.clinician} whether they waive it."
            for a in still
        )
        or None
    )


def g4(q: Question, s: Snapshot, on: date) -> str | None:
    """The difference still stands in two usable periods after the plan began."""
    if s.usable_periods >= PERIODS:
        return None
    return f"The signal stands in {s.usable_periods} usable periods; two are needed."


def g5(q: Question, s: Snapshot, on: date) -> str | None:
    """No question about the data is open."""
    since = s.data_question_since
    return f"A data question from {in_words(since)} is unanswered." if since else None


def g6(q: Question, s: Snapshot, on: date) -> str | None:
    """The clinician has had the same figures for two weeks."""
    if s.has_figures_days >= FIGURES_DAYS:
        return None
    return f"{s.clinician} has had these figures for {s.has_figures_days} days; {FIGURES_DAYS} are needed."


def g7(q: Question, s: Snapshot, on: date) -> str | None:
    """Two approvers, neither the leader, neither the other's report."""
    people = {a.person for a in s.approvers} - {s.leader, s.clinician}
    reports = any(a.reports_to in people - {a.person} for a in s.approvers if a.person in people)
    independent = len(people) >= 2 and len(people) == len(s.approvers) and not reports
    return None if independent else SECOND_APPROVER


def g8(q: Question, s: Snapshot, on: date) -> str | None:
    """After a safety or grievance report somebody from outside reviews. The leader reads G7's sentence instead."""
    recent = s.reported_on is not None and on - s.reported_on < timedelta(days=REPORT_DAYS)
    return "Name a reviewer from outside." if recent and not any(a.is_outside for a in s.approvers) else None


def g9(q: Question, s: Snapshot, on: date) -> str | None:
    """The leader keeps promises first."""
    n = s.overdue_promises
    return f"You owe {s.clinician} {n} overdue promise{'s' if n != 1 else ''}." if n else None


def g10(q: Question, s: Snapshot, on: date) -> str | None:
    """Nothing the clinician asked for, no single event and no lapsed plan founds a formal step."""
    if q.kind in ("measure", "ask") and not s.is_base_lapsed:
        return None
    return f"A plan asked for by {s.clinician} cannot be used here."


def g11(q: Question, s: Snapshot, on: date) -> str | None:
    """For volume and speed the asker has answered, in writing, whether the ask fits the hours."""
    fresh = s.sum_answered_days is not None and s.sum_answered_days <= SUM_DAYS
    return "Answer first: does the ask fit the contracted hours?" if s.is_efficiency and not fresh else None


def g12(q: Question, s: Snapshot, on: date) -> str | None:
    """For an Ask: it was answered, and where it needs more hours the answer changed the ask or the support."""
    return s.ask_sentence if q.kind == "ask" else None


GUARDS: dict[str, Guard] = {
    f"G{i}": g for i, g in enumerate((g1, g2, g3, g4, g5, g6, g7, g8, g9, g10, g11, g12), 1)
}


SUPPLIERS: dict[str, str] = {
    "G1": "the leader",
    "G2": "the leader and the clinician",
    "G3": "the owner of the action, or the clinician by waiving it",
    "G4": "nobody: only time",
    "G5": "the data steward",
    "G6": "nobody: only time",
    "G7": "the supervisor",
    "G8": "the supervisor",
    "G9": "the leader",
    "G10": "nobody",
    "G11": "whoever asked",
    "G12": "whoever asked",
}
"""Who can supply what a guard asks for."""


def unmet_guards(q: Question, s: Snapshot, on: date) -> dict[str, str]:
    """All guards that stand against the formal step, with their sentences."""
    return {name: sentence for name, guard in GUARDS.items() if (sentence := guard(q, s, on))}


def for_leader(unmet: dict[str, str]) -> tuple[str, ...]:
    """The sentences as the leader may read them: a private report is not given away."""
    return tuple(dict.fromkeys(SECOND_APPROVER if name == "G8" else text for name, text in unmet.items()))
