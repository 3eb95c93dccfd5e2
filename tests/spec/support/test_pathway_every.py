"""Every (state, event, role) combination: allowed, or refused with its reason, as docs/pathway-steps.md lists it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tenthhour.core.support import pathway
from tenthhour.core.support.pathway import LABELS, PATHWAY, Question

sys.path.insert(0, str(Path(__file__).parent))
from pathway_cases import READY, START, day, say

ROLES = (
    "clinician",
    "leader",
    "steward",
    "supervisor",
    "reviewer",
    "people office",
    "peer messenger",
    "clock",
)
KINDS = ("measure", "ask", "event", "help", "exception")
NO_STEP = "There is no such step from here."


def said(state: str, move: str, role: str, kind: str) -> tuple[str, ...]:
    q = Question(kind, state, START, resumes="S2", paused_on=START)  # type: ignore[arg-type]
    return pathway.unmet(q, move, say(day(100), role), day(100), READY)


def refusals(state: str, move: pathway.Move, role: str, kind: str) -> set[str]:
    """What the table says must stand against one role alone, besides days and needs."""
    if state not in move.sources or kind not in move.kinds:
        return {NO_STEP}
    if move.together:
        return {f"The {mover} has not confirmed." for mover in move.movers if mover != role}
    return set() if role in move.movers else {f"Only the {' or the '.join(move.movers)} can do this."}


@pytest.mark.parametrize("state", LABELS)
def test_every_event_is_allowed_or_refused_to_every_role(state: str) -> None:
    wrong = [
        (move.id, role, kind)
        for move in PATHWAY
        for role in ROLES
        for kind in KINDS
        if not refusals(state, move, role, kind) <= set(found := said(state, move.id, role, kind))
        or ((NO_STEP in found) != (refusals(state, move, role, kind) == {NO_STEP}))
        or (role in move.movers and any(s.startswith("Only the") for s in found))
    ]
    assert wrong == []
