"""A month is kept whole, shown to the clinician first, corrected visibly, and taken back whole."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps  # noqa: TID251 stands for the app whose migrations are done
from django.db import IntegrityError

from tenthhour.apps.measurement import actions, migrations, queries
from tenthhour.apps.measurement.models import Batch, Correction, StoredFinding
from tenthhour.apps.org.models import Notice, Person
from tenthhour.core.errors import Refused

Store = Callable[..., Batch]
(MIGRATION,) = Path(migrations.__file__).parent.glob("*_findings_say_chance_apart.py")
tell_apart = runpy.run_path(str(MIGRATION))["tell_apart"]
FOUR_DAYS = timedelta(days=4)  # from a Monday: three working days are over


def page(of: Person, actor: Person, at: datetime) -> queries.Page | None:
    return queries.pages(subjects=[of.pk], actor=actor, at=at).get(of.pk)


def test_clinician_sees_the_finding_at_once(bob: Person, store: Store, make: Any, at: datetime) -> None:
    store(make.result(make.finding("bob")))
    seen = page(bob, bob, at)
    assert seen
    assert [f.sentence for f in seen.findings] == ["SENTENCE-OF-bob"]


def test_stored_finding_comes_back_unchanged(bob: Person, store: Store, make: Any, at: datetime) -> None:
    said = make.finding("bob")
    store(make.result(said))
    seen = page(bob, bob, at)
    assert seen
    assert seen.findings == (said,)


def test_finding_of_an_earlier_version_says_chance_apart(
    bob: Person, store: Store, make: Any, at: datetime
) -> None:
    chance = "With 12 clinicians about two such signals a year come by chance."
    store(make.result(make.finding("bob", sentence=f"About 55 % since May 2026. {chance}", by_chance=chance)))
    row = StoredFinding.unscoped.get()
    now, before = row.body, {name: value for name, value in row.body.items() if name != "by_chance"}
    StoredFinding.unscoped.update(body=before)
    tell_apart(apps, None)
    assert StoredFinding.unscoped.get().body == now


@pytest.mark.parametrize(("days", "sees"), [(0, False), (2, False), (3, True), (30, True)])
def test_leader_sees_three_working_days_later(
    alice: Person, bob: Person, store: Store, make: Any, at: datetime, days: int, sees: bool
) -> None:
    store(make.result(make.finding("bob")))
    assert (page(bob, alice, at + timedelta(days=days)) is not None) is sees


def test_comment_opens_the_page_to_the_leader(
    alice: Person, bob: Person, store: Store, make: Any, at: datetime
) -> None:
    store(make.result(make.finding("bob")))
    actions.say(subject=bob, measure_id="bp_controlled", text="I was on leave.", by=bob, at=at)
    assert page(bob, alice, at) is not None


def test_comment_opens_nobody_elses_page(
    alice: Person, bob: Person, carol: Person, store: Store, make: Any, at: datetime
) -> None:
    store(make.result(codes=("bob", "carol")))
    actions.say(subject=carol, measure_id="bp_controlled", text="Hello.", by=carol, at=at)
    assert page(bob, alice, at) is None


def test_nobody_speaks_for_somebody_else(alice: Person, bob: Person, at: datetime) -> None:
    with pytest.raises(Refused):
        actions.say(subject=bob, measure_id="bp_controlled", text="No.", by=alice, at=at)


def test_leader_sees_the_month_before_until_the_new_one_is_open(
    alice: Person, bob: Person, store: Store, make: Any, at: datetime
) -> None:
    store(make.result())
    later = at + FOUR_DAYS
    store(make.result(make.finding("bob")), sha256="b" * 64, at=later)
    seen = page(bob, alice, later)
    assert seen
    assert seen.findings == ()


def test_stranger_sees_no_page(bob: Person, carol: Person, store: Store, make: Any, at: datetime) -> None:
    store(make.result(make.finding("bob")))
    assert page(bob, carol, at + timedelta(days=30)) is None


def test_steward_sees_files_and_no_page(
    bob: Person, stef: Person, store: Store, make: Any, at: datetime
) -> None:
    store(make.result(make.finding("bob")))
    assert (page(bob, stef, at + FOUR_DAYS), len(queries.imports(actor=stef, at=at))) == (None, 1)


def test_same_files_cannot_stand_twice(bob: Person, store: Store, make: Any) -> None:
    store(make.result())
    with pytest.raises(IntegrityError):
        store(make.result())


def test_corrected_value_is_kept_beside_the_old(bob: Person, store: Store, make: Any, at: datetime) -> None:
    store(make.result(value=0.6))
    store(make.result(value=0.7), sha256="b" * 64)
    changed = queries.corrections(subject_id=bob.pk, actor=bob, at=at)
    assert {(c.before, c.after) for c in changed} == {(0.6, 0.7)}


def test_unchanged_months_are_no_corrections(bob: Person, store: Store, make: Any) -> None:
    store(make.result())
    store(make.result(), sha256="b" * 64)
    assert Correction.unscoped.count() == 0


def test_undo_brings_the_month_before_back(
    bob: Person, stef: Person, store: Store, make: Any, at: datetime
) -> None:
    store(make.result(make.finding("bob")))
    latest = store(make.result(), sha256="b" * 64)
    actions.undo(batch_id=latest.pk, by=stef, at=at)
    seen = page(bob, bob, at)
    assert seen
    assert len(seen.findings) == 1


def test_only_the_latest_import_can_be_undone(
    bob: Person, stef: Person, store: Store, make: Any, at: datetime
) -> None:
    first = store(make.result())
    store(make.result(), sha256="b" * 64)
    with pytest.raises(Refused, match="latest"):
        actions.undo(batch_id=first.pk, by=stef, at=at)


def test_leader_may_not_undo(alice: Person, bob: Person, store: Store, make: Any, at: datetime) -> None:
    batch = store(make.result())
    with pytest.raises(Refused):
        actions.undo(batch_id=batch.pk, by=alice, at=at)


def test_clinician_is_told_of_a_finding(bob: Person, store: Store, make: Any) -> None:
    store(make.result(make.finding("bob")))
    assert "Your leader sees it from 5 November" in Notice.unscoped.get(subject=bob).text
