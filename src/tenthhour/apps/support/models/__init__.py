"""What a leader and a clinician write down, one file per noun."""

from tenthhour.apps.support.models.asks import Ask, AskDraft
from tenthhour.apps.support.models.pathway import (
    Confirmation,
    Dispute,
    Figures,
    Meeting,
    Plan,
    PlanAction,
    PlanGoal,
    PrivateReport,
    Question,
    Statement,
    Visit,
    Wish,
)
from tenthhour.apps.support.models.promises import Promise
from tenthhour.apps.support.models.talks import Point, Rhythm, Scratch, Talk, Useful
from tenthhour.apps.support.models.thanks import Thanks
from tenthhour.apps.support.models.time import LeadersTime, LoadReport

__all__ = [
    "Ask",
    "AskDraft",
    "Confirmation",
    "Dispute",
    "Figures",
    "LeadersTime",
    "LoadReport",
    "Meeting",
    "Plan",
    "PlanAction",
    "PlanGoal",
    "Point",
    "PrivateReport",
    "Promise",
    "Question",
    "Rhythm",
    "Scratch",
    "Statement",
    "Talk",
    "Thanks",
    "Useful",
    "Visit",
    "Wish",
]
