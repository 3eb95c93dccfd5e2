"""What stops a start, each reason with its sentence; and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import include, path
from django.views import View

from tenthhour.apps.org.access import policy, routes, startup, verify_registry
from tenthhour.apps.org.policies import ANONYMOUS, NOBODY, POLICIES, PUBLIC, TABLE, Policy
from tenthhour.core.errors import Refused

Plant = Callable[..., list[str]]
PROMISES = TABLE["support.promise.read"]


def page(request: Any, **_: Any) -> HttpResponse:
    return HttpResponse()


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Plant:
    """Start with one more route or policy; gives the reasons why it does not start."""
    everything = list(routes())

    def planted(*, route: Any = None, line: Policy | None = None) -> list[str]:
        more = [(f"/{route.pattern}", route)] if route else []
        monkeypatch.setattr(startup, "routes", lambda: iter([*everything, *more]))
        monkeypatch.setattr(startup, "POLICIES", (*POLICIES, *([line] if line else [])))
        try:
            verify_registry()
        except Refused as refused:
            return list(refused.conditions)
        return []

    return planted


def guarded(name: str) -> Any:
    return policy(name)(page)


def by_class(*methods: str) -> Any:
    """A page as a class that answers these methods, under a policy of GET alone."""
    made = type("Page", (View,), dict.fromkeys(methods, page)).as_view()
    made.policy = TABLE["org.home"]  # type: ignore[attr-defined]
    return made


def test_site_as_it_is_starts(plant: Plant) -> None:
    assert plant() == []


def test_page_without_policy_is_named_with_its_address(plant: Plant) -> None:
    assert plant(route=path("planted/", page)) == [
        f"E001: /planted/ ({__name__}.page) has no declared policy. Add @policy; the server will not start without it."
    ]


def test_every_reason_is_given_at_once(plant: Plant) -> None:
    spare = replace(PROMISES, name="spare")
    assert [said[:4] for said in plant(route=path("planted/", page), line=spare)] == ["E001", "E002"]


def test_class_that_answers_more_than_its_policy_is_named(plant: Plant) -> None:
    (said,) = plant(route=path("planted/", by_class("get", "post", "delete")))
    assert said == "E003: /planted/ accepts DELETE, POST, which the policy org.home does not."


def test_class_that_answers_what_its_policy_says_starts(plant: Plant) -> None:
    assert plant(route=path("planted/", by_class("get", "head", "options", "put"))) == []


@pytest.mark.parametrize("key", ["<int:number>", "<str:number>", "<slug:number>"])
def test_key_that_can_be_guessed_is_named(plant: Plant, key: str) -> None:
    (said,) = plant(route=path(f"planted/{key}/", guarded("org.home")))
    assert said.startswith(f"E004: /planted/{key}/ finds its object by number, which is not a UUID.")


@pytest.mark.parametrize("key", ["<uuid:key>", "<signed:key>"])
def test_key_that_cannot_be_guessed_starts(plant: Plant, key: str) -> None:
    assert plant(route=path(f"planted/{key}/", guarded("org.home"))) == []


def test_policy_no_page_uses_is_named(plant: Plant) -> None:
    assert plant(line=replace(PROMISES, name="spare")) == [
        "E002: the policy spare is used by no page. Remove it or use it."
    ]


def test_policy_of_an_act_needs_no_page(plant: Plant) -> None:
    assert plant(line=replace(PROMISES, name="spare", route=False)) == []


SWITCHES = {"demo": "DEMO", "trial": "TRIAL", "mail": "HAS_MAIL", "organisation": "OIDC_URL"}


@pytest.mark.parametrize("place", SWITCHES)
def test_policy_of_another_place_needs_no_page_here(
    db: None, plant: Plant, settings: Any, place: str
) -> None:
    for switch in SWITCHES.values():
        setattr(settings, switch, "")
    spare = replace(PROMISES, name="spare", only_in=place)  # type: ignore[arg-type]
    assert plant(line=spare) == []
    setattr(settings, SWITCHES[place], "on")
    assert "E002: the policy spare is used by no page. Remove it or use it." in plant(line=spare)


def test_rows_nobody_scopes_are_named(plant: Plant) -> None:
    spare = replace(PROMISES, name="spare", route=False, on="org.Checkpoint")
    (said,) = plant(line=spare)
    assert said.startswith("E005: the policy spare opens org.Checkpoint, which has no visible_to.")


def test_rows_opened_by_question_say_how(plant: Plant) -> None:
    spare = replace(PROMISES, name="spare", route=False, kinds=frozenset({"reviews"}))
    (said,) = plant(line=spare)
    assert said.startswith(
        "E005: the policy spare opens support.Promise by question, which has no question_path."
    )


@pytest.mark.parametrize("how", [{"audit": PUBLIC}, {"audit": ANONYMOUS}, {"kinds": NOBODY}])
def test_rows_open_to_anyone_are_named(plant: Plant, how: dict[str, Any]) -> None:
    (said,) = plant(line=replace(PROMISES, name="spare", route=False, **how))
    assert said.startswith("E006: the policy spare opens people's data to anyone.")


def test_answers_of_a_pulse_may_be_anonymous(plant: Plant) -> None:
    assert plant(line=replace(PROMISES, name="pulse.answer", route=False, audit=ANONYMOUS)) == []


@pytest.mark.parametrize("name", ["django.contrib.admin", "debug_toolbar"])
def test_way_around_every_policy_is_named(plant: Plant, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(startup.apps, "is_installed", lambda asked: asked == name)
    assert plant() == [f"E007: {name} is installed; it walks around every policy. Remove it."]


def test_routes_of_a_part_carry_the_whole_address() -> None:
    part = include(([path("inner/", page)], "part"))
    found = routes(type("Resolver", (), {"url_patterns": [path("outer/", part), path("else/", page)]})())
    assert [address for address, _ in found] == ["/outer/inner/", "/else/"]
