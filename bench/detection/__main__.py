"""How soon a drift is found at equal false alarms: python -m bench.detection; --full for 2,000 drifts a kind."""

from __future__ import annotations

import argparse
import warnings
from dataclasses import dataclass, replace

import numpy as np

from bench.detection import shock
from bench.detection.methods import METHODS
from bench.detection.race import GROUPS, Scores, delays, moved, score, threshold, unchanged
from bench.detection.world import KINDS, Scene
from bench.report import write_section

RATES = (0.02, 0.05, 0.10)
OURS, XMR = "ours", "XmR, one point"
ORACLES = [name for name in METHODS if name.startswith("oracle")]
ABOUT = """Made-up clinics from our own generator (`bench/detection/world.py`): nothing here proves anything about a
real one. Four kinds of measures (proportion, rate, mean; rare events with 1 to 16 a month), 48 months, 24 of them
baseline, drifts from month 31: odds ratio 1.8, rate ratio 1.49, half an SD. Every method is set on clinics without
drift to equal looks per series-year, for each kind by itself, at most one look in six months, worse side only.
Delay in months after the first with drift (0 = found in that one), never = 18, mean over the four kinds; series that
had a look in the half-year before are left out. *Gap*: share of the way from XmR to an oracle that knows every
level, shared month and variance (CUSUM, the best of three tunings). +- is twice the Monte-Carlo error (jackknife over
{groups} groups of panels). "Worth knowing" is the size of the drift, in the second row three quarters of it.
{count} drifts and at least {null} series without drift of each kind. `python -m bench.detection{option}`.
"""

SCENES = {
    "One of fifty drifts, a step": Scene(drifters=30),
    "The same as a ramp of nine months": Scene(drifters=30, shape="ramp"),
    "A tenth drifts together": Scene(drifters=150),
    "Clinics of 40, one drifts": Scene(40, 25, 1),
    "Clinics of 12, one drifts": Scene(12, 50, 1),
    "A step; months independent": Scene(drifters=30, slow=0.0),
    "A step; extra variation with lag-1 correlation .4": Scene(drifters=30, slow=2 / 3),
}


@dataclass(frozen=True)
class Run:
    """One scene: scores of all methods by kind, without and with drift."""

    null: dict[str, dict[str, Scores]]
    drift: dict[str, dict[str, Scores]]

    def without(self, group: int) -> Run:
        def cut(found: dict[str, dict[str, Scores]]) -> dict[str, dict[str, Scores]]:
            return {k: {m: s.without(group) for m, s in of.items()} for k, of in found.items()}

        return Run(cut(self.null), cut(self.drift))

    def found(self, rate: float) -> dict[str, list[np.ndarray]]:
        """Delays of each method, one array per kind."""
        return {
            m: [delays(self.drift[k][m], threshold(self.null[k][m], rate)) for k in self.null]
            for m in METHODS
        }

    def means(self, rate: float) -> dict[str, np.ndarray]:
        """Mean delays of each method, (kinds,)."""
        return {m: np.array([d.mean() for d in each]) for m, each in self.found(rate).items()}


def over_kinds(means: dict[str, np.ndarray]) -> dict[str, float]:
    return {m: float(each.mean()) for m, each in means.items()}


def gaps(mean: dict[str, float]) -> dict[str, float]:
    best = min(mean[o] for o in ORACLES)
    return {m: (mean[XMR] - value) / (mean[XMR] - best) for m, value in mean.items()}


def error(values: list[float]) -> float:
    """Twice the standard error from leaving out one group at a time."""
    spread = np.array(values) - np.mean(values)
    return 2 * float(np.sqrt((len(values) - 1) / len(values) * (spread**2).sum()))


def table(run: Run, rate: float) -> list[str]:
    """One scene at one rate, and where another method is ahead of ours by more than chance."""
    found, kinds = run.found(rate), run.means(rate)
    kinds_without = [run.without(g).means(rate) for g in range(GROUPS)]
    mean, parts = over_kinds(kinds), [over_kinds(k) for k in kinds_without]
    share, shares = gaps(mean), [gaps(p) for p in parts]
    best = min(ORACLES, key=lambda o: mean[o])
    rows = ["| method | mean | +- | median | within 6 months | gap | +- |", "|---|---|---|---|---|---|---|"]
    for m in [m for m in METHODS if m not in ORACLES or m == best]:
        together = np.concatenate(found[m])
        rows.append(
            f"| {m} | {mean[m]:.1f} | {error([p[m] for p in parts]):.1f} | {np.median(together):.0f} | "
            f"{100 * (together <= 6).mean():.0f} % | {share[m]:.2f} | {error([s[m] for s in shares]):.2f} |"
        )
    return [*rows, "", *ahead(run, kinds, kinds_without)]


def ahead(run: Run, kinds: dict[str, np.ndarray], without: list[dict[str, np.ndarray]]) -> list[str]:
    """Peers faster than ours by more than twice the standard error, over all kinds and in each by itself."""
    peers = [m for m in METHODS if not m.startswith(("ours", "oracle"))]

    def faster(which: list[int]) -> str:
        lead = {m: (kinds[OURS] - kinds[m])[which].mean() for m in peers}
        parts = {m: [(p[OURS] - p[m])[which].mean() for p in without] for m in peers}
        return ", ".join(f"{m} ({lead[m]:.1f})" for m in peers if lead[m] > error(parts[m])) or "none"

    each = "; ".join(
        f"{k} {kinds[OURS][i]:.1f}, best peer {min(kinds[m][i] for m in peers):.1f}, ahead: {faster([i])}"
        for i, k in enumerate(run.null)
    )
    return [
        f"Ahead of ours by more than Monte-Carlo error: {faster(list(range(len(run.null))))}.",
        f"By kind, mean months of ours: {each}.",
    ]


def other_rates(run: Run) -> list[str]:
    """Mean delays and shares of the gap at all rates."""
    rows = ["| method | " + " | ".join(f"{r:.2f}: mean | gap" for r in RATES) + " |", "|---" * 7 + "|"]
    means = [over_kinds(run.means(rate)) for rate in RATES]
    for m in METHODS:
        cells = " | ".join(f"{mean[m]:.1f} | {gaps(mean)[m]:.2f}" for mean in means)
        rows.append(f"| {m} | {cells} |")
    return rows


def ran(scene: Scene, count: int, null: int, known: dict[Scene, dict[str, dict[str, Scores]]]) -> Run:
    still = replace(scene, drifters=0, shape="step")
    if still not in known:
        known[still] = {
            k.name: score(k, still, null, 100 + i, unchanged, METHODS) for i, k in enumerate(KINDS)
        }
    drift = {k.name: score(k, scene, count, 200 + i, moved, METHODS) for i, k in enumerate(KINDS)}
    return Run(known[still], drift)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--full", action="store_true", help="2,000 drifts and 24,000 unchanged series of each kind"
    )
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    chosen = parser.parse_args()
    count, null = (2000, 24_000) if chosen.full else (500, 6000)
    warnings.simplefilter("ignore", RuntimeWarning)  # means of months nobody has
    option = " --full" if chosen.full else ""
    page = [ABOUT.format(groups=GROUPS, count=count, null=f"{null:,}", option=option)]
    known: dict[Scene, dict[str, dict[str, Scores]]] = {}
    for name, scene in SCENES.items():
        run = ran(scene, count, null, known)
        page += ["", f"**{name}**, .02 looks per series-year", "", *table(run, RATES[0])]
        if scene == Scene(drifters=30):
            page += ["", f"**{name}**, at .02, .05 and .10", "", *other_rates(run)]
        print("\n".join(page[-24:]), flush=True)
    page += ["", *shock.table(known[Scene()], 20 if chosen.full else 5)]
    print("\n".join(page[-12:]))
    if chosen.write:
        write_section("detection", "How soon a drift is found", "\n".join(page))


if __name__ == "__main__":
    main()
