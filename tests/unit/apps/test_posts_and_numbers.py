"""What is written down of posts and leave reaches the numbers."""

from __future__ import annotations

from datetime import date, datetime

from tenthhour.apps.monday.actions.judging import decisions
from tenthhour.apps.org.actions import enrol
from tenthhour.apps.org.models import Leave, Person
from tenthhour.core.month import Month
from tenthhour.pipeline import Away, Hours

SPAN = Month(2026, 1), Month(2026, 10)


def test_changed_share_of_a_post_reaches_the_numbers_by_its_month(
    bob: Person, site: Person, at: datetime
) -> None:
    enrol(rows=[{"clinician_id": "bob", "clinical_fte": 1.0}], by=site, at=at)
    enrol(rows=[{"clinician_id": "bob", "clinical_fte": 0.5}], by=site, at=at, since=date(2026, 6, 1))
    assert decisions([], SPAN).hours == (Hours("bob", Month(2026, 6), 1.0, 0.5),)


def test_leave_reaches_the_numbers_without_its_reason(bob: Person, site: Person, at: datetime) -> None:
    Leave.objects.create(subject=bob, first_on=date(2026, 3, 1), recorded_at=at, recorded_by=site)
    assert decisions([], SPAN).away == (Away("bob", date(2026, 3, 1), None),)
