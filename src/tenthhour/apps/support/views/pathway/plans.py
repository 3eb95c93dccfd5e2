"""The plan of help: written, agreed with or not, and delivered."""

from __future__ import annotations

import uuid
from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.forms import pathway as forms
from tenthhour.apps.support.queries import pathway as queries
from tenthhour.apps.support.views.asks import shown
from tenthhour.apps.support.views.pathway.questions import asked, done, question_or_404
from tenthhour.core.errors import Refused
from tenthhour.core.support.pathway import STANDING

if TYPE_CHECKING:
    from collections.abc import Callable


@policy("support.plan.write")
def plan(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """Write a plan of help: what the organisation does first."""
    page = question_or_404(request, question_id)
    if "leader" not in page.mine:
        raise Http404
    act = partial(actions.write_plan, question_id=question_id, by=request.actor, at=request.at)
    return _plan(request, page, reverse("question", args=[question_id]), act)


def _plan(
    request: Seen,
    page: queries.QuestionPage | queries.FormalPage,
    back: str,
    write: Callable[..., object],
) -> HttpResponse:
    form = forms.PlanForm(request.POST or None)
    refused: tuple[str, ...] = ()
    if form.is_valid():
        try:
            write(draft=form.value())
            return redirect(back)
        except Refused as found:
            refused = found.conditions
    label = STANDING["S3"].sentence
    context = {"page": page, "form": form, "refused": refused, "label": label, "back": back}
    status = 409 if refused else 422 if form.errors else 200
    return shown(render(request, "support/pathway/plan.html", context, status=status), page.about.id)


@policy("support.plan.again")
def again(request: Seen, proposal_id: uuid.UUID) -> HttpResponse:
    """The supervisor writes a plan, to go back from a written expectation to help."""
    page = queries.formal_page(proposal_id, request.actor, request.at)
    mine = queries.options(page.question_id, request.actor, request.at).mine if page else frozenset()
    if page is None or "supervisor" not in mine:
        raise Http404
    act = partial(actions.write_plan_again, proposal_id=proposal_id, by=request.actor, at=request.at)
    return _plan(request, page, reverse("formal", args=[proposal_id]), act)


@policy("support.plan.disagree")
def disagree(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """What the clinician sees differently."""
    form = forms.DisagreeForm(request.POST)
    if wrong := asked(request, question_id, form):
        return wrong
    text = form.cleaned_data["text"]
    act = partial(actions.disagree, question_id=question_id, text=text, by=request.actor, at=request.at)
    return done(request, question_id, act, "It stays in the file beside the plan.")


@policy("support.plan.deliver")
def deliver(request: Seen, question_id: uuid.UUID, action_id: uuid.UUID) -> HttpResponse:
    """The organisation says that it has delivered."""
    act = partial(actions.say_done, action_id=action_id, by=request.actor, at=request.at)
    return done(request, question_id, act, "Written down. It counts when the clinician says so, too.")


@policy("support.plan.confirm")
def confirm(request: Seen, question_id: uuid.UUID, action_id: uuid.UUID) -> HttpResponse:
    """Whether help arrived, in the clinician's own word."""
    answer = request.POST.get("answer", "")
    act = partial(
        actions.confirm_delivery, action_id=action_id, answer=answer, by=request.actor, at=request.at
    )
    return done(request, question_id, act, "Written down.")
