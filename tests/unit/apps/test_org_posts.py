"""Posts by date, from a file: what changed, from when, what stays of what was corrected here."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tenthhour.apps.monday.actions import tick
from tenthhour.apps.org import queries
from tenthhour.apps.org.actions import enrol
from tenthhour.apps.org.models import Assignment, Notice, Person, Post
from tenthhour.core.month import Month
from tenthhour.core.spans import Span

OCTOBER = date(2026, 10, 1)
SEPTEMBER, NOVEMBER = Month(2026, 9), Month(2026, 11)


def load(by: Person, at: datetime, since: date | None = None, **said: Any) -> Person:
    return enrol(rows=[{"clinician_id": "bob", **said}], by=by, at=at, since=since)["bob"]


def shares() -> tuple[float | None, ...]:
    return queries.fte_by_month(SEPTEMBER, NOVEMBER)["bob"]


def test_first_file_is_told_to_nobody(bob: Person, site: Person, at: datetime) -> None:
    load(site, at, clinical_fte=0.8, team="North")
    assert shares() == (0.8, 0.8, 0.8)
    assert not Notice.unscoped.filter(subject=bob).exists()


def test_changed_share_holds_from_the_month_of_the_file(bob: Person, site: Person, at: datetime) -> None:
    load(site, at, clinical_fte=0.8)
    load(site, at, OCTOBER, clinical_fte=0.5)
    assert shares() == (0.8, 0.5, 0.5)
    told = Notice.unscoped.filter(subject=bob).last()
    assert told
    assert told.text.startswith("From 1 October 2026 you work here: 0.5 of a full clinical post.")


def test_same_file_again_leaves_what_was_corrected_here(bob: Person, site: Person, at: datetime) -> None:
    load(site, at, team="North")
    Post.unscoped.update(replaced_at=at, replaced_by=site)
    day = {"recorded_at": at, "recorded_by": site}
    Post.objects.create(subject=bob, team="South", **day)
    load(site, at, team="North")
    assert queries.work_of()[bob.pk] == (Span(None, None, queries.Work(team="South")),)


def test_what_was_unknown_is_filled_in_from_the_beginning(bob: Person, site: Person, at: datetime) -> None:
    load(site, at, team="North")
    load(site, at, OCTOBER, clinical_fte=0.5)
    assert shares() == (0.5, 0.5, 0.5)


def test_replaced_row_stays_with_who_and_when(bob: Person, site: Person, at: datetime) -> None:
    load(site, at, clinical_fte=0.8)
    load(site, at, OCTOBER, clinical_fte=0.5)
    old = Post.unscoped.get(replaced_at__isnull=False)
    assert (old.clinical_fte, old.last_on, old.replaced_by) == (0.8, None, site)


def test_nobody_has_a_share_before_they_came_or_after_they_left(
    bob: Person, site: Person, at: datetime
) -> None:
    load(site, at, clinical_fte=0.5, started_on=OCTOBER, ended_on=date(2026, 10, 31))
    assert shares() == (None, 0.5, None)


def test_leaver_in_a_file_has_no_leader_any_more(
    bob: Person, alice: Person, site: Person, at: datetime
) -> None:
    load(site, at, ended_on=date(2026, 11, 30))
    given = Assignment.objects.get(kind="leads", subject=bob)
    assert queries.leader_row(bob.pk, datetime(2026, 11, 30, 23, tzinfo=at.tzinfo)) == alice
    assert given.valid_to == datetime(2026, 12, 1, tzinfo=at.tzinfo)


def test_end_of_time_in_a_file_is_no_end(bob: Person, alice: Person, site: Person, at: datetime) -> None:
    load(site, at, team="North", ended_on=date(9999, 12, 31))
    assert queries.work_of()[bob.pk][-1].last is None
    assert queries.leader_row(bob.pk, at) == alice


def test_file_with_a_leaver_of_long_ago_gives_them_no_leader(site: Person, at: datetime) -> None:
    load(site, at, ended_on=date(2020, 1, 31), leader_id="alice")
    assert not Assignment.objects.filter(kind="leads").exists()


def test_share_that_held_most_of_a_month_is_that_months(bob: Person, site: Person, at: datetime) -> None:
    load(site, at, clinical_fte=0.8)
    load(site, at, date(2026, 10, 12), clinical_fte=0.5)
    assert shares() == (0.8, 0.5, 0.5)


def test_person_shows_what_holds_today(site: Person, at: datetime) -> None:
    load(site, at, team="North", peer_group="family")
    bob = load(site, at, date(2026, 12, 1), team="South")
    bob.refresh_from_db()
    assert (bob.team, bob.peer_group) == ("North", "family")


@pytest.mark.parametrize("change", [{"team": "West"}, {"first_on": OCTOBER}, {"recorded_at": None}])
def test_database_refuses_to_rewrite_a_post(
    bob: Person, site: Person, at: datetime, change: dict[str, Any]
) -> None:
    load(site, at, team="North")
    changed = {k: v or at + timedelta(days=1) for k, v in change.items()}
    with pytest.raises(DatabaseError), transaction.atomic():
        Post.unscoped.update(**changed)


def test_database_refuses_two_posts_on_one_day(bob: Person, site: Person, at: datetime) -> None:
    load(site, at, team="North", started_on=OCTOBER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Post.objects.create(subject=bob, last_on=OCTOBER, recorded_at=at, recorded_by=site)


def test_clock_shows_what_was_written_down_ahead(site: Person, at: datetime) -> None:
    load(site, at, team="North")
    bob = load(site, at, date(2026, 12, 1), team="South")
    tick(at=datetime(2026, 12, 1, 0, 5, tzinfo=at.tzinfo))
    bob.refresh_from_db()
    assert bob.team == "South"
