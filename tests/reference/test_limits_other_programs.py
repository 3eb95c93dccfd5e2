"""Limits beside FunnelPlotR 0.6.0, metafor 3.8-1, base R's p.adjust, and published values."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from tenthhour.core.measurement.limits import adjusted, poisson_limits, shrunken, spread
from tenthhour.core.measurement.limits import overdispersion as od

# FunnelPlotR rounds its two multipliers to six decimals.
Z95, Z998 = 1.959964, 3.090232

SCORES = {
    "SR_SHMI_pkgtest": od.log_ratio_scores,
    "SR_SHMI_60": od.log_ratio_scores,
    "SR_CQC_pkgtest": od.root_ratio_scores,
    "SR_CQC_60": od.root_ratio_scores,
    "PR_60": od.proportion_scores,
    "RC_60": od.count_ratio_scores,
}
# What each plot shows on its axis. The square-root ratios are shown untransformed by FunnelPlotR.
SHOWN = {
    od.log_ratio_scores: np.exp,
    od.root_ratio_scores: lambda y: y,
    od.proportion_scores: lambda y: np.sin(y) ** 2,
    od.count_ratio_scores: np.exp,
}


@pytest.fixture(scope="module")
def funnelplotr(vectors: Path) -> dict:
    return json.loads((vectors / "funnelplotr.json").read_text())


def columns(theirs: dict, *names: str) -> list[np.ndarray]:
    return [np.array([np.nan if v in (None, "NA") else v for v in theirs["data"][n]], float) for n in names]


def computed(theirs: dict, name: str) -> tuple[od.Scores, od.Overdispersion]:
    scores = SCORES[name](*columns(theirs, "numerator", "denominator"))
    return scores, od.overdispersion(scores, cut_off="SHMI" in name)


@pytest.mark.parametrize("name", SCORES)
def test_overdispersion_equals_funnelplotr(funnelplotr: dict, name: str) -> None:
    theirs = funnelplotr[name]
    scores, got = computed(theirs, name)
    plain, pulled = columns(theirs, "Uzscore", "Wuzscore")
    assert scores.z == pytest.approx(plain, abs=1e-8)
    assert got.z == pytest.approx(pulled, abs=1e-8, nan_ok=True)
    assert got.phi == pytest.approx(theirs["phi"], abs=1e-8)
    assert got.tau2 == pytest.approx(theirs["tau2"], abs=1e-8)


@pytest.mark.parametrize("name", SCORES)
def test_adjusted_limits_equal_funnelplotr(funnelplotr: dict, name: str) -> None:
    theirs = funnelplotr[name]
    scores, got = computed(theirs, name)
    # For ratios of counts FunnelPlotR draws limits with 1/(2 sqrt n), not with the SD of its z-scores.
    sd = columns(theirs, "s")[0]
    for z, low, high in ((Z95, "OD95LCL", "OD95UCL"), (Z998, "OD99LCL", "OD99UCL")):
        limits = od.normal_limits(scores.target, sd, got.tau2, z)
        shown = [SHOWN[SCORES[name]](limit) for limit in limits]
        assert shown[0] == pytest.approx(columns(theirs, low)[0], abs=1e-8)
        assert shown[1] == pytest.approx(columns(theirs, high)[0], abs=1e-8)


@pytest.mark.parametrize("name", [name for name in SCORES if name.startswith("SR")])
def test_exact_poisson_limits_equal_funnelplotr(funnelplotr: dict, name: str) -> None:
    theirs = funnelplotr[name]
    expected = columns(theirs, "denominator")[0]
    for coverage, low, high in ((0.95, "LCL95", "UCL95"), (0.998, "LCL99", "UCL99")):
        got = poisson_limits(expected, coverage)
        assert got[0] == pytest.approx(columns(theirs, low)[0], abs=1e-8)
        assert got[1] == pytest.approx(columns(theirs, high)[0], abs=1e-8)


def test_poisson_limits_equal_published_values(vectors: Path) -> None:
    with (vectors / "funnel_poisson_exact_published_test.csv").open() as file:
        for row in csv.DictReader(file):
            e = [float(row["expected"])]
            got = [float(limit[0]) for c in (0.95, 0.998) for limit in poisson_limits(e, c)]
            assert got == pytest.approx([float(row[k]) for k in ("ll95", "ul95", "ll998", "ul998")], rel=1e-6)


@pytest.fixture(scope="module")
def metafor(vectors: Path) -> dict:
    return json.loads((vectors / "metafor_tau2_blup.json").read_text())


# metafor's Paule-Mandel search stops 3e-5 from the root; its EB solves the same equation to 1e-7.
@pytest.mark.parametrize(
    ("name", "within"), [("DL", 1e-6), ("REML", 1e-6), ("PM", 5e-5), ("EB", 1e-6), ("ML", 1e-6)]
)
def test_spread_and_shrinkage_equal_metafor(metafor: dict, name: str, within: float) -> None:
    theirs, (y, v) = metafor["fits"][name], (metafor["bcg"]["yi"], metafor["bcg"]["vi"])
    got = spread(y, v, name.lower())
    pulled = shrunken(y, v, got)
    assert got.between_variance == pytest.approx(theirs["tau2"], abs=within)
    assert (got.mean, got.standard_error) == pytest.approx((theirs["mu"], theirs["se"]), abs=within)
    assert pulled.value == pytest.approx(theirs["blup"], abs=within)
    assert pulled.standard_error == pytest.approx(theirs["blup_se"], abs=within)


@pytest.mark.parametrize(("name", "within"), [("DL", 1e-6), ("REML", 2e-6), ("PM", 1e-4)])
def test_reliability_equals_metafor(metafor: dict, name: str, within: float) -> None:
    x, n = np.array(metafor["prop60"]["num"]), np.array(metafor["prop60"]["denom"])
    theirs = metafor["fits"][f"prop60_{name}"]
    y, v = np.log(x / (n - x)), 1 / x + 1 / (n - x)
    got = spread(y, v, name.lower())
    assert got.between_variance == pytest.approx(theirs["tau2"], abs=within)
    assert shrunken(y, v, got).reliability == pytest.approx(theirs["reliability"], abs=within)


@pytest.mark.parametrize(("control", "name"), [("bh", "BH"), ("by", "BY"), ("holm", "holm")])
def test_discoveries_equal_p_adjust(vectors: Path, control: str, name: str) -> None:
    theirs = json.loads((vectors / "fdr_padjust.json").read_text())
    assert adjusted(theirs["p"], control) == pytest.approx(theirs[name], abs=1e-12)
