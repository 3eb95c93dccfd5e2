"""What the two owe each other."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support import actions, queries
from tenthhour.apps.support.forms.talks import DateForm, PromiseForm
from tenthhour.apps.support.views.asks import back, marks, person_or_404, said, shown, today_of
from tenthhour.core.days import after_working_days, in_words
from tenthhour.core.errors import Refused
from tenthhour.documents.calendar_file import all_day


@policy("support.promise.read")
def promises(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """What the two owe each other."""
    return _promises(request, person_id)


def _promises(
    request: Seen, person_id: uuid.UUID, refused: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    about, actor, at = person_or_404(request, person_id), request.actor, request.at
    lines = queries.promise_lines(about.pk, actor, at, today_of(request))
    asked = queries.asked_of(about.pk, actor, at)
    context = {
        "about": about,
        "lines": lines,
        "offers": asked.ask.offers if asked else (),
        "promise_form": promise_form(today_of(request)),
        "today": today_of(request),
        "refused": refused,
        "marks": marks(*(line.promise.text for line in lines if line.promise.status == "open")),
    }
    return shown(render(request, "support/promises.html", context, status=status), about.pk)


def promise_form(today: datetime.date) -> PromiseForm:
    """Where something is promised: two weeks stand there already."""
    return PromiseForm(initial={"due": after_working_days(today, 10)})


@policy("support.promise.make")
def make_promise(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """Promise something to the other."""
    about, form = person_or_404(request, person_id), PromiseForm(request.POST)
    actor, at = request.actor, request.at
    to = people.leader_row(about.pk, at) if actor.pk == about.pk else about
    if not form.is_valid() or to is None:
        return _promises(request, person_id, said(form) or ("Nobody leads you here yet.",), status=422)
    try:
        actions.make_promise(about=about, to=to, **form.cleaned_data, by=actor, at=at)
    except Refused as refused:
        return _promises(request, person_id, refused.conditions, status=409)
    if "back" in request.POST:
        messages.success(request, f"Promised, by {in_words(form.cleaned_data['due'])}.")
    return back(request, "promises", person_id)


@policy("support.promise.settle")
def settle(request: Seen, promise_id: uuid.UUID) -> HttpResponse:
    """Say that a promise was kept."""
    actor, at = request.actor, request.at
    try:
        row = actions.settle_promise(promise_id=promise_id, by=actor, at=at)
    except Refused as refused:
        raise Http404 from refused
    return redirect("promises", row.subject_id)


@policy("support.promise.date")
def date(request: Seen, promise_id: uuid.UUID) -> HttpResponse:
    """Ask for a later date, or say yes to one."""
    row, form = _row_or_404(request, promise_id), DateForm(request.POST)
    due = form.cleaned_data["due"] if form.is_valid() else None
    known: dict[str, Any] = {"promise_id": promise_id, "by": request.actor, "at": request.at}
    if due is None:
        return _or_refused(request, row.subject_id, lambda: actions.agree_date(**known))
    return _or_refused(request, row.subject_id, lambda: actions.propose_date(**known, due=due))


@policy("support.promise.miss")
def miss(request: Seen, promise_id: uuid.UUID) -> HttpResponse:
    """It was not kept."""
    row = _row_or_404(request, promise_id)
    known: dict[str, Any] = {"promise_id": promise_id, "by": request.actor, "at": request.at}
    return _or_refused(request, row.subject_id, lambda: actions.miss_promise(**known))


def _row_or_404(request: Seen, promise_id: uuid.UUID) -> Any:
    row = queries.promise_row(promise_id, request.actor, request.at)
    if row is None:
        raise Http404
    return row


def _or_refused(request: Seen, person_id: uuid.UUID, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        return _promises(request, person_id, refused.conditions, status=409)
    return redirect("promises", person_id)


@policy("support.promise.calendar")
def calendar(request: Seen, promise_id: uuid.UUID) -> HttpResponse:
    """A promise as a calendar file."""
    row = _row_or_404(request, promise_id)
    content = all_day(title=row.text, on=row.due)
    headers = {"Content-Disposition": 'attachment; filename="promise.ics"'}
    return shown(HttpResponse(content, content_type="text/calendar", headers=headers), row.subject_id)
