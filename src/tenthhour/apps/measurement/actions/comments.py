"""A clinician's own words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tenthhour.apps.measurement.models import Comment, PersonMonth
from tenthhour.apps.org.audit import action

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def say(*, subject: Person, measure_id: str, text: str, by: Person, at: datetime) -> Comment:
    """A clinician's words on one of their own numbers; they open the page to the leader at once."""
    with action(by, "measurement.comment.create", at=at, subject=subject) as act:
        made = Comment.objects.create(subject=subject, measure_id=measure_id, text=text, written_at=at)
        PersonMonth.objects.visible_to(by, at).filter(subject=subject, leader_from__gt=at).update(
            leader_from=at
        )
        act.obj = str(made.pk)
    return made
