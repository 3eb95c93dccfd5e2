"""One question that may go all the way, to be spoiled one thing at a time."""

from __future__ import annotations

from datetime import date, timedelta

from tenthhour.core.support.pathway import (
    Approver,
    Confirmation,
    Meeting,
    OrganisationAction,
    Plan,
    Question,
    Snapshot,
    Visit,
)

START = date(2026, 1, 5)  # a Monday
BOTH = frozenset({"leader", "clinician"})


def day(n: int) -> date:
    return START + timedelta(days=n)


def held(n: int) -> Meeting:
    return Meeting(invited_on=day(n - 7), met_on=day(n), summary_on=day(n + 2), acknowledged=BOTH)


DELIVERED = OrganisationAction(
    "A second assistant", "Clinic manager", day(30), "works two days", is_delivered=True
)
PLAN = Plan(day(10), day(130), (DELIVERED,), (), tuple(day(10 + 14 * i) for i in range(1, 8)), True, True)
READY = Snapshot(
    clinician="Dr Example 07",
    is_policy_adopted=True,
    is_signal_confirmed=True,
    months_in_post=30,
    topic="Letters",
    talk=held(7),
    check_ins=(held(24), held(52), held(80)),
    plan=PLAN,
    usable_periods=2,
    has_figures_days=20,
    has_shared_ask=True,
    has_proposal=True,
    approvers=(Approver("supervisor"), Approver("reviewer")),
)
IN_PLAN = Question(
    "measure", "S3", day(10), (Visit("S1", "T01", day(0)), Visit("S2", "T04", day(3)), Visit("S3", "T10", day(10))),
    planned_end=day(130),
)  # fmt: skip
ASK_IN_PLAN = Question(
    "ask", "S3", day(10), (Visit("S2", "T29", day(0)), Visit("S3", "T10", day(10))), planned_end=day(130)
)


def say(on: date, *roles: str) -> tuple[Confirmation, ...]:
    """Each role confirms through a person of the same name."""
    return tuple(Confirmation(role, role, on) for role in roles)  # type: ignore[arg-type]
