"""Every route of the running configuration: nothing unsafe without its token, nothing kept, nothing from elsewhere."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from builders import read_addresses_again
from django.test import Client

from tenthhour.apps.org.access import routes, verify_registry
from tenthhour.apps.org.models import Person, User
from tenthhour.config.outside import organisation

UNSAFE = ("post", "put", "patch", "delete")
NEEDED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def addresses() -> list[str]:
    """One address of each route, of an object that nobody has."""
    filled = (re.sub(r"<uuid:\w+>", str(uuid.uuid4()), path) for path, _ in routes())
    return [re.sub(r"<signed:\w+>", "c0ffee-0123", path) for path in filled]


@pytest.fixture(params=["as installed", "with mail and an organisation's sign-in"])
def switched(request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    """The site without and with what a site may switch on; nobody is reached, because nobody is asked."""
    if request.param != "as installed":
        settings.HAS_MAIL, settings.OIDC_URL = True, "https://127.0.0.1:9"
        settings.SOCIALACCOUNT_PROVIDERS = organisation(settings.OIDC_URL, "tenthhour", "secret", "Clinic")
        read_addresses_again()
    yield request.param
    settings.HAS_MAIL, settings.OIDC_URL = False, None
    read_addresses_again()


@pytest.fixture
def everybody(
    alice: Person, bob: Person, carol: Person, stef: Person, site: Person, switched: str
) -> list[Person | None]:
    return [None, alice, stef]


def test_what_is_switched_on_has_its_addresses(everybody: list[Person | None], switched: str) -> None:
    there = {path for path, _ in routes()} & {"/sign-in/new-link/", "/sign-in/organisation/back/"}
    assert len(there) == (0 if switched == "as installed" else 2)
    verify_registry()


def browsers(people: list[Person | None]) -> Iterator[Client]:
    for person in people:
        client = Client(enforce_csrf_checks=True)
        if person:
            client.force_login(User.objects.get(person=person))
        yield client


def test_unsafe_method_without_token_is_403(everybody: list[Person | None]) -> None:
    got = [
        (method, address, getattr(client, method)(address).status_code)
        for client in browsers(everybody[:2])
        for address in addresses()
        for method in UNSAFE
    ]
    assert [g for g in got if g[2] != 403] == []
    assert len(got) >= 2 * 4 * 60


def test_every_answer_carries_the_headers(everybody: list[Person | None]) -> None:
    wrong, seen = [], 0
    for client in browsers(everybody):
        for address in addresses():
            answer, seen = client.get(address), seen + 1
            wrong += [(address, name) for name, value in NEEDED.items() if answer.headers.get(name) != value]
            if not _is_strict(answer.headers["Content-Security-Policy"]):
                wrong.append((address, "Content-Security-Policy"))
    assert wrong == []
    assert seen >= 3 * 60


def _is_strict(policy: str) -> bool:
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    unsafe = any(word in policy for word in ("unsafe", "http:", "https:", "*"))
    return (
        parts["default-src"] == "'none'"
        and parts["script-src"] == parts["style-src"] == "'self'"
        and not unsafe
    )


def test_headers_are_on_refusals_and_faults_too(client: Client, db: None, settings: object) -> None:
    answers = [client.get("/nothing/"), client.post("/sign-in/", HTTP_HOST="evil.example")]
    answers.append(client.post("/sign-in/", CONTENT_LENGTH="51000001"))
    assert [a.status_code for a in answers] == [404, 400, 413]
    assert all("default-src 'none'" in a.headers["Content-Security-Policy"] for a in answers)


@pytest.mark.parametrize(("length", "status"), [("50900000", 200), ("51000001", 413), ("9" * 30, 413)])
def test_body_is_refused_before_it_is_read(client: Client, db: None, length: str, status: int) -> None:
    assert client.get("/sign-in/", CONTENT_LENGTH=length).status_code == status
