"""Taking a slip, answering without a session, reading bands, and the people office's waves."""

from __future__ import annotations

import uuid
from functools import partial
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.pulse import actions
from tenthhour.apps.pulse.forms import AnswerForm, VoidForm, WaveForm
from tenthhour.apps.pulse.queries import results
from tenthhour.apps.pulse.queries import waves as queries
from tenthhour.core.errors import Refused
from tenthhour.core.pulse import slip as slips

if TYPE_CHECKING:
    from collections.abc import Callable


# -- answering: nobody is signed in, and nothing is remembered ----------------------------------------


class TokenInTheForm(CsrfViewMiddleware):
    """Django's check of forms, for a page without cookies: one secret of the site's stands for that of a browser.

    There is nothing here that a browser does by itself for whoever is signed in: the slip is typed. What is
    left to check is that the form came from this site.
    """

    def _get_secret(self, request: HttpRequest) -> str:
        return salted_hmac("pulse.answer", "form", algorithm="sha256").hexdigest()[:32]

    def _set_csrf_cookie(self, request: HttpRequest, response: HttpResponse) -> None:
        """No cookie."""


@csrf_exempt  # the cookie's own check would set one; TokenInTheForm checks instead
@decorator_from_middleware(TokenInTheForm)
@policy("pulse.answer")
def answer(request: HttpRequest) -> HttpResponse:
    """The questions of the open wave, to be answered with a slip."""
    at = timezone.now()
    wave = queries.open_waves(at).first()
    if wave is None:
        return _bare(request, "pulse/closed.html", {"why": queries.why_closed(at)}, 200)
    asked = wave.defined.instrument
    form, refused, status = AnswerForm(request.POST or None, asked=asked), "", 422
    if form.is_valid():
        address = get_adapter(request).get_client_ip(request)
        try:
            actions.answer(typed=form.cleaned_data["slip"], answers=form.answers(), address=address, at=at)
        except Refused as why:
            refused, status = str(why), 429 if str(why) == actions.TOO_MANY else 409
        else:
            return _bare(request, "pulse/thanks.html", {"until": wave.closes_on}, 200)
    shown = {
        "form": form,
        "wave": wave,
        "asked": asked,
        "refused": refused,
        "head_start": results.HEAD_START.days,
    }
    return _bare(request, "pulse/answer.html", shown, status if request.method == "POST" else 200)


def _bare(request: HttpRequest, page: str, shown: dict[str, object], status: int) -> HttpResponse:
    """A page that reads no session: a message waiting for whoever is signed in stays where it is."""
    return render(request, page, {**shown, "messages": ()}, status=status)


# -- for everybody who is signed in -------------------------------------------------------------------


@policy("pulse.read")
def pulse(request: Seen) -> HttpResponse:
    """What is open, and what was published."""
    return _pulse(request)


def _pulse(request: Seen, refused: str = "", status: int = 200) -> HttpResponse:
    actor, at = request.actor, request.at
    context = {
        "open": queries.open_for(actor, at),
        "readable": results.readable(actor, at),
        "voided": queries.voided(at),
        "is_office": "staffs" in request.kinds,  # type: ignore[attr-defined]
        "refused": refused,
    }
    return render(request, "pulse/pulse.html", context, status=status)


@policy("pulse.slip.take")
def slip(request: Seen) -> HttpResponse:
    """A slip, shown this once."""
    try:
        made = actions.take_slip(by=request.actor, at=request.at)
    except Refused as why:
        return _pulse(request, str(why), status=409)
    address = request.build_absolute_uri("/answer/")
    return render(request, "pulse/slip.html", {"slip": slips.shown(made), "address": address})


@policy("pulse.result.read")
def result(request: Seen, wave_id: uuid.UUID) -> HttpResponse:
    """The bands of one wave that this reader may see."""
    page = results.result_of(wave_id, request.actor, request.at)
    if page is None:
        raise Http404
    response = render(request, "pulse/result.html", {"page": page})
    response.subjects = page.about  # type: ignore[attr-defined]
    return response


# -- for the people office ----------------------------------------------------------------------------


@policy("pulse.wave.list")
def waves(request: Seen) -> HttpResponse:
    """Every wave, and a form for a new one."""
    return _waves(request, WaveForm(known=queries.choices()))


def _waves(request: Seen, form: WaveForm, refused: tuple[str, ...] = (), status: int = 200) -> HttpResponse:
    context = {"waves": queries.waves(), "form": form, "refused": refused}
    return render(request, "pulse/waves.html", context, status=status)


@policy("pulse.wave.start")
def start(request: Seen) -> HttpResponse:
    """Write a wave down, to look at before it is launched."""
    form = WaveForm(request.POST, known=queries.choices())
    if not form.is_valid():
        return _waves(request, form, status=422)
    try:
        made = actions.start(**form.cleaned_data, by=request.actor, at=request.at)
    except Refused as why:
        return _waves(request, form, why.conditions, status=409)
    return redirect("pulse-wave", made.pk)


@policy("pulse.wave.read")
def wave(request: Seen, wave_id: uuid.UUID) -> HttpResponse:
    """One wave: what it asks, of which groups, and what can be done with it."""
    return _wave(request, wave_id)


def _wave(
    request: Seen, wave_id: uuid.UUID, refused: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    page = queries.wave_page(wave_id, request.at)
    if page is None:
        raise Http404
    context = {"page": page, "form": VoidForm(), "refused": refused}
    return render(request, "pulse/wave.html", context, status=status)


@policy("pulse.wave.freeze")
def freeze(request: Seen, wave_id: uuid.UUID) -> HttpResponse:
    """Launch it."""
    act = partial(actions.freeze, wave_id=wave_id, by=request.actor, at=request.at)
    return _done(request, wave_id, act, "Launched. Nothing of it can be changed any more.")


@policy("pulse.wave.void")
def void(request: Seen, wave_id: uuid.UUID) -> HttpResponse:
    """End it without a result."""
    form = VoidForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""  # without one the act is refused in words
    act = partial(actions.void, wave_id=wave_id, why=why, by=request.actor, at=request.at)
    return _done(request, wave_id, act, "Ended. What was answered is deleted.")


def _done(request: Seen, wave_id: uuid.UUID, act: Callable[[], object], said: str) -> HttpResponse:
    if queries.wave_page(wave_id, request.at) is None:
        raise Http404
    try:
        act()
    except Refused as why:
        return _wave(request, wave_id, why.conditions, status=409)
    messages.success(request, said)
    return redirect("pulse-wave", wave_id)
