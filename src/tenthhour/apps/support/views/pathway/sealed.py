"""A closed question that nobody reads any more, opened once more for a court or a legal hold."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.forms.formal import UnsealingForm
from tenthhour.core.errors import Refused


@policy("support.unsealing.ask")
def unsealing(request: Seen) -> HttpResponse:
    """The first of two signatures; and, for the people office, what is open to them now."""
    names = sorted(((str(p.pk), p.name) for p in people.everyone().values()), key=lambda one: one[1])
    form = UnsealingForm(request.POST or None, people=names)
    refused: tuple[str, ...] = ()
    if form.is_valid():
        said = dict(form.cleaned_data)
        about = people.known_row(uuid.UUID(said.pop("person")))
        try:
            if about is not None:
                actions.ask_unsealing(about=about, **said, by=request.actor, at=request.at)
                messages.success(request, f"Asked. {about.name} is told; a second person has to agree.")
            return redirect("holds")
        except Refused as found:
            refused = found.conditions
    context = {"form": form, "refused": refused, "open": people.unsealed(request.actor, request.at)}
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "support/pathway/unsealing.html", context, status=status)
