"""What a leader and a clinician write down, one file per noun."""

from tenthhour.apps.support.models.asks import Ask, AskDraft, OwnSum
from tenthhour.apps.support.models.needs import Need
from tenthhour.apps.support.models.pathway import (
    Adoption,
    Confirmation,
    Crisis,
    Danger,
    Dispute,
    Figures,
    Meeting,
    Outcome,
    Plan,
    PlanAction,
    PlanGoal,
    PrivateReport,
    Proposal,
    Question,
    Statement,
    Visit,
    Wish,
)
from tenthhour.apps.support.models.promises import Promise
from tenthhour.apps.support.models.reminders import Reminders
from tenthhour.apps.support.models.talks import Point, Rhythm, Scratch, Talk, Useful
from tenthhour.apps.support.models.thanks import Thanks
from tenthhour.apps.support.models.time import LeadersTime, LoadReport, LoadWeek

__all__ = [
    "Adoption",
    "Ask",
    "AskDraft",
    "Confirmation",
    "Crisis",
    "Danger",
    "Dispute",
    "Figures",
    "LeadersTime",
    "LoadReport",
    "LoadWeek",
    "Meeting",
    "Need",
    "Outcome",
    "OwnSum",
    "Plan",
    "PlanAction",
    "PlanGoal",
    "Point",
    "PrivateReport",
    "Promise",
    "Proposal",
    "Question",
    "Reminders",
    "Rhythm",
    "Scratch",
    "Statement",
    "Talk",
    "Thanks",
    "Useful",
    "Visit",
    "Wish",
]
