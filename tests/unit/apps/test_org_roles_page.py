"""Roles given, ended and agreed to on the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.test import Client
from django.utils import timezone

from tenthhour.apps.org import queries
from tenthhour.apps.org.models import Assignment, Person

Browse = Callable[[Person], Client]


def runs(name: str, kind: str) -> Person:
    """Somebody the fixtures do not know, with a role towards the site."""
    from tenthhour.apps.org.models import User

    made = Person.objects.create(code=name, name=f"{name.capitalize()} Example")
    User.objects.create(person=made, username=name)
    Assignment.objects.create(kind=kind, holder=made, valid_from=timezone.now() - timedelta(days=9))
    return made


def test_administrator_gives_a_leader(browse: Browse, alice: Person, carol: Person, db: None) -> None:
    said = {"kind": "leads", "holder": alice.pk, "subject": carol.pk}
    assert browse(runs("adam", "administers")).post("/roles/give/", said).status_code == 302
    assert [p.code for p in queries.holders(kind="leads", subject=carol, at=timezone.now())] == ["alice"]


def test_people_office_ends_a_role_and_the_next_page_is_shut(
    browse: Browse, alice: Person, bob: Person
) -> None:
    leads, alices = Assignment.objects.get(kind="leads"), browse(alice)
    assert alices.get("/week/").status_code == 200
    browse(runs("pete", "staffs")).post(f"/roles/{leads.pk}/end/")
    assert (alices.get("/week/").status_code, Assignment.objects.filter(pk=leads.pk).count()) == (404, 1)


def test_clinician_cannot_end_who_leads(browse: Browse, alice: Person, bob: Person) -> None:
    leads = Assignment.objects.get(kind="leads")
    assert browse(bob).post(f"/roles/{leads.pk}/end/").status_code == 409


def test_role_of_others_is_absent(browse: Browse, alice: Person, bob: Person, carol: Person) -> None:
    leads = Assignment.objects.get(kind="leads")
    assert browse(carol).post(f"/roles/{leads.pk}/end/").status_code == 404


def test_stranger_cannot_give_a_role(browse: Browse, carol: Person, bob: Person) -> None:
    said = {"kind": "leads", "holder": bob.pk, "subject": bob.pk}
    assert browse(carol).post("/roles/give/", said).status_code == 422


def test_leader_away_is_covered_once_the_clinician_agrees(
    browse: Browse, alice: Person, bob: Person, carol: Person, at: datetime
) -> None:
    until = (timezone.now() + timedelta(days=20)).date()
    said = {"kind": "covers", "holder": carol.pk, "subject": bob.pk, "ends_on": until}
    assert browse(alice).post("/roles/give/", said).status_code == 302
    cover = Assignment.objects.get(kind="covers")
    assert browse(carol).get("/week/").status_code == 404
    browse(bob).post(f"/roles/{cover.pk}/agree/")
    assert browse(carol).get("/week/").status_code == 200


def test_page_says_who_since_when_and_by_whom(browse: Browse, alice: Person, bob: Person) -> None:
    page = browse(bob).get("/roles/").content.decode()
    assert all(word in page for word in ("Alice Example", "leads Bob Example", "2 November 2026", "open"))
