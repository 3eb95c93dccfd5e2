"""The supervisor's page: leaders in numbers, help that is owed, crises, and what happened outside these steps."""

from __future__ import annotations

import uuid
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support import actions as time
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.forms import formal as forms
from tenthhour.apps.support.forms.time import LoadAnswerForm, NeedAnswerForm
from tenthhour.apps.support.queries import NeedLine, needs
from tenthhour.apps.support.queries import pathway as queries
from tenthhour.apps.support.views.asks import said, shown, today_of
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable


@policy("support.supervision.read")
def supervision(request: Seen) -> HttpResponse:
    """What a supervisor sees of each leader: numbers, never content."""
    return _supervision(request)


def _supervision(request: Seen, refused: tuple[str, ...] = (), status: int = 200) -> HttpResponse:
    found = queries.supervised(request.actor, request.at)
    context = {
        "needs": [(need, NeedAnswerForm(of=need.id)) for need in _needs(request)],
        "found": [(one, [(line, LoadAnswerForm(of=line.id)) for line in one.loads]) for one in found],
        "crisis": queries.crisis(today_of(request)),
        "outcomes": queries.outcomes(request.actor, request.at),
        "crisis_form": forms.CrisisForm(),
        "outcome_form": forms.OutcomeForm(),
        "refused": refused,
    }
    page = render(request, "support/pathway/supervision.html", context, status=status)
    return shown(page, *(s.leader.id for s in found))


def _done(request: Seen, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        return _supervision(request, refused.conditions, status=409)
    messages.success(request, said)
    return redirect("supervision")


def _waiting_or_404(request: Seen, row_id: uuid.UUID) -> None:
    """What waits for this supervisor; anybody else's is as absent as what never was."""
    found = queries.supervised(request.actor, request.at)
    owed = {row.id for s in found for row in s.owed}
    if row_id not in owed | {row.id for s in found for row in s.declined}:
        raise Http404


@policy("support.load.answer")
def answer_load(request: Seen, report_id: uuid.UUID) -> HttpResponse:
    """What the supervisor does about a week that is too short."""
    found = queries.supervised(request.actor, request.at)
    if report_id not in {line.id for one in found for line in one.loads}:
        raise Http404
    form = LoadAnswerForm(request.POST)
    if not form.is_valid():
        return _supervision(request, said(form), status=422)
    act = partial(time.answer_load, report_id=report_id, **form.cleaned_data, by=request.actor, at=request.at)
    return _done(request, act, "Answered. The leader reads it on Monday.")


@policy("support.need.answer")
def answer_need(request: Seen, need_id: uuid.UUID) -> HttpResponse:
    """What the supervisor does about one thing a leader needs in a crisis."""
    if need_id not in {need.id for need in _needs(request)}:
        raise Http404
    form = NeedAnswerForm(request.POST)
    if not form.is_valid():
        return _supervision(request, said(form), status=422)
    act = partial(time.answer_need, need_id=need_id, **form.cleaned_data, by=request.actor, at=request.at)
    return _done(request, act, "Answered. The leader reads it now.")


def _needs(request: Seen) -> tuple[NeedLine, ...]:
    """What others need of the actor; what they need themselves is on their own pages."""
    return tuple(n for n in needs(request.actor, request.at) if n.leader.id != request.actor.pk)


@policy("support.crisis.declare")
def crisis(request: Seen) -> HttpResponse:
    """Declare a crisis, or renew it as a second person."""
    form, actor, at = forms.CrisisForm(request.POST), request.actor, request.at
    if not form.is_valid():
        return _supervision(request, ("Say why, and until when.",), status=422)
    begin = actions.renew_crisis if queries.crisis(today_of(request)) else actions.declare_crisis
    act = partial(begin, **form.cleaned_data, by=actor, at=at)
    return _done(request, act, "Written down. All clocks stop within five minutes.")


@policy("support.outcome.count")
def outcome(request: Seen) -> HttpResponse:
    """Numbers from outside these steps."""
    form, actor, at = forms.OutcomeForm(request.POST), request.actor, request.at
    if not form.is_valid():
        return _supervision(request, ("Give a quarter such as 2026-Q4, and three numbers.",), status=422)
    act = partial(actions.count_outside, **form.cleaned_data, by=actor, at=at)
    return _done(request, act, "Counted. Nobody is named.")


@policy("support.meeting.declined")
def declined(request: Seen, meeting_id: uuid.UUID) -> HttpResponse:
    """Confirm that two dates were offered and declined."""
    _waiting_or_404(request, meeting_id)
    act = partial(actions.confirm_declined, meeting_id=meeting_id, by=request.actor, at=request.at)
    return _done(request, act, "Confirmed.")


@policy("support.action.deliver")
def delivered(request: Seen, action_id: uuid.UUID) -> HttpResponse:
    """The organisation says that help was delivered; the clinician confirms it."""
    _waiting_or_404(request, action_id)
    act = partial(actions.say_done, action_id=action_id, by=request.actor, at=request.at)
    return _done(request, act, "Written down. It counts when the clinician says so, too.")
