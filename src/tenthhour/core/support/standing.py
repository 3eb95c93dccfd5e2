"""The standing gap: the clinician's own level beside the ask. Not a signal, and nobody else's figure."""

from __future__ import annotations

from dataclasses import dataclass

from tenthhour.core.errors import Refused
from tenthhour.core.month import Month
from tenthhour.core.support.ask import Ask

TOO_EARLY = "Too early to judge; still worth asking about."
NO_COUNTS = (
    "Without counts a month with 3 patients looks like one with 300; "
    "add numerator and denominator to let Tenth Hour judge."
)
_COUNT_WORDS = ("", "one year", "two years", "three years", "four years", "five years")


@dataclass(frozen=True)
class OwnLevel:
    """One subject's own level over the last 12 months, as measurement gives it.

    value, low, high: shrunken estimate and 95 % interval on the measure's scale, or None when too early.
    steady_months: months without a change up to now; changed_from: the month a standing change began.
    """

    subject: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: float | None = None
    steady_months: int | None = None
    changed_from: Month | None = None
    has_counts: bool = True
    is_adjusted: bool = False


def gap_sentence(ask: Ask, level: OwnLevel) -> str:
    """What is, beside what is asked; two figures and no verdict.

    Raises:
        Refused: The Ask is to a team and the level a person's, or the level is somebody else's.

    """
    if level.subject != ask.subject:
        reason = (
            "An ask to a team is not split into persons."
            if ask.is_team
            else "This figure is somebody else's."
        )
        raise Refused(reason)
    if not level.has_counts:
        return NO_COUNTS
    if level.value is None or level.low is None or level.high is None:
        return TOO_EARLY
    shown = f"{level.value:.3g} {ask.wanted.unit}".strip()
    words = f"About {shown} over the last 12 months ({level.low:.3g} to {level.high:.3g}){_history(level)}."
    return f"{words} The ask is {ask.wanted.level:g}{_inside(ask, level)}."


def is_short(ask: Ask, level: OwnLevel) -> bool:
    """Whether the whole interval lies short of the ask: what guard G4 counts for an ask."""
    if level.low is None or level.high is None:
        return False
    return level.high < ask.wanted.level if ask.wanted.higher_wanted else level.low > ask.wanted.level


def _history(level: OwnLevel) -> str:
    if level.changed_from is not None:
        return f", changed from {level.changed_from.words}"
    years, months = divmod(level.steady_months or 0, 12)
    if not level.steady_months:
        return ""
    if months or years >= len(_COUNT_WORDS):
        return f", steady for {level.steady_months} months"
    return f", steady for {_COUNT_WORDS[years]}"


def _inside(ask: Ask, level: OwnLevel) -> str:
    if level.low is not None and level.high is not None and level.low <= ask.wanted.level <= level.high:
        return ", which lies inside that range"
    return "" if is_short(ask, level) else ", which is already met"
