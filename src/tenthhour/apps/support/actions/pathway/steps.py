"""The one way a question moves: a step is asked for; either everything against it is said, or it is written down."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org.audit import Act, action
from tenthhour.apps.support.actions.pathway.opening_up import after_approval, after_going_back
from tenthhour.apps.support.models import Confirmation, Visit
from tenthhour.apps.support.queries.pathway import WORDS, Known, Words, known, roles, standing, with_words
from tenthhour.apps.support.queries.pathway.said import sentences
from tenthhour.core.errors import Refused
from tenthhour.core.support import pathway
from tenthhour.core.support.pathway import CLOCK, MOVES, STEPS, Role

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

GONE = "This is not here any more, or was never yours to change."
NOT_YOURS = "You are not the person who may do this."
_INSIDERS: frozenset[Role] = frozenset({"clinician", "leader", "supervisor", "reviewer", "people office"})


@dataclass(frozen=True)
class Taken:
    """What became of a yes: the step was taken, or it waits for the yes of others."""

    is_taken: bool
    waits_for: tuple[str, ...] = ()


def take(*, question_id: uuid.UUID, move: str, words: Words | None = None, by: Person, at: datetime) -> Taken:
    """Say yes to a step. It is taken at once, or when everybody it needs has said yes within 14 days.

    The day is the server's; there is no way to name another. A refusal is kept in the record.

    Raises:
        Refused: With everything that stands against it, and who can supply each.

    """
    try:
        with stepping(question_id, by, at) as (act, found):
            return say_yes(act, found, move, words or Words(), by=by, at=at)
    except Refused as refused:
        log_refusal(question_id, move, refused, by=by, at=at)
        raise


def take_by_clock(
    *, question_id: uuid.UUID, move: str, words: Words | None = None, by: Person, at: datetime
) -> None:
    """A step the clock owes, written by whoever runs it.

    Raises:
        Refused: The clock owes no such step today.

    """
    with stepping(question_id, by, at) as (act, found):
        write_by_clock(act, with_words(found, words or Words()), move, words or Words(), at)


@contextmanager
def stepping(question_id: uuid.UUID, by: Person, at: datetime) -> Iterator[tuple[Act, Known]]:
    """The act of a step: the record is locked first, then the question is read as it stands."""
    about = standing(question_id, at).row.subject
    with action(by, "support.question.step", at=at, subject=about, question=question_id) as act:
        act.obj = str(question_id)
        yield act, standing(question_id, at)


def say_yes(act: Act, found: Known, move: str, words: Words, *, by: Person, at: datetime) -> Taken:
    """Add the actor's yes to those said before; write the step when nobody's is missing."""
    today = timezone.localdate(at)
    mine = roles(found.row, by, at)
    if not mine & _INSIDERS and not mine & set(_movers(move)):
        raise Refused(NOT_YOURS)  # what is missing is told to those concerned, not to a steward
    earlier = _fresh(found, move, today)
    words = WORDS.validate_python(earlier[0].words) if earlier else words
    found = with_words(found, words)
    role = _role(move, mine, {c.role for c in earlier})
    yes = [pathway.Confirmation(c.role, str(c.person.pk), c.on) for c in earlier]
    yes += [pathway.Confirmation(role, str(by.pk), today)] if role else []
    absent = _absent(move, yes) if role in _movers(move) else ()
    assumed = [*yes, *(pathway.Confirmation(r, f"the {r}", today) for r in absent)]
    if against := pathway.missing(found.value, move, assumed, today, found.snapshot):
        raise Refused(*sentences(against, mine))
    if role and not any(c.role == role for c in earlier):
        _confirm(found, move, role, words, by, at)
    if absent:
        _ask_others(act, found, move, absent, by)
        return Taken(False, absent)
    write(act, found, move, words, at)
    if move == "T14":
        after_approval(act, found.row, by, at)
    if move == "T21":
        after_going_back(found.row, at)
    return Taken(True)


def write_by_clock(act: Act, found: Known, move: str, words: Words, at: datetime) -> None:
    """The clock's own step, inside an act that is under way."""
    today = timezone.localdate(at)
    clock = (pathway.Confirmation("clock", CLOCK, today),)
    if against := pathway.missing(found.value, move, clock, today, found.snapshot):
        raise Refused(*sentences(against, frozenset()))
    write(act, found, move, words, at)


def write(act: Act, found: Known, move: str, words: Words, at: datetime) -> None:
    """Append the step with its row of the record, and tell the clinician and whoever leads them."""
    row, value, today = found.row, found.value, timezone.localdate(at)
    to: pathway.State = value.resumes or "S0" if MOVES[move].to == pathway.FORMER else MOVES[move].to  # type: ignore[assignment]
    Visit.objects.create(
        question=row,
        number=found.after + 1,
        state=to,
        move=move,
        on=today,
        at=at,
        outcome=words.outcome or words.reason,
        planned_end=_planned_end(found, move),
        pause_until=words.pause_until,
        audit_id=act.seq,
    )
    act.obj = (
        f"{row.pk}:{found.after + 1}:{move}:{to}:{today}"  # so that `verify` finds a step that was changed
    )
    act.notify(row.subject, f"{row.topic}: {STEPS[move].done}")
    if found.leader and row.others_from and row.others_from <= at:
        act.notify(found.leader, f"{row.subject.name}, {row.topic}: {STEPS[move].done}")


def log_refusal(question_id: uuid.UUID, move: str, refused: Refused, *, by: Person, at: datetime) -> None:
    """What was asked for and refused stays in the record, and the clinician can see it."""
    found = known(question_id, at)
    # Whoever has no right to ask is answered like a stranger, and leaves no line in anybody's file.
    with suppress(Refused):
        if found is not None:
            about = found.row.subject
            with action(by, "support.question.refused", at=at, subject=about, question=question_id) as act:
                act.obj, act.detail = str(question_id), f"{move}: {refused}"


def _fresh(found: Known, move: str, today: date) -> list[Confirmation]:
    """The yeses to this step that still count."""
    oldest = today - timedelta(days=pathway.CONFIRM_DAYS)
    return sorted((c for c in found.said if c.move == move and c.on >= oldest), key=lambda c: c.at)


def _movers(move: str) -> tuple[Role, ...]:
    return MOVES[move].movers if move in MOVES else ()


def _role(move: str, mine: frozenset[Role], said: set[str]) -> Role | None:
    """The role somebody says yes in: one the step still waits for, else any they have."""
    order = sorted(mine, key=lambda r: (r not in _movers(move), r in said, r))
    return order[0] if order else None


def _absent(move: str, yes: list[pathway.Confirmation]) -> tuple[Role, ...]:
    said = {c.role for c in yes}
    return tuple(r for r in _movers(move) if r not in said) if move in MOVES and MOVES[move].together else ()


def _confirm(found: Known, move: str, role: Role, words: Words, by: Person, at: datetime) -> None:
    Confirmation.objects.create(
        question=found.row,
        after=found.after,
        move=move,
        role=role,
        person=by,
        on=timezone.localdate(at),
        at=at,
        words=WORDS.dump_python(words, mode="json"),
    )
    if role == "clinician" and found.row.kind != "help":
        found.row.others_from = min(found.row.others_from or at, at)
        found.row.save(update_fields=["others_from"])


def _ask_others(act: Act, found: Known, move: str, absent: tuple[Role, ...], by: Person) -> None:
    text = f"{by.name} says yes to: {STEPS[move].do}. It waits for your yes, for {pathway.CONFIRM_DAYS} days."
    if "leader" in absent and found.leader:
        act.notify(found.leader, f"{found.row.subject.name}, {found.row.topic}: {text}")
    act.notify(
        found.row.subject,
        f"{found.row.topic}: {text}"
        if "clinician" in absent
        else f"{found.row.topic}: {by.name} has said yes to: {STEPS[move].do}.",
    )


def _planned_end(found: Known, move: str) -> date | None:
    if move in ("T10", "T11", "T21") and found.snapshot.plan:
        return found.snapshot.plan.ends_on
    if move == "T13" and found.value.planned_end:
        return found.value.planned_end + timedelta(days=found.snapshot.extension_days)
    return None
