"""Encounters of the made-up clinic, one row for each, that add up to its counts exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit, logit

from tenthhour.data.generate.counts import Counts
from tenthhour.data.generate.panel import Panel
from tenthhour.data.generate.plan import AGES, HAS, NEW_SHARE, SHAPES, WRVU, Array, Whole

# The column that holds the outcome of each counted measure, as its measure file says.
COLUMN = {
    "encounters_per_session": "completed",
    "wrvu_per_session": "wrvu",
    "missed_appointments": "missed",
    "seen_within_seven_days": "within_seven_days",
    "notes_closed_two_days": "note_closed",
    "continuity": "own_patient",
    "bp_controlled": "bp_ok",
    "hba1c_above_9": "hba1c_high",
    "colorectal_screening": "screened",
}


Rows = dict[str, np.ndarray[Any, Any]]


@dataclass(frozen=True)
class Groups:
    """Which clinician-month each row belongs to, and how many rows each has."""

    of: Whole
    size: int

    def total(self, values: Array) -> Array:
        return np.bincount(self.of, values, self.size).astype(np.float64)


def encounters(counts: Counts, panel: Panel, clinicians: slice, rng: np.random.Generator) -> Rows:
    """Rows of some clinicians, in order of clinician and month; -1 stands for blank.

    The whole numbers of `counts` are kept: each outcome is set in exactly as
    many rows as were counted, likelier where the patient makes it likelier.
    """
    ages = counts.ages[clinicians].reshape(-1, len(AGES))
    missed = counts.missed[clinicians].ravel()
    shares = np.repeat(panel.ages[clinicians], counts.booked.shape[1], axis=0)
    ages = np.hstack([ages, rng.multinomial(missed, shares)])
    cells = np.repeat(np.arange(ages.size), ages.ravel())
    # One shuffle within each clinician-month; every choice below walks this order.
    cells = cells[np.lexsort((rng.random(cells.size), cells // ages.shape[1]))]
    groups = Groups(cells // ages.shape[1], ages.shape[0])
    age, done = cells % len(AGES), cells % ages.shape[1] < len(AGES)
    rows: Rows = {"group": groups.of, "age_band": age, "completed": done.astype(np.int64)}
    rows["new_patient"] = (rng.random(cells.size) < NEW_SHARE).astype(np.int64)
    worked = counts.sessions[clinicians].ravel() / np.maximum(counts.booked[clinicians].ravel(), 1)
    rows["session_share"] = worked[groups.of]
    rows["missed"] = 1 - rows["completed"]
    seen = np.flatnonzero(done)
    _marks(rows, counts, clinicians, Groups(groups.of[seen], groups.size), seen, rng)
    _outcomes(rows, counts, clinicians, groups, rng)
    rows["wrvu"] = _wrvu(rows, counts.codes[clinicians].reshape(-1, len(WRVU)), groups, rng)
    return _arrived(rows, counts, clinicians)


def _arrived(rows: Rows, counts: Counts, part: slice) -> Rows:
    """Blank what never arrived of one measure; leave out the months that never arrived at all."""
    for id_, column in COLUMN.items():
        rows[column][counts.missing[id_][part].ravel()[rows["group"]]] = -1
    keep = ~counts.missing[""][part].ravel()[rows["group"]]
    return {name: values[keep] for name, values in rows.items()}


def _marks(
    rows: Rows, counts: Counts, part: slice, groups: Groups, seen: Whole, rng: np.random.Generator
) -> None:
    """Who has hypertension and so on: exactly as many as were counted."""
    ages = np.maximum(counts.ages[part].reshape(-1, len(AGES)), 1)
    for name in HAS:
        has = counts.has[name][part].reshape(-1, len(AGES))
        chance = (has / ages)[groups.of, rows["age_band"][seen]]
        rows[name] = np.full(rows["group"].size, 0)
        rows[name][seen] = choose(chance, has.sum(axis=1), groups, rng)


def _outcomes(rows: Rows, counts: Counts, part: slice, groups: Groups, rng: np.random.Generator) -> None:
    """Each outcome in exactly as many rows as were counted, blank where it does not apply."""
    for id_, shape in SHAPES.items():
        if shape.of in ("booked", "messages"):
            continue
        column = COLUMN[id_]
        mask = rows["completed"] == 1
        if shape.of != "completed":
            mask &= rows[shape.of] == 1
        chosen = np.flatnonzero(mask)
        inside = Groups(groups.of[chosen], groups.size)
        lean = np.array(shape.age)[rows["age_band"][chosen]] + shape.new * rows["new_patient"][chosen]
        met = counts.met[id_][part].ravel()
        rows[column] = np.full(mask.size, -1)
        rows[column][chosen] = choose(tilted(lean, met, inside), met, inside, rng)


def tilted(lean: Array, wanted: Whole, groups: Groups) -> Array:
    """Chances that differ by `lean` (logit) and add up to `wanted` in each group."""
    n = np.maximum(groups.total(np.ones(lean.size)), 1)
    share = np.clip(wanted / n, 1e-9, 1 - 1e-9)
    level = logit(share) - groups.total(lean) / n
    for _ in range(12):
        chance = expit(level[groups.of] + lean)
        slope = np.maximum(groups.total(chance * (1 - chance)), 1e-9)
        level += np.clip((wanted - groups.total(chance)) / slope, -2, 2)
    chance = expit(level[groups.of] + lean)
    all_or_none = (wanted == 0) | (wanted >= n)
    return np.where(all_or_none[groups.of], (wanted > 0)[groups.of].astype(float), chance)


def choose(chance: Array, wanted: Whole, groups: Groups, rng: np.random.Generator) -> Whole:
    """1 in exactly `wanted` rows of each group, each row with its own chance, else 0.

    Systematic sampling along the shuffled rows (Madow 1949): the running sum of
    the chances, started at a random point, is counted where it passes a whole number.
    """
    if not chance.size:
        return np.zeros(0, dtype=np.int64)
    running = np.cumsum(chance)
    last = np.flatnonzero(np.append(groups.of[1:] != groups.of[:-1], True))
    before = np.append(0.0, running[last[:-1]])
    lengths = np.diff(np.append(-1, last))
    running -= np.repeat(before, lengths)
    running[last] = wanted[groups.of[last]]  # whole by construction; rounding may not lose one
    start = rng.uniform(0.001, 0.999, groups.size)[groups.of]
    passed = np.floor(running + start)
    return np.diff(passed, prepend=0.0).astype(np.int64) - _restart(passed, last)


def _restart(passed: Array, last: Whole) -> Whole:
    """What the difference across the border of two groups took away."""
    border = np.zeros(passed.size, dtype=np.int64)
    border[last[:-1] + 1] = -passed[last[:-1]].astype(np.int64)
    return border


def _wrvu(rows: Rows, codes: Whole, groups: Groups, rng: np.random.Generator) -> Array:
    """Each completed encounter its work units, heavier ones rather for new and older patients."""
    seen = np.flatnonzero(rows["completed"] == 1)
    weight = rng.normal(size=seen.size) + rows["new_patient"][seen] + 0.5 * rows["age_band"][seen]
    order = seen[np.lexsort((weight, groups.of[seen]))]
    units = np.zeros(rows["group"].size)
    units[order] = np.repeat(np.tile(WRVU, codes.shape[0]), codes.ravel())
    return units
