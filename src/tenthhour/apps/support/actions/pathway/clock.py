"""What the clock owes the questions: closed when nobody acted, stopped in a crisis or a danger, gone on afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from tenthhour.apps.org.actions import the_site
from tenthhour.apps.support.actions.pathway.steps import take_by_clock
from tenthhour.apps.support.queries.pathway import Words
from tenthhour.apps.support.queries.pathway.owed import Clocked, clocked
from tenthhour.core.due import Due


def due(at: datetime) -> Iterator[Due]:
    """Each step the clock owes, for the tick."""
    for owed in clocked(at):
        yield Due(owed.since, f"question {owed.found.row.pk} {owed.move}", partial(_step, owed))


def _step(owed: Clocked, at: datetime) -> None:
    words = Words(pause_until=owed.pause_until)
    take_by_clock(question_id=owed.found.row.pk, move=owed.move, words=words, by=the_site(at=at), at=at)
