"""How long one stays signed in."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tenthhour.apps.org.access import sessions
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


class Session(dict[str, int]):
    """A session as the clock sees it; ended means emptied."""

    flush = dict.clear


def at_second(monkeypatch: pytest.MonkeyPatch, now: int, **session: int) -> Any:
    """A request in that second of a session."""
    monkeypatch.setattr(sessions, "_now", lambda: now)
    request = SimpleNamespace(session=Session(session), user="alice", _cached_user="alice")
    sessions.end_when_over(request)  # type: ignore[arg-type]
    return request


IDLE, WHOLE = 30 * 60, 12 * 3600


@pytest.mark.parametrize(("idle", "is_over"), [(IDLE, False), (IDLE + 1, True)])
def test_idle_session_ends_after_its_last_second(
    monkeypatch: pytest.MonkeyPatch, idle: int, is_over: bool
) -> None:
    request = at_second(monkeypatch, 100_000, since=100_000 - idle, seen=100_000 - idle)
    assert (request.session == {}) is is_over
    assert (request.user == "alice") is not is_over


@pytest.mark.parametrize(("long", "is_over"), [(WHOLE, False), (WHOLE + 1, True)])
def test_long_session_ends_after_its_last_second(
    monkeypatch: pytest.MonkeyPatch, long: int, is_over: bool
) -> None:
    request = at_second(monkeypatch, 100_000, since=100_000 - long, seen=100_000)
    assert (request.session == {}) is is_over


def test_who_is_signed_out_is_nobody_for_the_rest_of_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    request = at_second(monkeypatch, 100_000, since=0, seen=0)
    assert (request.user.is_authenticated, request._cached_user.is_authenticated) == (False, False)


@pytest.mark.parametrize(("idle", "seen"), [(60, 99_940), (61, 100_000)])
def test_idle_clock_is_moved_on_once_a_minute(monkeypatch: pytest.MonkeyPatch, idle: int, seen: int) -> None:
    request = at_second(monkeypatch, 100_000, since=99_000, seen=100_000 - idle)
    assert request.session == {"since": 99_000, "seen": seen}


def test_session_whose_beginning_is_unknown_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    assert at_second(monkeypatch, 100_000, seen=100_000).session == {}


def test_session_of_nobody_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert at_second(monkeypatch, 100_000, page=1).session == {"page": 1}


def test_both_clocks_start_when_somebody_comes_in(account: User, sign_in: Callable[..., Any]) -> None:
    session = sign_in().client.session
    assert session["since"] == session["seen"] > 1_700_000_000
