"""A question: what the pathway knows of it, who stands how towards it, and its page."""

from tenthhour.apps.support.queries.pathway.formal import (
    FormalPage,
    adoptions,
    crises,
    crisis,
    danger_page,
    formal_lines,
    formal_page,
    may_take,
)
from tenthhour.apps.support.queries.pathway.known import (
    WORDS,
    Known,
    Signal,
    Words,
    closed_on,
    is_past_look,
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
    options,
    own_reports,
    page,
)
from tenthhour.apps.support.queries.pathway.roles import roles
from tenthhour.apps.support.queries.pathway.said import sentences
from tenthhour.apps.support.queries.pathway.supervision import outcomes, supervised

__all__ = [
    "WORDS",
    "Doubt",
    "FormalPage",
    "Known",
    "Line",
    "QuestionPage",
    "Signal",
    "Words",
    "adoptions",
    "closed_on",
    "crises",
    "crisis",
    "danger_page",
    "doubts",
    "formal_lines",
    "formal_page",
    "is_past_look",
    "known",
    "lines",
    "may_take",
    "offered",
    "open_questions",
    "options",
    "outcomes",
    "own_reports",
    "page",
    "roles",
    "sentences",
    "standing",
    "supervised",
    "with_signal",
    "with_words",
]
