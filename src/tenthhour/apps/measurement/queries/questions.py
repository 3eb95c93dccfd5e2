"""What the steward is asked, and what people have decided about the data."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tenthhour.apps.measurement.models import Decision, MonthRun, StoredQuestion
from tenthhour.apps.measurement.queries.pages import QUESTION
from tenthhour.core.data_question import ANSWERS, DataQuestion
from tenthhour.core.month import Month

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

# Answers after which the question stays until another file has come.
WAITS = frozenset({"corrected", "not_yet"})


@dataclass(frozen=True)
class Decided:
    """One decision as it was made."""

    kind: str
    question: str
    measure_id: str
    clinician_id: str | None
    first: Month
    last: Month
    reason: str
    by_id: uuid.UUID
    at: datetime


@dataclass(frozen=True)
class Open:
    """A question with whom it is about, and what was said of it while it waits for another file."""

    question: DataQuestion
    subject_id: uuid.UUID | None
    name: str
    waits: Decided | None

    @property
    def answers(self) -> tuple[str, ...]:
        return () if self.waits else ANSWERS[self.question.kind]


def open_questions(*, actor: Person, at: datetime) -> tuple[Open, ...]:
    """Questions of the run that counts, those without an answer first, then by measure and month."""
    newest = MonthRun.objects.filter(batch__undone_at__isnull=True).order_by("-batch__number", "-pk")
    run = newest.first()
    if run is None:
        return ()
    rows = StoredQuestion.objects.visible_to(actor, at).filter(run=run).select_related("subject")
    said = Decision.objects.visible_to(actor, at).filter(batch=run.batch, kind__in=WAITS)
    waits = {d.question: _decided(d) for d in said.select_related("subject").order_by("decided_at")}
    found = [_open(row, waits) for row in rows]
    return tuple(sorted(found, key=_order))


def decided(*, actor: Person, at: datetime) -> tuple[Decided, ...]:
    """Every decision the actor may read, oldest first."""
    rows = Decision.objects.visible_to(actor, at).select_related("subject")
    return tuple(_decided(d) for d in rows.order_by("decided_at"))


def decided_about(*, subject_id: uuid.UUID, actor: Person, at: datetime) -> tuple[Decided, ...]:
    """Decisions about one person's numbers, oldest first."""
    rows = Decision.objects.visible_to(actor, at).filter(subject=subject_id).select_related("subject")
    return tuple(_decided(d) for d in rows.order_by("decided_at"))


def _open(row: StoredQuestion, waits: dict[str, Decided]) -> Open:
    name = row.subject.name if row.subject else ""
    return Open(QUESTION.validate_python(row.body), row.subject_id, name, waits.get(row.key))


def _order(one: Open) -> tuple[bool, str, Month, str]:
    return one.waits is not None, one.question.measure_id, one.question.first, one.name


def _decided(row: Decision) -> Decided:
    return Decided(
        row.kind,
        row.question,
        row.measure_id,
        row.subject.code if row.subject else None,
        Month.parse(row.first_month),
        Month.parse(row.last_month),
        row.reason,
        row.decided_by_id,
        row.decided_at,
    )
