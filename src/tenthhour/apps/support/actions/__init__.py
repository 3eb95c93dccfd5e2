"""Changes, each with its permission, its record and its notice; one file per noun."""

from tenthhour.apps.support.actions.asks import (
    close_ask,
    discard_draft,
    keep_own_sum,
    keep_sum,
    record_answer,
    record_warning,
    save_draft,
    share_ask,
)
from tenthhour.apps.support.actions.needs import answer_need, late_answers, send_need
from tenthhour.apps.support.actions.points import add_points, finish_points
from tenthhour.apps.support.actions.promises import (
    agree_date,
    make_promise,
    miss_promise,
    propose_date,
    settle_promise,
)
from tenthhour.apps.support.actions.reminders import close_feed, due_mails, open_feed, set_email
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
from tenthhour.apps.support.actions.thanks import note_colleague, thank
from tenthhour.apps.support.actions.time import answer_load, count_week, send_load, set_time

__all__ = [
    "acknowledge",
    "add_points",
    "agree_date",
    "answer_load",
    "answer_need",
    "cancel_talk",
    "close_ask",
    "close_feed",
    "count_week",
    "discard_draft",
    "due_mails",
    "finish_points",
    "invite",
    "keep_own_sum",
    "keep_sum",
    "late_answers",
    "make_promise",
    "miss_promise",
    "move_talk",
    "note_colleague",
    "open_feed",
    "propose_date",
    "record_answer",
    "record_talk",
    "record_warning",
    "save_draft",
    "send_load",
    "send_need",
    "set_email",
    "set_rhythm",
    "set_time",
    "settle_promise",
    "share_ask",
    "thank",
    "write_scratch",
    "write_summary",
]
