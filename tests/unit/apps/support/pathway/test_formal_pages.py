"""The formal pages, role by role; the file for counsel checks out with nothing but Python."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from html import unescape

import pytest

from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.actions.pathway.formal import Expectation
from tenthhour.apps.support.models import Adoption, Crisis, Outcome
from tenthhour.apps.support.queries.pathway import Signal

TABLES = {"visit", "confirmation", "figures", "meeting", "statement", "dispute", "plan", "planaction"}
TABLES |= {"plangoal", "proposal", "danger"}


@pytest.fixture
def proposed(earned, alice, after) -> str:
    written = Expectation("Seven of ten letters.", "Two others would decide.")
    made = actions.propose(question_id=earned, written=written, by=alice, at=after(95))
    return f"/formal/{made.pk}/"


def words(client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def test_each_role_reads_the_step_and_strangers_do_not(proposed, alice, bob, susan, paul, carol, browse):
    seen = {p.code: browse(p).get(proposed).status_code for p in (alice, bob, susan, paul, carol)}
    assert seen == {"alice": 200, "bob": 200, "susan": 200, "paul": 404, "carol": 404}


def test_step_shows_dates_and_no_talk(proposed, susan, browse):
    page = words(browse(susan), proposed)
    assert "Seven of ten letters." in page
    assert "both say that they met" in page
    assert "We met." not in page


def test_leader_learns_that_the_data_are_doubted_and_not_why(
    proposed, earned, alice, bob, susan, after, browse
):
    actions.dispute(question_id=earned, ground="My partner's letters.", by=bob, at=after(96))
    assert "My partner's letters." in words(browse(susan), proposed)
    seen = words(browse(alice), proposed)
    assert "It is open." in seen
    assert "My partner's letters." not in seen


def test_clinician_replies_beside_it(proposed, bobs):
    bobs.post(f"{proposed}reply/", {"text": "The assistant came late."})
    assert "The assistant came late." in words(bobs, proposed)


def test_chief_is_refused_at_the_form(alices, bob, stef):
    at = datetime.now(UTC)
    signal = Signal("letters_on_time", "Letters", 30, False, at)
    look = actions.open_look(about=bob, signal=signal, by=stef, at=at)
    answer = alices.post(f"/questions/{look}/formal/", {"expectation": "x", "consequence": "y"})
    assert answer.status_code == 409
    assert "No conversation has been held. Invite Bob Example first." in unescape(answer.content.decode())


def test_file_holds_one_question_and_verifies(earned, bob, after, tmp_path):
    bob.confirmed_at = after(95)
    packed = actions.take_file(question_id=earned, by=bob, at=after(95))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(tmp_path)
    sums = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False)
    check = [sys.executable, "verify_audit.py", "record.jsonl", "--checkpoint", "checkpoint.txt"]
    proof = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (sums.returncode, proof.returncode) == (0, 0), proof.stdout


def test_file_holds_nothing_of_a_rehearsal_or_a_coach(earned, bob, after):
    bob.confirmed_at = after(95)
    packed = actions.take_file(question_id=earned, by=bob, at=after(95))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        found = json.loads(archive.read("question.json"))
        told = "".join(archive.read(n).decode() for n in archive.namelist() if n != "verify_audit.py")
    assert {n for n, value in found.items() if isinstance(value, list)} == TABLES
    assert "We met." in told


def test_supervisor_sees_numbers_and_no_words(earned, susan, browse):
    page = words(browse(susan), "/supervision/")
    assert "Meetings about a question held" in page
    assert "We met." not in page
    assert "Letters" not in page


def test_crisis_adoption_and_counts_are_written_down(susan, paul, browse):
    client = browse(susan)
    client.post("/supervision/crisis/", {"reason": "Flood", "ends_on": "2020-01-01"})
    assert not Crisis.objects.exists()
    numbers = {"quarter": "2026-Q4", "notices": 1, "departures": 0, "began_with_warning": 2}
    client.post("/supervision/outside/", numbers)
    assert Outcome.unscoped.get().notices == 1
    policy = {"version": "1", "adopted_by": "Board", "adopted_on": "2026-11-02", "counsel": "Ms C"}
    browse(paul).post("/formal/adopted/", policy)
    assert Adoption.objects.get().adopted_by == "Board"


def test_pages_of_a_danger_are_the_supervisors(susan, alice, bob, browse):
    asked = f"/people/{bob.pk}/danger/"
    assert (browse(alice).get(asked).status_code, browse(susan).get(asked).status_code) == (404, 200)


def test_first_page_is_what_a_role_is_for(susan, paul, browse):
    assert browse(susan).get("/").url == "/supervision/"
    assert browse(paul).get("/").url == "/formal/"
