"""Where somebody stands on the way from a spreadsheet to a prepared conversation."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tenthhour.apps.measurement import queries as measurement
from tenthhour.apps.monday.queries.files import incoming
from tenthhour.apps.org import queries as org
from tenthhour.apps.org.queries import PersonCard
from tenthhour.apps.support import queries as support

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


@dataclass(frozen=True)
class FirstHour:
    """What is there already: files, files that wait to be matched, people, and what is asked of them."""

    has_data: bool
    waiting: tuple[uuid.UUID, ...]
    team: tuple[PersonCard, ...]
    asked: tuple[support.AskPage, ...] = ()

    @property
    def next(self) -> str:
        """The first step that has not been gone yet, as far as the pages can know."""
        if not self.has_data:
            return "file"
        if not self.asked:
            return "numbers"
        return "talk" if any(page.ask.doable for page in self.asked) else "ask"


def first_hour(*, actor: Person, at: datetime) -> FirstHour:
    """The state of the guide; counts nothing and remembers nothing of its own."""
    has_data = any(b.undone_at is None for b in measurement.imports(actor=actor, at=at))
    kept = () if has_data else measurement.waiting_uploads(actor=actor, at=at)
    waiting = tuple(u for u in kept if incoming(u).is_dir())
    asked = (*support.drafts(actor, at), *support.shared(actor, at))
    return FirstHour(has_data, waiting, org.team(leader=actor, at=at), asked)
