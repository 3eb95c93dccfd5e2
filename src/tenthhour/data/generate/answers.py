"""Questionnaires of the made-up clinic, one row for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from tenthhour.data.generate.counts import Noise
from tenthhour.data.generate.panel import Panel
from tenthhour.data.generate.plan import Array, Flags, Whole, spread
from tenthhour.data.generate.truth import Planted, effect

WORDS = ("never", "sometimes", "usually", "always")
POINTS = np.array([0.0, 33.3, 66.7, 100.0])
COMMUNICATION = ("explains", "listens", "respects", "time")
ACCESS = ("urgent_soon", "routine_soon", "question_answered")
BANDS = {
    "age_band": (("18-34", "35-54", "55-74", "75+"), (0.16, 0.28, 0.36, 0.20), (-0.12, -0.04, 0.06, 0.10)),
    "education": (("school", "college", "degree"), (0.45, 0.30, 0.25), (0.05, 0.0, -0.08)),
    "self_rated_health": (("good", "fair", "poor"), (0.55, 0.32, 0.13), (0.06, -0.03, -0.15)),
}
# Shares of the answers, worst first: means of about 89 and 73 points.
COMMUNICATION_CUTS = ndtri(np.cumsum([0.015, 0.050, 0.180]))
ACCESS_CUTS = ndtri(np.cumsum([0.05, 0.17, 0.33]))
RECOMMENDED = 0.80
# Clinicians' spread of .26 makes the reliability of 45 answers .70 (.51 of 20, .84 of 100).
BETWEEN = {"communication": 0.26, "access_experience": 0.30, "would_recommend": 0.35}
WITHIN = 0.75  # share of an answer that is the respondent's general view, not the item
A_MONTH, UNANSWERED = 10.0, 0.04


@dataclass(frozen=True)
class Answers:
    """Questionnaires in order of clinician and month.

    `codes` holds the patient's bands, `items` the answer 0-3 or -1 for blank,
    `recommends` 0, 1 or -1.
    """

    clinician: Whole
    month: Whole
    codes: dict[str, Whole]
    items: dict[str, Whole]
    recommends: Whole


def answers(
    panel: Panel, planted: list[Planted], missing: Mapping[str, Flags], rng: np.random.Generator
) -> Answers:
    """Everybody's questionnaires; a missing measure leaves its items blank."""
    noise = Noise(panel.fte.shape, rng)
    n = rng.poisson(A_MONTH * panel.fte * panel.ramp)
    n = np.where(missing[""], 0, n)
    clinician, month = (np.repeat(index.ravel(), n.ravel()) for index in np.indices(n.shape))
    codes = {name: rng.choice(len(w), clinician.size, p=p) for name, (w, p, _) in BANDS.items()}
    patient = sum((np.array(BANDS[name][2])[code] for name, code in codes.items()), np.zeros(clinician.size))
    shift = {id_: _shift(id_, panel, planted, noise)[clinician, month] + patient for id_ in BETWEEN}
    view = rng.normal(size=clinician.size)
    other = 0.3 * view + np.sqrt(1 - 0.09) * rng.normal(size=clinician.size)
    gone = {id_: missing[id_][clinician, month] for id_ in BETWEEN}
    items = _items(
        COMMUNICATION, COMMUNICATION_CUTS, shift["communication"] + 0.866 * view, gone["communication"], rng
    )
    items |= _items(
        ACCESS, ACCESS_CUTS, shift["access_experience"] + 0.866 * other, gone["access_experience"], rng
    )
    liked = shift["would_recommend"] + 0.3 * view + 0.954 * rng.normal(size=clinician.size)
    recommends = np.where(liked > ndtri(1 - RECOMMENDED), 1, 0)
    return Answers(clinician, month, codes, items, np.where(gone["would_recommend"], -1, recommends))


def _shift(id_: str, panel: Panel, planted: list[Planted], noise: Noise) -> Array:
    own = BETWEEN[id_] * spread(noise.rng, panel.size)
    return (
        own[:, None]
        + noise.everyone(0.02)
        + noise.beyond_chance(0.03)
        + effect(planted, id_, panel.fte.shape)
    )


def _items(
    names: tuple[str, ...], cuts: Array, view: Array, gone: Flags, rng: np.random.Generator
) -> dict[str, Whole]:
    items = {}
    for name in names:
        answer = np.searchsorted(cuts, view + np.sqrt(1 - WITHIN) * rng.normal(size=view.size))
        blank = gone | (rng.random(view.size) < UNANSWERED)
        items[name] = np.where(blank, -1, answer)
    return items


def score(answers: Answers, names: tuple[str, ...]) -> Array:
    """Mean of the answered items, 0 to 100; not a number with fewer than half of them."""
    given = np.stack([answers.items[name] for name in names])
    known = (given >= 0).sum(axis=0)
    points = np.where(given >= 0, POINTS[given], 0.0).sum(axis=0)
    return np.where(2 * known >= len(names), points / np.maximum(known, 1), np.nan)


def expected_points(view: float, cuts: Array) -> float:
    """Mean score of a clinician whose patients' view lies `view` from the usual."""
    return float(ndtr(view - cuts) @ np.diff(POINTS))
