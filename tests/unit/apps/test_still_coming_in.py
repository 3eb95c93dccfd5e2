"""An import says whose newest values may still change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import result

from tenthhour.apps.monday.actions.months import still_coming_in
from tenthhour.content.loader import measures
from tenthhour.core.month import Month

BP = measures()["bp_controlled"]  # results come in for 20 days


def said(today: date, **of: object) -> tuple[str, ...]:
    measure = replace(BP, **of)  # type: ignore[arg-type]
    return still_coming_in(replace(result(), synthetic=False), {measure.id: measure}, today)


def test_month_within_the_lag_is_named_with_its_day() -> None:
    assert said(date(2026, 11, 19)) == (
        "Blood pressure under 140/90: results of October 2026 come in until 20 November 2026. "
        "It is judged as it is now; bring it in again then.",
    )


@pytest.mark.parametrize("today", [date(2026, 11, 20), date(2027, 3, 1)])
def test_complete_month_is_not_mentioned(today: date) -> None:
    assert said(today) == ()


def test_quarter_that_has_not_ended_is_not_mentioned() -> None:
    assert said(date(2026, 11, 2), period="quarter") == ()


def test_made_up_months_are_complete() -> None:
    made_up = replace(result(), synthetic=True, as_of=Month(2026, 10))
    assert still_coming_in(made_up, {BP.id: BP}, date(2026, 11, 2)) == ()
