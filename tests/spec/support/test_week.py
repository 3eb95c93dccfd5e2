"""A leader's week: what a team needs, what fits, and what is left out."""

from __future__ import annotations

import pytest

from tenthhour.core.support.week import RHYTHMS, Duty, available, default_rhythm, fill, fte_for, load, need

MONTH, SIX_WEEKS = RHYTHMS[4][0], RHYTHMS[6][0]
P10 = available(0.10)


@pytest.mark.parametrize(
    ("clinicians", "monthly", "fte", "six_weekly"),
    [(10, 181, 0.094, 156), (12, 200, 0.104, 169), (15, 227, 0.118, 189), (20, 274, 0.143, 222)],
)
def test_need_is_that_of_the_published_table(clinicians, monthly, fte, six_weekly):
    assert round(need(clinicians, MONTH)) == monthly
    assert round(fte_for(need(clinicians, MONTH)), 3) == fte
    assert round(need(clinicians, SIX_WEEKS)) == six_weekly


@pytest.mark.parametrize(
    ("clinicians", "share", "weeks"),
    [(1, 0.10, 6), (12, 0.10, 6), (12, 0.20, 4), (13, 0.10, 6), (16, 0.10, 13), (40, 0.20, 6), (40, 0.50, 4)],
)
def test_default_rhythm_is_the_shortest_that_fits(clinicians, share, weeks):
    assert default_rhythm(clinicians, share) == weeks


def test_load_says_how_many_minutes_are_missing():
    over = load([MONTH] * 12, 0.10, 2400, plans=2, formal=0)
    assert (
        over.sentence
        == "An average week with 12 people needs 200 minutes; you have 192, 8 too few. It would take 0.10 of a post."
    )


def duties(*kinds: str) -> list[Duty]:
    return [Duty(kind, f"{kind}{i}", kind) for i, kind in enumerate(kinds)]


def kept(filled) -> list[str]:
    return [duty.kind for duty, _minutes in filled.kept]


def test_week_is_filled_in_the_order_of_what_is_owed():
    made = fill(duties("number", "talk", "check_in", "request", "promise", "formal"), 400, numbers=1)
    assert kept(made) == ["formal", "promise", "request", "check_in", "talk", "number"]


def test_thanks_and_my_own_time_are_set_aside_first():
    assert fill([], P10, numbers=1).minutes == 34


def test_what_does_not_fit_is_named_with_its_minutes():
    made = fill(duties("talk", "talk", "talk", "talk"), P10, numbers=1)
    assert (made.minutes, made.over) == (154, 0)
    assert [left.why for left in made.left] == ["Each takes 40 minutes, and this week has no room for it."]


def test_dated_duty_stays_and_the_overflow_is_shown():
    made = fill(duties("formal", "formal", "formal"), P10, numbers=1)
    assert (len(made.kept), made.over) == (3, 22)


def test_talk_whose_day_is_fixed_is_not_dropped():
    made = fill([Duty("talk", "t", "on Thursday", is_fixed=True)], 40, numbers=1)
    assert (len(made.kept), made.over) == (1, 34)


def test_promise_is_kept_in_the_minutes_after_a_talk():
    assert fill(duties("promise", "talk"), P10, numbers=1).minutes == 74
    assert fill(duties("promise"), P10, numbers=1).minutes == 39


def test_fourth_promise_and_fifth_talk_wait():
    made = fill(duties(*["promise"] * 4, *["talk"] * 5), 1000, numbers=1)
    assert [left.duty.kind for left in made.left] == ["promise", "talk"]


@pytest.mark.parametrize("share", [0.10, 0.20, 0.50])
@pytest.mark.parametrize("clinicians", [1, 6, 12, 20, 40])
def test_week_never_holds_more_than_the_minutes_there_are(clinicians, share):
    owed = [Duty("talk", str(i), "talk") for i in range(clinicians)]
    made = fill([*owed, *duties("promise", "request", "check_in", "number")], available(share), numbers=2)
    assert made.minutes <= available(share)
    assert len(made.kept) + len(made.left) == len(owed) + 4
