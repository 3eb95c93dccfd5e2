"""What leaders need from above in a crisis, and where the answers stand."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.models import Need

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

NEEDS_AT_ONCE = 3
ANSWER_IN = timedelta(hours=72)
# An answer stays in sight for two weeks; the need itself is kept as long as the rest of the file.
_SHOWN = timedelta(days=14)


@dataclass(frozen=True)
class NeedLine:
    """One thing needed, and where its answer stands."""

    id: uuid.UUID
    leader: people.PersonCard
    text: str
    sent_at: datetime
    due_at: datetime
    words: str
    done_by: date | None
    is_overdue: bool

    @property
    def is_open(self) -> bool:
        return not self.words


def needs(actor: Person, at: datetime) -> tuple[NeedLine, ...]:
    """What the actor or leaders they supervise wait for, the oldest first; then what was answered lately."""
    rows = Need.objects.visible_to(actor, at).select_related("subject").order_by("sent_at")
    found = [_line(row, at) for row in rows if row.answered_at is None or row.answered_at > at - _SHOWN]
    return tuple(sorted(found, key=lambda line: not line.is_open))


def _line(row: Need, at: datetime) -> NeedLine:
    due, is_open = row.sent_at + ANSWER_IN, row.answered_at is None
    return NeedLine(
        row.pk, people.card(row.subject), row.text, row.sent_at, due, row.words, row.done_by, is_open and due < at
    )  # fmt: skip
