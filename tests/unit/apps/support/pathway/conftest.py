"""A question between alice and bob, walked through the product's own actions on days that are said."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tenthhour.apps.org.models import Assignment, Person, User
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.queries.pathway import Signal
from tenthhour.core.support.pathway import Goal, OrganisationAction


def person(name: str) -> Person:
    made = Person.objects.create(code=name, name=f"{name.capitalize()} Example")
    User.objects.create(person=made, username=name)
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
