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

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


@dataclass(frozen=True)
class FirstHour:
    """What is there already: files, files that wait to be matched, and people to write about."""

    has_data: bool
    waiting: tuple[uuid.UUID, ...]
    team: tuple[PersonCard, ...]


def first_hour(*, actor: Person, at: datetime) -> FirstHour:
    """The state of the guide; counts nothing and remembers nothing of its own."""
    has_data = any(b.undone_at is None for b in measurement.imports(actor=actor, at=at))
    kept = () if has_data else measurement.waiting_uploads(actor=actor, at=at)
    waiting = tuple(u for u in kept if incoming(u).is_dir())
    return FirstHour(has_data, waiting, org.team(leader=actor, at=at))
