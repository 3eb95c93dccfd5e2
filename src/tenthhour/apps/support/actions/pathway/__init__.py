"""Changes to a question: it is opened, talked about, helped with, and moved one step at a time."""

from tenthhour.apps.support.actions.pathway.crises import count_outside, declare_crisis, renew_crisis
from tenthhour.apps.support.actions.pathway.figures import Said, note_figures, take_figures_back
from tenthhour.apps.support.actions.pathway.formal import (
    adopt,
    name_danger,
    name_reviewer,
    propose,
    reply,
    review,
    review_danger,
    take_file,
    withdraw,
)
from tenthhour.apps.support.actions.pathway.meetings import (
    Held,
    acknowledge,
    confirm_declined,
    invite,
    sum_up,
)
from tenthhour.apps.support.actions.pathway.openings import (
    open_event,
    open_from_ask,
    open_help,
    open_look,
    share_help,
)
from tenthhour.apps.support.actions.pathway.plans import (
    Draft,
    confirm_delivery,
    disagree,
    say_done,
    write_plan,
    write_plan_again,
)
from tenthhour.apps.support.actions.pathway.sealing import ask_unsealing
from tenthhour.apps.support.actions.pathway.steps import Taken, take, take_by_clock
from tenthhour.apps.support.actions.pathway.voices import (
    answer,
    ask_second,
    dispute,
    report_privately,
    second,
    state_words,
    wish,
)

__all__ = [
    "Draft",
    "Held",
    "Said",
    "Taken",
    "acknowledge",
    "adopt",
    "answer",
    "ask_second",
    "ask_unsealing",
    "confirm_declined",
    "confirm_delivery",
    "count_outside",
    "declare_crisis",
    "disagree",
    "dispute",
    "invite",
    "name_danger",
    "name_reviewer",
    "note_figures",
    "open_event",
    "open_from_ask",
    "open_help",
    "open_look",
    "propose",
    "renew_crisis",
    "reply",
    "report_privately",
    "review",
    "review_danger",
    "say_done",
    "second",
    "share_help",
    "state_words",
    "sum_up",
    "take",
    "take_by_clock",
    "take_figures_back",
    "take_file",
    "wish",
    "withdraw",
    "write_plan",
    "write_plan_again",
]
