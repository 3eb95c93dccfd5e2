"""What held from which day to which: changes, ends, corrections; never two things on one day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenthhour.core.errors import Refused
from tenthhour.core.spans import Span, Spans, begun, changed, ended, on, without

JAN, JUL, OCT = date(2026, 1, 1), date(2026, 7, 1), date(2026, 10, 1)
DAY = timedelta(days=1)
FULL: Spans[Any] = (Span(JAN, None, "full"),)
HALVED: Spans[Any] = (Span(JAN, JUL - DAY, "full"), Span(JUL, None, "half"))


def test_change_ends_what_held_the_day_before() -> None:
    assert changed(FULL, JUL, "half") == HALVED


def test_change_holds_up_to_the_next_one_written_down() -> None:
    assert on(changed(HALVED, date(2026, 4, 1), "most"), JUL - DAY) == Span(
        date(2026, 4, 1), JUL - DAY, "most"
    )


def test_change_to_the_same_changes_nothing() -> None:
    assert changed(FULL, JUL, "full") == FULL


def test_coming_back_begins_a_new_span() -> None:
    left = ended(FULL, JUL)
    assert changed(left, OCT, "full") == (Span(JAN, JUL, "full"), Span(OCT, None, "full"))


def test_leaving_takes_later_changes_away() -> None:
    assert ended(HALVED, date(2026, 3, 31)) == (Span(JAN, date(2026, 3, 31), "full"),)


def test_leaving_that_was_called_off_goes_on() -> None:
    assert ended(ended(FULL, JUL), None) == FULL


def test_leaving_before_the_beginning_is_refused() -> None:
    with pytest.raises(Refused, match="Nothing had begun"):
        ended(FULL, JAN - DAY)


def test_wrong_day_of_a_change_moves_what_was_before() -> None:
    assert begun(HALVED, JUL, OCT) == (Span(JAN, OCT - DAY, "full"), Span(OCT, None, "half"))


def test_wrong_day_of_coming_back_leaves_the_gap() -> None:
    back = changed(ended(FULL, JUL), OCT, "full")
    assert begun(back, OCT, OCT + DAY)[0] == Span(JAN, JUL, "full")


def test_change_cannot_be_moved_before_the_one_before_it() -> None:
    with pytest.raises(Refused, match="from 1 January 2026"):
        begun(HALVED, JUL, JAN)


def test_change_cannot_be_moved_past_its_own_end() -> None:
    with pytest.raises(Refused, match="ended on 30 June 2026"):
        begun(HALVED, JAN, OCT)


def test_change_that_never_happened_is_taken_out() -> None:
    assert without(HALVED, JUL) == FULL


def test_coming_back_that_never_happened_leaves_the_leaving() -> None:
    left = ended(FULL, JUL)
    assert without(changed(left, OCT, "full"), OCT) == left


def test_entry_that_is_gone_meanwhile_is_said() -> None:
    with pytest.raises(Refused, match="changed in the meantime"):
        without(FULL, OCT)


DAYS = st.integers(0, 60).map(lambda n: JAN + timedelta(days=n))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just(changed), DAYS, st.sampled_from("abc")),
        st.tuples(st.just(ended), st.one_of(DAYS, st.none())),
        st.tuples(st.just(begun), DAYS, DAYS),
        st.tuples(st.just(without), DAYS),
    ),
    max_size=12,
)


@given(STEPS)
def test_no_two_things_hold_on_one_day(steps: list[Any]) -> None:
    spans: Spans[str] = ()
    for act, *said in steps:
        try:
            spans = act(spans, *said)
        except Refused:
            continue
        days = [JAN + timedelta(days=n) for n in range(-1, 63)]
        assert all(sum(s.holds_on(day) for s in spans) <= 1 for day in days)
        assert all(s.last is None or s.first is None or s.first <= s.last for s in spans)
