"""The page of a question: the same words for both, 404 for strangers, every refusal in full."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from tenthhour.apps.org.models import AuditEntry
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.models import Dispute, Question, Visit
from tenthhour.apps.support.queries.pathway import Signal, known


@pytest.fixture
def asked(bob, stef) -> str:
    """A look that began a week ago, so that both may read it today."""
    at = datetime.now(UTC) - timedelta(days=7)
    signal = Signal("letters_on_time", "Letters within 3 days", 30, False, at)
    return f"/questions/{actions.open_look(about=bob, signal=signal, by=stef, at=at)}/"


def words(client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def test_both_read_the_same_standing(alices, bobs, asked):
    for page in (words(alices, asked), words(bobs, asked)):
        assert "A number to check." in page
        assert "closes by itself on" in page
        assert "It is not an investigation, not peer review and not discipline." in page


def test_stranger_supervisor_and_steward_find_nothing(carol, susan, stef, browse, asked):
    assert [browse(who).get(asked).status_code for who in (carol, susan, stef)] == [404] * 3


def test_clinician_wants_to_talk_with_one_press(bobs, asked):
    bobs.post(f"{asked}step/", {"move": "T05"})
    assert "Talk." in words(bobs, asked)


def test_dispute_stops_the_clock_and_is_answered(alices, bobs, stef, browse, asked):
    bobs.post(f"{asked}data/", {"ground": "My partner's patients were counted as mine"})
    assert "No clock of this runs until it is answered." in words(alices, asked)
    doubt = Dispute.unscoped.get()
    found = {"is_corrected": "1", "text": "They were; the next file has it right."}
    assert "My partner's patients" in words(browse(stef), "/questions/data/")
    browse(stef).post(f"/questions/data/{doubt.pk}/answer/", found)
    assert "They were; the next file has it right." in words(bobs, asked)


def test_friday_chief_is_refused_with_everything_that_is_missing(alices, asked):
    answer = alices.post(f"{asked}step/", {"move": "T14"})
    assert answer.status_code == 409
    assert "There is no such step from here." in unescape(answer.content.decode())
    assert AuditEntry.unscoped.filter(action="support.question.refused").exists()


def test_no_form_asks_for_the_day_of_a_step(alices, asked, bob):
    alices.post(f"{asked}step/", {"move": "T18", "on": "2020-01-01", "at": "2020-01-01"})
    assert Visit.unscoped.latest("number").on == timezone.localdate()


def test_wish_for_help_is_the_clinicians_alone_until_shared(alices, bobs):
    address = bobs.post("/me/help/", {"topic": "Somebody for the forms"})["Location"]
    assert alices.get(address).status_code == 404
    bobs.post(f"{address}share/")
    assert "Somebody for the forms" in words(alices, address)


def test_shared_ask_opens_a_talk(bobs, shared_url, bob):
    address = bobs.post(f"{shared_url}talk/")["Location"]
    assert "Talk." in words(bobs, address)
    assert known(Question.unscoped.get().pk, timezone.now()).value.kind == "ask"


def test_plan_of_help_is_written_and_agreed(alices, bobs, bob):
    address = bobs.post(f"/people/{bob.pk}/questions/talk/", {"topic": "The rota"})["Location"]
    held = {"met_on": timezone.localdate(), "summary": "Two assistants would do."}
    bobs.post(f"{address}met/", held)
    meeting = words(alices, address).split("/met/")[1].split("/")[0]
    alices.post(f"{address}met/{meeting}/")
    plan = {"days": "120", "coach": "on", "what1": "An assistant", "owner1": "Office", "due1": "2030-01-01"}
    assert alices.post(f"{address}plan/", plan | {"means1": "two days a week"}).status_code == 302
    assert "An assistant" in words(bobs, address)


def test_lists_and_forms_open(alices, bobs, bob, stef, browse, asked):
    pages = [(bobs, f"/people/{bob.pk}/questions/"), (alices, f"/people/{bob.pk}/questions/")]
    pages += [(bobs, "/me/report/"), (alices, f"{asked}plan/"), (browse(stef), "/questions/data/")]
    assert [client.get(page).status_code for client, page in pages] == [200] * 5


GIVEN = {"level": "18", "unit": "a session", "kind": "efficiency", "warned_by": "Regional office"}
GIVEN |= {"warned_on": "2026-11-03", "warned_words": "Eighteen by July, or else."}


def test_warning_the_clinician_was_given_opens_a_talk(alices, bobs, bob):
    page = bobs.post("/me/warning/", GIVEN, follow=True)
    assert "Talk." in unescape(page.content.decode())
    row = Question.unscoped.get(subject=bob, kind="ask")
    seen = [alices.get(f"/{a}").status_code for a in (f"asks/{row.ask_id}/", f"asks/{row.ask_id}/doable/")]
    assert seen == [200, 200]
    assert "Eighteen by July, or else." in words(alices, f"/asks/{row.ask_id}/")
    assert "Regional office" in words(alices, f"/asks/{row.ask_id}/letter/")


def test_warning_that_lies_ahead_is_refused(bobs):
    answer = bobs.post("/me/warning/", GIVEN | {"warned_on": "2099-01-01"})
    assert (answer.status_code, Question.unscoped.exists()) == (409, False)


def test_threat_in_a_summary_is_marked_and_saved(alices, bobs, asked):
    bobs.post(f"{asked}step/", {"move": "T05"})
    said = {"met_on": str(timezone.localdate()), "summary": "Eighteen by July, or I can't protect you."}
    page = alices.post(f"{asked}met/", said, follow=True).content.decode()
    assert "Nothing is blocked; it is your text." in page
    assert "Eighteen by July" in words(bobs, asked)
    assert "Nothing is blocked" not in words(bobs, asked)
