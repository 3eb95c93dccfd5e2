"""How long one stays signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tenthhour.apps.org.models import User


@pytest.mark.parametrize(
    ("clock", "seconds", "is_out"),
    [
        ("seen", 30 * 60 - 5, False),
        ("seen", 30 * 60 + 5, True),
        ("since", 12 * 3600 - 5, False),
        ("since", 12 * 3600 + 5, True),
    ],
)
def test_session_ends(
    account: User, sign_in: Callable[..., Any], clock: str, seconds: int, is_out: bool
) -> None:
    client = sign_in().client
    session = client.session
    session[clock] -= seconds
    session.save()
    assert (client.get("/me/access/").status_code == 302) is is_out


def test_limits_are_settings(account: User, sign_in: Callable[..., Any], settings: Any) -> None:
    settings.SESSION_IDLE_SECONDS = 60
    client = sign_in().client
    session = client.session
    session["seen"] -= 70
    session.save()
    assert client.get("/me/access/").headers["Location"] == "/sign-in/"


def test_cookie_goes_with_the_window(account: User, sign_in: Callable[..., Any]) -> None:
    cookie = sign_in().client.cookies["sessionid"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")
