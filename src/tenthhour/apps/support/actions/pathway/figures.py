"""What each import says of the number of an open question; kept, because a formal step asks for it."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tenthhour.apps.org.audit import action
from tenthhour.apps.support.models import Figures
from tenthhour.apps.support.queries.pathway import standing
from tenthhour.apps.support.queries.pathway.owed import figures_of

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


@dataclass(frozen=True)
class Said:
    """What an import says: does the difference stand, and may the period be used for it?"""

    batch_ref: uuid.UUID
    as_of: str
    period: str
    stands: bool
    is_usable: bool
    sentence: str
    is_corrected_away: bool = False


def note_figures(*, question_id: uuid.UUID, said: Said, by: Person, at: datetime) -> None:
    """Keep what an import says of a question; the clinician can read it from now on.

    Once an import and period: judged again after a later one was taken back, what the clinician read then stays; judged
    again because late results are in, the import says something of a later period.
    """
    known = {(row.question_id, row.period) for row in figures_of(said.batch_ref)}
    if (question_id, said.period) in known:
        return
    about = standing(question_id, at).row
    with action(by, "support.figures.note", at=at, subject=about.subject) as act:
        act.obj = str(question_id)
        Figures.objects.create(question=about, shown_at=at, **asdict(said))  # type: ignore[misc]


def take_figures_back(*, batch_ref: uuid.UUID, by: Person, at: datetime) -> None:
    """An import was undone: what it said counts no longer."""
    for row in figures_of(batch_ref):
        with action(by, "support.figures.note", at=at, subject=row.question.subject) as act:
            act.obj = str(row.question_id)
            row.undone_at = at
            row.save(update_fields=["undone_at"])
