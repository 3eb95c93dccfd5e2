"""A warning was already given: the page that says plainly what is true, and what can still be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tenthhour.core.days import in_words
from tenthhour.core.errors import UsageError
from tenthhour.core.support.ask import Ask, Warned

SET_ASIDE_DAYS = 90  # no plan can be fairly judged sooner; the same figure as guard G2

# Only what a person can do in the product or by asking; a right that was not adopted is not claimed.
CLINICIANS_MOVES = (
    "Read everything that is written here about this ask, what may follow included, and see who has read it.",
    "Put points of their own on the page for the talk, and promises they want kept.",
    "Write beside a number that it is wrong, or what it leaves out.",
    "Try other figures in the sum; nothing of that is kept.",
    "Ask for help, for somebody else to talk with, for a coach they choose, or to bring somebody along.",
    "Ask a lawyer, a union or a medical society. This product gives no legal advice.",
)

_LEADERS_NEXT = (
    "One letter to {asker}: what the ask needs in hours, what help was not yet given, and the request to set the "
    "date aside for at least 90 days.",
    "One page for the next conversation.",
    "What you know about the date, said once and in full, before anything else is asked.",
)


@dataclass(frozen=True)
class AfterWarning:
    """What the page says: what is true, what the leader can do, what the clinician can do."""

    true: tuple[str, ...]
    leader: tuple[str, ...]
    clinician: tuple[str, ...]


def after_warning(ask: Ask, today: date) -> AfterWarning:
    """Nothing that was skipped is pretended to have happened.

    Raises:
        UsageError: No warning is recorded with this Ask.

    """
    if ask.warned is None:
        raise UsageError("No warning is recorded with this ask. Record by whom, when and in what words.")
    true = (
        f'{ask.warned.by} gave a warning on {in_words(ask.warned.on)}: "{ask.warned.words}"',
        _date_set(ask.warned, today),
        _skipped(ask),
        "Tenth Hour cannot take the warning back. It can keep the next weeks honest.",
    )
    leader = tuple(line.format(asker=ask.asker) for line in _LEADERS_NEXT)
    return AfterWarning(true, leader, CLINICIANS_MOVES)


def _date_set(warned: Warned, today: date) -> str:
    if warned.date_set is None:
        return "No date was set with it."
    days = (warned.date_set - today).days
    if days < 0:
        return f"The date set was {in_words(warned.date_set)}. It has passed."
    return f"The date set is {in_words(warned.date_set)}: {days} day{'s' if days != 1 else ''} from today."


def _skipped(ask: Ask) -> str:
    if ask.warned and ask.shared_on and ask.shared_on < ask.warned.on:
        return f"The ask itself was shared before the warning, on {in_words(ask.shared_on)}. No plan of help is recorded."
    return "It came before the ask was written down here, before any talk and before any help that this record knows of."
