"""How long somebody stays signed in: half an hour without a click, twelve hours in any case."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone


@receiver(user_logged_in)
def begin(request: HttpRequest, **_: Any) -> None:
    """Whichever way somebody came in, both clocks start."""
    request.session["since"] = request.session["seen"] = _now()


def end_when_over(request: HttpRequest) -> None:
    """Sign out whoever was idle too long or signed in too long; move the idle clock on."""
    if "seen" not in request.session:
        return
    now, seen, since = _now(), request.session["seen"], request.session.get("since", 0)
    if now - seen > settings.SESSION_IDLE_SECONDS or now - since > settings.SESSION_SECONDS:
        request.session.flush()
        request.user = request._cached_user = _nobody()  # type: ignore[attr-defined]
    elif now - seen > 60:  # written once a minute, not once a page
        request.session["seen"] = now


def _now() -> int:
    return int(timezone.now().timestamp())


def _nobody() -> Any:
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()
