"""A question: what the pathway knows of it, who stands how towards it, and its page."""

from tenthhour.apps.support.queries.pathway.known import (
    WORDS,
    Known,
    Signal,
    Words,
    closed_on,
    known,
    offered,
    open_questions,
    standing,
    with_signal,
    with_words,
)
from tenthhour.apps.support.queries.pathway.page import (
    Doubt,
    Line,
    QuestionPage,
    doubts,
    lines,
    own_reports,
    page,
)
from tenthhour.apps.support.queries.pathway.roles import roles
from tenthhour.apps.support.queries.pathway.said import sentences

__all__ = [
    "WORDS",
    "Doubt",
    "Known",
    "Line",
    "QuestionPage",
    "Signal",
    "Words",
    "closed_on",
    "doubts",
    "known",
    "lines",
    "offered",
    "open_questions",
    "own_reports",
    "page",
    "roles",
    "sentences",
    "standing",
    "with_signal",
    "with_words",
]
