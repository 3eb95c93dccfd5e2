"""Being reminded: a private calendar address and e-mails without content."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support import actions, queries
from tenthhour.apps.support.forms.reminders import EmailForm
from tenthhour.apps.support.views.asks import said
from tenthhour.core.errors import Refused
from tenthhour.documents.calendar_file import event_of
from tenthhour.documents.calendar_file import feed as calendar


@policy("support.reminders.set")
def reminders(request: Seen) -> HttpResponse:
    """Choose how to be reminded."""
    if request.method == "GET":
        return _page(request)
    actor, at = request.actor, request.at
    if "open" in request.POST:
        secret = actions.open_feed(by=actor, at=at)
        return _page(request, request.build_absolute_uri(reverse("feed", args=[actor.pk, secret])))
    if "close" in request.POST:
        actions.close_feed(by=actor, at=at)
        return redirect("reminders")
    form = EmailForm(request.POST)
    if not form.is_valid():
        return _page(request, refused=said(form), status=422)
    try:
        actions.set_email(email=form.cleaned_data["email"], by=actor, at=at)
    except Refused as refused:
        return _page(request, refused=refused.conditions, status=409)
    return redirect("reminders")


def _page(request: Seen, address: str = "", refused: tuple[str, ...] = (), status: int = 200) -> HttpResponse:
    row = queries.reminders_of(request.actor, request.at)
    context = {
        "address": address,
        "is_open": bool(row and row.feed_digest),
        "form": EmailForm(initial={"email": row.email if row else ""}),
        "has_mail": queries.sends_mail(),
        "refused": refused,
    }
    return render(request, "support/reminders.html", context, status=status)


@policy("support.feed.read")
def feed(request: HttpRequest, person_id: uuid.UUID, secret: uuid.UUID) -> HttpResponse:
    """A private calendar, for whoever holds its address."""
    person, at = people.known_row(person_id), timezone.now()
    if person is None or not queries.opens_feed(person, secret, at):
        raise Http404
    found = (event_of(e.uid, e.title, e.on, e.at_time) for e in queries.entries(person, at))
    return HttpResponse(calendar(found), content_type="text/calendar; charset=utf-8")
