"""What came in, what was said of it, what is asked and was decided, as frozen values for whoever may read it."""

from tenthhour.apps.measurement.queries.imports import (
    Import,
    imports,
    known_hashes,
    may_read_upload,
    standing_batch,
    standing_hashes,
    waiting_uploads,
)
from tenthhour.apps.measurement.queries.pages import (
    Changed,
    ChartView,
    Page,
    Run,
    Said,
    charts,
    comments,
    corrections,
    drawn_before,
    pages,
    system_signals,
)
from tenthhour.apps.measurement.queries.questions import (
    WAITS,
    Decided,
    Open,
    decided,
    decided_about,
    open_questions,
)

__all__ = [
    "WAITS",
    "Changed",
    "ChartView",
    "Decided",
    "Import",
    "Open",
    "Page",
    "Run",
    "Said",
    "charts",
    "comments",
    "corrections",
    "decided",
    "decided_about",
    "drawn_before",
    "imports",
    "known_hashes",
    "may_read_upload",
    "open_questions",
    "pages",
    "standing_batch",
    "standing_hashes",
    "system_signals",
    "waiting_uploads",
]
