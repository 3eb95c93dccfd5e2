"""Changes, each with its permission, its record and its notice; one file per noun."""

from tenthhour.apps.support.actions.asks import (
    close_ask,
    discard_draft,
    keep_sum,
    record_answer,
    save_draft,
    share_ask,
)
from tenthhour.apps.support.actions.promises import make_promise, settle_promise
from tenthhour.apps.support.actions.talks import invite, set_agenda, write_scratch

__all__ = [
    "close_ask",
    "discard_draft",
    "invite",
    "keep_sum",
    "make_promise",
    "record_answer",
    "save_draft",
    "set_agenda",
    "settle_promise",
    "share_ask",
    "write_scratch",
]
