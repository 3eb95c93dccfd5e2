"""The steward's page of questions about the numbers themselves."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from tenthhour.apps.measurement import queries as measurement
from tenthhour.apps.measurement.queries import Decided, Open
from tenthhour.apps.org import queries as org
from tenthhour.content.loader import measures

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

WORDS = {
    "right": "The numbers are right",
    "corrected": "They are wrong; a corrected file will come",
    "definition": "The definition changed: begin a new series",
    "new_level": "Yes, begin a new baseline there",
    "not_yet": "No, or not yet",
}
_SHOWN = 30


@dataclass(frozen=True)
class Asked:
    """One question as the page shows it."""

    key: str
    title: str
    about: str
    months: str
    found: str
    ask: str
    choices: tuple[tuple[str, str], ...]
    waits: str


@dataclass(frozen=True)
class DecisionLine:
    """One decision as pages show it."""

    measure_id: str
    title: str
    about: str
    months: str
    given: str
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Questions:
    """Open questions, those that wait for a file, and what was decided before."""

    open: tuple[Asked, ...]
    waiting: tuple[Asked, ...]
    decided: tuple[DecisionLine, ...]
    subjects: frozenset[uuid.UUID]


def data_questions(*, actor: Person, at: datetime) -> Questions:
    """Everything a steward is asked and has answered, newest decisions first."""
    found = measurement.open_questions(actor=actor, at=at)
    decisions = measurement.decided(actor=actor, at=at)[::-1][:_SHOWN]
    asked = [(o, _asked(o)) for o in found]
    return Questions(
        open=tuple(a for o, a in asked if o.waits is None),
        waiting=tuple(a for o, a in asked if o.waits is not None),
        decided=decision_lines(decisions),
        subjects=frozenset(o.subject_id for o in found if o.subject_id),
    )


def decision_lines(decisions: tuple[Decided, ...]) -> tuple[DecisionLine, ...]:
    """Decisions with the names people know."""
    if not decisions:
        return ()
    who = org.names(d.by_id for d in decisions)
    people = {p.code: p.name for p in org.everyone().values()}
    return tuple(
        DecisionLine(
            d.measure_id,
            _title(d.measure_id),
            people.get(d.clinician_id, d.clinician_id) if d.clinician_id else "",
            d.first.words if d.first == d.last else f"{d.first.words} to {d.last.words}",
            WORDS[d.kind],
            d.reason,
            who.get(d.by_id, "somebody"),
            d.at,
        )
        for d in decisions
    )


def _asked(one: Open) -> Asked:
    q = one.question
    waits = f"{WORDS[one.waits.kind]}: {one.waits.reason}" if one.waits else ""
    group = "everyone" if q.peer_group == "everyone" else f"everyone in {q.peer_group}"
    return Asked(
        q.id,
        _title(q.measure_id),
        one.name or group,
        q.months,
        q.found[:1].upper() + q.found[1:] + ".",
        q.ask,
        tuple((a, WORDS[a]) for a in one.answers),
        waits,
    )


def _title(measure_id: str) -> str:
    measure = measures(settings.CONTENT).get(measure_id)
    return measure.title if measure else measure_id
