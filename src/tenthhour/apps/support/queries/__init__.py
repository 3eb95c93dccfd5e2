"""Asks, talks and promises as frozen values, for whoever may read them; one file per noun."""

from tenthhour.apps.support.queries.asks import ASK, AskPage, asked_of, draft, drafts, one_shared, shared
from tenthhour.apps.support.queries.brief import Beside, conversation
from tenthhour.apps.support.queries.promises import (
    PromiseLine,
    as_value,
    owes_more,
    promise_lines,
    promise_row,
)
from tenthhour.apps.support.queries.talks import (
    Pair,
    PointLine,
    RhythmLine,
    TalkPage,
    meetings,
    next_talk,
    one_talk,
    pairs,
    past_talks,
    points,
    rhythm,
    scratch,
    talk_rates,
    useful,
)

__all__ = [
    "ASK",
    "AskPage",
    "Beside",
    "Pair",
    "PointLine",
    "PromiseLine",
    "RhythmLine",
    "TalkPage",
    "as_value",
    "asked_of",
    "conversation",
    "draft",
    "drafts",
    "meetings",
    "next_talk",
    "one_shared",
    "one_talk",
    "owes_more",
    "pairs",
    "past_talks",
    "points",
    "promise_lines",
    "promise_row",
    "rhythm",
    "scratch",
    "shared",
    "talk_rates",
    "useful",
]
