"""Whatever is sent to whatever page, by whomever: never a server error."""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from builders import read_addresses_again, sign_in
from django.db import transaction
from django.test import Client
from permissions.matrix import Page, address, cases, pages
from permissions.world import PERSONAS, World, put

from tenthhour.apps.org.access import routes
from tenthhour.config.outside import organisation

pytestmark = [pytest.mark.xdist_group("permissions"), pytest.mark.django_db]
HOSTILE = (
    "", " ", "\x00", "a\x00b", "'; DROP TABLE org_person; --", "9" * 400, "-1", "0", "NaN", "1e999", "2026-13-45",
    "0000-00-00", "9999-12-31", "<script>alert(1)</script>", "é" * 5000, "[]", "{}", "null", "../../etc/passwd",
    "{{ 7*7 }}", "%00%ff", "\u202e\ufeff", "1,5", "on", str(uuid.UUID(int=0)), "true", "leads", "12:60",
)  # fmt: skip
WHO = ("clinician", "leader", "supervisor", "reviewer", "people office", "steward", "administrator")
NAMED = re.compile(r'name="([\w-]+)"')


DOOR = re.compile(r"^/(sign-in/|feed/)")


def vocabulary(client: Any, every: list[Page], world: World, persona: str) -> list[str]:
    """The names of fields on all pages this persona can open, so that forms get what they look for."""
    names = {"csrfmiddlewaretoken", "page", "sort", "next"}
    for page in every:
        if "GET" in page.methods:
            case = next(iter(cases(persona, "active", [page], world)))
            names |= set(NAMED.findall(client.get(address(case, world)).content.decode("utf-8", "replace")))
    return sorted(names)


def send(client: Any, dice: random.Random, where: str, method: str, names: list[str]) -> int:
    fields = dict.fromkeys(dice.sample(names, min(12, len(names))), "")
    body = {name: dice.choice(HOSTILE) for name in fields}
    with transaction.atomic():
        answer = client.get(where, body) if method == "GET" else client.post(where, body)
        transaction.set_rollback(True)
    return int(answer.status_code)


def crawl(world: World, persona: str, rounds: int, seed: int = 1) -> list[str]:
    put("active")
    dice, found = random.Random(seed), []
    client = sign_in(world.people[str(PERSONAS[persona])], raise_request_exception=False)
    signed_in = {name: morsel.value for name, morsel in client.cookies.items()}
    every = [page for page in pages() if page.policy.audit != "PUBLIC"]
    names = vocabulary(client, every, world, persona)
    for page in every * rounds:
        case = next(iter(cases(persona, "active", [page], world)))
        for method in sorted(page.methods & {"GET", "POST"}):
            client.cookies.clear()
            client.cookies.load(signed_in)
            status = send(client, dice, address(case, world), method, names)
            found += [f"{persona}: {method} {page.path} answered {status}"] if status >= 500 else []
    return found


def at_the_door(rounds: int, seed: int = 1) -> tuple[list[str], int]:
    """The pages that need no sign-in, sent what nobody sends, by somebody nobody knows."""
    dice, found, sent = random.Random(seed), [], 0
    door = [(path, route.callback.policy) for path, route in routes() if DOOR.match(path)]
    names = ["login", "password", "password1", "email", "code", "credential", "state", "error", "next"]
    for path, line in door * rounds:
        where = re.sub(r"<signed:\w+>", "c0ffee-0123", re.sub(r"<uuid:\w+>", str(uuid.uuid4()), path))
        for method in sorted(line.methods & {"GET", "POST"}):
            status = send(Client(raise_request_exception=False), dice, where, method, names)
            found += [f"{method} {path} answered {status}"] if status >= 500 else []
            sent += 1
    return found, sent


@pytest.fixture
def open_to_mail_and_organisation(settings: Any) -> Iterator[None]:
    """Mail and an organisation's sign-in, behind addresses where nobody answers."""
    settings.HAS_MAIL, settings.OIDC_URL = True, "https://127.0.0.1:9"
    settings.SOCIALACCOUNT_PROVIDERS = organisation(settings.OIDC_URL, "tenthhour", "secret", "Clinic")
    read_addresses_again()
    yield
    settings.HAS_MAIL, settings.OIDC_URL = False, None
    read_addresses_again()


def test_hostile_forms_at_the_door_meet_no_server_error(
    world: World, open_to_mail_and_organisation: None
) -> None:
    found, sent = at_the_door(rounds=5)
    assert found == []
    assert sent >= 50


@pytest.mark.parametrize("persona", ["leader", "clinician"])
def test_hostile_forms_meet_no_server_error(world: World, persona: str) -> None:
    assert crawl(world, persona, rounds=1) == []


@pytest.mark.slow
@pytest.mark.parametrize("persona", WHO)
def test_long_crawl_meets_no_server_error(world: World, persona: str) -> None:
    assert crawl(world, persona, rounds=20, seed=7) == []
