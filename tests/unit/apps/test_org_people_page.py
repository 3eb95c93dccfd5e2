"""Somebody of the people office writes down who joins, changes, is away, leaves and comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tenthhour.apps.org import queries
from tenthhour.apps.org.actions import enrol
from tenthhour.apps.org.models import Assignment, AuditDetail, AuditEntry, Leave, Notice, Person, Post, User
from tenthhour.apps.support.actions import make_promise
from tenthhour.apps.support.actions.pathway import open_event
from tenthhour.apps.support.models import Promise

Browse = Callable[[Person], Client]
DAY = timedelta(days=1)
TODAY = timezone.localdate()


@pytest.fixture
def pete(db: None) -> Person:
    """Named for the people office."""
    pete = Person.objects.create(code="pete", name="Pete Example")
    User.objects.create(person=pete, username="pete")
    Assignment.objects.create(kind="staffs", holder=pete, valid_from=timezone.now() - 9 * DAY)
    return pete


@pytest.fixture
def office(pete: Person, browse: Browse) -> Client:
    return browse(pete)


def write(office: Client, person: Person, where: str, **said: Any) -> HttpResponse:
    return office.post(f"/organisation/{person.pk}/{where}/", said)  # type: ignore[return-value]


def shares(person: Person) -> list[tuple[date | None, date | None, float | None]]:
    return [(s.first, s.last, s.value.clinical_fte) for s in queries.work_of().get(person.pk, ())]


def told(person: Person) -> str:
    return " ".join(Notice.unscoped.filter(subject=person).values_list("text", flat=True))


def test_person_joins_with_team_and_leader_on_one_page(office: Client, alice: Person) -> None:
    said = {"name": "Nora Example", "team": "North", "leader": alice.pk, "day": TODAY, "clinical_fte": "0.8"}
    page = office.post("/organisation/add/", said, follow=True).content.decode()
    nora = Person.unscoped.get(name="Nora Example")
    assert (nora.team, shares(nora)) == ("North", [(TODAY, None, 0.8)])
    assert queries.leader_row(nora.pk, timezone.now()) == alice
    assert f"their id in the files is {nora.code}" in page


def test_id_of_somebody_else_is_refused(office: Client, alice: Person) -> None:
    said = {"name": "Nora Example", "day": TODAY, "code": "alice"}
    answer = office.post("/organisation/add/", said)
    assert (answer.status_code, "somebody else&#x27;s id" in answer.content.decode()) == (422, True)


def test_share_changes_from_a_day_and_the_person_is_told(office: Client, bob: Person) -> None:
    write(office, bob, "change", day=TODAY - 30 * DAY, clinical_fte="1")
    assert write(office, bob, "change", day=TODAY, clinical_fte="0.5").status_code == 302
    assert shares(bob) == [(TODAY - 30 * DAY, TODAY - DAY, 1.0), (TODAY, None, 0.5)]
    assert "0.5 of a full clinical post. Pete Example wrote it down." in told(bob)


def test_wrong_day_is_corrected_and_what_was_written_stays(office: Client, bob: Person) -> None:
    write(office, bob, "change", day=TODAY, clinical_fte="0.5")
    entry = Post.unscoped.get()
    write(office, bob, "correct", entry=entry.pk, first_on=TODAY - 7 * DAY)
    assert shares(bob) == [(TODAY - 7 * DAY, None, 0.5)]
    assert Post.unscoped.get(pk=entry.pk).replaced_by == Person.unscoped.get(code="pete")
    assert "What was written before" in office.get(f"/organisation/{bob.pk}/").content.decode()


def test_entry_that_never_happened_is_taken_back(office: Client, bob: Person) -> None:
    write(office, bob, "change", day=TODAY - 9 * DAY, clinical_fte="1")
    write(office, bob, "change", day=TODAY, clinical_fte="0.5")
    wrong = Post.unscoped.get(clinical_fte=0.5)
    write(office, bob, "correct", entry=wrong.pk, never="on")
    assert shares(bob) == [(TODAY - 9 * DAY, None, 1.0)]
    assert "It was entered by mistake." in told(bob)


def test_correction_without_a_day_says_what_to_do(office: Client, bob: Person) -> None:
    write(office, bob, "change", day=TODAY, clinical_fte="0.5")
    answer = write(office, bob, "correct", entry=Post.unscoped.get().pk)
    assert "Write down the day on which it began." in answer.content.decode()


def test_entry_of_somebody_else_is_absent(office: Client, bob: Person, carol: Person) -> None:
    write(office, bob, "change", day=TODAY, clinical_fte="0.5")
    answer = write(office, carol, "correct", entry=Post.unscoped.get().pk, never="on")
    assert (answer.status_code, len(shares(bob))) == (404, 1)


def test_leave_is_days_alone(office: Client, bob: Person) -> None:
    write(office, bob, "away", first_on=TODAY, last_on=TODAY + 13 * DAY)
    leave = Leave.unscoped.get()
    assert (leave.first_on, leave.last_on) == (TODAY, TODAY + 13 * DAY)
    assert not {f.name for f in Leave._meta.fields} & {"reason", "why", "kind", "text", "note"}


def test_leave_twice_is_refused_with_what_is_there(office: Client, bob: Person) -> None:
    write(office, bob, "away", first_on=TODAY)
    answer = write(office, bob, "away", first_on=TODAY + 3 * DAY, last_on=TODAY + 9 * DAY)
    assert answer.status_code == 409
    assert "until further notice already. Correct that entry instead." in answer.content.decode()


def test_leave_is_corrected_or_taken_back(office: Client, bob: Person) -> None:
    write(office, bob, "away", first_on=TODAY)
    write(office, bob, "away/correct", entry=Leave.unscoped.get().pk, first_on=TODAY + DAY)
    standing = Leave.unscoped.get(replaced_at=None)
    assert standing.first_on == TODAY + DAY
    write(office, bob, "away/correct", entry=standing.pk, never="on")
    assert not Leave.unscoped.filter(replaced_at=None).exists()


def test_leaving_lists_what_needs_a_successor(office: Client, alice: Person, bob: Person) -> None:
    page = office.get(f"/organisation/{alice.pk}/last-day/").content.decode()
    assert "Alice Example leads Bob Example <strong>– needs a successor</strong>" in page


def test_successor_leads_from_the_day_after(
    office: Client, alice: Person, bob: Person, carol: Person
) -> None:
    last = TODAY + 9 * DAY
    write(office, alice, "last-day", last_on=last, successor=carol.pk)
    on = {
        day: queries.leader_row(bob.pk, timezone.now() + (day - TODAY) * 1) for day in (last, last + 2 * DAY)
    }
    assert on == {last: alice, last + 2 * DAY: carol}


def test_whoever_left_is_out_with_the_next_page(
    office: Client, alice: Person, bob: Person, browse: Browse
) -> None:
    hers = browse(alice)
    assert hers.get("/week/").status_code == 200
    write(office, alice, "last-day", last_on=TODAY - DAY)
    assert hers.get("/me/news/")["Location"].startswith("/sign-in/")


def test_whoever_left_is_told_at_sign_in(office: Client, bob: Person, settings: Any) -> None:
    write(office, bob, "last-day", last_on=TODAY - DAY)
    account = User.objects.get(person=bob)
    account.set_password("a long enough sentence")
    account.save()
    said = {"login": "bob", "password": "a long enough sentence"}
    assert "This account is closed" in Client().post("/sign-in/", said, follow=True).content.decode()


def test_day_of_leaving_that_is_taken_back_gives_the_roles_back(
    office: Client, alice: Person, bob: Person
) -> None:
    write(office, alice, "last-day", last_on=TODAY + 9 * DAY)
    write(office, alice, "last-day", stays="on")
    assert Assignment.objects.get(kind="leads").valid_to is None
    assert queries.post_page(subject=alice, actor=alice, at=timezone.now()).last_on is None


def test_coming_back_opens_a_new_post_and_the_account(office: Client, bob: Person, browse: Browse) -> None:
    write(office, bob, "change", day=TODAY - 99 * DAY, clinical_fte="1")
    write(office, bob, "last-day", last_on=TODAY - 9 * DAY)
    his = browse(bob)
    assert his.get("/me/news/").status_code == 302
    write(office, bob, "change", day=TODAY, clinical_fte="0.5")
    assert browse(bob).get("/me/news/").status_code == 200
    assert len(shares(bob)) == 2


def test_team_is_renamed_for_everybody_in_it(office: Client, bob: Person, carol: Person) -> None:
    for person, team in ((bob, "North"), (carol, "South")):
        write(office, person, "change", day=TODAY - 9 * DAY, team=team)
    said = {"team": "North", "into_team": "Harbour", "into_clinic": "Old Town", "day": TODAY}
    office.post("/organisation/team/", said)
    now = {spans[-1].value.team for spans in queries.work_of().values()}
    assert now == {"Harbour", "South"}
    assert "team Harbour, Old Town" in told(bob)


def test_clinician_reads_their_own_and_changes_nothing(bob: Person, browse: Browse, office: Client) -> None:
    write(office, bob, "change", day=TODAY, clinical_fte="0.5")
    his = browse(bob)
    page = his.get(f"/organisation/{bob.pk}/").content.decode()
    assert "0.5 of a full clinical post" in page
    assert "Write it down" not in page
    assert his.post(f"/organisation/{bob.pk}/change/", {"day": TODAY}).status_code == 404


def test_clinician_sees_who_opened_it(bob: Person, pete: Person, office: Client) -> None:
    office.get(f"/organisation/{bob.pk}/")
    assert AuditEntry.unscoped.filter(action="org.post.read", subject_ref=str(bob.pk)).count() == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "soon", ""])
def test_impossible_day_is_said(office: Client, bob: Person, day: str) -> None:
    assert write(office, bob, "last-day", last_on=day).status_code == 422


def test_name_is_corrected_recorded_and_told(office: Client, bob: Person) -> None:
    assert write(office, bob, "name", name="  Robert   Example ").status_code == 302
    assert Person.unscoped.get(pk=bob.pk).name == "Robert Example"
    assert "Your name is written Robert Example from now on; it was Bob Example. Pete" in told(bob)
    entry = AuditEntry.unscoped.get(action="org.name.correct")
    assert AuditDetail.objects.get(seq=entry.seq).text == "Bob Example, now Robert Example"


def test_name_that_is_written_so_already_is_said(office: Client, bob: Person) -> None:
    answer = write(office, bob, "name", name="Bob Example")
    assert answer.status_code == 409
    assert "Write down the name as it should be. It is unchanged so far." in answer.content.decode()


def test_file_with_the_old_name_does_not_bring_it_back(
    office: Client, bob: Person, site: Person, at: datetime
) -> None:
    write(office, bob, "name", name="Robert Example")
    for said, stands in (("Bob Example", "Robert Example"), ("Bobby Example", "Bobby Example")):
        enrol(rows=[{"clinician_id": "bob", "name": said}], by=site, at=at)
        assert Person.unscoped.get(pk=bob.pk).name == stands


@pytest.fixture
def open_with_bob(alice: Person, bob: Person, at: datetime) -> None:
    """A promise of alice's, and a talk bob asked for."""
    alice.confirmed_at = at
    make_promise(about=bob, to=bob, text="A quiet room", due=TODAY + 30 * DAY, by=alice, at=at)
    open_event(about=bob, topic="My week", event_on=None, by=bob, at=at)


def test_leaving_shows_what_is_open_to_those_who_may_read_it_alone(
    office: Client, pete: Person, bob: Person, open_with_bob: None
) -> None:
    page = office.get(f"/organisation/{bob.pk}/last-day/").content.decode()
    assert "Still open" not in page
    Assignment.objects.filter(kind="leads").update(holder=pete)
    page = office.get(f"/organisation/{bob.pk}/last-day/").content.decode()
    assert "Still open: 1 promise with Alice Example; 1 question." in page


def test_whoever_leaves_and_whoever_leads_them_are_told_what_is_open(
    office: Client, alice: Person, bob: Person, open_with_bob: None
) -> None:
    write(office, bob, "last-day", last_on=TODAY + 60 * DAY)
    assert "Open with you: 1 promise with Alice Example; 1 question. Settle it before the last day." in told(
        bob
    )
    assert "Open with Bob Example: 1 promise with Alice Example; 1 question." in told(alice)


def test_what_is_settled_is_not_listed(alice: Person, bob: Person, open_with_bob: None, at: datetime) -> None:
    Promise.unscoped.update(status="kept", kept_on=TODAY, confirmed_on=TODAY)
    assert queries.still_open(subject=bob, reader=bob, at=at) == ("1 question",)
