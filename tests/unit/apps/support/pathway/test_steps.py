"""A question moves one step at a time, on the server's day, with its row of the record and a notice."""

from __future__ import annotations

import uuid

import pytest

from tenthhour.apps.org.models import AuditDetail, AuditEntry, Notice
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.models import Figures, Question, Visit
from tenthhour.apps.support.queries.pathway import Words, known
from tenthhour.core.errors import Refused

BATCH = uuid.UUID(int=1)


def state(question_id, at):
    return known(question_id, at).value.state


def test_signal_opens_a_look_the_clinician_sees_first(look, alice, bob, at, after):
    seen = [
        Question.objects.visible_to(who, when).exists()
        for who, when in ((bob, at), (alice, at), (alice, after(3)))
    ]
    assert seen == [True, False, True]


def test_each_step_has_its_row_of_the_record_and_a_notice(look, bob, at):
    entry = AuditEntry.unscoped.get(seq=Visit.unscoped.get().audit_id)
    assert (entry.action, entry.subject_ref) == ("support.question.open", str(bob.pk))
    assert "You see it first" in Notice.unscoped.get(subject=bob).text


def test_what_an_import_said_stays_when_it_is_judged_again(look, bob, stef, at):
    for sentence in ("About 0.6 against 0.75.", "About 0.7 against 0.75."):
        said = actions.Said(BATCH, "2026-12", "2026-12", True, True, sentence)
        actions.note_figures(question_id=look, said=said, by=stef, at=at)
    assert [f.sentence for f in Figures.objects.visible_to(bob, at)] == ["About 0.6 against 0.75."]


def test_import_says_a_later_period_too_once_late_results_are_in(look, bob, stef, at):
    for period in ("2026-11", "2026-12"):
        said = actions.Said(BATCH, "2026-12", period, True, True, "About 0.6 against 0.75.")
        actions.note_figures(question_id=look, said=said, by=stef, at=at)
    assert [f.period for f in Figures.objects.visible_to(bob, at)] == ["2026-11", "2026-12"]


def test_leader_waits_three_working_days(look, alice, after):
    with pytest.raises(Refused, match="2 of 3 working days"):
        actions.invite(question_id=look, topic="Letters", planned_on=None, by=alice, at=after(2))
    actions.invite(question_id=look, topic="Letters", planned_on=None, by=alice, at=after(3))
    assert state(look, after(3)) == "S2"


def test_refusal_stays_in_the_record(look, alice, bob, after):
    with pytest.raises(Refused):
        actions.take(question_id=look, move="T14", by=alice, at=after(3))
    entry = AuditEntry.unscoped.get(action="support.question.refused")
    assert entry.subject_ref == str(bob.pk)
    assert "There is no such step from here." in AuditDetail.objects.get(seq=entry.seq).text


def test_two_who_must_agree_are_waited_for(look, alice, bob, after):
    actions.take(question_id=look, move="T05", by=bob, at=after(0))
    actions.sum_up(
        question_id=look,
        meeting_id=None,
        held=actions.Held(after(1).date(), "We talked."),
        by=alice,
        at=after(1),
    )
    with pytest.raises(Refused, match="has not been held"):
        actions.take(question_id=look, move="T08", by=alice, at=after(1))
    meeting = known(look, after(1)).row
    from tenthhour.apps.support.models import Meeting

    actions.acknowledge(
        meeting_id=Meeting.unscoped.get(question=meeting).pk, is_welcome=True, line="", by=bob, at=after(1)
    )
    assert actions.take(question_id=look, move="T08", by=alice, at=after(1)).waits_for == ("clinician",)
    assert actions.take(question_id=look, move="T08", by=bob, at=after(2)).is_taken
    assert state(look, after(2)) == "S0"


def test_pause_and_return(look, bob, after):
    actions.take(question_id=look, move="T05", by=bob, at=after(0))
    actions.take(question_id=look, move="T27", words=Words(pause_until=after(20).date()), by=bob, at=after(1))
    assert state(look, after(2)) == "SP"
    actions.take(question_id=look, move="T28", by=bob, at=after(9))
    found = known(look, after(10)).value
    assert (found.state, found.net_days(after(10).date())) == ("S2", 2)
