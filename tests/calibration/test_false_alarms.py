"""The promised rate of false alarms, on clinics in which nobody changes."""

from __future__ import annotations

import pytest
from clinics import START, clinic, measure

from tenthhour.pipeline import replay, run_month

NAMES = ("a", "b", "c")
MEASURES = [measure(name) for name in NAMES]


def threshold(n: int) -> float:
    result = run_month(clinic(10, 26, n=lambda _: n), [measure()])
    found = result.measures[0].threshold
    assert found is not None
    return found


def test_doubling_every_denominator_changes_the_threshold() -> None:
    assert abs(threshold(40) - threshold(80)) > 0.05


def looks_per_clinician_year(seed: int) -> float:
    """Months with a new personal signal, single or pooled, from 24 months of baseline on."""
    rows = replay(clinic(12, 48, seed=seed, measures=NAMES), MEASURES)
    told = {(r.as_of, r.unit_id) for r in rows
            if r.onset and r.unit in ("clinician", "pooled") and r.status == "signal" and r.as_of - START >= 24}  # fmt: skip
    return len(told) / (12 * 2)


@pytest.mark.slow
def test_realised_rate_is_near_the_stated_one() -> None:
    rates = [looks_per_clinician_year(seed) for seed in range(5)]
    assert 0.4 < sum(rates) / len(rates) / 0.2 < 1.8  # 24 looks expected: two standard errors
