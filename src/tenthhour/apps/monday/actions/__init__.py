"""Taking a month in: files to findings, whole or not at all."""

from tenthhour.apps.monday.actions.months import TakenIn, take_in_month
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
    "take_in_month",
    "unmatch",
    "wait_with",
]
