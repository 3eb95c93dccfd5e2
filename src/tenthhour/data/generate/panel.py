"""The made-up clinicians: posts, patients, leave and the months they work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from tenthhour.core.month import Month
from tenthhour.data.generate.plan import (
    AGE_NEED,
    AGE_SHARE,
    FTE_FACTORS,
    FTE_STEPS,
    Array,
    Flags,
    Plan,
    Whole,
    spread,
)
from tenthhour.data.generate.truth import Planted

RAMP = np.array([0.4, 0.55, 0.7, 0.8, 0.9, 0.95])
TEAM_SIZE, TEAMS_PER_LEADER, ONE_GROUP_UP_TO = 6, 3, 19
MORNINGS_A_WEEK, WEEKS_A_MONTH = 8.0, 4.2


@dataclass(frozen=True)
class Panel:
    """Who works in the clinic; arrays are (clinicians,) or (clinicians, months).

    `fte` is what each worked each month, 0 when not in post or on leave;
    `ramp` is below 1 in a newcomer's first six months.
    """

    ids: tuple[str, ...]
    peer_groups: tuple[str, ...]
    teams: tuple[str, ...]
    leaders: tuple[str, ...]
    started: tuple[date, ...]
    ended: tuple[date | None, ...]
    leave: tuple[tuple[int, date, date], ...]
    patients_per_fte: Array
    case_mix_ratio: Array
    ages: Array
    fte: Array
    ramp: Array
    changed: Flags
    planted: tuple[Planted, ...]

    @property
    def size(self) -> int:
        return len(self.ids)


def panel(plan: Plan, rng: np.random.Generator) -> Panel:
    """Clinicians whose panels are spread as in public practice data.

    Patients per FTE: median 1,849, 10th and 90th percentile 1,070 and 3,861.
    Case mix: 5th to 95th percentile of need .86 to 1.19.
    """
    size = plan.clinicians
    ratio = np.exp(_split(spread(rng, size), 0.0917, 0.1058))
    per_fte = 1849.0 * np.exp(_split(spread(rng, size), 0.427, 0.5745))
    posts = _Posts.make(plan, rng)
    return Panel(
        ids=tuple(f"c{i + 1:0{max(2, len(str(size)))}d}" for i in range(size)),
        peer_groups=tuple(_peer_group(i, size) for i in range(size)),
        teams=tuple(f"team-{i // TEAM_SIZE + 1:02d}" for i in range(size)),
        leaders=tuple(f"lead-{i // (TEAM_SIZE * TEAMS_PER_LEADER) + 1:02d}" for i in range(size)),
        started=posts.started,
        ended=posts.ended,
        leave=posts.leave,
        patients_per_fte=per_fte,
        case_mix_ratio=ratio,
        ages=_ages(ratio),
        fte=posts.fte,
        ramp=posts.ramp,
        changed=posts.changed,
        planted=posts.planted,
    )


def _split(z: Array, below: float, above: float) -> Array:
    return np.where(z < 0, below * z, above * z)


def _peer_group(i: int, size: int) -> str:
    return "family medicine" if size <= ONE_GROUP_UP_TO or i % 5 < 3 else "internal medicine"


def _ages(ratio: Array) -> Array:
    """Each clinician's shares of the age bands, tilted until their need has the wanted ratio."""
    wanted = ratio * (AGE_SHARE @ AGE_NEED)
    low, high = np.full(ratio.shape, -20.0), np.full(ratio.shape, 20.0)
    for _ in range(60):
        middle = (low + high) / 2
        shares = AGE_SHARE * np.exp(middle[:, None] * AGE_NEED)
        shares /= shares.sum(axis=1, keepdims=True)
        more = shares @ AGE_NEED < wanted
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    return np.asarray(shares, dtype=np.float64)


@dataclass(frozen=True)
class _Posts:
    """Hours, arrivals, departures and leave."""

    started: tuple[date, ...]
    ended: tuple[date | None, ...]
    leave: tuple[tuple[int, date, date], ...]
    fte: Array
    ramp: Array
    changed: Flags
    planted: tuple[Planted, ...]

    @classmethod
    def make(cls, plan: Plan, rng: np.random.Generator) -> _Posts:
        size, months = plan.clinicians, plan.months
        order = rng.permutation(np.arange(1, size)) if size > 1 else np.array([], dtype=np.int64)
        fte = np.repeat(
            rng.choice([1.0, 0.9, 0.8, 0.6, 0.5], size, p=[0.35, 0.15, 0.2, 0.15, 0.15])[:, None], months, 1
        )
        fte[0] = 1.0
        started = [Month.at(plan.first.index - int(m)).first_day for m in rng.integers(18, 180, size)]
        ended: list[date | None] = [None] * size
        ramp = np.ones((size, months))
        groups = _groups(order, size, months)
        planted = _steps(groups[0], fte, rng)
        leave = [_leave(i, fte, plan, rng) for i in groups[1]]
        planted += [Planted(int(i), "", a, b, "leave", None, "leave") for i, a, b, _ in leave]
        for i in groups[2]:
            planted.append(_newcomer(int(i), fte, ramp, rng))
            started[i] = (plan.first + planted[-1].start).first_day
        for i in groups[3]:
            last = int(rng.integers(months // 2, months - 1))
            fte[i, last + 1 :] = 0.0
            ended[i] = (plan.first + last).last_day
        changed = np.zeros(size, dtype=bool)
        changed[np.concatenate(groups)] = True
        days = tuple(entry[3] for entry in leave)
        return cls(tuple(started), tuple(ended), days, fte, ramp, changed, tuple(planted))


def _groups(order: Whole, size: int, months: int) -> list[Whole]:
    """Clinicians with an FTE step, leave, a recent start, a departure; nobody in two groups."""
    if months < 12:
        return [order[:0]] * 4
    shares = (FTE_STEPS, 0.08, 0.08, 0.03)
    ends = np.cumsum([0, *(round(share * size) for share in shares)])
    return [order[a:b] for a, b in pairwise(ends)]


def _steps(group: Whole, fte: Array, rng: np.random.Generator) -> list[Planted]:
    planted = []
    months = fte.shape[1]
    for i in group:
        at = int(rng.integers(4, months - 3))
        factor = FTE_FACTORS[2] if fte[i, 0] <= 0.6 else FTE_FACTORS[int(rng.integers(2))]
        fte[i, at:] = np.round(fte[i, at:] * factor, 2)
        planted.append(Planted(int(i), "", at, months - 1, "fte", float(np.log(factor)), "hours changed"))
    return planted


def _leave(
    i: int, fte: Array, plan: Plan, rng: np.random.Generator
) -> tuple[int, int, int, tuple[int, date, date]]:
    at = int(rng.integers(2, plan.months - 6))
    until = at + int(rng.integers(1, 5))
    fte[i, at : until + 1] = 0.0
    return int(i), at, until, (int(i), (plan.first + at).first_day, (plan.first + until).last_day)


def _newcomer(i: int, fte: Array, ramp: Array, rng: np.random.Generator) -> Planted:
    at = int(rng.integers(1, fte.shape[1] - 8))
    fte[i, :at] = 0.0
    ramp[i, at : at + 6] = RAMP
    return Planted(i, "", at, at + 5, "newcomer", None, "first months in post")


def sessions(panel: Panel, rng: np.random.Generator) -> Array:
    """Half-day sessions worked each month, in halves; shape (clinicians, months)."""
    noise = rng.normal(1.0, 0.06, panel.fte.shape)
    return np.round(2 * panel.fte * MORNINGS_A_WEEK * WEEKS_A_MONTH * noise) / 2


def weekdays(month: Month) -> list[date]:
    """The days of a month on which the clinic is open."""
    days = (month.last_day - month.first_day).days + 1
    every = (month.first_day + timedelta(days=d) for d in range(days))
    return [day for day in every if day.weekday() < 5]
