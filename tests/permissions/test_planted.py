"""The matrix bites: one fault of each kind is planted, and each is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import clear_url_caches, set_urlconf
from permissions.matrix import Visitor, canaries, cases, pages
from permissions.world import World, put

pytestmark = [pytest.mark.xdist_group("permissions"), pytest.mark.django_db]
LEAKS = {
    "second-verb": "LEAK: ask of",
    "autocomplete": "LEAK: name of erin",
    "average": "LEAK: numbers of erin",
    "foreign-id": "LEAK: promise of erin",
    "ended-role": "LEAK: promise of bob",
    "fragment": "LEAK: promise of erin",
    "body-under-404": "LEAK: promise of erin",
    "header": "LEAK: promise of erin",
    "where-to": "LEAK: promise of erin",
    "zipped": "LEAK: promise of erin",
    "mailed": "LEAK: promise of erin",
    "logged": "LEAK: promise of erin",
}


@pytest.fixture
def planted(settings: object) -> Iterator[None]:
    settings.ROOT_URLCONF = "permissions.leaky"  # type: ignore[attr-defined]
    clear_url_caches()
    set_urlconf(None)
    yield
    clear_url_caches()


def found(world: World, name: str, state: str = "active") -> list[str]:
    put(state)
    every = [page for page in pages() if f"/{name}/" in page.path]
    assert len(every) == 1
    faults = []
    for persona in ("leader", "steward"):
        visitor = Visitor(world, persona, state)
        faults += [fault for case in cases(persona, state, every, world) for fault in visitor.faults(case)]
    return faults


@pytest.mark.parametrize("name", sorted(LEAKS))
def test_planted_leak_is_found(world: World, planted: None, name: str) -> None:
    state = "ended" if name == "ended-role" else "active"
    assert [fault for fault in found(world, name, state) if LEAKS[name] in fault]


def test_page_without_policy_is_found(planted: None) -> None:
    assert [page.path for page in pages() if page.policy is None] == ["/leaky/no-policy/<uuid:promise>/"]


def test_wrong_status_is_found_even_where_nothing_leaks(world: World, planted: None) -> None:
    assert [fault for fault in found(world, "where-to") if "says absent (404) here" in fault]


@pytest.mark.parametrize(
    "said", ["732001", "732,001 of them", '{"n": 732001}', "732001-732009", "732\u202f001"]
)
def test_number_is_known_however_it_is_written(said: str) -> None:
    assert canaries(said) == {("numbers", "erin")}


@pytest.mark.parametrize("said", ["0b732001-7320-4732-8732-001732001732", "1732001", "0.732001", "x732001"])
def test_digits_inside_something_else_are_no_number(said: str) -> None:
    assert canaries(said) == set()
