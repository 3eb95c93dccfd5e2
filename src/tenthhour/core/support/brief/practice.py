"""What a brief passes on to a rehearsal: closed values alone, so that no name, figure or word can cross over."""

from __future__ import annotations

from typing import Final

from tenthhour.core.support.brief.conversation import Conversation

# A distance from what is asked of less than this share is none, of less than that one small.
NONE_BELOW: Final = 0.02
SMALL_BELOW: Final = 0.10


def closed_values(known: Conversation) -> dict[str, str]:
    """Topic, step and size of the gap, each one of a few words; what the brief does not say is left out."""
    values = {"step": known.step.removesuffix("h"), "minutes": "10"}
    if known.step in ("S3h", "S4"):
        values["topic_class"] = "formal step"
    elif known.ask and known.ask.wanted.is_efficiency:
        values["topic_class"] = "productivity"
    gap = _gap(known)
    return values | ({"gap_size": gap} if gap else {})


def _gap(known: Conversation) -> str:
    level = known.level.value if known.level else None
    if known.ask is None or level is None or not known.ask.wanted.level:
        return ""
    wanted = known.ask.wanted
    short = (wanted.level - level if wanted.higher_wanted else level - wanted.level) / abs(wanted.level)
    if short < NONE_BELOW:
        return "none"
    return "small" if short < SMALL_BELOW else "large"
