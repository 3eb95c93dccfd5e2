"""What a person decides about the data: an answer to a question, with a reason, kept for good."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tenthhour.apps.measurement.actions.months import SaidMonth, latest_run, store_run, tell
from tenthhour.apps.measurement.models import Decision, MonthRun, StoredQuestion
from tenthhour.apps.org.audit import Act, action
from tenthhour.core.data_question import DataQuestion
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


@dataclass(frozen=True)
class Answered:
    """A checked answer on its way: to which question, what, and why."""

    question: DataQuestion
    given: str
    reason: str


def answer(*, answered: Answered, said: SaidMonth | None, by: Person, at: datetime) -> Decision:
    """Keep an answer, and with it what the month says now, if the answer changes it: both or neither.

    Args:
        answered: The checked answer.
        said: The month judged again with it; None where nothing is judged differently.
        by: Who looks after the data.
        at: When.

    Raises:
        Refused: The question is not open any more.

    """
    asked = answered.question
    run = latest_run()
    row = StoredQuestion.objects.visible_to(by, at).filter(run=run, key=asked.id).first() if run else None
    if run is None or row is None:
        raise Refused("This question is not open any more. Look at the list again.")
    with _act("measurement.question.answer", answered, row.subject, by, at) as act:
        return _kept(act, (answered, row.subject, by), run, said, at)


def confirm_level(
    *, answered: Answered, subject: Person, said: SaidMonth, by: Person, at: datetime
) -> Decision:
    """A new baseline for one person: confirmed by the leader or by the person, who is told.

    Args:
        answered: The proposal and why it is taken up.
        subject: Whose number.
        said: The month judged again with it.
        by: Leader or clinician.
        at: When.

    Raises:
        Refused: There is no month to judge again, or the person may not.

    """
    run = latest_run()
    if run is None:
        raise Refused("There is no month to judge again.")
    with _act("measurement.level.confirm", answered, subject, by, at) as act:
        if by.pk != subject.pk:
            act.notify(
                subject,
                f"{by.name} confirmed a new baseline for one of your numbers, from {answered.question.first.words} on: "
                f"{answered.reason} Your page keeps the old limits drawn.",
            )
        return _kept(act, (answered, subject, by), run, said, at)


def _act(
    name: str, answered: Answered, subject: Person | None, by: Person, at: datetime
) -> AbstractContextManager[Act]:
    asked = answered.question
    detail = f"{asked.measure_id}, {asked.months}: {answered.given}. {answered.reason}"
    return action(by, name, at=at, subject=subject, detail=detail)


def _kept(
    act: Act,
    decided: tuple[Answered, Person | None, Person],
    run: MonthRun,
    said: SaidMonth | None,
    at: datetime,
) -> Decision:
    answered, subject, by = decided
    asked = answered.question
    made = Decision.objects.create(
        kind=answered.given,
        question=asked.id,
        measure_id=asked.measure_id,
        subject=subject,
        first_month=str(asked.first),
        last_month=str(asked.last),
        reason=answered.reason,
        batch=run.batch,
        decided_by=by,
        decided_at=at,
    )
    if said is not None:
        tell(act, said, store_run(batch=run.batch, before=run, said=said, at=at), at)
    act.obj = str(made.pk)
    return made
