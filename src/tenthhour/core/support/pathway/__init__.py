"""The no-surprise pathway: states, moves, guards and clocks, as pure functions of what is known."""

from tenthhour.core.support.pathway.guards import GUARDS, SECOND_APPROVER, for_leader, unmet_guards
from tenthhour.core.support.pathway.needs import CATEGORIES, NEEDS
from tenthhour.core.support.pathway.question import Question, Visit, opened
from tenthhour.core.support.pathway.snapshot import (
    Approver,
    Goal,
    Meeting,
    OrganisationAction,
    Plan,
    Snapshot,
)
from tenthhour.core.support.pathway.table import ALARMS, LABELS, MOVES, PATHWAY, Kind, Move, Role, State
from tenthhour.core.support.pathway.walk import (
    CLOCK,
    Confirmation,
    Missing,
    due,
    missing,
    missing_guards,
    moved,
    shortest_days,
    unmet,
)

__all__ = [
    "ALARMS",
    "CATEGORIES",
    "CLOCK",
    "GUARDS",
    "LABELS",
    "MOVES",
    "NEEDS",
    "PATHWAY",
    "SECOND_APPROVER",
    "Approver",
    "Confirmation",
    "Goal",
    "Kind",
    "Meeting",
    "Missing",
    "Move",
    "OrganisationAction",
    "Plan",
    "Question",
    "Role",
    "Snapshot",
    "State",
    "Visit",
    "due",
    "for_leader",
    "missing",
    "missing_guards",
    "moved",
    "opened",
    "shortest_days",
    "unmet",
    "unmet_guards",
]
