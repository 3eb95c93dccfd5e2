"""The funnel's promise: when nobody is out of the ordinary, a flag appears in about one panel in ten."""

from __future__ import annotations

import numpy as np
import pytest

from tenthhour.core.measurement.limits import funnel


@pytest.mark.slow
@pytest.mark.parametrize("peers", [12, 40])
def test_ordinary_panels_flag_at_the_stated_rate(peers: int) -> None:
    rng = np.random.default_rng(11)
    panels, p_values, flagged = 120 if peers == 12 else 40, [], 0
    for _ in range(panels):
        n = rng.integers(60, 300, peers)
        got = funnel("proportion", rng.binomial(n, rng.beta(6, 18, peers)), n)
        p_values.extend(got.p_values)
        flagged += bool(got.outside.any())
    assert np.mean(np.array(p_values) < 0.05) == pytest.approx(0.05, abs=0.02)
    assert flagged / panels <= 0.20
