"""Questions about the numbers themselves: the steward reads and answers them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.monday import queries
from tenthhour.apps.monday.actions import questions as actions
from tenthhour.apps.monday.forms import AnswerForm, LevelForm
from tenthhour.apps.org import queries as org
from tenthhour.apps.org.access import Seen, policy
from tenthhour.core.errors import UserError


@policy("measurement.question.read")
def asked(request: Seen) -> HttpResponse:
    """What is open, what waits for a file, what was decided."""
    return _page(request, None)


@policy("measurement.question.answer")
def answer(request: Seen) -> HttpResponse:
    """One answer with its reason; the month is judged again where that changes it."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            messages.success(request, actions.answer(**form.cleaned_data, by=request.actor, at=request.at))
            return redirect("data-questions")
        except UserError as error:
            form.add_error(None, str(error))
    return _page(request, form)


@policy("measurement.level.confirm")
def confirm_level(request: Seen, person: uuid.UUID) -> HttpResponse:
    """A proposed new baseline of one person, taken up by the leader or the person."""
    if org.visible_person(person_id=person, actor=request.actor, at=request.at) is None:
        raise Http404
    form = LevelForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was changed: say why, in at least 10 characters.")
        return redirect("person", person=person)
    try:
        said = actions.confirm_level(
            person_id=person,
            measure_id=form.cleaned_data["measure"],
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=request.at,
        )
        messages.success(request, said)
    except UserError as error:
        messages.error(request, str(error))
    return redirect("person", person=person)


def _page(request: Seen, form: AnswerForm | None) -> HttpResponse:
    page = queries.data_questions(actor=request.actor, at=request.at)
    response = render(request, "monday/questions.html", {"page": page, "form": form})
    response.subjects = page.subjects  # type: ignore[attr-defined]
    return response
