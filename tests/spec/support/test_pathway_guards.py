"""The first formal step, refused for every reason it can be; and the moves around it."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tenthhour.core.errors import Refused
from tenthhour.core.support import pathway
from tenthhour.core.support.pathway import Approver, Confirmation, Meeting, Question, Snapshot

sys.path.insert(0, str(Path(__file__).parent))
from pathway_cases import ASK_IN_PLAN, DELIVERED, IN_PLAN, PLAN, READY, day, held, say

ON = day(110)
TWO = say(ON, "supervisor", "reviewer")


def against(q: Question = IN_PLAN, s: Snapshot = READY, by=TWO, on=ON) -> tuple[str, ...]:
    return pathway.unmet(q, "T14", by, on, s)


def test_everything_done_may_become_formal():
    assert against() == ()
    assert pathway.moved(IN_PLAN, "T14", TWO, ON, READY).state == "S4"


OPEN = replace(DELIVERED, is_delivered=False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"talk": Meeting()}, "No conversation has been held. Invite Dr Example 07 first."),
        ({"check_ins": (held(24),)}, "1 of 3 check-ins were held. Hold the rest."),
        (
            {"plan": replace(PLAN, actions=(OPEN,))},
            "'A second assistant' (Clinic manager, due 4 February 2026) is open. "
            "Deliver it or ask Dr Example 07 whether they waive it.",
        ),
        ({"usable_periods": 1}, "The signal stands in 1 usable periods; two are needed."),
        ({"data_question_since": day(100)}, "A data question from 15 April 2026 is unanswered."),
        ({"has_figures_days": 3}, "Dr Example 07 has had these figures for 3 days; 14 are needed."),
        (
            {"approvers": (Approver("supervisor"), Approver("leader"))},
            "A second, independent approver is missing.",
        ),
        (
            {"approvers": (Approver("supervisor"), Approver("reviewer", reports_to="supervisor"))},
            "A second, independent approver is missing.",
        ),
        ({"reported_on": day(60)}, "Name a reviewer from outside."),
        ({"overdue_promises": 2}, "You owe Dr Example 07 2 overdue promises."),
        ({"is_base_lapsed": True}, "A plan asked for by Dr Example 07 cannot be used here."),
        ({"is_efficiency": True}, "Answer first: does the ask fit the contracted hours?"),
        (
            {"is_efficiency": True, "sum_answered_days": 61},
            "Answer first: does the ask fit the contracted hours?",
        ),
        ({"has_proposal": False}, "The leader has not proposed it."),
    ],
)
def test_formal_step_is_refused_with_what_is_missing(changes, sentence):
    assert against(s=replace(READY, **changes)) == (sentence,)


def test_ask_that_needs_more_hours_is_not_made_formal():
    unanswered = "The ask needs 6.0 more hours a week than the contract has. Regional office has not changed it or added help."
    assert against(ASK_IN_PLAN, replace(READY, ask_sentence=unanswered)) == (unanswered,)
    assert against(ASK_IN_PLAN) == ()


def test_friday_chief_reads_everything_that_is_missing():
    bare = Snapshot(clinician="Dr Example 07")
    sentences = against(s=bare, by=say(ON, "leader"))
    assert len(sentences) == 11
    assert "The leader cannot take part in this step." in sentences


def test_leader_does_not_learn_of_a_private_report():
    unmet = pathway.unmet_guards(IN_PLAN, replace(READY, reported_on=day(60)), ON)
    assert pathway.for_leader(unmet) == ("A second, independent approver is missing.",)


def test_reviewer_from_outside_answers_a_private_report():
    outside = (Approver("supervisor"), Approver("reviewer", is_outside=True))
    assert against(s=replace(READY, reported_on=day(60), approvers=outside)) == ()


def test_waived_action_counts_as_delivered():
    waived = replace(PLAN, actions=(replace(OPEN, is_waived=True),))
    assert against(s=replace(READY, plan=waived)) == ()


def test_pause_does_not_count_as_help():
    paused = replace(IN_PLAN, pauses=((day(20), day(40)),))
    assert against(paused) == ("80 of 90 days have passed.", "The plan has run for 80 days; 90 are needed.")


def test_one_declined_check_in_counts_and_no_more():
    declined = Meeting(offered=(day(50), day(58)), is_declined_confirmed=True)
    assert against(s=replace(READY, check_ins=(held(24), held(52), declined))) == ()
    assert against(s=replace(READY, check_ins=(held(24), declined, declined))) != ()


def test_one_person_in_two_roles_is_one_person():
    twice = (Confirmation("supervisor", "ruth", ON), Confirmation("reviewer", "ruth", ON))
    assert against(by=twice) == ("Each confirmation has to come from a different person.",)


def test_yes_of_three_weeks_ago_is_stale():
    assert against(by=say(day(88), "supervisor", "reviewer")) == ("All have to confirm within 14 days.",)


def test_step_cannot_be_dated_back():
    with pytest.raises(Refused, match="cannot be dated before the last one"):
        pathway.moved(IN_PLAN, "T18", say(day(1), "leader"), day(1), replace(READY, outcome="withdrawn"))


def test_skipping_is_no_step_at_all():
    looked = Question("measure", "S1", day(0))
    assert pathway.unmet(looked, "T14", TWO, ON, READY) == ("There is no such step from here.",)


@pytest.mark.parametrize("kind", ["event", "help"])
def test_help_asked_for_is_never_the_ground(kind):
    assert against(replace(IN_PLAN, kind=kind)) == ("There is no such step from here.",)


def test_leader_waits_three_working_days_over_a_weekend():
    friday = Question("measure", "S1", day(4))
    say_so = [pathway.unmet(friday, "T04", say(day(n), "leader"), day(n), READY) for n in (8, 9)]
    assert say_so == [("2 of 3 working days have passed.",), ()]


def test_talk_without_notice_counts_if_it_was_welcome():
    sudden = Meeting(met_on=day(7), summary_on=day(8), acknowledged=frozenset({"leader", "clinician"}))
    assert [sudden.is_held, replace(sudden, is_welcome=True).is_held] == [False, True]


def test_summary_after_eight_days_does_not_count():
    assert not replace(held(7), summary_on=day(15)).is_held


def test_pause_gives_back_the_days_that_were_left():
    paused = pathway.moved(
        IN_PLAN, "T27", say(day(20), "clinician"), day(20), replace(READY, pause_until=day(48))
    )
    back = pathway.due(paused, day(48), replace(READY, pause_until=day(48)))
    assert back is not None
    assert (paused.state, back.state, back.net_days(day(60))) == ("SP", "S3", 22)


def test_second_pause_needs_both():
    once = replace(IN_PLAN, pauses=((day(20), day(40)),))
    longer = replace(READY, pause_until=day(60))
    assert pathway.unmet(once, "T27", say(day(50), "leader"), day(50), longer) == (
        "A second pause needs both of you.",
    )


@pytest.mark.parametrize(
    ("question", "days", "state"),
    [
        (Question("measure", "S1", day(0)), 14, "S0"),
        (Question("ask", "S2", day(0)), 30, "S0"),
        (Question("help", "S3h", day(0)), 180, "S0"),
        (Question("measure", "S4", day(0)), 120, "S0"),
        (IN_PLAN, 144, "S0"),
    ],
)
def test_clock_closes_what_nobody_acted_on(question, days, state):
    closed = pathway.due(question, day(days), READY)
    assert pathway.due(question, day(days) - timedelta(days=1), READY) is None
    assert closed is not None
    assert closed.state == state


def test_corrected_data_close_even_the_formal_step():
    closed = pathway.due(Question("measure", "S4", day(0)), day(5), replace(READY, is_signal_gone=True))
    assert closed is not None
    assert closed.visits[-1].move == "T19"


def test_leap_day_is_a_day():
    q = replace(IN_PLAN, entered_on=day(10).replace(year=2028, month=2, day=28))
    assert q.net_days(q.entered_on.replace(month=3, day=1)) == 2
