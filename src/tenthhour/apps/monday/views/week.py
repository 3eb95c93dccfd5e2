"""The week, a person's page, and what of it stands beside an Ask: action or query, then a template."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tenthhour.apps.measurement import actions as measurement
from tenthhour.apps.measurement import queries as known
from tenthhour.apps.monday import queries
from tenthhour.apps.monday.forms import CommentForm
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support import actions as support_actions
from tenthhour.apps.support import queries as support
from tenthhour.apps.support.forms.talks import AcknowledgeForm
from tenthhour.apps.support.forms.time import NeedForm
from tenthhour.apps.support.views.asks import ask_page
from tenthhour.apps.support.views.briefs import brief_page, brief_paper
from tenthhour.apps.support.views.promises import promise_form
from tenthhour.apps.support.views.talks import usual_talk
from tenthhour.core.errors import Refused


def _shown(
    request: HttpRequest, template: str, context: dict[str, Any], subjects: Collection[uuid.UUID]
) -> HttpResponse:
    """A page together with whose data it shows, for the record."""
    response = render(request, template, context)
    response.subjects = subjects  # type: ignore[attr-defined]
    return response


@policy("monday.week.read")
def week(request: Seen) -> HttpResponse:
    """The leader's week."""
    page = queries.week(leader=request.actor, at=request.at)
    owed = queries.owed(leader=request.actor, week=page, at=request.at)
    today = timezone.localdate(request.at)
    context = {"week": page, "owed": owed, "crisis": support.crisis(today), "usual": usual_talk(today)}
    if context["crisis"]:
        context |= _needs(request)
    return _shown(request, "monday/week.html", context, page.subjects)


def _needs(request: Seen) -> dict[str, Any]:
    """What this leader needs from above in the crisis, and whether one more may be sent."""
    own = [n for n in support.needs(request.actor, request.at) if n.leader.id == request.actor.pk]
    may = sum(need.is_open for need in own) < support.NEEDS_AT_ONCE
    return {"needs": own, "may_need": may, "need_form": NeedForm()}


@policy("support.load.send")
def send_load(request: Seen) -> HttpResponse:
    """Send the gap of the week up, as numbers."""
    page = queries.week(leader=request.actor, at=request.at)
    load = queries.owed(leader=request.actor, week=page, at=request.at).load
    try:
        support_actions.send_load(load=load, by=request.actor, at=request.at)
        messages.success(request, "Sent. Your supervisor owes you an answer in 14 days.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("week")


@policy("monday.person.read")
def person(request: Seen, person: uuid.UUID) -> HttpResponse:
    """A clinician's page, the same for the clinician and the leader."""
    page = queries.person_page(person_id=person, actor=request.actor, at=request.at)
    if page is None:
        raise Http404
    asked = support.asked_of(person, request.actor, request.at)
    doable = support.doable_sentence(asked, request.actor, request.at)
    talks = support.past_talks(person, request.actor, request.at)
    context = {
        "page": page,
        "asked": asked,
        "doable": doable,
        "to_confirm": [talk for talk in talks if talk.may_acknowledge] if page.is_own else (),
        "acknowledge_form": AcknowledgeForm(),
        "about": page.person,
        "promise_form": promise_form(timezone.localdate(request.at)),
    }
    return _shown(request, "monday/person.html", context, page.subjects)


@policy("monday.charts.read")
def charts(request: Seen, person: uuid.UUID) -> HttpResponse:
    """A familiar chart of one number, for whoever may see the person's page."""
    wanted = {"measure_id": request.GET.get("measure", ""), "view": request.GET.get("view", "xmr")}
    page = queries.charts_page(person_id=person, **wanted, actor=request.actor, at=request.at)
    if page is None:
        raise Http404
    return _shown(request, "monday/charts.html", {"page": page}, {page.person.id})


@policy("measurement.comment.create")
def comment(request: Seen, person: uuid.UUID) -> HttpResponse:
    """A clinician's words on one of their own numbers."""
    if person != request.actor.pk:
        raise Http404
    form = CommentForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was saved: write something first, up to 2,000 characters.")
        return redirect("person", person=person)
    measure, text = form.cleaned_data["measure"], form.cleaned_data["text"]
    measurement.say(subject=request.actor, measure_id=measure, text=text, by=request.actor, at=request.at)
    if not request.htmx:
        return redirect("person", person=person)
    said = known.comments(subject_id=person, actor=request.actor, at=request.at).get(measure, [])
    return render(request, "monday/_comments.html", {"comments": said})


@policy("support.draft.read")
def draft(request: Seen, draft: uuid.UUID) -> HttpResponse:
    """A draft as it will read once shared, with the person's own level beside it."""
    return _ask(request, support.draft(draft, request.actor, request.at))


@policy("support.ask.read")
def ask(request: Seen, ask: uuid.UUID) -> HttpResponse:
    """A shared Ask, the same for both, with the person's own level beside it."""
    return _ask(request, support.one_shared(ask, request.actor, request.at))


def _ask(request: Seen, page: support.AskPage | None) -> HttpResponse:
    if page is None:
        raise Http404
    return ask_page(request, page, _beside(request, page.about.id, page))


@policy("support.brief.read")
def brief(request: Seen, person: uuid.UUID) -> HttpResponse:
    """One page for one talk; the clinician's copy has everything but the leader's own notes."""
    return brief_page(request, person, _beside(request, person))


@policy("support.brief.pdf")
def brief_pdf(request: Seen, person: uuid.UUID) -> HttpResponse:
    """The same page for paper."""
    return brief_paper(request, person, _beside(request, person))


def _beside(request: Seen, person: uuid.UUID, page: support.AskPage | None = None) -> support.Beside:
    actor, at = request.actor, request.at
    asked = page or support.asked_of(person, actor, at)
    return queries.beside(person_id=person, asked=asked, actor=actor, at=at)
