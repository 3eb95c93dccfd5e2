"""One talk everybody in these tests knows."""

from __future__ import annotations

from datetime import date

import pytest

from tenthhour.content.frameworks import frameworks
from tenthhour.core.support.ask import Ask, Wanted
from tenthhour.core.support.brief import Conversation
from tenthhour.core.support.standing import OwnLevel

MONDAY = date(2026, 11, 23)


@pytest.fixture
def ask() -> Ask:
    return Ask(
        wanted=Wanted("Encounters a session", 18, "a session", is_efficiency=True),
        asker="Regional office",
        reason="access",
        because="Patients wait six weeks for a first visit.",
        subject="Dr Example 07",
        no_stakes_known=True,
    )


@pytest.fixture
def talk(ask: Ask) -> Conversation:
    return Conversation(
        leader="Dr Example 01",
        clinician="Dr Example 07",
        on=date(2026, 11, 26),
        today=MONDAY,
        framework=frameworks()["r2c2"],
        ask=ask,
        level=OwnLevel("Dr Example 07", 14.2, 13.6, 14.8, n=2900, steady_months=36),
        doable_sentence="On likely figures the ask needs 6.0 more hours a week. What would have to change?",
    )
