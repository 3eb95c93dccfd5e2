"""Is the ask doable? The arithmetic as a chief reads it, line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenthhour.core.errors import DataProblem
from tenthhour.core.support import workload
from tenthhour.core.support.workload import Spread, Template


def week(hours=40.0, asked=70.0, **changes):
    return replace(workload.default_inputs(workload.contracted(hours), workload.per_week(asked)), **changes)


def rounded(spread: Spread, digits: int = 1) -> tuple[float, float, float]:
    return round(spread.low, digits), round(spread.likely, digits), round(spread.high, digits)


def test_seventy_encounters_need_46_hours():
    answer = workload.check(week())
    assert rounded(answer.total) == (36.5, 46.0, 61.4)
    assert (
        answer.sentence == "On likely figures the ask needs 6.0 more hours a week. What would have to change?"
    )


def test_lines_add_up_one_by_one():
    answer = workload.check(week())
    assert [(line.label, round(line.hours.likely, 1)) for line in answer.lines] == [
        ("With the patient", 21.0),
        ("Around the encounter, patient not in the room", 16.3),
        ("Inbox", 5.7),
        ("Meetings and teaching", 2.0),
        ("Forms and calls", 1.0),
    ]


def test_forty_hours_hold_58_encounters():
    assert workload.check(week()).fits == Spread(78, 58, 40)


def test_ninety_encounters_do_not_fit_even_if_quick():
    answer = workload.check(week(asked=90))
    assert rounded(answer.total) == (44.8, 56.7, 76.1)
    assert answer.sentence == (
        "Even if everything goes quickly the ask needs 4.8 more hours. Who can change the ask or the support?"
    )


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        (62, "The ask fits even if everything takes long. Is something outside these hours missing?"),
        (50, "The ask fits on likely figures, not if things take long. Which line is longest for you?"),
        (
            45.99,
            "On likely figures the ask needs less than 0.1 more hours a week. What would have to change?",
        ),
    ],
)
def test_sentence_always_ends_in_a_question(hours, sentence):
    # 45.99 contracted hours hold 1.0 of a post, as 40 do
    assert workload.check(week(hours)).sentence == sentence


def test_levers_one_at_a_time_then_together():
    found = {lever.id: lever for lever in workload.levers(week())}
    assert {id: round(lever.hours.likely, 2) for id, lever in found.items()} == {
        "documentation": -1.51,
        "scribe": -0.65,
        "inbox": -1.13,
        "panel": -4.30,
        "together": -6.68,
    }
    assert round(found["together"].total.likely, 1) == 39.3


def test_longer_slots_shows_what_is_given_up():
    template = Template(sessions=8, hours_per_session=3.5, slot_minutes=20)
    found = {lever.id: lever for lever in workload.levers(week(template=template))}
    assert round(found["slots"].encounters, 1) == 67.2
    assert round(found["slots"].hours.likely, 1) == 4.1


def test_slots_needed_allow_for_no_shows():
    template = Template(sessions=8, hours_per_session=3, slot_minutes=20, no_show=0.1)
    slots = workload.check(week(template=template)).slots
    assert slots is not None
    assert slots.sentence == "The ask needs 78 booked slots a week; the template has 72: 6 more."


@pytest.mark.parametrize(
    ("asked", "per_week", "words"),
    [
        (workload.per_session(18, 8), 144, "18 a session x 8 sessions a week"),
        (workload.per_year(3220), 70, "3220 a year / 46 weeks worked"),
        (
            workload.per_year_wrvu(5000, 1.5, 46),
            72.5,
            "5000 wRVU a year / 1.5 wRVU an encounter / 46 weeks worked",
        ),
    ],
)
def test_ask_becomes_encounters_a_week(asked, per_week, words):
    assert (round(asked.value.likely, 1), asked.source) == (per_week, words)


def test_correcting_a_figure_keeps_who_said_so():
    inputs = week()
    mine = replace(inputs, inbox=inputs.inbox.corrected(500, "counted in May"))
    line = workload.check(mine).lines[2]
    assert (round(line.hours.low, 2), line.source, line.grade) == (8.33, "counted in May", "entered")


def test_part_post_has_part_of_the_default_inbox():
    half = workload.default_inputs(workload.contracted(20), workload.per_week(35))
    assert half.inbox.value == Spread(130, 170, 212.5)


def test_every_default_names_its_source():
    inputs = week()
    lines = (inputs.with_patient, inputs.around, inputs.inbox, inputs.meetings, inputs.forms)
    assert all(len(line.source) > 10 and line.grade in {"R", "R2", "C", "D"} for line in lines)


def test_wrong_figures_are_all_named_at_once():
    inputs = week()
    with pytest.raises(DataProblem) as refused:
        replace(
            inputs,
            contracted=workload.contracted(200),
            around=inputs.around.corrected(Spread(9, 4, 12)),
            template=Template(0, 4, 20, 1.5),
        )
    assert [p.place.removeprefix("Doable check, ") for p in refused.value.problems] == [
        "Contracted hours",
        "Around the encounter, patient not in the room",
        "sessions a week",
        "no-shows",
    ]


def test_scheduled_hours_check_against_sinsky():
    # 33.2 scheduled hours of 30-minute visits fill 41.1 h before meetings and forms
    inputs = week(asked=66.4)
    nothing = inputs.meetings.corrected(0)
    answer = workload.check(replace(inputs, meetings=nothing, forms=inputs.forms.corrected(0)))
    assert round(answer.total.likely, 1) == 41.1
