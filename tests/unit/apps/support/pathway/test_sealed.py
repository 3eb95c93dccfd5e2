"""A closed question: sealed after a year, opened by two people for 14 days, erased when a signed policy says so."""

from __future__ import annotations

import io
import zipfile

import pytest

from tenthhour.apps.monday.actions import tick
from tenthhour.apps.org import actions as org
from tenthhour.apps.org.actions import expiry
from tenthhour.apps.org.audit.verify import site_proof
from tenthhour.apps.org.models import AuditEntry, Notice, Unsealing, User
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.models import Ask, Question
from tenthhour.apps.support.queries import pathway as queries
from tenthhour.apps.support.queries.pathway import sealed
from tenthhour.core.errors import Refused

WHY = "Order of the county court, 9 January 2028"
YEAR = 400  # days after the first, the question being closed on the third


@pytest.fixture
def closed(look, alice, bob, meet, after):
    """A question with words of both, closed on the third day."""
    actions.take(question_id=look, move="T05", by=bob, at=after(0))
    meet(look, after(1))
    actions.state_words(question_id=look, text="My own view.", by=bob, at=after(1))
    for who in (alice, bob):
        actions.take(question_id=look, move="T08", by=who, at=after(2))
    return look


@pytest.fixture
def ask(bob, alex, after):
    """Alex asks for what was open on the second day."""

    def asked(day=1, ground="court", at=YEAR):
        said = {"day": after(day).date(), "ground": ground, "reason": WHY, "by": alex, "at": after(at)}
        return actions.ask_unsealing(about=bob, **said)

    return asked


@pytest.fixture
def opened(closed, ask, paul, after):
    """Two have signed."""
    ask()
    org.agree(row_id=Unsealing.objects.get().pk, by=paul, at=after(YEAR))
    return closed


def told(person):
    return " ".join(Notice.unscoped.filter(subject=person).values_list("text", flat=True))


def test_one_signature_opens_nothing_and_is_told(closed, ask, paul, bob, after):
    ask()
    assert not queries.may_take(closed, paul, after(YEAR))
    assert f"because a court asks for it: {WHY}. A second person has to agree." in told(bob)


def test_two_signatures_open_it_to_the_people_office_alone(opened, paul, alex, alice, carol, after):
    may = [queries.may_take(opened, who, after(YEAR)) for who in (paul, alex, alice, carol)]
    assert may == [True, False, False, False]


def test_it_ends_by_itself_after_fourteen_days(opened, paul, after):
    days = (YEAR + 13, YEAR + 14)
    assert [queries.may_take(opened, paul, after(day)) for day in days] == [True, False]


def test_question_itself_stays_out_of_view(opened, paul, alice, after):
    seen = [Question.objects.visible_to(who, after(YEAR)).exists() for who in (paul, alice)]
    assert seen == [False, False]


def test_clinician_is_told_who_opened_it_who_reads_it_and_that_it_was_taken(opened, paul, bob, after):
    packed = actions.take_file(question_id=opened, by=paul, at=after(YEAR))
    assert "My own view." in zipfile.ZipFile(io.BytesIO(packed)).read("question.json").decode()
    said = told(bob)
    assert "Alex Example and Paul Example agreed that one of your closed questions be opened" in said
    assert "Paul Example reads, for the people office, the file of one question of you" in said
    assert "Paul Example has taken the whole file" in said


def test_both_signatures_stand_in_the_record(opened, bob):
    rows = AuditEntry.unscoped.filter(action="org.question.unseal", subject_ref=str(bob.pk))
    assert len(set(rows.values_list("actor_ref", flat=True))) == 2
    assert site_proof({}).faults == ()


def test_page_asks_and_says_what_is_wrong(closed, alex, bob, browse, after, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: after(YEAR))
    for module in ("access.confirm", "audit"):
        monkeypatch.setattr(f"tenthhour.apps.org.{module}.is_fresh", lambda *_: True)
    User.objects.create(person=alex, username="alex")
    said = {"person": bob.pk, "day": after(60).date(), "ground": "court", "reason": WHY}
    wrong, right = (
        browse(alex).post("/formal/closed/", said | more) for more in ({}, {"day": after(1).date()})
    )
    assert (wrong.status_code, right.status_code, Unsealing.objects.count()) == (409, 302, 1)
    assert "is sealed. One is sealed a year after it closed" in wrong.content.decode()


def test_nobody_signs_twice(closed, ask, alex, after):
    ask()
    with pytest.raises(Refused, match="Somebody else must agree"):
        org.agree(row_id=Unsealing.objects.get().pk, by=alex, at=after(YEAR))


@pytest.mark.parametrize(("day", "asked_on"), [(1, 300), (60, YEAR)], ids=["in view still", "not open then"])
def test_what_is_not_sealed_is_not_found(closed, ask, day, asked_on):
    with pytest.raises(Refused, match=r"is sealed\. One is sealed a year after it closed"):
        ask(day, at=asked_on)


def test_wish_that_was_never_shared_is_not_found(bob, ask, after):
    wish = actions.open_help(wish="Forms", is_shared=False, by=bob, at=after(0))
    actions.take(question_id=wish, move="T16", by=bob, at=after(2))
    with pytest.raises(Refused, match="No question about Bob Example"):
        ask()


def test_hold_has_to_stand(closed, ask, bob, alex, after):
    with pytest.raises(Refused, match="No legal hold covers Bob Example"):
        ask(ground="hold")
    org.place_hold(subject=bob, reason=WHY, by=alex, at=after(YEAR))
    assert ask(ground="hold") == 1


def test_what_is_asked_for_is_not_asked_twice(closed, ask):
    ask()
    with pytest.raises(Refused, match="asked for already"):
        ask()


@pytest.fixture
def policy(paul, alex, after):
    """Files are kept for two years, say two people."""
    signed = org.sign_retention(days={"file": 730}, reason="Board, 1 March 2027", by=paul, at=after(3))
    org.agree(row_id=signed.pk, by=alex, at=after(3))


def left():
    """Rows of questions, whichever they are."""
    return sum(model.unscoped.count() for model in (*sealed.TABLES, Question))


def test_without_a_signed_policy_nothing_is_erased(closed, after):
    tick(at=after(2000))
    assert left() == 9


def test_closed_question_is_erased_whole_when_its_time_is_over(closed, policy, after):
    tick(at=after(731))
    assert left()
    tick(at=after(732))
    assert left() == 0
    assert site_proof({}).faults == ()


def test_open_question_is_never_erased(helped, policy, after, monkeypatch):
    monkeypatch.setattr("tenthhour.apps.support.actions.pathway.clock.clocked", lambda at: ())
    tick(at=after(2000))
    assert left()


def test_hold_stops_the_erasure(closed, policy, bob, alex, after):
    org.place_hold(subject=bob, reason=WHY, by=alex, at=after(700))
    tick(at=after(2000))
    assert left() == 9


def test_question_that_is_open_for_a_court_is_not_erased(closed, policy, ask, paul, after):
    ask(at=725)
    org.agree(row_id=Unsealing.objects.get().pk, by=paul, at=after(725))
    tick(at=after(735))
    assert left()
    tick(at=after(740))
    assert left() == 0


def test_every_table_of_a_question_goes_with_it():
    links = (f for f in Question._meta.get_fields(include_hidden=True) if f.one_to_many)
    assert set(sealed.TABLES) == {link.related_model for link in links}


def test_ask_is_not_erased_before_the_question_that_rests_on_it(bob, alice, policy, after):
    ask = Ask.objects.create(subject=bob, shared_by=alice, shared_at=after(0), state="shared", body={})
    row = Question.objects.create(subject=bob, kind="ask", ask=ask, topic="x", opened_at=after(0))
    first = [d.what for d in expiry.due(after(740))]
    row.delete()
    then = [d.what for d in expiry.due(after(740))]
    assert [f"support.Ask {ask.pk}" in due for due in (first, then)] == [False, True]
