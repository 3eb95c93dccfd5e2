"""The brief: the page for one talk, on screen and on paper."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import Seen
from tenthhour.apps.support import queries
from tenthhour.apps.support.views.asks import marks, person_or_404, shown, today_of
from tenthhour.apps.support.views.sums import as_pdf, on_paper
from tenthhour.core.support import brief as briefs
from tenthhour.core.support.sheet import Sheet
from tenthhour.documents import pdf


def conversation(request: Seen, person_id: uuid.UUID, beside: queries.Beside) -> briefs.Conversation:
    """What the page is made of, as far as this reader may see it. Before an invitation the clinician has none."""
    about, actor, at = person_or_404(request, person_id), request.actor, request.at
    if actor.pk == about.pk and not queries.is_talk_ahead(about.pk, actor, at):
        raise Http404
    return queries.conversation(people.card(about), actor, at=at, today=today_of(request), beside=beside)


def sheet(request: Seen, person_id: uuid.UUID, known: briefs.Conversation) -> Sheet:
    """The page as this reader may see it."""
    made = briefs.brief(known)
    return briefs.for_clinician(made) if request.actor.pk == person_id else made


def brief_page(request: Seen, person_id: uuid.UUID, beside: queries.Beside) -> HttpResponse:
    """The brief on screen; `beside` comes from who joins the columns."""
    known = conversation(request, person_id, beside)
    talk = queries.next_talk(person_id, request.actor, request.at)
    context = {
        "sheet": sheet(request, person_id, known),
        "rehearsal": urlencode(briefs.closed_values(known)),
        "talk": talk,
        "about_id": person_id,
        "leads": request.actor.pk != person_id,
        "marks": marks(talk.purpose if talk else ""),
    }
    return shown(render(request, "support/brief.html", context), person_id)


def brief_paper(request: Seen, person_id: uuid.UUID, beside: queries.Beside) -> HttpResponse:
    """The brief as one A4 page."""
    made = sheet(request, person_id, conversation(request, person_id, beside))
    return shown(as_pdf(pdf.one_page(briefs.editions(on_paper(made))), "brief"), person_id)
