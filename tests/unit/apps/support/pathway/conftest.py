"""A question between alice and bob, walked through the product's own actions on days that are said."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tenthhour.apps.org.access import ON_THE_SERVER
from tenthhour.apps.org.models import Assignment, Person, User
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.models import Meeting, PlanAction
from tenthhour.apps.support.queries.pathway import Signal
from tenthhour.core.support.pathway import Goal, OrganisationAction


def person(name: str) -> Person:
    made = Person.objects.create(code=name, name=f"{name.capitalize()} Example")
    User.objects.create(person=made, username=name)
    made.confirmed_at = ON_THE_SERVER  # who they are was shown; what asks again is tested where it asks
    return made


@pytest.fixture
def susan(alice: Person, bob: Person, at: datetime) -> Person:
    """Alice's supervisor."""
    made = person("susan")
    Assignment.objects.create(kind="supervises", holder=made, subject=alice, valid_from=at)
    return made


@pytest.fixture
def after(at: datetime) -> Callable[[int], datetime]:
    """That many days after the first; the first is a Monday."""
    return lambda days: at + timedelta(days=days)


@pytest.fixture
def look(bob: Person, stef: Person, at: datetime) -> uuid.UUID:
    """A number of bob's that asks to be looked at."""
    signal = Signal("letters_on_time", "Letters within 3 days", 30, False, at + timedelta(days=3))
    opened = actions.open_look(about=bob, signal=signal, by=stef, at=at)
    assert opened
    return opened


HELP = OrganisationAction("A second assistant", "Clinic manager", None, "works two days a week")
GOAL = Goal("Letters signed the same day", 0.6, 0.55, 0.65, 0.7, 0.75)


@pytest.fixture
def draft(at: datetime) -> Any:
    """A complete plan of help."""
    help_ = OrganisationAction(HELP.what, HELP.owner, (at + timedelta(days=30)).date(), HELP.delivered_means)
    return actions.Draft(120, (help_,), (GOAL,), is_coach_offered=True)


@pytest.fixture
def rita(db: None) -> Person:
    """Somebody from outside who may review."""
    return person("rita")


@pytest.fixture
def paul(db: None, at: datetime) -> Person:
    """Named in advance for the people office."""
    made = person("paul")
    Assignment.objects.create(kind="staffs", holder=made, valid_from=at)
    return made


@pytest.fixture
def adopted(paul: Person, carol: Person, at: datetime) -> None:
    """The organisation has adopted the steps as policy."""
    actions.adopt(version="1", adopted_by="Board", adopted_on=at.date(), counsel="Ms Counsel", by=paul, at=at)


@pytest.fixture
def meet(alice: Person, bob: Person) -> Callable[[uuid.UUID, datetime], None]:
    """A meeting that both say took place, sooner being welcome."""

    def held(question: uuid.UUID, on: datetime) -> None:
        written = actions.Held(on.date(), "We met.")
        actions.sum_up(question_id=question, meeting_id=None, held=written, by=alice, at=on)
        newest = Meeting.unscoped.filter(question=question).latest("created_at")
        actions.acknowledge(meeting_id=newest.pk, is_welcome=True, line="", by=bob, at=on)

    return held


@pytest.fixture
def helped(look, alice, bob, meet, draft, after) -> uuid.UUID:
    """The same question in its plan of help, from day 2 on."""
    actions.take(question_id=look, move="T05", by=bob, at=after(0))
    meet(look, after(1))
    actions.write_plan(question_id=look, draft=draft, by=alice, at=after(2))
    for who in (alice, bob):
        actions.take(question_id=look, move="T10", by=who, at=after(2))
    return look


@pytest.fixture
def earned(helped, bob, stef, susan, adopted, meet, after) -> uuid.UUID:
    """Ninety days later: help delivered, three check-ins, two months in which the difference stands."""
    for day in (16, 44, 72):
        meet(helped, after(day))
    owed = PlanAction.unscoped.get(question=helped)
    actions.confirm_delivery(action_id=owed.pk, answer="yes", by=bob, at=after(30))
    for month, day in (("2026-12", 65), ("2027-01", 80)):
        said = actions.Said(uuid.uuid4(), month, month, True, True, "About 0.6 against 0.75.")
        actions.note_figures(question_id=helped, said=said, by=stef, at=after(day))
    return helped
