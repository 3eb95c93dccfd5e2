"""Meetings, doubts about the data, statements and wishes on the page of a question."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.forms import pathway as forms
from tenthhour.apps.support.queries import pathway as queries
from tenthhour.apps.support.views.asks import shown
from tenthhour.apps.support.views.pathway.questions import asked, done
from tenthhour.core.errors import Refused


@policy("support.meeting.invite")
def invite(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """Invite to the meeting that belongs here."""
    form = forms.MeetForm(request.POST)
    if wrong := asked(request, question_id, form):
        return wrong
    act = partial(
        actions.invite, question_id=question_id, **form.cleaned_data, by=request.actor, at=request.at
    )
    return done(request, question_id, act, "Invited. They read the topic as you wrote it.")


@policy("support.meeting.write")
def sum_up(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """Write down a meeting that took place."""
    form, waiting = forms.HeldForm(request.POST), request.POST.get("meeting", "")
    if wrong := asked(request, question_id, form):
        return wrong
    meeting_id = _uuid(waiting) if waiting else None
    act = partial(
        actions.sum_up,
        question_id=question_id,
        meeting_id=meeting_id,
        held=form.value(),
        by=request.actor,
        at=request.at,
    )
    return done(request, question_id, act, "Written down. It counts when the other says that you met.")


def _uuid(written: str) -> uuid.UUID:
    try:
        return uuid.UUID(written)
    except ValueError:
        raise Http404 from None


@policy("support.meeting.write")
def met(request: Seen, question_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Say that you met."""
    form = forms.MetForm(request.POST)
    if wrong := asked(request, question_id, form):
        return wrong
    act = partial(
        actions.acknowledge, meeting_id=meeting_id, **form.cleaned_data, by=request.actor, at=request.at
    )
    return done(request, question_id, act, "Written down: you met.")


@policy("support.dispute.open")
def dispute(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """The data are wrong: clocks stop, the steward answers."""
    form = forms.DisputeForm(request.POST)
    if wrong := asked(request, question_id, form):
        return wrong
    ground = form.cleaned_data["ground"]
    act = partial(actions.dispute, question_id=question_id, ground=ground, by=request.actor, at=request.at)
    return done(
        request, question_id, act, "All clocks of this stand still until the data steward has answered."
    )


@policy("support.dispute.open")
def ask_second(request: Seen, question_id: uuid.UUID, dispute_id: uuid.UUID) -> HttpResponse:
    """A second opinion on the data, once."""
    act = partial(actions.ask_second, dispute_id=dispute_id, by=request.actor, at=request.at)
    return done(request, question_id, act, "A second opinion is asked for; the clocks stand still again.")


@policy("support.dispute.read")
def disputes(request: Seen) -> HttpResponse:
    """The steward's questions about the data, oldest first; a reviewer's second opinions."""
    return _disputes(request)


def _disputes(request: Seen, refused: tuple[str, ...] = (), status: int = 200) -> HttpResponse:
    found = queries.doubts(request.actor, request.at)
    context = {"found": [(doubt, forms.AnswerForm(of=doubt.id)) for doubt in found], "refused": refused}
    page = render(request, "support/pathway/disputes.html", context, status=status)
    return shown(page, *(d.about.id for d in found))


@policy("support.dispute.answer")
def answer(request: Seen, dispute_id: uuid.UUID) -> HttpResponse:
    """What the steward found."""
    return _answered(request, dispute_id, actions.answer)


@policy("support.dispute.second")
def second(request: Seen, dispute_id: uuid.UUID) -> HttpResponse:
    """What the reviewer found."""
    return _answered(request, dispute_id, actions.second)


def _answered(request: Seen, dispute_id: uuid.UUID, act) -> HttpResponse:
    form = forms.AnswerForm(request.POST)
    if dispute_id not in {d.id for d in queries.doubts(request.actor, request.at)}:
        raise Http404
    if not form.is_valid():
        return _disputes(request, ("Choose what you found, and write what you looked at.",), status=422)
    try:
        act(dispute_id=dispute_id, **form.cleaned_data, by=request.actor, at=request.at)
    except Refused as refused:
        return _disputes(request, refused.conditions, status=409)
    messages.success(request, "Answered. The clinician can read it.")
    return redirect("disputes")


@policy("support.statement.add")
def statement(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """Own words for the file."""
    form = forms.StatementForm(request.POST)
    if wrong := asked(request, question_id, form):
        return wrong
    text = form.cleaned_data["text"]
    act = partial(actions.state_words, question_id=question_id, text=text, by=request.actor, at=request.at)
    return done(request, question_id, act, "Your words are in the file.")


@policy("support.wish.add")
def wish(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """Help, somebody else, company, a second opinion."""
    form = forms.WishForm(request.POST)
    if wrong := asked(request, question_id, form):
        return wrong
    act = partial(actions.wish, question_id=question_id, **form.cleaned_data, by=request.actor, at=request.at)
    return done(request, question_id, act, "Written down; whoever can answer it was told.")


@policy("support.report.add")
def report(request: Seen) -> HttpResponse:
    """The day of a safety or grievance report, for oneself alone."""
    form = forms.ReportForm(request.POST or None)
    context = {"form": form, "kept": queries.own_reports(request.actor, request.at), "refused": ()}
    if form.is_valid():
        try:
            actions.report_privately(on=form.cleaned_data["on"], by=request.actor, at=request.at)
        except Refused as refused:
            context["refused"] = refused.conditions
            return render(request, "support/pathway/report.html", context, status=409)
        return redirect("private-report")
    return render(request, "support/pathway/report.html", context, status=422 if form.errors else 200)
