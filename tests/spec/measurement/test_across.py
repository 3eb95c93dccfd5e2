"""A year across colleagues without names: context for a conversation, never a signal, never a place."""

from __future__ import annotations

from functools import cache

from clinics import Cell, clinic, measure

from tenthhour.core.measurement.across import Looked
from tenthhour.core.measurement.false_alarms import SiteThresholds
from tenthhour.core.measurement.measure import WorthKnowing
from tenthhour.pipeline import run_month

KNOWN: dict[str, SiteThresholds] = {}


def far(cell: Cell) -> float:
    """One clinician has always been far from the others."""
    return -2.5 if cell.clinician == 3 else 0.0


@cache
def looked(clinicians: int = 14, moved: object = None, seed: int = 5) -> tuple[Looked, ...]:
    options = {"moved": moved} if moved else {}
    tables = clinic(clinicians, 36, seed=seed, **options)  # type: ignore[arg-type]
    return run_month(tables, [measure()], budget=0.02, thresholds=KNOWN).across


def test_ordinary_clinic_has_nobody_outside() -> None:
    (found,) = looked()
    assert (len(found.own), [i for i, own in found.own.items() if own.is_outside]) == (14, [])


def test_nine_colleagues_are_too_few_to_look_across() -> None:
    assert looked(9) == ()


def test_one_far_from_all_lies_outside_and_no_signal_comes_of_it() -> None:
    (found,) = looked(moved=far)
    assert [i for i, own in found.own.items() if own.is_outside] == ["c03"]
    tables = clinic(14, 36, seed=5, moved=far)
    assert run_month(tables, [measure()], budget=0.02, thresholds=KNOWN).findings == ()


def test_points_are_coarse_and_carry_no_name() -> None:
    (found,) = looked()
    assert len(found.across.dots) == 14
    assert list(found.across.dots) == sorted(found.across.dots)
    assert all(
        abs(round(value, 3) - value) < 1e-9 and float(f"{n:.2g}") == n for n, value in found.across.dots
    )
    assert "c0" not in repr(found.across)


def test_limits_narrow_with_more_patients() -> None:
    limits = looked()[0].across.limits
    widths = [at.high95 - at.low95 for at in limits]
    assert widths[0] >= widths[-1]
    assert all(at.low998 <= at.low95 <= at.high95 <= at.high998 for at in limits)


def test_rates_are_looked_at_by_whole_events() -> None:
    rate = measure(kind="rate", worth_knowing=WorthKnowing("rate_ratio", 1.2))
    (found,) = run_month(clinic(14, 36, seed=5), [rate], budget=0.02, thresholds=KNOWN).across
    assert found.across.limits[0].low95 < found.across.centre < found.across.limits[0].high95
