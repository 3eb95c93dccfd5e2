"""What two people sign, rule by rule, and what the clock then erases."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from tenthhour.apps.org import audit
from tenthhour.apps.org.actions import expiry, signatures
from tenthhour.apps.org.models import (
    AuditDetail,
    AuditEntry,
    Erasure,
    Hold,
    HoldRelease,
    Notice,
    Person,
    RetentionPolicy,
)
from tenthhour.apps.support.actions import write_scratch
from tenthhour.apps.support.models import Scratch
from tenthhour.core.audit import ERASED
from tenthhour.core.errors import Refused

WHY = "Letter of counsel, 2 November"
DAY = timedelta(days=1)


@pytest.fixture
def hold(bob: Person, pat: Person, at: datetime) -> Hold:
    return signatures.place_hold(subject=bob, reason=WHY, by=pat, at=at)


ENDED = "This hold has ended, or its end is asked for already"


def test_hold_nobody_placed_is_not_ended(pat: Person, at: datetime) -> None:
    with pytest.raises(Refused, match=ENDED):
        signatures.release_hold(hold_id=uuid.UUID(int=7), reason=WHY, by=pat, at=at)


def test_end_of_a_hold_is_asked_for_once(hold: Hold, pat: Person, alex: Person, at: datetime) -> None:
    signatures.release_hold(hold_id=hold.pk, reason=WHY, by=pat, at=at)
    with pytest.raises(Refused, match=ENDED):
        signatures.release_hold(hold_id=hold.pk, reason=WHY, by=alex, at=at)
    assert HoldRelease.objects.count() == 1


def test_what_waits_for_nobody_is_not_signed(alex: Person, hold: Hold, at: datetime) -> None:
    signatures.agree(row_id=hold.pk, by=alex, at=at)
    for row in (hold.pk, uuid.UUID(int=7)):
        with pytest.raises(Refused, match="This waits for nobody any more"):
            signatures.agree(row_id=row, by=alex, at=at)


def test_both_signatures_stand_in_the_record(
    hold: Hold, bob: Person, pat: Person, alex: Person, at: datetime
) -> None:
    signatures.agree(row_id=hold.pk, by=alex, at=at)
    rows = AuditEntry.unscoped.filter(action="org.hold.place").order_by("seq")
    said = [(r.actor_ref, r.subject_ref, r.object_ref) for r in rows]
    assert said == [(str(who.pk), str(bob.pk), str(hold.pk)) for who in (pat, alex)]


def test_end_of_a_hold_is_recorded_about_whom_it_held(
    hold: Hold, bob: Person, pat: Person, alex: Person, at: datetime
) -> None:
    end = signatures.release_hold(hold_id=hold.pk, reason=WHY, by=pat, at=at)
    signatures.agree(row_id=end.pk, by=alex, at=at)
    rows = AuditEntry.unscoped.filter(action="org.hold.release")
    assert [(r.subject_ref, r.object_ref) for r in rows] == [(str(bob.pk), str(end.pk))] * 2


def test_signature_says_who_and_when(hold: Hold, pat: Person, alex: Person, at: datetime) -> None:
    signed: Any = signatures.agree(row_id=hold.pk, by=alex, at=at + DAY)
    assert (signed.asked_by, signed.asked_at, signed.agreed_by, signed.agreed_at) == (pat, at, alex, at + DAY)


@pytest.mark.parametrize("days", [365, 366])
def test_policy_of_a_year_can_be_signed(pat: Person, at: datetime, days: int) -> None:
    signed = signatures.sign_retention(days={"file": days}, reason=WHY, by=pat, at=at)
    assert RetentionPolicy.objects.get(pk=signed.pk).days == {"file": days}


def test_every_class_that_cannot_be_signed_is_named(pat: Person, at: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        signatures.sign_retention(
            days={"file": 364, "scratch": 400, "detail": 400}, reason=WHY, by=pat, at=at
        )
    rule = "at least 365 days, and only for what a signed policy may erase."
    assert refusal.value.conditions == (f"file: {rule}", f"scratch: {rule}")


@pytest.mark.parametrize("whom", ["bob", None])
def test_erasure_is_not_even_asked_for_under_a_hold(
    bob: Person, pat: Person, at: datetime, whom: str | None
) -> None:
    signatures.place_hold(subject=bob if whom else None, reason=WHY, by=pat, at=at)
    with pytest.raises(Refused, match="Not erased: a legal hold placed on 2 November 2026"):
        signatures.ask_erasure(subject=bob, reason=WHY, by=pat, at=at)
    assert Erasure.objects.count() == 0


def test_refusal_names_both_who_hold(
    hold: Hold, bob: Person, pat: Person, alex: Person, at: datetime
) -> None:
    signatures.agree(row_id=hold.pk, by=alex, at=at)
    with pytest.raises(Refused, match=r"Ask Pat Example or Alex Example\."):
        signatures.ask_erasure(subject=bob, reason=WHY, by=pat, at=at)


def test_hold_on_somebody_else_stops_no_erasure(alice: Person, pat: Person, at: datetime) -> None:
    signatures.place_hold(subject=pat, reason=WHY, by=pat, at=at)
    assert signatures.ask_erasure(subject=alice, reason=WHY, by=pat, at=at).subject == alice


def spoken(site: Person, subject: Person | None, at: datetime, words: str) -> int:
    with audit.action(site, "org.person.enrol", at=at, subject=subject, detail=words) as act:
        pass
    return act.seq


def kept() -> set[str]:
    return set(AuditDetail.objects.values_list("text", flat=True))


def test_erasure_says_who_why_and_which(
    site: Person, bob: Person, pat: Person, alex: Person, at: datetime
) -> None:
    seqs = [spoken(site, bob, at, "one"), spoken(site, bob, at, "two")]
    asked = signatures.ask_erasure(subject=bob, reason=WHY, by=pat, at=at)
    signatures.agree(row_id=asked.pk, by=alex, at=at)
    row = AuditEntry.unscoped.get(action=ERASED)
    said = json.loads(AuditDetail.objects.get(seq=row.seq).text)
    assert said == {"asked_by": str(pat.pk), "agreed_by": str(alex.pk), "why": WHY, "entries": seqs}
    assert Erasure.objects.get().count == 2


def test_erasure_leaves_words_about_others_and_what_was_erased_before(
    site: Person, alice: Person, bob: Person, pat: Person, alex: Person, at: datetime
) -> None:
    spoken(site, alice, at, "about alice")
    for _ in range(2):
        asked = signatures.ask_erasure(subject=bob, reason=WHY, by=pat, at=at)
        signatures.agree(row_id=asked.pk, by=alex, at=at)
    assert "about alice" in kept()
    assert (
        AuditDetail.objects.filter(seq__in=AuditEntry.unscoped.filter(action=ERASED).values("seq")).count()
        == 2
    )


# -- what the clock erases ----------------------------------------------------------------------------


@pytest.fixture
def signed(pat: Person, alex: Person, at: datetime) -> None:
    """Words are kept 400 days."""
    policy = signatures.sign_retention(days={"detail": 400}, reason=WHY, by=pat, at=at)
    signatures.agree(row_id=policy.pk, by=alex, at=at)


def cleared(at: datetime) -> list[str]:
    """Do what is due at an instant; gives what it was."""
    found = sorted(expiry.due(at), key=lambda due: due.since)
    for due in found:
        due.do(at)
    return [due.what for due in found]


def test_days_are_our_own_until_a_policy_is_signed(pat: Person, alex: Person, at: datetime) -> None:
    ours = {"scratch": 30, "log_in": 90}
    assert expiry.days_kept() == ours
    for days in (500, 400):
        policy = signatures.sign_retention(days={"file": days}, reason=WHY, by=pat, at=at)
        assert expiry.days_kept().get("file") == (500 if days == 400 else None)
        at += DAY
        signatures.agree(row_id=policy.pk, by=alex, at=at)
    assert expiry.days_kept() == {**ours, "file": 400}


@pytest.mark.parametrize(("days", "words"), [(400, {"old"}), (401, set())])
def test_words_go_once_their_whole_day_is_past(
    signed: None, site: Person, at: datetime, days: int, words: set[str]
) -> None:
    spoken(site, None, at, "old")
    cleared(at + days * DAY)
    assert kept() & {"old"} == words


def test_words_are_due_when_their_day_is_past(signed: None, site: Person, at: datetime) -> None:
    spoken(site, None, at, "old")
    (due,) = expiry.due(at + 402 * DAY)
    assert due.since == at.replace(hour=0) + 401 * DAY


def test_words_go_day_by_day(signed: None, site: Person, at: datetime) -> None:
    seqs = [spoken(site, None, at + days * DAY, "old") for days in (0, 0, 1)]
    assert cleared(at + 402 * DAY) == ["words of 2026-11-02", "words of 2026-11-03"]
    said = [json.loads(d.text) for d in AuditDetail.objects.filter(text__contains="entries").order_by("seq")]
    assert said == [{"why": "signed policy", "entries": part} for part in (seqs[:2], seqs[2:])]


@pytest.mark.parametrize(
    ("whom", "left"), [("bob", {"of bob"}), (None, {"of bob", "of alice", "of none"}), ("pat", set())]
)
def test_words_a_hold_covers_stay(
    signed: None,
    request: Any,
    site: Person,
    alice: Person,
    bob: Person,
    pat: Person,
    at: datetime,
    whom: Any,
    left: Any,
) -> None:
    for subject, words in ((bob, "of bob"), (alice, "of alice"), (None, "of none")):
        spoken(site, subject, at, words)
    signatures.place_hold(subject=request.getfixturevalue(whom) if whom else None, reason=WHY, by=pat, at=at)
    cleared(at + 402 * DAY)
    assert kept() & {"of bob", "of alice", "of none"} == left


def test_words_that_say_what_was_erased_stay(signed: None, site: Person, at: datetime) -> None:
    spoken(site, None, at, "old")
    cleared(at + 402 * DAY)
    assert cleared(at + 1000 * DAY) == []
    assert len(kept()) == 1


def test_row_past_its_date_is_recorded_as_erased(
    alice: Person, bob: Person, site: Person, at: datetime
) -> None:
    write_scratch(about=bob, text="x", by=alice, at=at)
    key = Scratch.unscoped.get().pk
    assert cleared(at + 30 * DAY) == [f"support.Scratch {key}"]
    row = AuditEntry.unscoped.get(action="org.expire")
    assert (row.object_ref, row.subject_ref, row.actor_ref) == (
        f"support.Scratch:{key}",
        str(alice.pk),
        str(site.pk),
    )
    assert Scratch.unscoped.count() == 0


def test_row_one_second_before_its_date_stays(alice: Person, bob: Person, site: Person, at: datetime) -> None:
    write_scratch(about=bob, text="x", by=alice, at=at)
    assert cleared(at + 30 * DAY - timedelta(seconds=1)) == []


def test_row_renewed_in_between_stays_and_nothing_is_recorded(
    alice: Person, bob: Person, site: Person, at: datetime
) -> None:
    write_scratch(about=bob, text="x", by=alice, at=at)
    (due,) = expiry.due(at + 30 * DAY)
    Scratch.unscoped.update(written_at=at + DAY)
    due.do(at + 30 * DAY)
    assert (Scratch.unscoped.count(), AuditEntry.unscoped.filter(action="org.expire").count()) == (1, 0)


@pytest.mark.parametrize(("seconds", "left"), [(-1, 1), (0, 0)])
def test_session_goes_when_it_has_ended(db: None, at: datetime, seconds: int, left: int) -> None:
    Session.objects.create(session_key="a", session_data="", expire_date=at)
    cleared(at + timedelta(seconds=seconds))
    assert Session.objects.count() == left


def test_sessions_are_due_from_the_first_that_ended(db: None, at: datetime) -> None:
    for name, days in (("b", 2), ("a", 1), ("c", 9)):
        Session.objects.create(session_key=name, session_data="", expire_date=at + days * DAY)
    (due,) = expiry.due(at + 3 * DAY)
    assert (due.since, due.what) == (at + DAY, "sessions that have ended")


def test_what_no_policy_names_is_never_due(bob: Person, at: datetime) -> None:
    Notice.objects.create(subject=bob, text="told", at=at)
    assert list(expiry.due(at + 10_000 * DAY)) == []
