"""What becomes of a closed question: opened once more for a court or a hold, and erased when a signed policy says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from tenthhour.apps.org import actions as org
from tenthhour.apps.org.actions import expiry
from tenthhour.apps.support.queries.pathway.sealed import Closed, closed_until, rows_of, sealed_on
from tenthhour.core.days import in_words
from tenthhour.core.due import Due
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def ask_unsealing(*, about: Person, day: date, ground: str, reason: str, by: Person, at: datetime) -> int:
    """Ask that the closed questions about somebody that were open on a day be opened to the people office.

    Whoever asks names the day, as a court does, and is shown no list: that there was a question is content, too.

    Returns:
        How many there are; a second person agrees to each.

    Raises:
        Refused: None is sealed, or one of them is open or asked for already.

    """
    found = sealed_on(about, day, at)
    if not found:
        raise Refused(
            f"No question about {about.name} that was open on {in_words(day)} is sealed. "
            "One is sealed a year after it closed, two years after a written expectation."
        )
    with transaction.atomic():
        for question in found:
            org.ask_unsealing(subject=about, question=question, ground=ground, reason=reason, by=by, at=at)
    return len(found)


def due(at: datetime) -> Iterator[Due]:
    """Every closed question past the days of the signed policy that no hold covers; none signed, none erased."""
    days = expiry.days_kept().get("file")
    if days is None:
        return
    stays = timedelta(days=days)
    for closed in closed_until(timezone.localdate(at - stays), at):
        since = timezone.make_aware(datetime.combine(closed.on, time())) + stays
        yield Due(since, f"closed question {closed.id}", partial(_erase, closed))


def _erase(closed: Closed, at: datetime) -> None:
    expiry.erase_together(subject=closed.about, tables=rows_of(closed.id), at=at)
