"""A question and everything that belongs to it; where it stands is told by its visits alone."""

from tenthhour.apps.support.models.pathway.formal import Adoption, Crisis, Danger, Outcome, Proposal
from tenthhour.apps.support.models.pathway.plans import Plan, PlanAction, PlanGoal
from tenthhour.apps.support.models.pathway.questions import Confirmation, Figures, Question, Visit
from tenthhour.apps.support.models.pathway.voices import Dispute, Meeting, PrivateReport, Statement, Wish

__all__ = [
    "Adoption",
    "Confirmation",
    "Crisis",
    "Danger",
    "Dispute",
    "Figures",
    "Meeting",
    "Outcome",
    "Plan",
    "PlanAction",
    "PlanGoal",
    "PrivateReport",
    "Proposal",
    "Question",
    "Statement",
    "Visit",
    "Wish",
]
