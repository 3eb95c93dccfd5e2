"""The eight skills: each lesson leads to a moment in a talk where the skill can be used."""

from __future__ import annotations

import pytest

from tenthhour.content.scenarios import scenario
from tenthhour.content.skills import skills
from tenthhour.core.rehearsal.state import Stage


@pytest.mark.parametrize("skill", skills(), ids=lambda skill: skill.id)
def test_exercise_offers_the_skill_at_its_moment(skill):
    assert skill.is_offered(Stage.of(scenario(skill.exercise.scenario)))


@pytest.mark.parametrize("skill", skills(), ids=lambda skill: skill.id)
def test_lesson_is_a_draft_with_grade_and_source(skill):
    assert (skill.status, skill.reviewed_by) == ("draft", ())
    assert skill.grade in ("R", "R2", "D")
    assert skill.source


def test_there_are_eight_in_the_order_of_practice():
    assert [skill.act for skill in skills()] == [
        "ask_open",
        "reflect",
        "state_gap",
        "ask_permission",
        "own_share",
        "plan",
        "reflect",
        "disclose",
    ]
