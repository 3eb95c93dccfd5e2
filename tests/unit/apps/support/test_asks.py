"""An Ask on the web: a draft is its leader's; shared, both read the same words at the same moment."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tenthhour.apps.org.models import Assignment, AuditEntry, Notice
from tenthhour.apps.support.models import Ask, AskDraft

STAKE = "The post is looked at again in July"


def test_draft_is_read_by_its_leader_alone(alices, bobs, carol, browse, draft_url):
    readers = (alices, bobs, browse(carol))
    assert [reader.get(draft_url).status_code for reader in readers] == [200, 404, 404]


def test_draft_leaves_no_trace_in_the_clinicians_log(alices, bob, draft_url):
    before = AuditEntry.unscoped.filter(subject_ref=str(bob.pk)).count()
    alices.get(draft_url)
    assert AuditEntry.unscoped.filter(subject_ref=str(bob.pk)).count() == before == 0


def test_draft_is_named_on_no_page_of_the_clinician(bobs, bob, draft_url):
    pages = ("/asks/", f"/people/{bob.pk}/promises/", "/me/access/")
    assert all(STAKE not in bobs.get(page).content.decode() for page in pages)


def test_sharing_without_a_sum_says_what_is_missing(alices, draft_url):
    answer = alices.post(f"{draft_url}share/")
    assert answer.status_code == 409
    assert "work out first what it means in hours of a week" in answer.content.decode()
    assert not Ask.unscoped.exists()


def test_shared_ask_holds_the_same_words_for_both(alices, bobs, shared_url):
    pages = [reader.get(shared_url).content.decode() for reader in (alices, bobs)]
    assert all(STAKE in page and "Patients wait six weeks." in page for page in pages)


def test_sharing_tells_the_clinician_and_keeps_no_draft(bob, shared_url):
    assert Notice.unscoped.get(subject=bob).text.endswith(
        "what is asked: 18 a session. You can read all of it."
    )
    assert not AskDraft.unscoped.exists()


def test_stranger_finds_no_ask(carol, browse, shared_url):
    stranger = browse(carol)
    assert [stranger.get(f"{shared_url}{page}").status_code for page in ("", "doable/", "letter/")] == [
        404
    ] * 3


def test_leaders_reading_is_in_the_clinicians_log(alices, bobs, shared_url):
    alices.get(shared_url)
    assert "opened what is asked of you" in bobs.get("/me/access/").content.decode()


def test_clinician_cannot_write_the_answer(bobs, shared_url):
    assert bobs.post(f"{shared_url}answer/", {"kind": "stands"}).status_code == 404


def test_answer_changes_the_ask_and_keeps_the_old(alices, bobs, shared_url):
    answer = {"kind": "ask_changed", "answer": "Sixteen is enough.", "new_level": "16"}
    alices.post(
        f"{shared_url}answer/", answer | {"answered_by": "Regional office", "answered_on": "2026-11-20"}
    )
    page = bobs.get(shared_url).content.decode()
    assert "<h1>16 a session" in page
    assert "<dt>Asked before</dt><dd>18 a session</dd>" in page


def test_answer_without_words_says_what_is_missing(alices, shared_url):
    answer = alices.post(f"{shared_url}answer/", {"kind": "stands"})
    assert answer.status_code == 422
    assert "In the asker&#x27;s words" in answer.content.decode()


def test_changed_number_drops_the_sum_made_for_the_old(alices, draft_url, written, sums):
    alices.post(f"{draft_url}doable/keep/", sums)
    alices.post(f"{draft_url}change/", written | {"level": "17"})
    assert AskDraft.unscoped.get().body["doable"] is None


def test_words_are_marked_and_saved_all_the_same(alices, bob, written):
    pressed = written | {"because": "Eighteen by July, or I can't protect you."}
    page = alices.get(alices.post(f"/people/{bob.pk}/ask/", pressed)["Location"]).content.decode()
    assert "Some words are marked. Nothing is blocked" in page


def test_half_a_stake_is_asked_for_the_rest(alices, bob, written):
    answer = alices.post(f"/people/{bob.pk}/ask/", written | {"stake_source": ""})
    assert answer.status_code == 422
    assert not AskDraft.unscoped.exists()


def test_given_warning_is_told_as_it_was(alices, bob, written):
    warned = {"warned_by": "Regional office", "warned_on": "2026-10-30", "warned_words": "Fix it or else."}
    page = alices.get(
        alices.post(f"/people/{bob.pk}/ask/?warned", written | warned)["Location"]
    ).content.decode()
    assert "Regional office gave a warning on 30 October 2026" in page
    assert "Tenth Hour cannot take the warning back." in page


@pytest.mark.parametrize("place", ["ask/", "talk/", "promises/new/", "notes/"])
def test_stranger_can_write_nothing_about_bob(carol, bob, browse, place):
    assert browse(carol).post(f"/people/{bob.pk}/{place}", {"text": "x"}).status_code == 404


def test_standing_gap_stands_beside_the_ask(alices, bobs, bob, written, store, make):
    store(make.result(value=0.6))
    asked = written | {"level": "85", "unit": "% of patients", "measure": "bp_controlled", "kind": "quality"}
    draft = alices.post(f"/people/{bob.pk}/ask/", asked)["Location"]
    shared = alices.post(f"{draft}share/")["Location"]
    gap = (
        "About 60 % of patients over the last 12 months (54.3 to 65.7), steady for 34 months. The ask is 85."
    )
    assert gap in bobs.get(shared).content.decode()


def test_ask_outside_the_data_has_no_gap(bobs, shared_url):
    assert "over the last 12 months" not in bobs.get(shared_url).content.decode()


@pytest.mark.parametrize(
    ("place", "sent"),
    [
        ("ask/", None),
        ("talk/", {"on": "2030-01-03", "purpose": "x"}),
        ("talks/today/", {"purpose": "x", "text": "y"}),
    ],
)
def test_leader_writes_nothing_of_the_kind_about_oneself(alice, alices, written, place, sent):
    assert alices.post(f"/people/{alice.pk}/{place}", sent or written).status_code == 404


def test_draft_of_somebody_no_longer_led_cannot_be_changed_or_shared(
    alice, bob, alices, draft_url, written, at
):
    Assignment.objects.filter(holder=alice, subject=bob).update(valid_to=timezone.now())
    answers = [alices.post(f"{draft_url}{act}/", written) for act in ("change", "share")]
    assert [answer.status_code for answer in answers] == [404, 404]
