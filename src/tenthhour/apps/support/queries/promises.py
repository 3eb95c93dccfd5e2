"""Promises, the leader's first."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.models import PlanAction, Promise
from tenthhour.core.support import promise as promises

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


@dataclass(frozen=True)
class PromiseLine:
    """One promise as a page shows it, and what the reader may do with it."""

    id: uuid.UUID
    promise: promises.Promise
    is_overdue: bool
    is_theirs: bool
    may_keep: bool
    may_confirm: bool
    may_ask_date: bool = False
    may_agree: bool = False
    may_miss: bool = False
    proposed_due: date | None = None


def promise_lines(about: uuid.UUID, actor: Person, at: datetime, today: date) -> tuple[PromiseLine, ...]:
    """Promises between a clinician and whoever leads them: the leader's first, then by date."""
    rows = Promise.objects.visible_to(actor, at).select_related("owed_by", "owed_to").filter(subject=about)
    ordered = sorted(rows, key=lambda row: (row.owed_by_id == about, row.status != "open", row.due))
    return tuple(_line(row, actor, today) for row in ordered)


def help_promised(
    questions: Iterable[uuid.UUID], actor: Person, at: datetime
) -> tuple[promises.Promise, ...]:
    """What the organisation owes in the plan of help that stands for each of these questions, as promises."""
    rows = PlanAction.objects.visible_to(actor, at).filter(
        question__in=list(questions), waived_on__isnull=True
    )
    found = list(rows.select_related("plan", "question__subject").order_by("plan__written_at", "due"))
    standing = {row.question_id: row.plan_id for row in found}
    return tuple(
        promises.Promise(
            row.owner, row.question.subject.name, row.what, row.due,
            "kept" if row.delivered_on else "open", row.delivered_on, row.delivered_on,
        )
        for row in found
        if row.plan_id == standing[row.question_id]
    )  # fmt: skip


def owes_more(lines: Iterable[PromiseLine]) -> bool:
    """Whether the clinician owes more than their leader: a sign that the work went one way."""
    theirs = [line.is_theirs for line in lines if line.promise.status == "open"]
    return sum(theirs) > len(theirs) - sum(theirs)


def promise_row(promise_id: uuid.UUID, actor: Person, at: datetime) -> Promise | None:
    rows = Promise.objects.visible_to(actor, at).select_related("owed_by", "owed_to", "subject")
    return rows.filter(pk=promise_id).first()


def as_value(row: Promise) -> promises.Promise:
    """A stored promise as the core's own value."""
    return promises.Promise(
        row.owed_by.name,
        row.owed_to.name,
        row.text,
        row.due,
        row.status,  # type: ignore[arg-type]
        row.kept_on,
        row.confirmed_on,
    )


def _line(row: Promise, actor: Person, today: date) -> PromiseLine:
    value = as_value(row)
    is_done, owes, receives = row.kept_on is not None, row.owed_by_id == actor.pk, row.owed_to_id == actor.pk
    is_open = row.status == "open" and row.due >= today
    is_closed = row.status == "renegotiated"
    return PromiseLine(
        row.pk,
        value,
        promises.is_owed_late(value, today),
        is_theirs=row.owed_by_id == row.subject_id,
        may_keep=owes and not is_done and not is_closed,
        may_confirm=receives and row.confirmed_on is None and not is_closed,
        may_ask_date=owes and is_open,
        may_agree=receives and is_open and row.proposed_due is not None,
        may_miss=receives and row.confirmed_on is None and row.status in ("open", "kept") and row.due < today,
        proposed_due=row.proposed_due,
    )


def overdue_to(about: uuid.UUID, actor: Person, at: datetime, today: date) -> tuple[PromiseLine, ...]:
    """What whoever leads somebody owes them and has not kept in time, said-missed ones included."""
    lines = promise_lines(about, actor, at, today)
    return tuple(line for line in lines if not line.is_theirs and line.is_overdue)


def owed_by(
    leader: Person, at: datetime, today: date
) -> tuple[tuple[tuple[people.PersonCard, PromiseLine], ...], float | None]:
    """What a leader owes, late first, each with whom it concerns; and the share kept on time, None under five."""
    mine = Promise.objects.visible_to(leader, at).filter(owed_by=leader)
    rows = list(mine.select_related("owed_by", "owed_to", "subject"))
    owed = [(people.card(r.subject), _line(r, leader, today)) for r in rows if r.status in ("open", "missed")]
    share = promises.kept_on_time((as_value(row) for row in rows), today)
    return tuple(sorted(owed, key=lambda one: (not one[1].is_overdue, one[1].promise.due))), share
