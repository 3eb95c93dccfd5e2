"""The pathway in plain words: where a question stands, what each step is called, what is told afterwards.

Screens say talk, help and formal; the names of the states are for the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tenthhour.core.days import after_working_days
from tenthhour.core.support.pathway.question import Question
from tenthhour.core.support.pathway.table import PATHWAY, Move, State

L1 = (
    "This is a conversation about a number and the work around it. It is not an investigation, not peer review and "
    "not discipline. The same steps apply to every clinician here."
)
L3 = (
    "This is a written expectation. From now on your leader's supervisor, a reviewer and the people office can read "
    "this question's file, and no other. You can reply until {date}, bring a companion and dispute the data. Ask your "
    "own counsel; this product gives no legal advice."
)
L5 = (
    "Two people name a danger or a legal duty here. It cannot be used for productivity, access, experience or quality "
    "figures."
)
L6 = (
    "These steps bind only if your organisation adopts them as policy. Record who adopted which version after counsel "
    "read it."
)
HELP_FIRST = (
    "Help first. If it does not work and the number still matters, this plan is also what a later formal step would "
    "have to rest on."
)


@dataclass(frozen=True)
class Standing:
    """Where a question stands: a few words, a sentence, and the standing text of the page."""

    words: str
    sentence: str
    text: str = ""


STANDING: dict[State, Standing] = {
    "S0": Standing("Closed", "Nothing is open here."),
    "S1": Standing(
        "A number to check", "It is checked first: the data, the work around it, what the clinician says.", L1
    ),
    "S2": Standing("Talk", "The two talk about it. Nothing formal can follow from a talk alone.", L1),
    "S3": Standing("Help first", HELP_FIRST, L1),
    "S3h": Standing(
        "Help you asked for", "Asked for by the clinician. It can never be used for a formal step."
    ),
    "S4": Standing("Formal: a written expectation", "The first step that others may see.", L3),
    "S5": Standing("Formal: handed over", "It goes on outside this product. This page can only be read."),
    "SX": Standing("Safety or legal duty", L5),
    "SP": Standing("Paused", "All clocks are stopped."),
}


@dataclass(frozen=True)
class Step:
    """A step in words: the button, and what everybody is told when it was taken."""

    do: str
    done: str
    past: str = ""  # where it stands among others' steps: nobody is spoken to there

    @property
    def told(self) -> str:
        return self.past or self.done


STEPS: dict[str, Step] = {
    "T01": Step("", "A number asks to be looked at. You see it first.", "A number asked to be looked at."),
    "T02": Step("Close it: the number explains itself", "It was looked at and closed."),
    "T03": Step("", "Nobody needed to act within 14 days, so it was closed."),
    "T04": Step(
        "Invite to a talk", "You are invited to a talk about it.", "The leader invited to a talk about it."
    ),
    "T05": Step("I want to talk about it", "The clinician wants to talk about it."),
    "T06": Step("Talk about one event", "A talk was asked for."),
    "T07": Step("Ask for help", "Help was asked for."),
    "T08": Step("The talk was enough", "The talk was enough; it is closed."),
    "T09": Step("", "Thirty days went by, so it was closed."),
    "T10": Step("Agree to the plan", "Both agree to a plan of help; it has begun."),
    "T11": Step("Begin the plan without agreement", "The plan of help has begun without agreement."),
    "T12": Step("The plan has worked", "The plan has worked; it is closed."),
    "T13": Step("Give the plan more time", "The plan has more time."),
    "T14": Step("Approve the formal step", "A written expectation was approved by two people."),
    "T15": Step("", "The plan ran out, so it was closed. It cannot be used for a formal step."),
    "T16": Step("Close it", "The clinician closed their wish for help."),
    "T17": Step("", "Half a year went by, so it was closed."),
    "T18": Step("Withdraw it", "The leader withdrew it."),
    "T19": Step("", "Corrected data took the signal back; it is closed."),
    "T20": Step("Close it: met, or withdrawn", "The written expectation is closed."),
    "T21": Step("Back to help", "It goes back to a plan of help."),
    "T22": Step("Hand over", "It was handed over to a formal process outside this product."),
    "T23": Step("", "The time for the written expectation ran out; it lapsed and is closed."),
    "T24": Step("Name a danger or a legal duty", "Two people named a danger or a legal duty."),
    "T25": Step("Not warranted", "The reviewer found that it was not warranted; it is closed."),
    "T26": Step("Hand over", "It was handed over to a process outside this product."),
    "T27": Step("Pause", "All clocks are stopped."),
    "T28": Step("Go on", "The pause is over; the days that were left are left."),
    "T29": Step("Talk about this ask", "A talk about the ask was opened."),
}


@dataclass(frozen=True)
class Ahead:
    """A step that may come next: the earliest day it can, as things stand; None where no day is fixed yet."""

    move: Move
    earliest_on: date | None

    @property
    def is_clock(self) -> bool:
        return self.move.movers == ("clock",)


def ahead(q: Question, on: date) -> tuple[Ahead, ...]:
    """Every step that leads on from here, soonest first; what depends on corrected data is left out."""
    found = [
        Ahead(move, _earliest(q, move, on))
        for move in PATHWAY
        if q.state in move.sources and q.kind in move.kinds and move.id not in ("T19", "T27")
    ]
    return tuple(sorted(found, key=lambda a: (a.earliest_on or date.max, a.move.id)))


def _earliest(q: Question, move: Move, on: date) -> date | None:
    idle = timedelta(days=sum((b - a).days for a, b in q.idle(on)))
    if move.unit == "end":
        return q.planned_end and q.planned_end + idle + timedelta(days=move.earliest)
    if move.unit == "wd":
        return after_working_days(q.entered_on + idle, move.earliest)
    return q.entered_on + idle + timedelta(days=move.earliest)
