"""Questions in the middle of their way. Each story is a generator that yields the day it waits for.

The record takes nothing that is dated before what it has already, so all stories go forward together, day by day.
"""

from __future__ import annotations

import heapq
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from browser.stories.clinic import NOW, day

if TYPE_CHECKING:
    from browser.stories.clinic import Clinic

MEASURE, TOPIC = "bp_controlled", "Blood pressure under control"
Story = Iterator[int]


def live(*stories: Story) -> None:
    """Let every story go on to the day it waits for, the earliest first."""
    waiting = [(next(story), number, story) for number, story in enumerate(stories)]
    heapq.heapify(waiting)
    while waiting:
        _, number, story = heapq.heappop(waiting)
        if (then := next(story, None)) is not None:
            heapq.heappush(waiting, (then, number, story))


def write(clinic: Clinic) -> None:
    """Everybody's story up to now; then the clock does what is due."""
    from tenthhour.apps.monday.actions import tick

    live(
        clinic.months(),
        _adopted(clinic),
        _looked(clinic, "bob", -7),
        _looked(clinic, "bruno", -7),
        _lapsed(clinic, "boris", -400),
        _corrected(clinic, "brook", -9),
        _helped(clinic, "ben", -100),
        _formal(clinic, "bill", -105),
        _danger(clinic, "bert", -20),
        _invited(clinic, "boris", -7),
    )
    tick(at=NOW)


def _adopted(clinic: Clinic) -> Story:
    from tenthhour.apps.support.actions import pathway

    yield -300
    read = {"adopted_by": "Board", "adopted_on": day(-300).date(), "counsel": "Ms Counsel"}
    pathway.adopt(version="1", **read, by=clinic.paul, at=day(-300))


def _looked(clinic: Clinic, name: str, since: int) -> Story:
    """A number that asks to be looked at; others than the clinician see it three days later."""
    from tenthhour.apps.support.actions import pathway
    from tenthhour.apps.support.queries.pathway import Signal

    yield since
    signal = Signal(MEASURE, TOPIC, 30, False, day(since + 3))
    about = clinic.people[name]
    clinic.ids[name] = pathway.open_look(about=about, signal=signal, by=clinic.stef, at=day(since))


def _lapsed(clinic: Clinic, name: str, since: int) -> Story:
    """A look nobody acted on, closed by the clock more than a year ago."""
    from tenthhour.apps.support.actions import pathway

    yield from _looked(clinic, name, since)
    yield since + 14
    pathway.take_by_clock(question_id=clinic.ids[name], move="T03", by=clinic.site, at=day(since + 14))


def _corrected(clinic: Clinic, name: str, since: int) -> Story:
    """The count was a partner's: the steward says so, and the next file says nothing of it any more."""
    from tenthhour.apps.support.actions import pathway

    yield from _looked(clinic, name, since)
    question, about = clinic.ids[name], clinic.people[name]
    _figures(clinic, question, since, "2026-09", stands=True)
    made = pathway.dispute(question_id=question, ground="Counted as mine", by=about, at=day(since))
    yield since + 2
    found = {"is_corrected": True, "text": "They were a partner's."}
    pathway.answer(dispute_id=made.pk, **found, by=clinic.stef, at=day(since + 2))
    yield since + 3
    _figures(clinic, question, since + 3, "2026-10", stands=False)


def _figures(clinic: Clinic, question: uuid.UUID, on: int, month: str, *, stands: bool) -> None:
    from tenthhour.apps.support.actions import pathway

    said = pathway.Said(
        uuid.uuid4(), month, month, stands, stands, "About 0.6.", is_corrected_away=not stands
    )
    pathway.note_figures(question_id=question, said=said, by=clinic.stef, at=day(on))


def _meet(clinic: Clinic, question: uuid.UUID, about: Any, on: int) -> None:
    """A meeting both say took place."""
    from tenthhour.apps.support.actions import pathway
    from tenthhour.apps.support.models import Meeting

    held = pathway.Held(day(on).date(), "We met and looked at the work around the letters.")
    pathway.sum_up(question_id=question, meeting_id=None, held=held, by=clinic.alice, at=day(on))
    newest = Meeting.unscoped.filter(question=question).latest("created_at")
    pathway.acknowledge(meeting_id=newest.pk, is_welcome=True, line="", by=about, at=day(on))


def _helped(clinic: Clinic, name: str, since: int) -> Story:
    """A plan of help, three check-ins, two months in which the difference stands; the assistant never came."""
    from tenthhour.apps.support.actions import pathway
    from tenthhour.core.month import Month

    yield from _looked(clinic, name, since)
    question, about = clinic.ids[name], clinic.people[name]
    pathway.take(question_id=question, move="T05", by=about, at=day(since))
    yield since + 1
    _meet(clinic, question, about, since + 1)
    yield since + 2
    pathway.write_plan(question_id=question, draft=_plan(since), by=clinic.alice, at=day(since + 2))
    for who in (clinic.alice, about):
        pathway.take(question_id=question, move="T10", by=who, at=day(since + 2))
    begun = day(since + 2)
    for on, months_after in ((16, 0), (44, 0), (65, 1), (72, 0), (80, 2)):
        yield since + on
        if months_after:
            month = str(Month(begun.year, begun.month) + months_after)
            _figures(clinic, question, since + on, month, stands=True)
        else:
            _meet(clinic, question, about, since + on)


def _plan(since: int) -> Any:
    from tenthhour.apps.support.actions.pathway import Draft
    from tenthhour.core.support.pathway import Goal, OrganisationAction

    due = day(since + 30).date()
    help_ = OrganisationAction("A second assistant", "Clinic manager", due, "works two days a week")
    return Draft(120, (help_,), (Goal("Letters signed the same day", 0.6, 0.55, 0.65, 0.7, 0.75),), True)


def _formal(clinic: Clinic, name: str, since: int) -> Story:
    """The assistant came; two others approved what the leader proposed; the clinician replied."""
    from tenthhour.apps.support.actions import pathway
    from tenthhour.apps.support.actions.pathway.formal import Expectation
    from tenthhour.apps.support.models import PlanAction

    yield from _helped(clinic, name, since)
    yield since + 93
    question, about = clinic.ids[name], clinic.people[name]
    owed = PlanAction.unscoped.get(question=question)
    pathway.confirm_delivery(action_id=owed.pk, answer="yes", by=about, at=day(since + 93))
    yield since + 95
    written = Expectation("Seven of ten letters within three days, by May.", "Two other people would decide.")
    made = pathway.propose(question_id=question, written=written, by=clinic.alice, at=day(since + 95))
    clinic.ids["formal"] = made.pk
    pathway.name_reviewer(question_id=question, reviewer=clinic.rita, by=clinic.susan, at=day(since + 95))
    yield since + 96
    for who in (clinic.susan, clinic.rita):
        pathway.take(question_id=question, move="T14", by=who, at=day(since + 96))
    yield since + 97
    said = "The assistant came in week thirteen."
    pathway.reply(proposal_id=made.pk, text=said, by=about, at=day(since + 97))


def _danger(clinic: Clinic, name: str, since: int) -> Story:
    """Two people named a danger, and nobody has closed it since."""
    from tenthhour.apps.support.actions import pathway
    from tenthhour.apps.support.actions.pathway.formal import Facts

    yield since
    facts = Facts("impairment", "Smelled of alcohol at eight.", "Physician health programme")
    made = pathway.name_danger(about=clinic.people[name], written=facts, by=clinic.susan, at=day(since))
    clinic.ids["danger"] = made.pk
    pathway.take(question_id=made.question_id, move="T24", by=clinic.paul, at=day(since))


def _invited(clinic: Clinic, name: str, since: int) -> Story:
    """A one-to-one whose day is today."""
    from django.utils import timezone

    from tenthhour.apps.support import actions
    from tenthhour.core.support.talk import Invitation

    yield since
    invitation = Invitation(timezone.localdate(NOW), "How the work is going")
    actions.invite(about=clinic.people[name], invitation=invitation, by=clinic.alice, at=day(since))
