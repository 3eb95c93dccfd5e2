"""Pages with one fault each, as somebody in a hurry might write them; the matrix must find every one."""

from __future__ import annotations

import io
import json
import logging
import re
import zipfile
from typing import Any
from uuid import UUID

from django.core import mail
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path

from tenthhour.apps.measurement.models import StoredFinding
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.org.models import Assignment, Person
from tenthhour.apps.support.models import Ask, Promise


def _anybodys(model: Any, pk: UUID) -> Any:
    found = model.unscoped.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def no_policy(request: HttpRequest, promise: UUID) -> HttpResponse:
    return HttpResponse(_anybodys(Promise, promise).text)


@policy("support.promise.read")
def foreign_id(request: Seen, promise: UUID) -> HttpResponse:
    return _told(HttpResponse(_anybodys(Promise, promise).text))


@policy("support.draft.edit")
def second_verb(request: Seen, ask: UUID) -> HttpResponse:
    """Checks when it is opened, not when it is sent."""
    if request.method == "GET":
        raise Http404
    return HttpResponse(str(_anybodys(Ask, ask).body))


@policy("support.promise.read")
def ended_role(request: Seen, promise: UUID) -> HttpResponse:
    """Asks whether there ever was an assignment."""
    found = _anybodys(Promise, promise)
    ever = Assignment.objects.filter(holder=request.actor, subject=found.subject).exists()
    if not ever and found.subject != request.actor:
        raise Http404
    return _told(HttpResponse(found.text))


@policy("support.promise.read")
def fragment(request: Seen, promise: UUID) -> HttpResponse:
    """Scoped for the page, not for the part of it."""
    if not request.htmx:
        raise Http404
    return _told(HttpResponse(_anybodys(Promise, promise).text))


@policy("support.promise.read")
def body_under_404(request: Seen, promise: UUID) -> HttpResponse:
    return HttpResponse(_anybodys(Promise, promise).text, status=404)


@policy("rehearsal.choose")
def autocomplete(request: Seen) -> HttpResponse:
    return JsonResponse({"names": [p.name for p in Person.unscoped.all()]})


@policy("rehearsal.choose")
def average(request: Seen) -> HttpResponse:
    """A figure over people the reader does not lead, as a chart would carry it."""
    sentences = json.dumps(list(StoredFinding.unscoped.values_list("body", flat=True)))
    return HttpResponse(f"<svg><title>{max(map(int, re.findall('73[0-9]{4}', sentences))):,}</title></svg>")


@policy("support.promise.read")
def header(request: Seen, promise: UUID) -> HttpResponse:
    answer = HttpResponse("nothing", status=404)
    answer["X-About"] = _anybodys(Promise, promise).text
    return answer


@policy("support.promise.read")
def where_to(request: Seen, promise: UUID) -> HttpResponse:
    return redirect(f"/people/?q={_anybodys(Promise, promise).text}")


@policy("support.promise.read")
def zipped(request: Seen, promise: UUID) -> HttpResponse:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", _anybodys(Promise, promise).text)
    return _told(HttpResponse(out.getvalue()))


@policy("support.promise.read")
def mailed(request: Seen, promise: UUID) -> HttpResponse:
    mail.send_mail("A promise", _anybodys(Promise, promise).text, None, ["x@example.org"])
    raise Http404


@policy("support.promise.read")
def logged(request: Seen, promise: UUID) -> HttpResponse:
    logging.getLogger("django.request").error("cannot show %s", _anybodys(Promise, promise).text)
    raise Http404


def _told(answer: HttpResponse) -> HttpResponse:
    answer.subjects = ()  # type: ignore[attr-defined]
    return answer


PROMISE = "leaky/{}/<uuid:promise>/"
urlpatterns = [
    path("leaky/second-verb/<uuid:ask>/", second_verb),
    path("leaky/autocomplete/", autocomplete),
    path("leaky/average/", average),
    *[
        path(PROMISE.format(view.__name__.replace("_", "-")), view)
        for view in (
            no_policy, foreign_id, ended_role, fragment, body_under_404, header, where_to, zipped, mailed, logged,
        )
    ],
]  # fmt: skip
handler404 = "tenthhour.apps.org.views.absent"
handler500 = "tenthhour.apps.org.views.broken"
