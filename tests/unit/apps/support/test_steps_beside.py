"""Where a question stands reaches the page for the talk and the week; what was missed blocks a step."""

from __future__ import annotations

from tenthhour.apps.support import queries


def test_person_without_a_question_stands_nowhere(alice, bob, at):
    assert queries.step_of(bob.pk, alice, at) == "S0"
    assert queries.open_steps([bob.pk], alice, at) == ()
