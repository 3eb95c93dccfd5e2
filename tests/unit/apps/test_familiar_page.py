"""Familiar charts of one number: for whoever may see the person's page, and recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tenthhour.apps.measurement.models import Batch
from tenthhour.apps.org.audit import entries
from tenthhour.apps.org.models import Person
from tenthhour.core.measurement.across import Across, Limit, Looked, Own

Browse = Callable[[Person], Client]


@pytest.fixture
def month(bob: Person, store: Callable[..., Batch], make: Any, monkeypatch: Any) -> Batch:
    monkeypatch.setattr("tenthhour.apps.monday.queries.charts.svg_many", lambda d: ["<svg></svg>"] * len(d))
    return store(make.result(make.finding("bob")), at=datetime.now(UTC) - timedelta(days=10))


def address(bob: Person, view: str = "xmr", measure: str = "bp_controlled") -> str:
    return f"/people/{bob.pk}/charts/?measure={measure}&view={view}"


@pytest.mark.parametrize("view", ["xmr", "p", "p_prime", "run"])
def test_clinician_and_leader_may_switch(
    alice: Person, bob: Person, month: Batch, browse: Browse, view: str
) -> None:
    for who in (alice, bob):
        shown = browse(who).get(address(bob, view)).content.decode()
        assert "not the alarm" in shown
        assert '<th scope="row">October 2026</th>' in shown


def test_page_links_to_it(bob: Person, month: Batch, browse: Browse) -> None:
    assert (
        f"/people/{bob.pk}/charts/?measure=bp_controlled"
        in browse(bob).get(f"/people/{bob.pk}/").content.decode()
    )


@pytest.mark.parametrize(
    ("view", "measure"), [("funnel", "bp_controlled"), ("u", "bp_controlled"), ("xmr", "nothing"), ("", "")]
)
def test_what_is_not_there_is_not_there(
    bob: Person, month: Batch, browse: Browse, view: str, measure: str
) -> None:
    assert browse(bob).get(address(bob, view, measure)).status_code == 404


@pytest.mark.parametrize("who", ["carol", "stef"])
def test_nobody_else_sees_it(request: Any, bob: Person, month: Batch, browse: Browse, who: str) -> None:
    assert browse(request.getfixturevalue(who)).get(address(bob)).status_code == 404


def test_looking_is_recorded(alice: Person, bob: Person, month: Batch, browse: Browse) -> None:
    browse(alice).get(address(bob))
    last = list(entries())[-1]
    assert (last.action, last.subject_ref) == ("monday.charts.read", str(bob.pk))


def test_funnel_shows_the_own_point_and_asks_about_the_clinic(
    alice: Person, bob: Person, month: Batch, store: Callable[..., Batch], make: Any, browse: Browse
) -> None:
    limits = tuple(Limit(n, 0.5, 0.7, 0.45, 0.75) for n in (200.0, 400.0))
    across = Across(
        "bp_controlled",
        "family",
        0.6,
        limits,
        tuple((360.0, round(0.55 + i / 100, 2)) for i in range(12)),
        False,
    )
    looked = Looked(across, {"bob": Own(360.0, 0.6, False)})
    long_ago = datetime.now(UTC) - timedelta(days=9)
    store(replace(make.result(), across=(looked,)), sha256="b" * 64, at=long_ago)
    for who in (alice, bob):
        shown = browse(who).get(address(bob, "funnel")).content.decode()
        assert "Among 12 family clinicians over 12 months, within what chance" in shown
        assert "gives nobody a place" in shown
