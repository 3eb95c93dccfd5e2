"""A leader's time, and thanks."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support import actions, queries
from tenthhour.apps.support.forms.time import NeedForm, NoteForm, ThankForm, TimeForm
from tenthhour.apps.support.views.asks import led_or_404
from tenthhour.core.errors import Refused


@policy("support.time.set")
def my_time(request: Seen) -> HttpResponse:
    """How much of my week is protected for leading."""
    now = queries.my_time(request.actor, request.at)
    initial = {"percent": round(now.share * 100), "hours": now.contracted / 60}
    form = TimeForm(request.POST or None, initial=initial)
    if form.is_valid():
        share, minutes = form.cleaned_data["percent"] / 100, round(form.cleaned_data["hours"] * 60)
        actions.set_time(share=share, contracted=minutes, by=request.actor, at=request.at)
        return redirect("week")
    said_useful = queries.useful(request.actor, request.at)
    needs = queries.needs(request.actor, request.at)
    own = [need for need in needs if need.leader.id == request.actor.pk]
    context = {"form": form, "is_said": now.is_said, "useful": said_useful, "needs": own}
    return render(request, "support/my_time.html", context, status=422 if form.errors else 200)


@policy("support.need.send")
def send_need(request: Seen) -> HttpResponse:
    """In a crisis: one thing needed from above."""
    form = NeedForm(request.POST)
    try:
        text = form.cleaned_data["text"] if form.is_valid() else ""
        actions.send_need(text=text, by=request.actor, at=request.at)
        messages.success(request, "Sent. Your supervisor owes you an answer in 72 hours.")
    except Refused as refused:
        messages.error(request, " ".join(refused.conditions))
    return redirect("week")


@policy("support.thanks.say")
def thank(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """Thank somebody, in one's own words."""
    about, form = led_or_404(request, person_id), ThankForm(request.POST)
    if form.is_valid():
        actions.thank(about=about, text=form.cleaned_data["text"], by=request.actor, at=request.at)
        messages.success(request, f"{about.name} reads it now.")
    else:
        messages.error(request, "Nothing was sent: name one specific thing, in under 300 characters.")
    return redirect("week")


@policy("support.thanks.note")
def note(request: Seen) -> HttpResponse:
    """A note about a colleague, and what I was thanked for."""
    actor, at = request.actor, request.at
    colleagues = queries.colleagues(actor, at)
    form = NoteForm(request.POST or None, colleagues=colleagues.values())
    if form.is_valid():
        about = colleagues[uuid.UUID(form.cleaned_data["about"])]
        actions.note_colleague(about=about, text=form.cleaned_data["text"], by=actor, at=at)
        messages.success(request, f"{about.name} reads it now, and whoever leads them.")
        return redirect("thanks-note")
    context = {"form": form, "colleagues": colleagues, "kept": queries.thanks_kept(actor, at)}
    return render(request, "support/thanks.html", context, status=422 if form.errors else 200)
