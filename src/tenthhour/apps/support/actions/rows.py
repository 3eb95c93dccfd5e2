"""The rows an action may change: those its actor may read."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tenthhour.apps.org.access import held
from tenthhour.apps.org.policies import LEADERS
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def must_lead(by: Person, about: Person, at: datetime) -> None:
    if not held(LEADERS, by, at).filter(subject=about).exists():
        raise Refused("You are not the person who may do this.")


def own_row(model: Any, row_id: uuid.UUID, by: Person, at: datetime) -> Any:
    found = model.objects.visible_to(by, at).filter(pk=row_id).first()
    if found is None:
        raise Refused("This is not here any more, or was never yours to change.")
    return found
