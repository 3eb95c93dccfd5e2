"""Legal holds, erasure and the signed policy: two people each, and a hold beats all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from tenthhour.apps.monday.actions import tick
from tenthhour.apps.org import audit
from tenthhour.apps.org.access import NotConfirmed
from tenthhour.apps.org.actions import signatures
from tenthhour.apps.org.audit.verify import site_proof
from tenthhour.apps.org.models import AuditDetail, Hold, Notice, Person
from tenthhour.apps.support.actions import discard_draft, write_scratch
from tenthhour.apps.support.models import AskDraft, Scratch
from tenthhour.apps.support.queries import drafts
from tenthhour.core.errors import Refused

DAY = timedelta(days=1)
WHY = "Letter of counsel, 2 November"


@pytest.fixture
def noted(alice: Person, bob: Person, at: datetime) -> datetime:
    write_scratch(about=bob, text="A note", by=alice, at=at)
    return at


def test_hold_stops_expiry_from_the_first_signature_on(noted: datetime, bob: Person, pat: Person) -> None:
    signatures.place_hold(subject=bob, reason=WHY, by=pat, at=noted)
    tick(at=noted + 40 * DAY)
    assert Scratch.unscoped.count() == 1


def test_hold_on_somebody_else_stops_nothing(noted: datetime, carol: Person, pat: Person) -> None:
    signatures.place_hold(subject=carol, reason=WHY, by=pat, at=noted)
    tick(at=noted + 40 * DAY)
    assert Scratch.unscoped.count() == 0


def test_hold_on_everybody_stops_all(noted: datetime, pat: Person) -> None:
    signatures.place_hold(subject=None, reason=WHY, by=pat, at=noted)
    tick(at=noted + 40 * DAY)
    assert Scratch.unscoped.count() == 1


def test_database_itself_refuses_to_delete_a_held_row(noted: datetime, bob: Person, pat: Person) -> None:
    signatures.place_hold(subject=bob, reason=WHY, by=pat, at=noted)
    rows = Scratch.unscoped.all()
    with pytest.raises(DatabaseError, match="legal hold"), transaction.atomic():
        rows._raw_delete(rows.db)


def test_database_itself_refuses_to_delete_held_words(
    at: datetime, site: Person, bob: Person, pat: Person
) -> None:
    with audit.action(site, "org.person.enrol", at=at, subject=bob, detail="words"):
        pass
    signatures.place_hold(subject=bob, reason=WHY, by=pat, at=at)
    rows = AuditDetail.objects.all()
    with pytest.raises(DatabaseError, match="legal hold"), transaction.atomic():
        rows._raw_delete(rows.db)


def test_hold_ends_when_two_have_signed(noted: datetime, bob: Person, pat: Person, alex: Person) -> None:
    hold = signatures.place_hold(subject=bob, reason=WHY, by=pat, at=noted)
    end = signatures.release_hold(hold_id=hold.pk, reason="The matter is settled", by=pat, at=noted)
    tick(at=noted + 40 * DAY)
    assert Scratch.unscoped.count() == 1
    signatures.agree(row_id=end.pk, by=alex, at=noted + 41 * DAY)
    tick(at=noted + 42 * DAY)
    assert Scratch.unscoped.count() == 0


def test_nobody_signs_twice(at: datetime, bob: Person, pat: Person) -> None:
    hold = signatures.place_hold(subject=bob, reason=WHY, by=pat, at=at)
    with pytest.raises(Refused, match="Somebody else must agree"):
        signatures.agree(row_id=hold.pk, by=pat, at=at)


def test_database_itself_refuses_one_person_twice(at: datetime, bob: Person, pat: Person) -> None:
    hold = signatures.place_hold(subject=bob, reason=WHY, by=pat, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(agreed_by=pat, agreed_at=at)


@pytest.mark.parametrize("who", ["alice", "stef"])
def test_nobody_else_places_a_hold(who: str, request: Any, bob: Person, at: datetime) -> None:
    with pytest.raises(Refused, match="not the person"):
        signatures.place_hold(subject=bob, reason=WHY, by=request.getfixturevalue(who), at=at)


def test_reason_is_needed(bob: Person, pat: Person, at: datetime) -> None:
    with pytest.raises(Refused, match="Say why"):
        signatures.place_hold(subject=bob, reason="because   ", by=pat, at=at)


def test_reason_of_ten_characters_is_enough(bob: Person, pat: Person, at: datetime) -> None:
    assert signatures.place_hold(subject=bob, reason=" ten to one", by=pat, at=at).reason == "ten to one"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (signatures.place_hold, {"subject": "bob"}),
        (signatures.ask_erasure, {"subject": "bob"}),
        (signatures.sign_retention, {"days": {"file": 400}}),
    ],
)
def test_first_signature_takes_a_fresh_answer(
    act: Any, said: Any, bob: Person, pat: Person, at: datetime
) -> None:
    pat.confirmed_at = at - timedelta(seconds=601)
    said = {key: bob if value == "bob" else value for key, value in said.items()}
    with pytest.raises(NotConfirmed):
        act(**said, reason=WHY, by=pat, at=at)


def test_second_signature_and_the_end_of_a_hold_take_one_too(
    bob: Person, pat: Person, alex: Person, at: datetime
) -> None:
    hold = signatures.place_hold(subject=bob, reason=WHY, by=pat, at=at)
    alex.confirmed_at = None
    with pytest.raises(NotConfirmed):
        signatures.agree(row_id=hold.pk, by=alex, at=at)
    with pytest.raises(NotConfirmed):
        signatures.release_hold(hold_id=hold.pk, reason="It is settled", by=alex, at=at)


def test_erasure_keeps_the_chain_whole(
    at: datetime, site: Person, bob: Person, pat: Person, alex: Person
) -> None:
    with audit.action(site, "org.person.enrol", at=at, subject=bob, detail="SECRET-WORDS"):
        pass
    asked = signatures.ask_erasure(subject=bob, reason="Bob asked for it in writing", by=pat, at=at)
    assert AuditDetail.objects.filter(text="SECRET-WORDS").exists()
    done: Any = signatures.agree(row_id=asked.pk, by=alex, at=at)
    assert (done.count, AuditDetail.objects.filter(text="SECRET-WORDS").exists()) == (1, False)
    assert site_proof({}).faults == ()


def test_erasure_is_refused_under_a_hold(at: datetime, bob: Person, pat: Person, alex: Person) -> None:
    asked = signatures.ask_erasure(subject=bob, reason="Bob asked for it in writing", by=pat, at=at)
    signatures.place_hold(subject=bob, reason=WHY, by=alex, at=at)
    said = "Not erased: a legal hold placed on 2 November 2026 covers these records. Ask Alex Example."
    with pytest.raises(Refused, match=said):
        signatures.agree(row_id=asked.pk, by=alex, at=at)


def test_without_a_signed_policy_nothing_else_is_erased(bob: Person, at: datetime) -> None:
    Notice.objects.create(subject=bob, text="Told", at=at)
    tick(at=at + 10_000 * DAY)
    assert Notice.unscoped.count() == 1


def test_signed_policy_erases_after_its_days(bob: Person, pat: Person, alex: Person, at: datetime) -> None:
    Notice.objects.create(subject=bob, text="Told", at=at)
    signed = signatures.sign_retention(days={"file": 400}, reason="Board, 2 November", by=pat, at=at)
    tick(at=at + 401 * DAY)
    assert Notice.unscoped.count() == 1
    signatures.agree(row_id=signed.pk, by=alex, at=at + 401 * DAY)
    tick(at=at + 402 * DAY)
    assert Notice.unscoped.count() == 0


def test_signed_policy_erases_old_words_and_the_chain_stays_whole(
    bob: Person, site: Person, pat: Person, alex: Person, at: datetime
) -> None:
    with audit.action(site, "org.person.enrol", at=at, subject=bob, detail="SECRET-WORDS"):
        pass
    signed = signatures.sign_retention(days={"detail": 400}, reason="Board, 2 November", by=pat, at=at)
    signatures.agree(row_id=signed.pk, by=alex, at=at)
    tick(at=at + 402 * DAY)
    assert not AuditDetail.objects.filter(text="SECRET-WORDS").exists()
    assert site_proof({}).faults == ()


@pytest.mark.parametrize("days", [{"file": 364}, {"record": 4000}, {"unknown": 4000}])
def test_policy_cannot_be_hasty_or_touch_the_chain(days: dict[str, int], pat: Person, at: datetime) -> None:
    with pytest.raises(Refused, match="at least 365 days"):
        signatures.sign_retention(days=days, reason="Board, 2 November", by=pat, at=at)


def test_draft_thrown_away_under_a_hold_is_kept_out_of_sight(
    alice: Person, bob: Person, pat: Person, at: datetime, browse: Callable[[Person], Client]
) -> None:
    written = {"level": "18", "unit": "a session", "kind": "efficiency", "asker": "Regional office"}
    browse(alice).post(f"/people/{bob.pk}/ask/", {**written, "reason": "access", "because": "Patients wait."})
    signatures.place_hold(subject=bob, reason=WHY, by=pat, at=at)
    discard_draft(draft_id=AskDraft.unscoped.get().pk, by=alice, at=at)
    assert (AskDraft.unscoped.count(), drafts(alice, at)) == (1, ())


def test_subject_sees_that_a_hold_stands(
    bob: Person, pat: Person, at: datetime, browse: Callable[[Person], Client]
) -> None:
    signatures.place_hold(subject=bob, reason=WHY, by=pat, at=at)
    page = browse(bob).get("/me/access/").content.decode()
    assert "Some records are kept past their date under a legal hold." in page
    assert WHY not in page
