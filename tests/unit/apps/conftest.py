"""The same people everywhere: alice leads, bob is in her team, carol is a stranger, stef keeps the data."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from builders import finding, result, sign_in
from django.test import Client

from tenthhour.apps.measurement.actions import Files, SaidMonth, store_month
from tenthhour.apps.measurement.models import Batch
from tenthhour.apps.org.access import ON_THE_SERVER
from tenthhour.apps.org.actions import the_site
from tenthhour.apps.org.models import Assignment, Person, User
from tenthhour.pipeline import MonthResult

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


class PostOffice(socketserver.TCPServer):
    """A mail server on this machine: every line it heard, and the mails among them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Post)
        self.heard: list[str] = []
        self.mails: list[Any] = []


class Post(socketserver.StreamRequestHandler):
    """The server's side of one SMTP conversation, as far as a client needs it."""

    server: PostOffice

    def handle(self) -> None:
        self._say("220 loopback")
        for line in self.rfile:
            word = line.decode().strip()
            self.server.heard.append(word)
            if word.upper() == "DATA":
                self._say("354 go on")
                self._take()
            self._say("221 bye" if word.lower() == "quit" else "250 ok")

    def _take(self) -> None:
        mail = b"".join(iter(self.rfile.readline, b".\r\n"))
        self.server.heard += mail.decode().splitlines()
        self.server.mails.append(message_from_bytes(mail, policy=default))

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    """No test reaches anybody's own site."""
    settings.HOME = tmp_path
    return tmp_path


def _person(name: str) -> Person:
    person = Person.objects.create(code=name, name=f"{name.capitalize()} Example")
    User.objects.create(person=person, username=name)
    person.confirmed_at = AT  # as somebody who signed in a moment ago
    return person


@pytest.fixture
def alice(db: None) -> Person:
    return _person("alice")


@pytest.fixture
def bob(db: None, alice: Person) -> Person:
    bob = _person("bob")
    Assignment.objects.create(kind="leads", holder=alice, subject=bob, valid_from=AT)
    return bob


@pytest.fixture
def carol(db: None) -> Person:
    return _person("carol")


@pytest.fixture
def stef(db: None) -> Person:
    stef = _person("stef")
    Assignment.objects.create(kind="stewards", holder=stef, valid_from=AT)
    return stef


@pytest.fixture
def site(db: None) -> Person:
    return the_site(at=AT)


@pytest.fixture
def store(stef: Person) -> Callable[..., Batch]:
    """Stores a month by hand, as the data steward."""

    def stored(said: MonthResult, sha256: str = "a" * 64, at: datetime = AT) -> Batch:
        files = Files(sha256, ("october.csv",), "", 12, "2024-01", "2026-10", "0", {"bp_controlled": 1})
        people = {p.code: p for p in Person.unscoped.all()}
        return store_month(said=SaidMonth(said, {}, people), files=files, by=stef, at=at)

    return stored


@pytest.fixture
def make() -> Any:
    """Makers of a month's values: `make.finding(code)`, `make.result(*findings)`."""
    return SimpleNamespace(finding=finding, result=result)


@pytest.fixture
def at() -> datetime:
    """The instant from which the fixtures' assignments hold."""
    return AT


@pytest.fixture
def browse() -> Callable[[Person], Client]:
    """A browser in which a person signed in a moment ago, with a password."""
    return sign_in


@pytest.fixture
def post(settings: Any) -> Iterator[PostOffice]:
    """A mail server on this machine, and the site's settings that name it."""
    with PostOffice() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server
        server.shutdown()


def _keeper(name: str, kind: str, at: datetime) -> Person:
    person = Person.objects.create(code=name, name=f"{name.capitalize()} Example")
    Assignment.objects.create(kind=kind, holder=person, valid_from=at)
    person.confirmed_at = ON_THE_SERVER  # whenever they sign, they have just shown who they are
    return person


@pytest.fixture
def pat(db: None, at: datetime) -> Person:
    """Signs for the people office."""
    return _keeper("pat", "staffs", at)


@pytest.fixture
def alex(db: None, at: datetime) -> Person:
    """Signs as the administrator."""
    return _keeper("alex", "administers", at)
