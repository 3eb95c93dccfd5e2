"""Asking once more, before a grave act, whether it is still the person who signed in.

The answer holds for ten minutes, in this session only, and no use of it extends it. Signing in is an
answer, too: it showed the same thing. The page that asks keeps what was being done and goes on with it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

HOLDS_FOR = timedelta(minutes=10)
# Whoever runs a command on the server was let in there.
ON_THE_SERVER = datetime.max.replace(tzinfo=UTC)
ANSWER = "confirm"
# How somebody can have shown who they are. In the demo and in a private trial nobody has a password.
SHOWN_BY = {"password", "password_reset", "mfa", "socialaccount", "demo", "trial"}


class NotConfirmed(Exception):
    """A grave act by somebody who has not shown within ten minutes who they are."""


def confirmed_at(request: HttpRequest) -> datetime | None:
    """When the person last showed, in this session, who they are."""
    from allauth.account.internal.flows.login import get_authentication_records  # needs loaded apps

    records = get_authentication_records(request, request.user)
    shown = [record["at"] for record in records if record["method"] in SHOWN_BY]
    return datetime.fromtimestamp(max(shown), UTC) if shown else None


def is_fresh(confirmed: datetime | None, at: datetime) -> bool:
    """Whether an answer still holds; a clock that was set back does not lengthen it."""
    return confirmed is not None and (confirmed == ON_THE_SERVER or abs(at - confirmed) < HOLDS_FOR)


def settle(request: HttpRequest) -> HttpResponse | None:
    """Nothing when the person may go on; else the page that asks, or the way back to a page that was only opened."""
    way = request.POST.get(ANSWER, "")
    answered = _ways(request, answered=way).get(way)
    if answered is None or not answered.is_valid():
        return ask(request, {way: answered} if answered else {})
    _remember(request, answered)
    if request.POST.get("confirm-then") == "GET":
        return redirect(request.get_full_path())
    _forget_answer(request)
    return None


def ask(request: HttpRequest, answered: dict[str, Any] | None = None) -> HttpResponse:
    """The page that asks, as 401: what was sent is kept in it, but for files."""
    ways = _ways(request) | (answered or {})
    page = {
        "ways": ways,
        "carried": [(n, v) for n, v in _sent(request) if not n.startswith(ANSWER)],
        "then": request.POST.get("confirm-then") or request.method,
        "again": bool(request.FILES),
        "passkey_options": _passkey_options(request) if "passkey" in ways else None,
    }
    response = render(request, "org/confirm.html", page, status=401)
    response["WWW-Authenticate"] = 'Session realm="confirm"'
    return response


def _ways(request: HttpRequest, answered: str = "") -> dict[str, Any]:
    """A form for each way this person can show who they are."""
    from allauth.account.forms import ReauthenticateForm as ByPassword  # these need loaded apps
    from allauth.mfa.base.forms import ReauthenticateForm as ByCode
    from allauth.mfa.models import Authenticator
    from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm as ByPasskey

    has = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    kinds = Authenticator.Type
    ways: dict[str, Any] = {}
    if request.user.is_authenticated and request.user.has_usable_password():
        ways["password"] = ByPassword
    if kinds.TOTP in has or kinds.RECOVERY_CODES in has:
        ways["code"] = ByCode
    if kinds.WEBAUTHN in has:
        ways["passkey"] = ByPasskey
    data = {way: request.POST if way == answered else None for way in ways}
    return {w: form(user=request.user, data=data[w], prefix=ANSWER) for w, form in ways.items()}


def _remember(request: HttpRequest, form: Any) -> None:
    from allauth.account.internal.flows.reauthentication import reauthenticate_by_password

    form.save() if hasattr(form, "save") else reauthenticate_by_password(request)
    request.actor.confirmed_at = request.at  # type: ignore[attr-defined]


def _forget_answer(request: HttpRequest) -> None:
    """The page itself never meets the password."""
    kept = request.POST.copy()
    for name in [n for n in kept if n.startswith(ANSWER)]:
        del kept[name]
    request.POST = kept  # type: ignore[assignment]


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    return [(n, str(v)) for n, values in request.POST.lists() for v in values if n != "csrfmiddlewaretoken"]


def _passkey_options(request: HttpRequest) -> dict[str, Any]:
    from allauth.mfa.webauthn.internal.auth import begin_authentication

    return {"request_options": begin_authentication(request.user)}
