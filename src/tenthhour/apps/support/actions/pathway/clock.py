"""What the clock owes the questions: closed when nobody acted, stopped in a crisis or a danger, gone on afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from functools import partial

from django.utils import timezone

from tenthhour.apps.org.actions import the_site
from tenthhour.apps.org.audit import action, done_to
from tenthhour.apps.support.actions.pathway.steps import take_by_clock
from tenthhour.apps.support.queries.pathway import Words
from tenthhour.apps.support.queries.pathway.owed import Clocked, Ring, clocked, rings
from tenthhour.apps.support.queries.pathway.roles import deciders
from tenthhour.core.due import Due


def due(at: datetime) -> Iterator[Due]:
    """Each step the clock owes, and each day a danger rings, for the tick."""
    for owed in clocked(at):
        yield Due(owed.since, f"question {owed.found.row.pk} {owed.move}", partial(_step, owed))
    told = done_to("support.danger.ring")
    for ring in rings(at):
        if ring.key not in told:
            since = timezone.make_aware(datetime.combine(ring.on, time()))
            yield Due(since, f"danger {ring.key}", partial(_ring, ring))


def _step(owed: Clocked, at: datetime) -> None:
    words = Words(pause_until=owed.pause_until)
    take_by_clock(question_id=owed.found.row.pk, move=owed.move, words=words, by=the_site(at=at), at=at)


def _ring(ring: Ring, at: datetime) -> None:
    """Nobody forgets a danger: whoever decides on it is told again, without a word of what it is."""
    row = ring.row
    with action(the_site(at=at), "support.danger.ring", at=at, subject=row.subject, question=row.pk) as act:
        act.obj = ring.key
        text = f"A danger that two people named has been open for {ring.number} days. Close it or hand it over: Formal steps."
        for who in deciders(row, at):
            act.notify(who, text)
