"""What was planted, so that a result can be compared with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tenthhour.data.generate.plan import SHAPES, VOLUME, Array, Flags, Plan

Kind = Literal["step", "ramp", "pulse", "system", "definition", "data_error", "leave", "fte", "newcomer"]

CRISIS_MONTHS, RAMP_MONTHS, PULSE_MONTHS = 10, 6, 3
CRISIS_IN = {"seen_within_seven_days": -0.75, "messages_answered_two_days": -0.75, "access_experience": -0.3}
WORSE_IN = ("bp_controlled", "notes_closed_two_days", "communication", "encounters_per_session", "continuity")
BETTER_IN = ("colorectal_screening", "hba1c_above_9", "notes_closed_two_days")
LOWER_IS_BETTER = ("missed_appointments", "hba1c_above_9")
KINDS: tuple[Kind, ...] = ("step", "ramp", "pulse")
MANY_IN = "bp_controlled"
ANSWERS_DRIFT = 0.5  # half a respondent's SD on the scale behind the answers


@dataclass(frozen=True)
class Planted:
    """One thing that was put in; months are counted from the first one, both ends included.

    `clinician` is None when it was shared by all; `size` is on the link scale.
    """

    clinician: int | None
    measure_id: str
    start: int
    end: int
    kind: Kind
    size: float | None
    cause: str


def plant(plan: Plan, busy: Flags, rng: np.random.Generator) -> list[Planted]:
    """What changes in this clinic, for whom and from when; `busy` clinicians are left alone."""
    if plan.drift == "none" or plan.months < 3:
        return []
    free = rng.permutation(np.flatnonzero(~busy))
    worse = _how_many(plan)
    planted = [_personal(plan, int(i), k, rng) for k, i in enumerate(free[:worse])]
    better = free[worse : worse + max(1, round(0.02 * plan.clinicians))]
    planted += [_improvement(plan, int(i), k, rng) for k, i in enumerate(better)]
    rest = free[worse + len(better) :]
    if len(rest) and plan.clinicians >= 10:
        at = _start(plan, rng)
        cause = "six times the usual messages: a colleague's were counted here"
        planted.append(Planted(int(rest[0]), "messages_answered_two_days", at, at, "data_error", None, cause))
    return planted + (_crisis(plan) if plan.drift == "crisis" else [])


def _how_many(plan: Plan) -> int:
    if plan.drift == "many":
        return max(1, round(0.10 * plan.clinicians))
    return max(2 if plan.clinicians >= 10 else 1, round(0.02 * plan.clinicians))


def _start(plan: Plan, rng: np.random.Generator) -> int:
    """After 24 months of baseline where there are that many, and early enough to be seen."""
    if plan.months < 34:
        return plan.months * 2 // 3
    return int(rng.integers(25, min(plan.months - 7, 31) + 1))


def _away(measure_id: str) -> int:
    """The sign of getting worse; of falling where there is no better."""
    return 1 if measure_id in LOWER_IS_BETTER else -1


def _personal(plan: Plan, i: int, k: int, rng: np.random.Generator) -> Planted:
    if plan.drift == "many":
        shape = SHAPES[MANY_IN]
        at = _start(plan, rng)
        return Planted(i, MANY_IN, at, plan.months - 1, "step", -shape.drift, "one of many drifting alike")
    id_ = WORSE_IN[k % len(WORSE_IN)]
    kind: Kind = KINDS[k % (3 if plan.clinicians >= 100 else 2)]
    at = _start(plan, rng)
    end = min(plan.months - 1, at + PULSE_MONTHS - 1) if kind == "pulse" else plan.months - 1
    return Planted(i, id_, at, end, kind, _away(id_) * _size(id_), "a change of this clinician alone")


def _improvement(plan: Plan, i: int, k: int, rng: np.random.Generator) -> Planted:
    id_ = BETTER_IN[k % len(BETTER_IN)]
    size = -_away(id_) * _size(id_)
    return Planted(i, id_, _start(plan, rng), plan.months - 1, "step", size, "an improvement")


def _size(id_: str) -> float:
    if id_ in SHAPES:
        return SHAPES[id_].drift
    return VOLUME.drift if id_ == "encounters_per_session" else ANSWERS_DRIFT


def _crisis(plan: Plan) -> list[Planted]:
    start = min(plan.months - CRISIS_MONTHS, 30) if plan.months >= 34 else plan.months * 2 // 3
    end = min(plan.months, start + CRISIS_MONTHS) - 1
    cause = "two front-desk posts empty for ten months"
    return [Planted(None, id_, start, end, "system", size, cause) for id_, size in CRISIS_IN.items()]


def effect(planted: list[Planted], measure_id: str, shape: tuple[int, int]) -> Array:
    """What was planted in one measure, on its link scale; shape (clinicians, months)."""
    added = np.zeros(shape)
    for one in planted:
        if one.measure_id != measure_id or one.size is None:
            continue
        rows = slice(None) if one.clinician is None else slice(one.clinician, one.clinician + 1)
        length = one.end - one.start + 1
        grow = (
            np.minimum(1.0, np.arange(1, length + 1) / RAMP_MONTHS) if one.kind == "ramp" else np.ones(length)
        )
        added[rows, one.start : one.end + 1] += one.size * grow
    return added
