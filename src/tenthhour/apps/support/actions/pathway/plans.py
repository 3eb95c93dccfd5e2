"""A plan of help: written, agreed or disagreed with, and delivered by the organisation first."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.audit import Act, action
from tenthhour.apps.support.actions.pathway.opening_up import want_reviewer
from tenthhour.apps.support.actions.pathway.steps import GONE
from tenthhour.apps.support.actions.rows import own_row
from tenthhour.apps.support.models import Plan, PlanAction, PlanGoal, Proposal, Question
from tenthhour.apps.support.queries.pathway import roles, standing
from tenthhour.core.errors import Refused
from tenthhour.core.support.pathway import NEEDS, Goal, OrganisationAction
from tenthhour.core.support.pathway import Plan as PlanValue

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

FIRST_CHECK_IN = 14
CHECK_IN_EVERY = 28


@dataclass(frozen=True)
class Draft:
    """A plan as its leader writes it down; check-ins follow from its length."""

    days: int
    actions: tuple[OrganisationAction, ...]
    goals: tuple[Goal, ...]
    is_coach_offered: bool


def write_plan(*, question_id: uuid.UUID, draft: Draft, by: Person, at: datetime) -> Plan:
    """Put a plan before the clinician; a yes to an earlier version no longer counts.

    Raises:
        Refused: It is not complete or not fair, or this is not the time for a plan.

    """
    row: Question = own_row(Question, question_id, by, at)
    with action(by, "support.plan.write", at=at, subject=row.subject) as act:
        made = _put_before(act, row, draft, ("S2", "S4"), by=by, at=at)
        act.notify(
            row.subject,
            f"{row.topic}: {by.name} has written a plan of help. Say yes, or say what you see differently.",
        )
    return made


def write_plan_again(*, proposal_id: uuid.UUID, draft: Draft, by: Person, at: datetime) -> Plan:
    """The supervisor's own plan, to go back from a written expectation to help with (T21).

    Raises:
        Refused: It is not complete or not fair, or no written expectation stands.

    """
    row = own_row(Proposal, proposal_id, by, at).question
    with action(by, "support.plan.again", at=at, subject=row.subject) as act:
        made = _put_before(act, row, draft, ("S4",), by=by, at=at)
        act.notify(
            row.subject,
            f"{row.topic}: {by.name} has written a plan of help, to go back to. You can read it now.",
        )
    return made


def _put_before(
    act: Act, row: Question, draft: Draft, states: tuple[str, ...], *, by: Person, at: datetime
) -> Plan:
    value = as_plan(draft, timezone.localdate(at))
    is_time = standing(row.pk, at).value.state in states
    unmet = [
        *([] if is_time else ["A plan is written after a talk, before it begins."]),
        *([] if value.is_complete else [NEEDS["plan"].sentence]),
    ]
    if unmet:
        raise Refused(*unmet)
    made = _store(row, value, by, at)
    act.obj = str(made.pk)
    return made


def as_plan(draft: Draft, today: date) -> PlanValue:
    """The plan with its dates: it begins today; first check-in after two weeks, then every four."""
    ends = today + timedelta(days=draft.days)
    every = range(FIRST_CHECK_IN, draft.days + 1, CHECK_IN_EVERY)
    days = tuple(today + timedelta(days=d) for d in every)
    return PlanValue(
        today, ends, draft.actions, draft.goals, days, draft.is_coach_offered, is_label_shown=True
    )


def disagree(*, question_id: uuid.UUID, text: str, by: Person, at: datetime) -> None:
    """The clinician sees the plan differently; it stays in the file.

    Raises:
        Refused: There is no plan, or nothing is written.

    """
    row: Question = own_row(Question, question_id, by, at)
    with action(by, "support.plan.disagree", at=at, subject=row.subject) as act:
        plan = Plan.objects.visible_to(by, at).filter(question=row).order_by("-written_at").first()
        if plan is None or not text.strip():
            raise Refused("Write what you see differently." if plan else "There is no plan yet.")
        plan.disagreement, plan.disagreed_on = text.strip(), timezone.localdate(at)
        plan.save()
        act.obj = str(plan.pk)
        leader = people.leader_row(row.subject_id, at)
        if leader:
            act.notify(
                leader, f"{row.subject.name}, {row.topic}: the plan is seen differently. {plan.disagreement}"
            )


def say_done(*, action_id: uuid.UUID, by: Person, at: datetime) -> None:
    """The leader or the supervisor says that the organisation has delivered; the clinician is asked."""
    owed: PlanAction = own_row(PlanAction, action_id, by, at)
    row = owed.question
    with action(by, "support.plan.deliver", at=at, subject=row.subject) as act:
        if by.pk == row.subject_id:
            raise Refused("This is for the organisation to say. You confirm it, or waive it.")
        owed.said_done_on, owed.said_done_by = timezone.localdate(at), by
        owed.save()
        act.obj = str(owed.pk)
        act.notify(row.subject, f"{by.name} says this was delivered: {owed.what}. Is it so?")


def confirm_delivery(*, action_id: uuid.UUID, answer: str, by: Person, at: datetime) -> None:
    """Whether help arrived: the clinician's word ("yes", "no", "waive"), or the reviewer's where it is disputed.

    Raises:
        Refused: This is somebody else's to say.

    """
    owed: PlanAction = own_row(PlanAction, action_id, by, at)
    row, today = owed.question, timezone.localdate(at)
    with action(by, "support.plan.confirm", at=at, subject=row.subject, question=row.pk) as act:
        mine = roles(row, by, at)
        if "clinician" not in mine and not ("reviewer" in mine and owed.disputed_on):
            raise Refused("Whether help arrived is for the clinician to say.")
        if "clinician" in mine:
            _settle(owed, answer, by, today)
        else:
            _decide(owed, answer, by, today)
        owed.save()
        act.obj = str(owed.pk)
        leader = people.leader_row(row.subject_id, at)
        for who in (row.subject, leader):
            if who and who != by:
                act.notify(who, f"{row.topic}: «{owed.what}»: {_ANSWERS[answer]}")
        if "clinician" in mine and answer == "no" and owed.said_done_on:
            want_reviewer(act, row, "Whether help arrived is seen differently.", at)


_ANSWERS = {
    "yes": "delivered, says whoever it was for or reviewed it.",
    "no": "not delivered, says whoever it was for or reviewed it. It is still owed.",
    "waive": "not needed any more, says the clinician.",
}


def _settle(owed: PlanAction, answer: str, by: Person, today: date) -> None:
    """The clinician's word."""
    if answer == "yes":
        owed.delivered_on, owed.delivered_by = today, by
    elif answer == "no":
        owed.disputed_on, owed.delivered_on, owed.delivered_by = today, None, None
    elif answer == "waive":
        owed.waived_on = today
    else:
        raise Refused(GONE)


def _decide(owed: PlanAction, answer: str, by: Person, today: date) -> None:
    """The reviewer's word ends a dispute; what has not arrived is owed as before."""
    if answer == "yes":
        owed.delivered_on, owed.delivered_by = today, by
    elif answer == "no":
        owed.said_done_on = owed.said_done_by = owed.disputed_on = None
    else:
        raise Refused(GONE)


def _store(row: Question, value: PlanValue, by: Person, at: datetime) -> Plan:
    made = Plan.objects.create(
        question=row,
        starts_on=value.starts_on,
        ends_on=value.ends_on,
        check_ins_on=[str(day) for day in value.check_ins_on],
        is_coach_offered=value.is_coach_offered,
        is_label_shown=value.is_label_shown,
        written_at=at,
        written_by=by,
    )
    PlanAction.objects.create_all(
        PlanAction(
            question=row,
            plan=made,
            what=a.what,
            owner=a.owner,
            due=a.due,  # type: ignore[misc]  # help without a day is refused before
            delivered_means=a.delivered_means,
        )
        for a in value.actions
    )
    PlanGoal.objects.create_all(
        PlanGoal(question=row, plan=made, **{n: getattr(g, n) for n in g.__dataclass_fields__})
        for g in value.goals
    )
    return made
