"""The no-surprise pathway: states, moves, guards and clocks, as pure functions of what is known."""

from tenthhour.core.support.pathway.guards import GUARDS, for_leader, unmet_guards
from tenthhour.core.support.pathway.needs import NEEDS
from tenthhour.core.support.pathway.question import Question, Visit, opened
from tenthhour.core.support.pathway.snapshot import (
    Approver,
    Goal,
    Meeting,
    OrganisationAction,
    Plan,
    Snapshot,
)
from tenthhour.core.support.pathway.table import ALARMS, LABELS, MOVES, PATHWAY, Move
from tenthhour.core.support.pathway.walk import Confirmation, due, moved, shortest_days, unmet

__all__ = [
    "ALARMS",
    "GUARDS",
    "LABELS",
    "MOVES",
    "NEEDS",
    "PATHWAY",
    "Approver",
    "Confirmation",
    "Goal",
    "Meeting",
    "Move",
    "OrganisationAction",
    "Plan",
    "Question",
    "Snapshot",
    "Visit",
    "due",
    "for_leader",
    "moved",
    "opened",
    "shortest_days",
    "unmet",
    "unmet_guards",
]
