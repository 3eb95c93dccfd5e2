"""What is kept about oneself and who saw it; legal holds and what else two people sign."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.org import actions, queries
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.org.forms import SignatureForm
from tenthhour.apps.org.models import Person
from tenthhour.core.errors import Refused


@policy("org.access_log.read")
def access_log(request: Seen) -> HttpResponse:
    """Who looked at one's own data, and when."""
    page = {
        "log": queries.access_log(request.actor, request.at),
        "is_held": queries.is_held(request.actor),
    }
    return render(request, "org/access_log.html", page)


@policy("org.notice.read")
def notices(request: Seen) -> HttpResponse:
    """What one was told, newest first."""
    told = queries.notices(person=request.actor, at=request.at)
    return render(request, "org/notices.html", {"told": told})


@policy("org.own.read")
def own(request: Seen) -> HttpResponse:
    """Everything that is kept about oneself."""
    tables = queries.own_tables(request.actor, request.at)
    page = {"tables": tables, "not_given": queries.not_given(), "is_held": queries.is_held(request.actor)}
    return render(request, "org/own.html", page)


@policy("org.own.export")
def own_export(request: Seen) -> HttpResponse:
    """The same as an archive, with the proof of the record."""
    packed = actions.export_own(by=request.actor, at=request.at)
    name = {"Content-Disposition": f'attachment; filename="my-data-{request.at:%Y-%m-%d}.zip"'}
    return HttpResponse(packed, content_type="application/zip", headers=name)


@policy("org.holds.read")
def holds(request: Seen) -> HttpResponse:
    """Legal holds, erasures and the retention policy, and what waits for a second signature."""
    return _holds(request, SignatureForm(people=_people()))


@policy("org.holds.ask")
def sign(request: Seen) -> HttpResponse:
    """The first or the second signature under one of them."""
    form = SignatureForm(request.POST, people=_people())
    if not form.is_valid():
        return _holds(request, form, status=422)
    try:
        messages.success(request, _signed(request, form.cleaned_data))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("holds")


def _people() -> tuple[tuple[str, str], ...]:
    everyone = queries.everyone().values()
    return tuple(sorted(((str(p.pk), p.name) for p in everyone), key=lambda one: one[1]))


def _signed(request: Seen, said: dict[str, Any]) -> str:
    by, at, what, reason = request.actor, request.at, said["what"], str(said["reason"])
    subject = Person.unscoped.filter(pk=said["person"]).first() if said["person"] else None
    if what == "agree":
        actions.agree(row_id=_id(said), by=by, at=at)
        return "Signed. It is done."
    if what == "hold":
        actions.place_hold(subject=subject, reason=reason, by=by, at=at)
        return "The hold stands from now on. A second person confirms it."
    if what == "release":
        actions.release_hold(hold_id=_id(said), reason=reason, by=by, at=at)
    elif what == "erase" and subject is not None:
        actions.ask_erasure(subject=subject, reason=reason, by=by, at=at)
    elif what == "retention":
        actions.sign_retention(days=said["days"], reason=reason, by=by, at=at)
    else:
        raise Refused("Choose whose words are to be erased.")
    return "Asked. It happens when a second person agrees."


def _id(said: dict[str, Any]) -> uuid.UUID:
    if not isinstance(said["row"], uuid.UUID):
        raise Refused("This waits for nobody any more. Nothing changed.")
    return said["row"]


def _holds(request: Seen, form: SignatureForm, status: int = 200) -> HttpResponse:
    page = {
        "form": form,
        "holds": queries.holds(),
        "waiting": queries.waiting(),
        "rules": queries.retention_rules(),
        "me": request.actor,
    }
    return render(request, "org/holds.html", page, status=status)
