"""The Monday page: few people, plain sentences, no ranking, nothing before the clinician saw it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection  # noqa: TID251 counting queries is what this test is for
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenthhour.apps.measurement.actions import Drawn, Files, SaidMonth, store_month
from tenthhour.apps.measurement.models import Batch
from tenthhour.apps.monday import queries
from tenthhour.apps.org.audit import entries
from tenthhour.apps.org.models import Assignment, Person
from tenthhour.core.finding import NotSaid, SystemSignal
from tenthhour.core.month import Month

Browse = Callable[[Person], Client]
Store = Callable[..., Batch]


@pytest.fixture
def team(alice: Person, bob: Person, at: datetime) -> list[Person]:
    """Twenty people, bob among them, led by alice."""
    others = [
        Person.objects.create(code=f"c{i:02d}", name=f"Dr Example {i:02d}", peer_group="family")
        for i in range(1, 20)
    ]
    for person in others:
        Assignment.objects.create(kind="leads", holder=alice, subject=person, valid_from=at)
    return [bob, *others]


@pytest.fixture
def seen_at(at: datetime, monkeypatch: Any) -> datetime:
    """Thursday of the week in which the month came in, for pages as well."""
    thursday = at + timedelta(days=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: thursday)
    return thursday


def codes(people: list[Person]) -> tuple[str, ...]:
    return tuple(p.code for p in people)


def test_two_people_at_most_are_to_be_talked_with(
    alice: Person, team: list[Person], store: Store, make: Any, seen_at: datetime
) -> None:
    store(make.result(*[make.finding(p.code) for p in team[:5]], codes=codes(team)))
    week = queries.week(leader=alice, at=seen_at)
    assert (len(week.talks), week.waiting, week.quiet) == (2, 3, 15)


def test_those_waiting_longest_come_first(
    alice: Person, team: list[Person], store: Store, make: Any, seen_at: datetime
) -> None:
    old = [make.finding(c, first_signalled=Month(2026, 5)) for c in ("c09", "c05")]
    store(make.result(make.finding("c01"), *old, make.finding("c02"), codes=codes(team)))
    week = queries.week(leader=alice, at=seen_at)
    assert [t.person.code for t in week.talks] == ["c05", "c09"]


def test_number_about_safety_comes_before_older_ones_and_says_why(
    alice: Person, team: list[Person], store: Store, make: Any, browse: Browse, seen_at: datetime
) -> None:
    old = [make.finding(c, first_signalled=Month(2026, 5)) for c in ("c05", "c09")]
    new = make.finding("c12", measure_ids=("opioid_high_dose_rate",), first_signalled=Month(2026, 9))
    store(make.result(*old, new, codes=codes(team)))
    assert [t.person.code for t in queries.week(leader=alice, at=seen_at).talks] == ["c05", "c12"]
    page = browse(alice).get("/week/").content.decode()
    assert "It comes first: A high dose of an opioid can slow or stop breathing." in page


def test_of_one_persons_numbers_the_one_about_safety_stands_first(
    alice: Person, team: list[Person], store: Store, make: Any, seen_at: datetime
) -> None:
    old = make.finding("c05", first_signalled=Month(2026, 5))
    new = make.finding("c05", id="0" * 16, measure_ids=("opioid_high_dose_rate",))
    store(make.result(old, new, codes=codes(team)))
    (talk,) = queries.week(leader=alice, at=seen_at).talks
    assert [why.measure for why in talk.whys] == [
        "High-dose opioid items per 1,000 patients",
        "Blood pressure under 140/90",
    ]


def test_people_stand_in_alphabetical_order(
    alice: Person, team: list[Person], store: Store, make: Any, seen_at: datetime
) -> None:
    store(make.result(codes=codes(team)))
    names = [line.person.name for line in queries.week(leader=alice, at=seen_at).team]
    assert names == sorted(names)


def test_improvement_is_thanked_and_not_questioned(
    alice: Person, team: list[Person], store: Store, make: Any, seen_at: datetime
) -> None:
    store(make.result(make.finding("c03", direction="better"), codes=codes(team)))
    week = queries.week(leader=alice, at=seen_at)
    assert ([t.person.code for t in week.thanks], week.talks) == (["c03"], ())


def test_nothing_shows_before_the_clinician_had_time(
    alice: Person, team: list[Person], store: Store, make: Any, at: datetime
) -> None:
    store(make.result(make.finding("bob"), codes=codes(team)))
    assert queries.week(leader=alice, at=at + timedelta(days=2)).run is None


def test_monday_page_takes_eighteen_queries_at_most(
    alice: Person, team: list[Person], store: Store, make: Any, browse: Browse, seen_at: datetime
) -> None:
    store(make.result(*[make.finding(p.code) for p in team[:5]], codes=codes(team)))
    client = browse(alice)
    with CaptureQueriesContext(connection) as asked:
        response = client.get("/week/")
    statements = [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]
    assert response.status_code == 200
    assert len(statements) <= 18, "\n".join(statements)


def test_monday_page_shows_the_sentence(
    alice: Person, team: list[Person], store: Store, make: Any, browse: Browse, seen_at: datetime
) -> None:
    store(make.result(make.finding("bob"), codes=codes(team)))
    assert "SENTENCE-OF-bob" in browse(alice).get("/week/").content.decode()


def test_what_cannot_be_judged_is_not_called_quiet(
    alice: Person, bob: Person, store: Store, make: Any, browse: Browse, seen_at: datetime
) -> None:
    silence = NotSaid("bob", "bp_controlled", "new", "Too early to judge.")
    store(replace(make.result(), not_said=(silence,)))
    page = browse(alice).get("/week/").content.decode()
    assert "Nothing can be judged yet" in page
    assert "By chance alone" not in page


def test_monday_page_leaves_a_row_for_each_person_shown(
    alice: Person, team: list[Person], store: Store, make: Any, browse: Browse, seen_at: datetime
) -> None:
    store(make.result(codes=codes(team)))
    browse(alice).get("/week/")
    assert len([e for e in entries() if e.action == "monday.week.read"]) == 20


@pytest.mark.parametrize("who", ["bob", "alice"])
def test_clinician_and_leader_see_the_same_page(
    bob: Person, alice: Person, store: Store, make: Any, browse: Browse, seen_at: datetime, who: str
) -> None:
    store(make.result(make.finding("bob")))
    actor = {"bob": bob, "alice": alice}[who]
    page = browse(actor).get(reverse("person", args=[bob.pk])).content.decode()
    assert all(words in page for words in ("SENTENCE-OF-bob", "It does not say why.", "Check first"))


def test_foreign_and_absent_people_look_alike(
    alice: Person, bob: Person, carol: Person, store: Store, make: Any, browse: Browse, seen_at: datetime
) -> None:
    store(make.result(make.finding("carol"), codes=("bob", "carol")))
    client = browse(alice)
    foreign = client.get(reverse("person", args=[carol.pk]))
    absent = client.get(reverse("person", args=["00000000-0000-4000-8000-000000000000"]))
    assert (
        (foreign.status_code, foreign.content)
        == (absent.status_code, absent.content)
        == (404, absent.content)
    )


def test_page_is_not_shown_when_it_cannot_be_recorded(
    alice: Person, bob: Person, store: Store, make: Any, browse: Browse, home: Any, seen_at: datetime
) -> None:
    store(make.result(make.finding("bob")))
    (home / "audit.key").unlink()
    response = browse(alice).get(reverse("person", args=[bob.pk]))
    assert (response.status_code, b"SENTENCE" in response.content) == (503, False)


def test_comment_is_saved_and_shown(
    bob: Person, store: Store, make: Any, browse: Browse, seen_at: datetime
) -> None:
    store(make.result())
    client, at = browse(bob), reverse("person", args=[bob.pk])
    client.post(f"{at}comments/", {"measure": "bp_controlled", "text": "I was on leave."})
    assert "I was on leave." in client.get(at).content.decode()


def test_comment_fragment_answers_htmx(
    bob: Person, store: Store, make: Any, browse: Browse, seen_at: datetime
) -> None:
    store(make.result())
    at = reverse("comment", args=[bob.pk])
    said = {"measure": "bp_controlled", "text": "I was on leave."}
    page = browse(bob).post(at, said, headers={"HX-Request": "true"}).content.decode()
    assert "I was on leave." in page
    assert "<html" not in page


def test_nobody_comments_on_another_page(
    alice: Person, bob: Person, browse: Browse, seen_at: datetime
) -> None:
    said = {"measure": "bp_controlled", "text": "Hm."}
    assert browse(alice).post(reverse("comment", args=[bob.pk]), said).status_code == 404


def test_shared_change_is_charted_on_the_leaders_page(
    alice: Person, bob: Person, stef: Person, make: Any, at: datetime
) -> None:
    said = make.result()
    signal = SystemSignal(
        "s1", "everyone", None, "bp_controlled", Month(2026, 3), Month(2026, 4), 0.62, 0.5, True, "All fell."
    )
    series = replace(said.series[0], clinician_id="everyone")
    month = replace(said, system=(signal,), shared=(series,))
    drawn = {("@everyone", "bp_controlled"): Drawn("k" * 32, "<svg>SHARED</svg>", "All, in words.")}
    people = {p.code: p for p in Person.unscoped.all()}
    files = Files("a" * 64, ("october.csv",), "", 12, "2024-01", "2026-10", "0", {"bp_controlled": 1})
    store_month(said=SaidMonth(month, drawn, people), files=files, by=stef, at=at)
    (line,) = queries.week(leader=alice, at=at + timedelta(days=7)).shared
    assert (line.sentence, line.chart.svg) == ("All fell.", "<svg>SHARED</svg>")
