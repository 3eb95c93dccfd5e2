"""Taking a month in, whole or not at all; and what the clock owes."""

from tenthhour.apps.monday.actions.clock import tick
from tenthhour.apps.monday.actions.months import TakenIn, take_back, take_in_month
from tenthhour.apps.monday.actions.uploads import (
    hand_out,
    import_upload,
    let_go,
    match,
    receive,
    unmatch,
    wait_with,
)

__all__ = [
    "TakenIn",
    "hand_out",
    "import_upload",
    "let_go",
    "match",
    "receive",
    "take_back",
    "take_in_month",
    "tick",
    "unmatch",
    "wait_with",
]
