"""The phrase check while somebody types: it marks, says why, offers another way, and blocks nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support.views.asks import marks


@policy("support.words.check")
def words(request: Seen) -> HttpResponse:
    """Marks in the boxes of a form; what was sent is read and kept nowhere."""
    texts = [str(value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    return render(request, "support/_marks.html", {"marks": marks(*texts)})
