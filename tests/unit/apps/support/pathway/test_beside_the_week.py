"""Where a question stands reaches the page for the talk and the week; what was missed blocks a step."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

from tenthhour.apps.monday import queries as monday
from tenthhour.apps.org import queries as people
from tenthhour.apps.support import actions, queries
from tenthhour.apps.support.queries.pathway import known


def page(bob, alice, at):
    card = people.card(bob)
    return queries.conversation(card, alice, at=at, today=at.date(), beside=queries.Beside())


def test_person_without_a_question_stands_nowhere(alice, bob, at):
    assert (queries.open_steps([bob.pk], alice, at), page(bob, alice, at).is_adopted) == ((), False)


def test_page_for_a_talk_answers_for_the_step_that_is_open(alice, bob, helped, adopted, after):
    talk = page(bob, alice, after(60))
    assert (talk.step, talk.is_adopted) == ("S3", True)


def test_check_in_of_a_plan_stands_in_its_week(alice, bob, helped, after):
    (step,) = queries.open_steps([bob.pk], alice, after(60))
    monday_of = after(0) + timedelta(days=(step.check_ins_on[1] - after(0).date()).days)
    monday_of -= timedelta(days=monday_of.weekday())
    week = monday.week(leader=alice, at=monday_of)
    owed = monday.owed(leader=alice, week=week, at=monday_of)
    assert "check-in on" in owed.dated[0].words


def test_promise_said_to_be_missed_counts_against_a_step(alice, bob, helped, after):
    due = after(3).date()
    made = actions.make_promise(about=bob, to=bob, text="A room", due=due, by=alice, at=after(1))
    actions.miss_promise(promise_id=made.pk, by=bob, at=after(5))
    assert known(helped, after(6)).snapshot.overdue_promises == 1


def test_help_the_organisation_owes_stands_on_the_page_for_a_talk(helped, alice, bob, browse):
    said = unescape(browse(alice).get(f"/people/{bob.pk}/brief/").content.decode())
    assert "Clinic manager promised: A second assistant" in said
