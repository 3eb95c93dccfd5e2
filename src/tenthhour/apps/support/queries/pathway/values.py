"""Rows of a question as the values the pathway reasons with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tenthhour.apps.support.models import Meeting as MeetingRow
from tenthhour.apps.support.models import Plan as PlanRow
from tenthhour.apps.support.models import PlanAction, PlanGoal, Question, Visit
from tenthhour.core.support import pathway


def walked(
    row: Question, visits: Sequence[Visit], stops: tuple[tuple[date, date], ...] = ()
) -> pathway.Question:
    """Where a question stands, told by its visits in order; `stops` are days on which no clock ran."""
    value = pathway.opened(row.kind, visits[0].on if visits else date.min)
    for visit in visits:
        value = _after(value, visit)
    return replace(value, stops=stops)


def _after(q: pathway.Question, visit: Visit) -> pathway.Question:
    visits = (*q.visits, pathway.Visit(visit.state, visit.move, visit.on))
    if visit.move == "T27":
        return replace(q, state="SP", visits=visits, paused_on=visit.on, resumes=q.state)
    if visit.move == "T28":
        pause = (q.paused_on or visit.on, visit.on)
        return replace(
            q, state=visit.state, visits=visits, pauses=(*q.pauses, pause), paused_on=None, resumes=None
        )
    if visit.move == "T13":
        return replace(q, visits=visits, planned_end=visit.planned_end, is_extended=True)
    return pathway.Question(q.kind, visit.state, visit.on, visits, planned_end=visit.planned_end)


def meeting(row: MeetingRow) -> pathway.Meeting:
    said = {"leader": row.leader_said_on, "clinician": row.clinician_said_on}
    return pathway.Meeting(
        row.invited_on,
        row.met_on,
        row.summary_on,
        row.is_welcome,
        frozenset(role for role, on in said.items() if on),
        tuple(date.fromisoformat(day) for day in row.offered),
        row.declined_confirmed_on is not None,
    )


def plan_of(row: Question) -> tuple[pathway.Plan | None, date | None]:
    """The latest version of the plan, and since when the clinician's disagreement is recorded."""
    latest = PlanRow.unscoped.filter(question=row).order_by("-written_at").first()
    return (plan_value(latest), latest.disagreed_on) if latest else (None, None)


def plan_value(row: PlanRow) -> pathway.Plan:
    return pathway.Plan(
        row.starts_on,
        row.ends_on,
        tuple(_action(a) for a in PlanAction.unscoped.filter(plan=row).order_by("due")),
        tuple(_goal(g) for g in PlanGoal.unscoped.filter(plan=row).order_by("pk")),
        tuple(date.fromisoformat(day) for day in row.check_ins_on),
        row.is_coach_offered,
        row.is_label_shown,
    )


def _action(row: PlanAction) -> pathway.OrganisationAction:
    done = (row.delivered_on is not None, row.waived_on is not None)
    return pathway.OrganisationAction(row.what, row.owner, row.due, row.delivered_means, *done)


def _goal(row: PlanGoal) -> pathway.Goal:
    return pathway.Goal(
        row.what, row.baseline, row.low, row.high, row.target, row.own_best, row.higher_better
    )
