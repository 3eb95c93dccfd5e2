"""What somebody is given of themselves, table by table, and what the keepers of holds see."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tenthhour.apps.org import audit
from tenthhour.apps.org.actions import agree, ask_erasure, place_hold, release_hold, sign_retention
from tenthhour.apps.org.audit.checkpoints import checkpoint
from tenthhour.apps.org.models import Assignment, AuditEntry, Person
from tenthhour.apps.org.queries import kept
from tenthhour.apps.support.actions import make_promise
from tenthhour.apps.support.actions.pathway import open_help
from tenthhour.apps.support.models import Promise, Question
from tenthhour.core.audit import Covered, Entry, as_entry

WHY = "Letter of counsel"
DAY = timedelta(days=1)


@pytest.fixture
def pat(carol: Person, at: datetime) -> Person:
    """Carol is named for the people office."""
    Assignment.objects.create(kind="staffs", holder=carol, valid_from=at)
    return carol


@pytest.fixture
def promised(alice: Person, bob: Person, site: Person, at: datetime) -> Promise:
    return make_promise(about=bob, to=bob, text="A quiet room", due=date(2026, 11, 20), by=alice, at=at)


def tables(person: Person, at: datetime) -> dict[str, kept.OwnTable]:
    return {table.label: table for table in kept.own_tables(person, at)}


def test_own_row_is_given_in_words(promised: Promise, bob: Person, at: datetime) -> None:
    table = tables(bob, at)["support.Promise"]
    (row,) = table.rows
    assert (row["text"], row["owed by"], row["due"]) == ("A quiet room", "Alice Example", "2026-11-20")
    assert table.kept_for == "as long as the site's signed policy says"


def test_table_without_a_row_of_ones_own_is_left_out(promised: Promise, carol: Person, at: datetime) -> None:
    assert "support.Promise" not in tables(carol, at)


def test_what_a_leader_may_read_of_others_is_not_their_own(alice: Person, bob: Person, at: datetime) -> None:
    open_help(wish="Somebody for the forms", is_shared=True, by=bob, at=at)
    assert Question.objects.visible_to(alice, at).exists()
    assert "support.Question" not in tables(alice, at)


def test_tables_come_in_the_order_of_their_titles(promised: Promise, bob: Person, at: datetime) -> None:
    titles = [table.title for table in kept.own_tables(bob, at)]
    assert titles == sorted(titles)
    assert len(titles) >= 3


def test_hidden_column_is_given_to_nobody(bob: Person, at: datetime) -> None:
    (row,) = tables(bob, at)["org.User"].rows
    assert "username" in row
    assert "password" not in row


def test_entries_about_oneself_are_given_without_their_seals(
    promised: Promise, bob: Person, at: datetime
) -> None:
    (row,) = tables(bob, at)["org.AuditEntry"].rows
    assert row["action"] == "support.promise.make"
    assert not {"mac", "link", "nonce"} & set(row)


def test_text_and_numbers_stay_what_they_are(promised: Promise, bob: Person, at: datetime) -> None:
    (row,) = tables(bob, at)["org.AuditEntry"].rows
    assert type(row["seq"]) is int
    (assigned,) = tables(bob, at)["org.Assignment"].rows
    assert (assigned["valid to"], assigned["granted by"]) == (None, None)


def test_row_of_another_table_is_given_as_its_id(bob: Person, pat: Person, at: datetime) -> None:
    hold = place_hold(subject=bob, reason=WHY, by=pat, at=at)
    release_hold(hold_id=hold.pk, reason="It is settled", by=pat, at=at)
    (row,) = tables(bob, at)["org.HoldRelease"].rows
    assert row["hold"] == str(hold.pk)


def test_list_of_what_is_not_given_says_why(db: None) -> None:
    said = kept.not_given()
    assert list(said) == sorted(set(said))
    assert any("they open your account" in sentence for sentence in said)


def given(person: Person) -> list[Entry | Covered]:
    return [as_entry(line)[0] for line in kept.own_record(person)]


def test_own_record_covers_what_is_about_others(
    promised: Promise, alice: Person, bob: Person, carol: Person, at: datetime
) -> None:
    audit.record_reads(actor=bob, name="monday.person.read", subjects=[carol.pk], at=at)
    audit.record_reads(actor=alice, name="monday.person.read", subjects=[bob.pk], at=at)
    kinds = [type(entry) for entry in given(bob)]
    assert kinds == [Entry, Entry, Covered, Entry]


def test_own_act_about_nobody_is_given(carol: Person, pat: Person, at: datetime) -> None:
    pat.confirmed_at = at
    place_hold(subject=None, reason=WHY, by=pat, at=at)
    assert [type(entry) for entry in given(pat)] == [Entry, Entry]


def test_act_of_somebody_else_about_nobody_is_covered(bob: Person, pat: Person, at: datetime) -> None:
    place_hold(subject=None, reason=WHY, by=pat, at=at)
    assert [type(entry) for entry in given(bob)] == [Entry, Covered]


def test_covered_entry_keeps_its_place(bob: Person, pat: Person, at: datetime) -> None:
    place_hold(subject=None, reason=WHY, by=pat, at=at)
    row, covered = AuditEntry.unscoped.get(seq=2), given(bob)[1]
    assert (covered.seq, covered.prev_link, covered.link) == (2, row.prev_link, row.link)


@pytest.mark.parametrize(("whom", "is_held"), [("bob", True), (None, True), ("alice", False)])
def test_hold_on_oneself_or_everybody_is_a_hold(
    bob: Person, alice: Person, pat: Person, at: datetime, whom: str | None, is_held: bool
) -> None:
    place_hold(subject={"bob": bob, "alice": alice}.get(whom or ""), reason=WHY, by=pat, at=at)
    assert kept.is_held(bob) is is_held


def test_holds_come_oldest_first(alice: Person, bob: Person, pat: Person, at: datetime) -> None:
    pat.confirmed_at = at + DAY
    place_hold(subject=alice, reason=WHY, by=pat, at=at + DAY)
    pat.confirmed_at = at
    place_hold(subject=bob, reason=WHY, by=pat, at=at)
    assert [hold.subject for hold in kept.holds()] == [bob, alice]


def test_what_waits_for_a_second_signature_is_named(
    bob: Person, pat: Person, stef: Person, at: datetime
) -> None:
    Assignment.objects.create(kind="administers", holder=stef, valid_from=at)
    hold = place_hold(subject=stef, reason=WHY, by=pat, at=at)
    agree(row_id=hold.pk, by=stef, at=at)
    release_hold(hold_id=hold.pk, reason="It is settled", by=pat, at=at)
    ask_erasure(subject=bob, reason="Bob asked for it", by=pat, at=at)
    sign_retention(days={"file": 400}, reason="Board 2026", by=pat, at=at)
    place_hold(subject=bob, reason=WHY, by=pat, at=at)
    assert [waiting.what for waiting in kept.waiting()] == [
        "Confirm the hold",
        "End the hold",
        "Erase what the record says in words",
        "Put the retention policy in force",
    ]
    assert [waiting.id for waiting in kept.waiting()] == [waiting.row.pk for waiting in kept.waiting()]
    said = [waiting.days for waiting in kept.waiting()]
    assert said == [(), (), (), (("Files about people: numbers, asks, talks, promises, plans", 400),)]


def test_latest_checkpoint_stands_on_paper(promised: Promise, at: datetime) -> None:
    assert kept.checkpoint_line() == ""
    taken = checkpoint(why="export", at=at)
    assert kept.checkpoint_line() == f"Checkpoint of the record: {taken.printed}."


def test_every_class_says_how_long_it_is_kept() -> None:
    said = dict(kept.retention_rules())
    assert {"30 days", "90 days", "as long as the site runs"} <= set(said.values())
