"""Changes, each with its permission, its record and its notice; one file per noun."""

from tenthhour.apps.support.actions.asks import (
    close_ask,
    discard_draft,
    keep_sum,
    record_answer,
    save_draft,
    share_ask,
)
from tenthhour.apps.support.actions.points import add_points, finish_points
from tenthhour.apps.support.actions.promises import (
    agree_date,
    make_promise,
    miss_promise,
    propose_date,
    settle_promise,
)
from tenthhour.apps.support.actions.talks import (
    acknowledge,
    cancel_talk,
    invite,
    move_talk,
    record_talk,
    set_rhythm,
    write_scratch,
    write_summary,
)

__all__ = [
    "acknowledge",
    "add_points",
    "agree_date",
    "cancel_talk",
    "close_ask",
    "discard_draft",
    "finish_points",
    "invite",
    "keep_sum",
    "make_promise",
    "miss_promise",
    "move_talk",
    "propose_date",
    "record_answer",
    "record_talk",
    "save_draft",
    "set_rhythm",
    "settle_promise",
    "share_ask",
    "write_scratch",
    "write_summary",
]
