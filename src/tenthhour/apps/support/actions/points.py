"""The shared agenda: what either wants to talk about, until one of them says it is done."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from tenthhour.apps.org.audit import action
from tenthhour.apps.support.actions.rows import own_row
from tenthhour.apps.support.models import Point
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

POINT_LIMIT = 200
_MOST = 20  # open points of a pair: more than any talk can hold


def add_points(
    *, about: Person, text: str, by: Person, at: datetime, is_soon: bool = False
) -> tuple[Point, ...]:
    """One point a line; `is_soon` asks the other for a talk before the rhythm brings one.

    Raises:
        Refused: Nothing is written, a line is too long, or too many are open.

    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    with action(by, "support.point.write", at=at, subject=about) as act:
        now = Point.objects.visible_to(by, at).filter(subject=about, done_at__isnull=True).count()
        rules = (
            (not lines, "Write at least one point."),
            (any(len(line) > POINT_LIMIT for line in lines), f"Keep a point under {POINT_LIMIT} characters."),
            (now + len(lines) > _MOST, f"{_MOST} points are open at most. Say of some that they are done."),
        )
        if unmet := [sentence for broken, sentence in rules if broken]:
            raise Refused(*unmet)
        made = tuple(
            Point.objects.create(subject=about, text=line, is_soon=is_soon, added_at=at, added_by=by)
            for line in lines
        )
        act.obj = str(made[0].pk)
    return made


def finish_points(*, about: Person, point_ids: list[uuid.UUID], by: Person, at: datetime) -> None:
    """These were talked about; the others are carried over."""
    with action(by, "support.point.write", at=at, subject=about):
        for point_id in point_ids:
            point: Point = own_row(Point, point_id, by, at)
            point.done_at, point.done_by = at, by
            point.save()
