"""The guide of a small clinic from a kept trial to adopted."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support import queries
from tenthhour.apps.support.views.asks import shown


@policy("support.guide.read")
def guide(request: Seen) -> HttpResponse:
    """Eight steps, about an hour, each with what stands of it."""
    page = queries.adopting(request.actor, request.at)
    return shown(render(request, "support/guide.html", {"page": page}), *(p.id for p in page.team))
