"""In which roles somebody stands towards a question at an instant, told by dated assignments alone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import held, overseen
from tenthhour.apps.org.policies import LEADERS, STEWARDS, Kind
from tenthhour.apps.support.models import Question
from tenthhour.core.support.pathway import Role

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def roles(row: Question, actor: Person, at: datetime) -> frozenset[Role]:
    """Every role the actor may take a step in; a substitute leads, too, but proposes nothing formal."""
    found: set[Role] = set()
    if actor.pk == row.subject_id:
        found.add("clinician")
    if held(LEADERS, actor, at).filter(subject=row.subject_id).exists():
        found.add("leader")
    if held(frozenset({STEWARDS}), actor, at).exists():
        found.add("steward")
    if overseen(actor, at).filter(subject=row.subject_id).exists():
        found.add("supervisor")
    for kind, role in _OF_A_QUESTION:
        if row.pk in people.questions_of(kind=kind, holder=actor, at=at):
            found.add(role)
    return frozenset(found)


_OF_A_QUESTION: tuple[tuple[Kind, Role], ...] = (
    ("reviews", "reviewer"),
    ("people_office", "people office"),
    ("messenger", "peer messenger"),
)


def deciders(row: Question, at: datetime) -> tuple[Person, ...]:
    """Whoever decides on a danger: the supervisors, the people office, and the reviewer once one is named."""
    leader = people.leader_row(row.subject_id, at)
    above = people.holders(kind="supervises", subject=leader, at=at) if leader else ()
    kinds: tuple[Kind, ...] = ("people_office", "reviews")
    inside = (people.holders(kind=k, subject=row.subject, question=row.pk, at=at) for k in kinds)
    return tuple(dict.fromkeys((*above, *(p for held in inside for p in held))))
