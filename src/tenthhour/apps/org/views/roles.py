"""Who stands in which relation to whom, since when and until when; giving, ending and agreeing to it."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tenthhour.apps.org import actions, queries
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.org.forms import RoleForm
from tenthhour.apps.org.models import Person
from tenthhour.core.errors import Refused


@policy("org.role.read")
def roles(request: Seen) -> HttpResponse:
    """One's own roles and whoever holds one towards oneself; for those who give roles, everybody's."""
    return _roles(request)


@policy("org.role.ask")
def give_role(request: Seen) -> HttpResponse:
    """Give a role: what somebody may give, the action decides."""
    form = _form(request, request.POST)
    if not form.is_valid():
        return _roles(request, form, status=422)
    said = form.cleaned_data
    try:
        grant = actions.Grant(
            said["kind"],
            _person(said["holder"]),
            _person(said["subject"]) if said["subject"] else None,
            starts_at=_midnight(said["starts_on"]),
            ends_at=_midnight(said["ends_on"]),
        )
        given = actions.assign(grant=grant, by=request.actor, at=request.at)
    except Refused as refused:
        form.add_error(None, list(refused.conditions))
        return _roles(request, form, status=409)
    starts = timezone.localtime(given.valid_from)
    messages.success(request, f"Given, from {starts:%-d %B %Y, %H:%M}. Both are told.")
    return redirect("roles")


@policy("org.role.ask")
def end_role(request: Seen, role: uuid.UUID) -> HttpResponse:
    """End a role now."""
    return _change(request, role, actions.end_assignment, "Ended. Both are told.")


@policy("org.role.ask")
def agree_cover(request: Seen, role: uuid.UUID) -> HttpResponse:
    """A clinician lets a cover start at once."""
    return _change(request, role, actions.agree_to_cover, "It starts now. Both are told.")


def _change(request: Seen, role: uuid.UUID, act, said: str) -> HttpResponse:
    shown = (*queries.roles(person=request.actor, at=request.at), *_everybodys(request))
    if role not in {r.id for r in shown}:
        raise Http404
    try:
        act(assignment_id=role, by=request.actor, at=request.at)
    except Refused as refused:
        return _roles(request, refused=refused.conditions, status=409)
    messages.success(request, said)
    return redirect("roles")


def _roles(
    request: Seen, form: RoleForm | None = None, refused: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    form = form or _form(request)
    page = {
        "mine": queries.roles(person=request.actor, at=request.at),
        "everybodys": _everybodys(request),
        "form": form if form.fields["kind"].choices else None,  # type: ignore[attr-defined]
        "me": request.actor.pk,
        "now": request.at,
        "refused": refused,
    }
    return render(request, "org/roles.html", page, status=status)


def _everybodys(request: Seen) -> tuple[queries.Role, ...]:
    return queries.all_roles(at=request.at) if queries.gives_roles(request.actor, request.at) else ()


def _form(request: Seen, said: object = None) -> RoleForm:
    actor, at = request.actor, request.at
    offered = queries.roles_to_give(actor, at)
    return RoleForm(said, kinds=offered.kinds, people=offered.people, subjects=offered.subjects)


def _person(pk: str) -> Person:
    return Person.unscoped.get(pk=pk)


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, timezone.get_current_timezone()) if day else None
