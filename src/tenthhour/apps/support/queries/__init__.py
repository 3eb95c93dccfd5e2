"""Asks, talks and promises as frozen values, for whoever may read them; one file per noun."""

from tenthhour.apps.support.queries.asks import ASK, AskPage, asked_of, draft, drafts, one_shared, shared
from tenthhour.apps.support.queries.promises import PromiseLine, as_value, promise_lines, promise_row
from tenthhour.apps.support.queries.talks import Beside, TalkPage, conversation, next_talk, scratch

__all__ = [
    "ASK",
    "AskPage",
    "Beside",
    "PromiseLine",
    "TalkPage",
    "as_value",
    "asked_of",
    "conversation",
    "draft",
    "drafts",
    "next_talk",
    "one_shared",
    "promise_lines",
    "promise_row",
    "scratch",
    "shared",
]
