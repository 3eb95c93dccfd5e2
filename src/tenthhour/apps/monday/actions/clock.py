"""What the clock owes: everything that becomes due without anybody asking, in order of its date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from tenthhour.apps.monday.actions import loads, months, uploads
from tenthhour.apps.org.actions import expiry, posts
from tenthhour.apps.org.audit import checkpoints
from tenthhour.apps.pulse.actions import publishing as pulse
from tenthhour.apps.support.actions import due_mails, late_answers
from tenthhour.apps.support.actions.pathway import clock as questions
from tenthhour.apps.support.actions.pathway import sealing
from tenthhour.core.due import Due

# One line for each thing that falls due. A source names what is due at an instant; asked again
# after it was done, it names it no longer.
SOURCES: tuple[Callable[[datetime], Iterable[Due]], ...] = (
    posts.due,
    expiry.due,
    uploads.forgotten,
    checkpoints.due,
    months.due,
    questions.due,
    sealing.due,
    loads.due,
    late_answers,
    pulse.due,
    due_mails,
)


def tick(*, at: datetime) -> int:
    """Do everything that is due, the oldest first; a second call at the same instant does nothing.

    Each thing is done in its own transaction, so that a stop in between loses nothing: the next tick
    goes on where this one ended.

    Args:
        at: Now, by the server's clock.

    Returns:
        How many things were done.

    Raises:
        RuntimeError: Something is still due after it was done: a fault of its source.

    """
    done: set[tuple[datetime, str]] = set()
    while due := sorted(_due(at), key=lambda d: (d.since, d.what)):
        for item in due:
            if (item.since, item.what) in done:
                raise RuntimeError(f"{item.what} was done and is still due.")
            item.do(at)
            done.add((item.since, item.what))
    return len(done)


def _due(at: datetime) -> Iterable[Due]:
    return (item for source in SOURCES for item in source(at))
