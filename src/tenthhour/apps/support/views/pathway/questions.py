"""The page of a question, the list of somebody's questions, and every step of one."""

from __future__ import annotations

import uuid
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.actions import record_warning
from tenthhour.apps.support.forms import pathway as forms
from tenthhour.apps.support.forms.asks import WarningForm
from tenthhour.apps.support.forms.formal import ProposeForm
from tenthhour.apps.support.queries import pathway as queries
from tenthhour.apps.support.queries.pathway import Words
from tenthhour.apps.support.views.asks import marks, person_or_404, shared_or_404, shown, today_of
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable


def question_or_404(request: Seen, question_id: uuid.UUID) -> queries.QuestionPage:
    found = queries.page(question_id, request.actor, request.at)
    if found is None:
        raise Http404
    return found


@policy("support.question.read")
def question(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """Where things stand, what comes next, and what each of the two can do."""
    return question_page(request, question_id)


def question_page(
    request: Seen, question_id: uuid.UUID, refused: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    page = question_or_404(request, question_id)
    context = {
        "page": page,
        "refused": refused,
        "steps": [(option, forms.StepForm(option.move)) for option in page.options],
        "later": [option for option in page.options if option.missing],
        "meet_form": forms.MeetForm(initial={"topic": page.topic}),
        "held_form": forms.HeldForm(initial={"met_on": today_of(request)}),
        "happened_form": forms.HeldForm(of="-unplanned", initial={"met_on": today_of(request)}),
        "met_form": forms.MetForm(),
        "dispute_form": forms.DisputeForm(),
        "statement_form": forms.StatementForm(),
        "wish_form": forms.WishForm(),
        "pause_form": forms.PauseForm(),
        "disagree_form": forms.DisagreeForm(),
        "propose_form": ProposeForm(),
        "formal": [
            f for f in queries.formal_lines(request.actor, request.at) if f.question_id == question_id
        ],
        "marks": marks(*(m.summary for m in page.meetings)) if page.is_open and "leader" in page.mine else [],
        "is_own": "clinician" in page.mine,
        "leads": "leader" in page.mine,
    }
    return shown(render(request, "support/pathway/question.html", context, status=status), page.about.id)


def done(request: Seen, question_id: uuid.UUID, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it and come back; what stands against it is said on the page, all of it."""
    question_or_404(request, question_id)
    try:
        act()
    except Refused as refused:
        return question_page(request, question_id, refused.conditions, status=409)
    messages.success(request, said)
    return redirect("question", question_id)


def asked(request: Seen, question_id: uuid.UUID, form: Form) -> HttpResponse | None:
    """The page with what is missing in a form; None where nothing is."""
    if form.is_valid():
        return None
    said = tuple(f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items())
    return question_page(request, question_id, said, status=422)


@policy("support.question.step")
def step(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """Say yes to a step. There is no field for its day."""
    move = request.POST.get("move", "")
    form = forms.StepForm(move, request.POST)
    if wrong := asked(request, question_id, form):
        return wrong
    actor, at, words = request.actor, request.at, form.value()

    def act() -> None:
        taken = actions.take(question_id=question_id, move=move, words=words, by=actor, at=at)
        waits = " and the ".join(taken.waits_for)
        messages.success(request, f"Written down. It waits for the {waits}." if waits else "Done.")

    question_or_404(request, question_id)
    try:
        act()
    except Refused as refused:
        return question_page(request, question_id, refused.conditions, status=409)
    return redirect("question", question_id)


@policy("support.question.step")
def pause(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """Stop the clocks until a day."""
    form = forms.PauseForm(request.POST)
    if wrong := asked(request, question_id, form):
        return wrong
    actor, at, words = request.actor, request.at, Words(pause_until=form.cleaned_data["pause_until"])
    act = partial(actions.take, question_id=question_id, move="T27", words=words, by=actor, at=at)
    return done(request, question_id, act, "Paused. The days that were left stay left.")


@policy("support.question.list")
def questions(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """The questions about one person, for that person and whoever leads them."""
    return _questions(request, person_id)


def _questions(
    request: Seen, person_id: uuid.UUID, refused: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    about, actor, at = person_or_404(request, person_id), request.actor, request.at
    context = {
        "about": about,
        "is_own": about.pk == actor.pk,
        "lines": queries.lines(about.pk, actor, at),
        "open_form": forms.OpenForm(),
        "help_form": forms.HelpForm(),
        "refused": refused,
    }
    return shown(render(request, "support/pathway/questions.html", context, status=status), about.pk)


@policy("support.question.open")
def open_event(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """Ask for a talk: about one dated event, or because somebody wishes to talk."""
    about, form = person_or_404(request, person_id), forms.OpenForm(request.POST)
    if not form.is_valid():
        return _questions(request, person_id, ("Say in one line what it is about.",), status=422)
    try:
        opened = actions.open_event(about=about, **form.cleaned_data, by=request.actor, at=request.at)
    except Refused as refused:
        return _questions(request, person_id, refused.conditions, status=409)
    return redirect("question", opened)


@policy("support.question.open")
def open_help(request: Seen) -> HttpResponse:
    """Help the clinician asks for; the leader reads it only when it is shared."""
    form = forms.HelpForm(request.POST)
    if not form.is_valid():
        return _questions(request, request.actor.pk, ("Say in one line what would help.",), status=422)
    wish, is_shared = form.cleaned_data["topic"], form.cleaned_data["is_shared"]
    return redirect(
        "question", actions.open_help(wish=wish, is_shared=is_shared, by=request.actor, at=request.at)
    )


@policy("support.question.open")
def open_from_ask(request: Seen, ask_id: uuid.UUID) -> HttpResponse:
    """A talk about a shared Ask, or after a warning."""
    page = shared_or_404(request, ask_id)
    try:
        opened = actions.open_from_ask(ask_id=ask_id, by=request.actor, at=request.at)
    except Refused as refused:
        return _questions(request, page.about.id, refused.conditions, status=409)
    return redirect("question", opened)


@policy("support.warning.record")
def warned(request: Seen) -> HttpResponse:
    """A clinician writes down a warning they were given; it opens a talk at once."""
    form = WarningForm(request.POST or None)
    refused: tuple[str, ...] = ()
    if form.is_valid():
        actor, at = request.actor, request.at
        try:
            made = record_warning(ask=form.value(actor.name), by=actor, at=at)
            return redirect("question", actions.open_from_ask(ask_id=made.pk, by=actor, at=at))
        except Refused as found:
            refused = found.conditions
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "support/pathway/warned.html", {"form": form, "refused": refused}, status=status)


@policy("support.question.share")
def share(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """Let the leader read a wish for help."""
    act = partial(actions.share_help, question_id=question_id, by=request.actor, at=request.at)
    return done(request, question_id, act, "Your leader can read this now.")
