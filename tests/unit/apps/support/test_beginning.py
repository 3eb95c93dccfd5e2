"""The guide of a small clinic, and the business case."""

from __future__ import annotations

import re

import pytest

from tenthhour.apps.org.models import User
from tenthhour.apps.support import actions
from tenthhour.core.support.business_case import REPLACEMENT, Case, Costs, page

FIGURES = {
    "clinicians": "20", "percent": "7", "low": "250000", "likely": "500000", "high": "1000000", "leader_fte": "0.1",
    "pay": "500000", "supervisor_hours": "40", "rehearsal_hours": "60", "hour": "100", "server": "0",
}  # fmt: skip


def test_guide_says_what_is_done_and_what_is_next(alices, alice, bob, at):
    User.objects.filter(person=bob).delete()
    before = alices.get("/begin/").content.decode()
    assert "Without an account yet: Bob Example." in before
    assert "Invite:" in before
    actions.set_time(share=0.2, contracted=2400, by=alice, at=at)
    actions.record_talk(about=bob, purpose="x", text="y", by=alice, at=at)
    after = alices.get("/begin/").content.decode()
    assert "Invite:" not in after
    assert 'My time <span class="tag">done' in after


def test_guide_takes_an_hour_at_most(alices, bob):
    minutes = re.findall(r">(\d+) min<", alices.get("/begin/").content.decode())
    assert len(minutes) == 7
    assert sum(map(int, minutes)) <= 60


def test_guide_is_for_leaders(bobs):
    assert bobs.get("/begin/").status_code == 404


def test_break_even_is_that_of_the_published_example():
    case = Case(20, 0.07, REPLACEMENT, Costs(0, 0, server=60_000))
    assert round(case.departures, 1) == 1.4
    assert [row[1:] for row in case.rows] == [("0.24", "17 %"), ("0.12", "9 %"), ("0.06", "4 %")]


def test_case_promises_nothing():
    words = str(page(Case(20, 0.07, REPLACEMENT, Costs(0.1, 500_000))))
    assert "No trial shows how many departures this prevents. What would you have to believe?" in words
    assert not any(word in words for word in ("will prevent", "saves", "return on", "expected saving"))


def test_case_of_own_figures_on_screen_and_on_one_page(alices, bob):
    shown = alices.get("/business-case/", FIGURES).content.decode()
    assert "would cost 60,000 a year" in shown
    assert alices.get("/business-case.pdf", FIGURES).content[:5] == b"%PDF-"


@pytest.mark.parametrize("wrong", [{"clinicians": "0"}, {"low": "0"}, {"percent": "x"}])
def test_case_with_impossible_figures_says_so(alices, bob, wrong):
    assert alices.get("/business-case/", FIGURES | wrong).status_code == 422
