"""Moving a question: what stands against a move, the move itself, and what the clock owes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tenthhour.core.errors import Refused
from tenthhour.core.support.pathway.guards import SUPPLIERS, unmet_guards
from tenthhour.core.support.pathway.needs import NEEDS
from tenthhour.core.support.pathway.question import Question, Visit
from tenthhour.core.support.pathway.snapshot import Snapshot
from tenthhour.core.support.pathway.table import FORMER, MOVES, PATHWAY, Move, Role, State

CONFIRM_DAYS = 14
AFTER_CRISIS_DAYS = 90
_FORMAL: tuple[str, ...] = ("S4", "S5", "SX")


@dataclass(frozen=True)
class Confirmation:
    """Somebody, in a role, says yes on a day."""

    role: Role
    person: str
    on: date


CLOCK = "clock"


@dataclass(frozen=True)
class Missing:
    """One thing that stands against a move: the sentence, who can supply it, and the guard's name if it is one."""

    sentence: str
    who: str
    guard: str = ""


def missing(
    q: Question, move_id: str, by: Iterable[Confirmation], on: date, s: Snapshot
) -> tuple[Missing, ...]:
    """Everything that stands against a move, and who can supply it; empty when it may be made.

    A refusal lists all of it, never only the first.
    """
    move = MOVES.get(move_id)
    if move is None or q.state not in move.sources or q.kind not in move.kinds:
        return (Missing("There is no such step from here.", "nobody"),)
    by = tuple(by)
    found = [Missing(sentence, "nobody: only time") for sentence in _when(q, move, on, s)]
    found += [Missing(sentence, who) for sentence, who in _who(move, by, on, s)]
    found += [Missing(sentence, "both of you") for sentence in _again(q, move, by)]
    found += [Missing(sentence, who) for sentence, who in _locked(move, s)]
    for name in move.needs:
        if name == "guards":
            found += missing_guards(q, on, s)
        elif not NEEDS[name].holds(q, s, on):
            found.append(Missing(NEEDS[name].sentence, NEEDS[name].who))
    return tuple(found)


def missing_guards(q: Question, on: date, s: Snapshot) -> tuple[Missing, ...]:
    """The guards of the first formal step that are not met, whichever state the question is in."""
    return tuple(Missing(text, SUPPLIERS[name], name) for name, text in unmet_guards(q, s, on).items())


def unmet(q: Question, move_id: str, by: Iterable[Confirmation], on: date, s: Snapshot) -> tuple[str, ...]:
    """The sentences of everything that stands against a move; empty when it may be made."""
    return tuple(m.sentence for m in missing(q, move_id, by, on, s))


def moved(q: Question, move_id: str, by: Iterable[Confirmation], on: date, s: Snapshot) -> Question:
    """The question after a move.

    Raises:
        Refused: With everything that stands against it.

    """
    by = tuple(by)
    if against := unmet(q, move_id, by, on, s):
        raise Refused(*against)
    move = MOVES[move_id]
    if move.to == FORMER:
        return _resumed(q, move_id, on)
    to: State = move.to  # type: ignore[assignment]
    visits = (*q.visits, Visit(to, move_id, on))
    if to == "SP":
        return replace(q, state="SP", visits=visits, paused_on=on, resumes=q.state)
    if move_id == "T13":
        longer = (q.planned_end or on) + timedelta(days=s.extension_days)
        return replace(q, visits=visits, planned_end=longer, is_extended=True)
    ends = s.plan.ends_on if to == "S3" and s.plan else None
    return Question(q.kind, to, on, visits, planned_end=ends)


def _resumed(q: Question, move_id: str, on: date) -> Question:
    """Back where the pause began, with the days that were left."""
    state, since = q.resumes or "S0", q.paused_on or on
    visits = (*q.visits, Visit(state, move_id, on))
    return replace(
        q, state=state, visits=visits, pauses=(*q.pauses, (since, on)), paused_on=None, resumes=None
    )


def _when(q: Question, move: Move, on: date, s: Snapshot) -> list[str]:
    """The server's clock: nothing is dated back, nothing comes sooner than the table allows."""
    if on < q.last_on:
        return ["A step cannot be dated before the last one."]
    if move.id == "T28":
        return []
    if move.unit == "end":
        past = q.days_past_end(on)
        return [] if past is not None and past >= move.earliest else ["The plan has not ended yet."]
    days = q.net_working_days(on) if move.unit == "wd" else q.net_days(on)
    if days >= move.earliest:
        return []
    unit = "working days" if move.unit == "wd" else "days"
    return [f"{days} of {move.earliest} {unit} have passed."]


def _who(move: Move, by: tuple[Confirmation, ...], on: date, s: Snapshot) -> Iterator[tuple[str, str]]:
    """Sentences about who takes part, each with who can supply what it asks for."""
    roles = {c.role for c in by}
    asked = set(move.movers)
    if move.together:
        absent = [role for role in move.movers if role not in roles]
        yield from ((f"The {role} has not confirmed.", f"the {role}") for role in absent)
        if len({c.person for c in by if c.role in asked}) < len(asked) and not absent:
            yield "Each confirmation has to come from a different person.", "the supervisor"
    elif not roles & asked:
        movers = " or the ".join(move.movers)
        yield f"Only the {movers} can do this.", f"the {movers}"
    if move.to in _FORMAL and s.leader in {c.person for c in by}:
        yield "The leader cannot take part in this step.", "the supervisor"
    if any(not 0 <= (on - c.on).days <= CONFIRM_DAYS for c in by):
        yield "All have to confirm within 14 days.", "all who confirm"


def _locked(move: Move, s: Snapshot) -> Iterator[tuple[str, str]]:
    """Formal steps bind only where they were adopted; in a crisis, and 90 days after it, none begins."""
    if move.to in _FORMAL and not s.is_policy_adopted:
        yield (
            "Your organisation has not adopted these steps as policy.",
            "the people office, after counsel read it",
        )
    if move.id not in ("T01", "T14"):
        return
    if s.is_crisis:
        yield "Crisis mode is on: nothing of this kind begins.", "nobody: only time"
    elif move.id == "T14" and s.since_crisis_days is not None and s.since_crisis_days < AFTER_CRISIS_DAYS:
        yield (
            f"{s.since_crisis_days} of {AFTER_CRISIS_DAYS} days after the crisis have passed.",
            "nobody: only time",
        )


def _again(q: Question, move: Move, by: tuple[Confirmation, ...]) -> list[str]:
    """A pause is renewed once, and only if both agree; crisis mode is the clock's own."""
    roles = {c.role for c in by}
    if move.to != "SP" or not q.pauses or CLOCK in roles:
        return []
    if len(q.pauses) > 1:
        return ["A pause is renewed once."]
    return [] if {"leader", "clinician"} <= roles else ["A second pause needs both of you."]


def due(q: Question, on: date, s: Snapshot) -> Question | None:
    """The question after what the clock owes on a day; None when it owes nothing.

    Corrected data come first; a pause ends on its date; otherwise the one exit
    of the state that has come due.
    """
    if q.state == "SP":
        ends = s.pause_until
        return moved(q, "T28", _clock(on), on, s) if ends is not None and on >= ends else None
    exits = [
        m
        for m in PATHWAY
        if m.movers == (CLOCK,) and q.state in m.sources and q.kind in m.kinds and m.to == "S0"
    ]
    for move in sorted(exits, key=lambda m: m.id != "T19"):
        if not unmet(q, move.id, _clock(on), on, s):
            return moved(q, move.id, _clock(on), on, s)
    return None


def _clock(on: date) -> tuple[Confirmation, ...]:
    return (Confirmation("clock", CLOCK, on),)


def shortest_days(
    kind: str, start: State, goal: State, *, waived: bool = False, agreed: bool = True
) -> int | None:
    """Fewest days from one state to another over the table; each working day counted as one.

    Args:
        kind: Kind of question.
        start: Where it begins.
        goal: Where it is to end.
        waived: The clinician waives every wait (takes the steps they can take, confirms meeting at once).
        agreed: The clinician agrees to the plan; otherwise the leader opens it after its wait.

    """
    best: Mapping[str, int] = {start: 0}
    for _ in range(len(PATHWAY)):
        found = dict(best)
        for move in PATHWAY:
            for source in move.sources:
                if kind in move.kinds and source in best and _is_taken(move, waived, agreed):
                    cost = best[source] + _days(move, waived)
                    found[move.to] = min(found.get(move.to, cost), cost)
        best = found
    return best.get(goal)


def _is_taken(move: Move, waived: bool, agreed: bool) -> bool:
    alone = move.movers == ("clinician",) and not waived and move.to == "S2"
    return move.unit != "end" and not alone and (agreed or move.id not in ("T10", "T08"))


def _days(move: Move, waived: bool) -> int:
    # HELD asks for 3 working days between invitation and talk, unless the clinician says sooner was welcome.
    wait = 3 if "held" in move.needs and not waived else 0
    return max(move.earliest, wait)
