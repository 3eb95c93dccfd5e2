"""The page for a talk, while the clocks stand still."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

from django.utils import timezone

from tenthhour.apps.monday.actions import tick
from tenthhour.apps.support import queries as support
from tenthhour.apps.support.actions import pathway


def test_page_for_a_talk_says_what_is_paused_and_keeps_what_is_owed(browse, alice, bob, susan, helped):
    now = timezone.now()
    until = timezone.localdate(now) + timedelta(days=20)
    pathway.declare_crisis(reason="A flood", ends_on=until, by=susan, at=now)
    tick(at=now)
    page = unescape(browse(alice).get(f"/people/{bob.pk}/brief/").content.decode())
    assert "Where we are: paused; before that, help first" in page
    assert "A second assistant" in page


def test_paused_question_owes_no_check_in_and_asks_for_nothing_new(alice, bob, susan, helped):
    now = timezone.now()
    until = timezone.localdate(now) + timedelta(days=20)
    pathway.declare_crisis(reason="A flood", ends_on=until, by=susan, at=now)
    tick(at=now)
    (step,) = support.open_steps([bob.pk], alice, now)
    assert (step.state, step.is_paused) == ("S3", True)
    assert support.meetings_ahead([step], alice, now) == ()
