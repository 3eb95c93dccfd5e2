"""The plan of help: written, agreed with or not, and delivered."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.forms import pathway as forms
from tenthhour.apps.support.views.asks import shown
from tenthhour.apps.support.views.pathway.questions import asked, done, question_or_404
from tenthhour.core.errors import Refused
from tenthhour.core.support.pathway import STANDING


@policy("support.plan.write")
def plan(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """Write a plan of help: what the organisation does first."""
    page = question_or_404(request, question_id)
    if "leader" not in page.mine:
        raise Http404
    form = forms.PlanForm(request.POST or None)
    refused: tuple[str, ...] = ()
    if form.is_valid():
        draft, actor, at = form.value(), request.actor, request.at
        try:
            actions.write_plan(question_id=question_id, draft=draft, by=actor, at=at)
            return redirect("question", question_id)
        except Refused as found:
            refused = found.conditions
    context = {"page": page, "form": form, "refused": refused, "label": STANDING["S3"].sentence}
    status = 409 if refused else 422 if form.errors else 200
    return shown(render(request, "support/pathway/plan.html", context, status=status), page.about.id)


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
