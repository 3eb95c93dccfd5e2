"""Shock: everybody worsens by five seasons for ten months. Who would be called in?"""

from __future__ import annotations

import numpy as np

from bench.detection.methods import METHODS
from bench.detection.race import Scores, looks, threshold
from bench.detection.world import BASELINE, BEGINS, KINDS, MONTHS, Made, Scene, alone, make
from tenthhour.core.measurement.course import Rule, Situation, prepare, standing, walk
from tenthhour.core.measurement.panel import Array

CLINICIANS, UNEQUAL, RATE = 200, (0.0, 0.3), 0.02
YEARS = (MONTHS - BEGINS) / 12


def told(made: Made, height: float, seed: int) -> Array:
    """Looks of the product as it runs: hold, many at once, reliability, two months; (clinicians, months)."""
    n = made.panel.n
    yes, no = np.ones(n.shape, dtype=bool), np.zeros(n.shape, dtype=bool)
    nothing = np.zeros(MONTHS, dtype=bool)
    restart = np.zeros(len(n), dtype=np.int64)
    own = alone(made, 0).panel
    panel = type(own)(own.kind, own.y[0], n, own.offset)
    one = np.full(n.shape, 1.0 if panel.kind == "mean" else np.nan)
    situation = Situation(panel, one, yes, no, no, nothing, no, nothing, restart)
    rule = Rule(made.kind.size, made.kind.worse, False, 12, BASELINE, 12, 6, 0.0, 0.0, 0.0)
    course = walk(prepare(situation, rule, BASELINE), np.full(MONTHS, height), np.random.default_rng(seed))
    found = standing(course, np.ones(MONTHS))
    return np.asarray((found.first_worse == np.arange(MONTHS)) & found.said_worse)


def table(null: dict[str, dict[str, Scores]], panels: int) -> list[str]:
    """Looks per series-year from the first month of the shock on, over the nominal .02, mean over kinds."""
    names = [m for m in METHODS if not m.startswith(("oracle", "ours,"))]
    heights = {k.name: {m: threshold(null[k.name][m], RATE) for m in names} for k in KINDS}
    ratio = {u: _ratios(heights, u, names, panels) for u in UNEQUAL}
    rows = [
        f"**A shared shock** (five seasons, ten months, clinics of {CLINICIANS}): looks from its first month on, "
        "as a multiple of the nominal .02 per series-year", "",
        "| method | all alike | answers differ by 30 % |", "|---|---|---|",
    ]  # fmt: skip
    for m in ["ours, as told", *names]:
        label = "ours, before any gate" if m == "ours" else m
        rows.append(f"| {label} | " + " | ".join(f"{ratio[u][m]:.2f}" for u in UNEQUAL) + " |")
    return rows


def _ratios(
    heights: dict[str, dict[str, float]], unequal: float, names: list[str], panels: int
) -> dict[str, float]:
    found: dict[str, list[float]] = {m: [] for m in ["ours, as told", *names]}
    for i, kind in enumerate(KINDS):
        rng = np.random.default_rng(300 + i)
        for p in range(panels):
            made = make(kind, Scene(CLINICIANS, shock=5.0, unequal=unequal), rng)
            for m in names:
                seen = looks(METHODS[m](made), heights[kind.name][m])[..., BEGINS - BASELINE :]
                found[m].append(seen.sum() / (CLINICIANS * YEARS * RATE))
            said = told(made, heights[kind.name]["ours"], p)[:, BEGINS:]
            found["ours, as told"].append(said.sum() / (CLINICIANS * YEARS * RATE))
    return {m: float(np.mean(v)) for m, v in found.items()}
