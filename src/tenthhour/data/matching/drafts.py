"""Draft measures for a matched sheet: enough to chart and to judge, and labelled as nobody's definition yet."""

from __future__ import annotations

from datetime import date, timedelta

from tenthhour.core.measurement.measure import BROUGHT, Floor, Kind, Measure, WorthKnowing
from tenthhour.data.matching.guess import Guess
from tenthhour.data.matching.roles import Column
from tenthhour.data.matching.words import slug

_YEAR = timedelta(days=365)
# The smallest change worth a talk, where nobody has said: that of the shipped measures of each kind.
_ODDS, _RATE, _OF_MEAN = 1.35, 1.15, 0.05


def drafts(guess: Guess, *, on: date) -> tuple[Measure, ...]:
    """One draft measure for each series of a sheet; direction is left open, for nobody has named one.

    Args:
        guess: A complete guess.
        on: Today; the draft is due for review in a year.

    """
    values = [c for c in guess.columns if c.role in ("numerator", "mean")]
    found = []
    for series in guess.series:
        column = next((c for c in values if guess.metrics or c.series == series), None)
        if column is not None:
            found.append(_draft(series, column, guess, on))
    return tuple(found)


def _draft(series: str, column: Column, guess: Guess, on: date) -> Measure:
    kind = _kind(column)
    return Measure(
        id=slug(series),
        version=1,
        status="draft",
        title=series,
        question=f"{series}: has it changed?",
        domain="efficiency",
        kind=kind,
        numerator=column.label,
        denominator=next((c.label for c in guess.columns if c.role == "denominator"), "not in the file"),
        direction="neither",
        worth_knowing=_worth(kind, column),
        period="month",
        floor=Floor(period=5, year=60),
        pool_until=5,
        lag_days=0,
        depends_on_fte=False,
        why_it_matters="You brought this number; say here why it matters.",
        clinician_controls="not described yet",
        balancing=(),
        gaming="not described yet",
        allowed_use="conversation",
        owner_role=BROUGHT,
        reviewed_by=(),
        reviewed_on=None,
        review_due=on + _YEAR,
        definition_changed=(),
        source=guess.place,
    )


def _kind(column: Column) -> Kind:
    if column.share:
        return "proportion"
    return "rate" if column.role == "numerator" else "mean"


def _worth(kind: Kind, column: Column) -> WorthKnowing:
    if kind == "proportion":
        return WorthKnowing("odds_ratio", _ODDS)
    if kind == "rate":
        return WorthKnowing("rate_ratio", _RATE)
    return WorthKnowing("points", abs(column.middle or 1.0) * _OF_MEAN)
