"""A reviewer is named and decides: on a danger, on the data, on help that is disputed; a proposal is taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape

import pytest

from tenthhour.apps.monday.actions import tick
from tenthhour.apps.org.models import Assignment, AuditEntry, Notice
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.actions.pathway.formal import Expectation, Facts
from tenthhour.apps.support.models import Danger, Dispute, PlanAction, Proposal
from tenthhour.apps.support.queries.pathway import Words, known

STEPS = "/formal/"


def words(client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def told(person) -> list[str]:
    return list(Notice.unscoped.filter(subject=person).values_list("text", flat=True))


def name(browse, supervisor, reviewer, question) -> None:
    """The supervisor names somebody on the page; what opens a file to somebody new starts a day later."""
    answer = browse(supervisor).post(f"/questions/{question}/reviewer/", {"reviewer": str(reviewer.pk)})
    assert answer.status_code == 302, unescape(answer.content.decode())
    begun = datetime(2026, 11, 2, tzinfo=Assignment.objects.latest("valid_from").valid_from.tzinfo)
    Assignment.objects.filter(kind="reviews").update(valid_from=begun)


@pytest.fixture
def danger(bob, susan, paul, adopted, at) -> Danger:
    """Named by susan and by the people office."""
    susan.confirmed_at = at
    facts = Facts("fraud", "Two bills for one visit.", "Audit")
    made = actions.name_danger(about=bob, written=facts, by=susan, at=at)
    actions.take(question_id=made.question_id, move="T24", by=paul, at=at)
    return made


@pytest.fixture
def doubted(look, bob, stef, susan, after) -> Dispute:
    """Bob doubts the data, stef has answered, bob asks for a second opinion."""
    made = actions.dispute(question_id=look, ground="Not my patients", by=bob, at=after(1))
    actions.answer(dispute_id=made.pk, is_corrected=False, text="They are.", by=stef, at=after(2))
    actions.ask_second(dispute_id=made.pk, by=bob, at=after(3))
    return made


@pytest.fixture
def unsettled(helped, alice, bob, susan, after) -> PlanAction:
    """Alice says it is delivered, bob says it is not."""
    owed = PlanAction.unscoped.get(question=helped)
    actions.say_done(action_id=owed.pk, by=alice, at=after(20))
    actions.confirm_delivery(action_id=owed.pk, answer="no", by=bob, at=after(21))
    return owed


def test_reviewer_of_a_danger_is_named_and_ends_it(danger, susan, rita, browse):
    assert "A danger or a legal duty was named." in words(browse(susan), STEPS)
    assert "Name a reviewer" in words(browse(susan), f"/dangers/{danger.pk}/")
    name(browse, susan, rita, danger.question_id)
    page = browse(rita).post(f"/dangers/{danger.pk}/step/", {"move": "T25"}, follow=True)
    assert "It is closed here." in unescape(page.content.decode())


def test_danger_is_handed_over_on_its_page_after_the_reviewers_note(danger, susan, paul, rita, browse):
    address = f"/dangers/{danger.pk}/"
    early = browse(susan).post(f"{address}step/", {"move": "T26"})
    assert (early.status_code, "reviewer" in unescape(early.content.decode())) == (409, True)
    name(browse, susan, rita, danger.question_id)
    browse(rita).post(f"{address}step/", {"text": "Two bills, one visit: the audit has both."})
    for who in (susan, paul):
        browse(who).post(f"{address}step/", {"move": "T26"})
    assert known(danger.question_id, datetime.now(UTC)).value.state == "S5"


def test_danger_rings_once_a_day_from_the_fourteenth(danger, susan, paul, bob, after):
    for day in (13, 14, 14, 16):
        tick(at=after(day))
    rung = [t for t in told(susan) if "has been open for" in t]
    assert [t.split("open for ")[1].split(".")[0] for t in rung] == ["14 days", "15 days", "16 days"]
    assert len([t for t in told(paul) if "has been open for" in t]) == 3
    assert not any("has been open for" in t for t in told(bob))


def test_danger_that_was_closed_rings_no_more(danger, susan, rita, after):
    susan.confirmed_at = after(1)
    actions.name_reviewer(question_id=danger.question_id, reviewer=rita, by=susan, at=after(1))
    rita.confirmed_at = after(3)
    ended = Words(outcome="not warranted")
    actions.take(question_id=danger.question_id, move="T25", words=ended, by=rita, at=after(3))
    tick(at=after(30))
    assert not any("has been open for" in t for t in told(susan))


def test_second_opinion_is_given_by_whom_the_supervisor_names(doubted, look, susan, rita, browse, after):
    page = words(browse(susan), STEPS)
    assert "A second opinion on the data was asked for." in page
    assert "Not my patients" not in page + words(browse(susan), f"/questions/{look}/reviewer/")
    name(browse, susan, rita, look)
    assert "1 waits for yours" in words(browse(rita), STEPS)
    assert "Not my patients" in words(browse(rita), "/questions/data/")
    found = {"is_corrected": "", "text": "Half of them are."}
    browse(rita).post(f"/questions/data/{doubted.pk}/second/", {**found, "is_corrected": "1"})
    assert known(look, after(40)).snapshot.data_question_since is None


def test_supervisor_is_told_that_help_is_disputed(unsettled, susan):
    assert "Whether help arrived is seen differently. Name a reviewer under Formal steps." in told(susan)


@pytest.mark.parametrize(("answer", "is_delivered"), [("yes", True), ("no", False)])
def test_reviewer_decides_whether_help_arrived(
    answer, is_delivered, unsettled, helped, susan, rita, browse, bob
):
    name(browse, susan, rita, helped)
    assert "A second assistant" in words(browse(rita), STEPS)
    browse(rita).post(f"/formal/delivered/{unsettled.pk}/", {"answer": answer})
    unsettled.refresh_from_db()
    assert (unsettled.delivered_on is not None, unsettled.disputed_on is None) == (
        is_delivered,
        not is_delivered,
    )
    assert "Did help arrive?" not in words(browse(rita), STEPS)


def test_reviewer_cannot_waive_help(unsettled, helped, susan, rita, browse):
    name(browse, susan, rita, helped)
    answer = browse(rita).post(f"/formal/delivered/{unsettled.pk}/", {"answer": "waive"})
    assert answer.status_code == 409
    unsettled.refresh_from_db()
    assert unsettled.waived_on is None


def test_nobody_else_names_or_decides(unsettled, helped, alice, bob, carol, susan, browse):
    named = [browse(p).get(f"/questions/{helped}/reviewer/").status_code for p in (alice, bob, carol)]
    decided = [browse(p).post(f"/formal/delivered/{unsettled.pk}/").status_code for p in (alice, bob, susan)]
    assert (named, decided) == ([404] * 3, [404] * 3)


def test_leader_is_no_reviewer(unsettled, helped, alice, susan, browse):
    page = browse(susan).post(f"/questions/{helped}/reviewer/", {"reviewer": str(alice.pk)})
    assert (page.status_code, Assignment.objects.filter(kind="reviews").exists()) == (409, False)


@pytest.fixture
def proposed(earned, alice, after) -> Proposal:
    written = Expectation("Seven of ten letters.", "Two others would decide.")
    return actions.propose(question_id=earned, written=written, by=alice, at=after(95))


@pytest.mark.parametrize("who", ["alice", "susan"])
def test_proposal_is_taken_back(who, proposed, request, browse, bob):
    client = browse(request.getfixturevalue(who))
    assert "Take the proposal back" in words(client, f"/formal/{proposed.pk}/")
    page = client.post(f"/formal/{proposed.pk}/back/", follow=True)
    assert "and taken back" in unescape(page.content.decode())
    assert "has taken the proposal back" in told(bob)[-1]
    assert client.post(f"/formal/{proposed.pk}/back/").status_code == 409


def test_proposal_is_not_the_clinicians_to_take_back(proposed, browse, bob):
    assert browse(bob).post(f"/formal/{proposed.pk}/back/").status_code in (403, 404)
    assert not AuditEntry.unscoped.filter(action="support.proposal.withdraw").exists()


def test_threat_in_an_expectation_is_marked_for_its_leader(earned, alice, susan, browse, after):
    written = Expectation("Seven of ten letters.", "Seven of ten, or I can't protect you.")
    made = actions.propose(question_id=earned, written=written, by=alice, at=after(95))
    seen = ["Nothing is blocked" in words(browse(who), f"/formal/{made.pk}/") for who in (alice, susan)]
    assert seen == [True, False]
