"""One measure on plain arrays: the same answers as the monthly run, and nothing known too early."""

from __future__ import annotations

import numpy as np
import pytest

from tenthhour.core.errors import DataProblem
from tenthhour.core.measurement.course import standing
from tenthhour.core.measurement.judgement import Judged, Observed, Rule, Told, counts, judge, means

WORSE = Rule(delta=float(np.log(1.6)), worse=-1)


def clinic(months: int = 36, change: float = -1.0) -> Observed:
    """Twelve clinicians; the third changes from month 27."""
    rng = np.random.default_rng(8)
    n = rng.poisson(60, (12, 36))
    logit = rng.normal(0.5, 0.35, (12, 1)) + rng.normal(0, 0.1, n.shape)
    logit[2, 27:] += change
    x = rng.binomial(n, 1 / (1 + np.exp(-logit)))
    return counts(x[:, :months], n[:, :months])


def who(judged: Judged) -> list[tuple[int, str]]:
    return [(t.clinician, t.direction) for t in judged.told]


def test_told_names_who_changed_and_which_way() -> None:
    assert who(judge(clinic(), WORSE)) == [(2, "worse")]
    assert who(judge(clinic(change=1.0), WORSE)) == [(2, "better")]


def test_told_speaks_of_rise_and_fall_where_neither_is_better() -> None:
    neither = Rule(delta=WORSE.delta, worse=-1, both_ways=True)
    assert who(judge(clinic(), neither)) == [(2, "fall")]
    assert who(judge(clinic(change=1.0), neither)) == [(2, "rise")]


def test_later_months_change_nothing_told_before() -> None:
    whole, early = judge(clinic(), WORSE).told, judge(clinic(months=31), WORSE).told
    assert early == tuple(t for t in whole if t.period < 31)
    assert early


def test_means_are_judged_on_their_own_scale() -> None:
    rng = np.random.default_rng(3)
    n = np.full((12, 36), 25.0)
    level = 80 + rng.normal(0, 4, (12, 1)) + rng.normal(0, 4, n.shape)
    level[4, 26:] -= 9
    found = judge(means(level, n, np.full(n.shape, 20.0)), Rule(delta=5.0, worse=-1))
    told: Told = next(t for t in found.told if t.clinician == 4)
    assert (told.direction, told.change_from) == ("worse", 26)
    assert told.low < -9 < told.high


def test_missing_months_say_so() -> None:
    given = clinic()
    given.panel.n[1, 30:] = 0
    assert judge(given, WORSE).reason(1, 35) == "missing"


def test_too_few_periods_are_refused_in_a_sentence() -> None:
    with pytest.raises(DataProblem, match="There are 24 periods; the baseline alone takes 24"):
        judge(clinic(months=24), WORSE)


@pytest.mark.parametrize(("x", "n"), [([[3.0]], [[2.0]]), ([[-1.0]], [[2.0]]), ([1.0], [2.0])])
def test_impossible_counts_are_refused(x: list, n: list) -> None:
    with pytest.raises(ValueError, match=r"counts must be|every array needs"):
        counts(x, n)


def test_change_is_told_only_once_its_interval_leaves_the_old_level_out() -> None:
    course = judge(clinic(), WORSE).course
    wide = np.full(36, 100.0)
    wide[33:] = 1.0
    first = standing(course, wide).first_worse[2]
    assert np.unique(first[first >= 0]).tolist() == [33]
    assert standing(course, np.ones(36)).first_worse[2].max() < 33


def test_change_told_once_stays_told_while_it_runs() -> None:
    course = judge(clinic(), WORSE).course
    narrow = np.ones(36)
    narrow[34:] = 100.0
    assert standing(course, narrow).said_worse[2, 35]
