"""Questions about the numbers themselves: the steward reads and answers them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.monday import queries
from tenthhour.apps.monday.actions import questions as actions
from tenthhour.apps.monday.forms import AnswerForm
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


def _page(request: Seen, form: AnswerForm | None) -> HttpResponse:
    page = queries.data_questions(actor=request.actor, at=request.at)
    response = render(request, "monday/questions.html", {"page": page, "form": form})
    response.subjects = page.subjects  # type: ignore[attr-defined]
    return response
