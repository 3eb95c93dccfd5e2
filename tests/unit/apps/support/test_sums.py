"""The sum on the web: default figures, own figures, and one page to send up."""

from __future__ import annotations

from tenthhour.apps.support.models import Ask, AskDraft


def test_sum_shows_the_lines_and_the_question(alices, draft_url, sums):
    page = alices.get(f"{draft_url}doable/", sums).content.decode()
    assert "On likely figures the ask needs 7.1 more hours a week. What would have to change?" in page
    assert "72 encounters a week (18 a session x 4 sessions a week)" in page


def test_looking_at_a_sum_keeps_nothing(alices, draft_url, sums):
    alices.get(f"{draft_url}doable/", sums)
    assert AskDraft.unscoped.get().sums == {}


def test_kept_sum_travels_with_the_shared_ask(bobs, shared_url):
    assert Ask.unscoped.get().body["doable"]["contracted_hours"] == 40
    assert "7.1 more hours" in bobs.get(f"{shared_url}doable/").content.decode()


def test_clinician_tries_own_figures_and_nothing_is_kept(bobs, shared_url, sums):
    page = bobs.get(f"{shared_url}doable/", sums | {"inbox_likely": "600"}).content.decode()
    assert "Even if everything goes quickly the ask needs 3.0 more hours" in page
    assert "your own figure" in page
    assert Ask.unscoped.get().sums.get("inbox_likely") is None


def test_missing_sessions_are_asked_for(alices, draft_url, sums):
    answer = alices.get(f"{draft_url}doable/", sums | {"sessions": ""})
    assert answer.status_code == 422
    assert "How many sessions a week does this post have?" in answer.content.decode()


def test_impossible_hours_are_a_sentence(alices, draft_url, sums):
    answer = alices.post(f"{draft_url}doable/keep/", sums | {"hours": "300"})
    assert answer.status_code == 422
    assert "Write hours a week, above 0 to 168." in answer.content.decode()


def test_page_to_send_up_is_a_pdf(alices, draft_url, sums):
    answer = alices.get(f"{draft_url}doable.pdf", sums)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_letter_to_the_asker_is_taken_as_text_and_kept_nowhere(alices, shared_url):
    page = alices.get(f"{shared_url}letter/").content.decode()
    assert "What I ask of you" in page
    taken = alices.post(f"{shared_url}letter/", {"text": "My own words", "take": "1"})
    assert (taken["Content-Type"], taken.content) == ("text/plain; charset=utf-8", b"My own words")


def test_policy_to_adopt_opens_with_what_binds(alices):
    page = alices.get("/letters/policy/", {"organisation": "East clinic"}).content.decode()
    assert "These steps bind only if your organisation adopts them as policy." in page
    assert "policy of East clinic" in page


def test_clinician_without_people_has_no_letters(bobs):
    assert [bobs.get(f"/letters/{name}/").status_code for name in ("team", "policy")] == [404, 404]
