"""Rows and pages open by dated assignments alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError
from django.test import Client
from django.urls import path

from tenthhour.apps.org import access, queries
from tenthhour.apps.org.access import UnscopedQuery, startup, verify_registry, working_days_after
from tenthhour.apps.org.models import Assignment, Person
from tenthhour.apps.org.policies import ACT, ME, POLICIES, READ_OF_OTHER
from tenthhour.apps.org.privacy import undeclared
from tenthhour.apps.org.queries.reads import READS
from tenthhour.core.errors import Refused

Browse = Callable[[Person], Client]


def test_leader_sees_the_people_led(alice: Person, bob: Person, carol: Person, at: datetime) -> None:
    assert [c.code for c in queries.team(leader=alice, at=at)] == ["bob"]


def test_leader_sees_nobody_after_the_end(alice: Person, bob: Person, at: datetime) -> None:
    Assignment.objects.update(valid_to=at + timedelta(days=1))
    assert queries.team(leader=alice, at=at + timedelta(days=1)) == ()


def test_leader_sees_nobody_before_the_start(alice: Person, bob: Person, at: datetime) -> None:
    assert queries.team(leader=alice, at=at - timedelta(seconds=1)) == ()


@pytest.mark.parametrize("state", ["invited", "suspended", "future", "ended"])
def test_assignment_counts_only_while_active(alice: Person, bob: Person, at: datetime, state: str) -> None:
    Assignment.objects.update(state=state)
    assert queries.team(leader=alice, at=at) == ()


def test_stranger_is_absent_to_a_leader(alice: Person, bob: Person, carol: Person, at: datetime) -> None:
    assert queries.visible_person(person_id=carol.pk, actor=alice, at=at) is None


def test_unscoped_query_is_refused(db: None) -> None:
    with pytest.raises(UnscopedQuery):
        Person.objects.all()


def test_second_leader_at_one_instant_is_refused(
    alice: Person, bob: Person, carol: Person, at: datetime
) -> None:
    with pytest.raises(DatabaseError):
        Assignment.objects.create(kind="leads", holder=carol, subject=bob, valid_from=at + timedelta(days=3))


def test_successor_after_the_end_is_taken(alice: Person, bob: Person, carol: Person, at: datetime) -> None:
    Assignment.objects.update(valid_to=at + timedelta(days=3))
    Assignment.objects.create(kind="leads", holder=carol, subject=bob, valid_from=at + timedelta(days=3))
    assert len(queries.team(leader=carol, at=at + timedelta(days=3))) == 1


def test_leading_oneself_is_refused(alice: Person, at: datetime) -> None:
    with pytest.raises(IntegrityError):
        Assignment.objects.create(kind="leads", holder=alice, subject=alice, valid_from=at)


def test_registry_holds(db: None) -> None:
    verify_registry()


def test_page_without_policy_stops_the_start(monkeypatch: Any) -> None:
    planted = path("planted/", lambda request: None)
    everything = list(access.routes())
    monkeypatch.setattr(startup, "routes", lambda: iter([*everything, ("/planted/", planted)]))
    with pytest.raises(Refused, match=r"E001: /planted/"):
        verify_registry()


def test_guessable_key_stops_the_start(monkeypatch: Any) -> None:
    view = access.policy("org.home")(lambda request, number: None)  # type: ignore[arg-type,return-value]
    everything = list(access.routes())
    planted = ("/x/<int:number>/", path("x/<int:number>/", view))
    monkeypatch.setattr(startup, "routes", lambda: iter([*everything, planted]))
    with pytest.raises(Refused, match="E004"):
        verify_registry()


def test_policy_nobody_uses_stops_the_start(monkeypatch: Any) -> None:
    monkeypatch.setattr(startup, "routes", lambda: iter([]))
    with pytest.raises(Refused, match=r"E002: the policy org.home"):
        verify_registry()


def test_admin_site_stops_the_start(settings: Any) -> None:
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django.contrib.admin"]
    with pytest.raises(Refused, match="E007"):
        verify_registry()


def test_every_model_declares_how_long_it_is_kept() -> None:
    assert undeclared() == []


def test_week_asks_strangers_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/week/").headers["Location"] == "/sign-in/"


def test_week_does_not_exist_for_one_who_leads_nobody(browse: Browse, carol: Person) -> None:
    assert browse(carol).get("/week/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_week_is_only_read(browse: Browse, alice: Person, bob: Person, method: str) -> None:
    assert getattr(browse(alice), method)("/week/").status_code == 405


def test_demo_sign_in_exists_in_the_demo_alone(client: Client, db: None) -> None:
    assert client.get("/demo/").status_code == 404


def test_session_ends_after_half_an_hour_idle(browse: Browse, alice: Person, bob: Person) -> None:
    client = browse(alice)
    session = client.session
    session["seen"] = 0
    session.save()
    assert client.get("/week/").headers["Location"] == "/sign-in/"


def test_pages_are_never_kept_by_the_browser(browse: Browse, alice: Person, bob: Person) -> None:
    assert browse(alice).get("/week/").headers["Cache-Control"] == "no-store"


def test_pages_allow_nothing_from_elsewhere(client: Client, db: None) -> None:
    assert "default-src 'none'" in client.get("/sign-in/").headers["Content-Security-Policy"]


def test_three_working_days_after_thursday_is_tuesday() -> None:
    thursday = datetime.fromisoformat("2026-11-05T15:00:00+00:00")
    assert working_days_after(thursday, 3).date().isoformat() == "2026-11-10"


def test_policies_name_models_that_exist() -> None:
    assert all(p.kinds for p in POLICIES if p.on)


def test_access_log_has_words_for_every_act_and_reading_of_others() -> None:
    seen = {p.name for p in POLICIES if p.audit in (ACT, READ_OF_OTHER) and p.kinds != ME}
    assert sorted(seen - set(READS)) == []
