"""Gates: for everybody and every period, either something may be said or there is a reason for silence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tenthhour.core.finding import Reason
from tenthhour.core.measurement.course.walk import Course
from tenthhour.core.measurement.estimate.reliability import NEEDED
from tenthhour.core.measurement.panel import Array, Mask, Whole
from tenthhour.core.measurement.quality import missing_last_year

PEERS_NEEDED = 3
PEERS_FEW = 4
MANY = 3
MANY_SHARE = 0.20
MANY_WITHIN = 3  # periods
# A change is not told before its interval leaves the old level out: nobody believes "about 55 % (48 to 67), 66 before".
# In ordinary clinics that delays nothing (column "held back" of bench.as_told); it matters where h is low, as with rare events.
_Z = 1.959964

# The first that holds is said. What withholds everybody's comes before what is true of one person.
ORDER: tuple[Reason, ...] = (
    "not_closed", "crisis", "data_question", "leave", "new", "missing", "no_peers", "too_few",
    "system_change", "many_at_once", "unreliable", "quiet",
)  # fmt: skip
QUIET = ORDER.index("quiet")


@dataclass(frozen=True)
class Standing:
    """What may be said; arrays (clinicians, periods) unless said otherwise.

    Attributes:
        reason: Index into ORDER; QUIET also where something is said.
        said_worse: A change for the worse (a fall, where neither is better) may be told.
        said_better: The same for the better (a rise).
        first_worse: Period in which the running episode was first told, -1 where not yet.
        first_better: The same for the better.
        many: Too many began at once, (periods,).
        missing: Missing periods of the last year.
        peers: Colleagues whose own level is known, (a number).

    """

    reason: Whole
    said_worse: Mask
    said_better: Mask
    first_worse: Whole
    first_better: Whole
    many: Mask
    missing: Array
    peers: int


def standing(course: Course, widen: Array) -> Standing:
    """Apply every gate to a walked course; `widen` is what intervals are widened by in each period, (periods,)."""
    prepared, walked = course.prepared, course.walked
    many, withheld = _many_at_once(course)
    missing, too_many = missing_last_year(
        prepared.panel.n + prepared.waiting > 0, _expected(course), prepared.rule.per_year
    )
    peers = int(prepared.established.sum()) - 1
    holds = _holds(course, too_many, withheld, peers)
    reason = np.full(prepared.panel.n.shape, QUIET, dtype=np.int64)
    for position in range(QUIET - 1, -1, -1):
        reason = np.where(holds[ORDER[position]], position, reason)
    free = reason == QUIET
    # an episode that is over may still be told once, in the period it ended
    worse, better = walked.running_worse & free, walked.running_better & free
    ahead = walked.worse >= walked.better
    said_worse, said_better = worse & (ahead | ~better), better & (~ahead | ~worse)
    clear_worse = walked.size_worse > _Z * widen * walked.error_worse
    clear_better = walked.size_better > _Z * widen * walked.error_better
    first_worse = _first(said_worse & clear_worse, walked.running_worse, walked.onset_worse)
    first_better = _first(said_better & clear_better, walked.running_better, walked.onset_better)
    said_worse, said_better = said_worse & (first_worse >= 0), said_better & (first_better >= 0)
    return Standing(reason, said_worse, said_better, first_worse, first_better, many, missing, peers)


def _expected(course: Course) -> Mask:
    """Periods in which a value could have been there."""
    situation = course.prepared.situation
    return situation.in_post & ~situation.new & ~situation.away & ~situation.crisis


def _holds(course: Course, too_many_missing: Mask, withheld: Mask, peers: int) -> dict[Reason, Mask]:
    prepared, rule = course.prepared, course.prepared.rule
    situation, n = prepared.situation, prepared.panel.n
    shape = n.shape
    nobody = ~np.asarray((situation.panel.n > 0).any(0))
    never_judged = ~np.asarray(np.cumsum(prepared.judged, axis=-1) > 0)
    learning = np.asarray(np.cumsum(prepared.learning, axis=-1) > 0)
    few = prepared.waiting | ((n > 0) & (n < rule.floor_period)) | (course.n_year < rule.floor_year)
    hold = np.broadcast_to(course.system.hold, shape).copy()
    for team in course.teams:
        hold[team.rows] |= team.chart.hold
    return {
        "not_closed": np.broadcast_to(nobody, shape),
        "crisis": np.broadcast_to(situation.crisis, shape),
        "data_question": prepared.doubted | prepared.source_open,
        "leave": situation.away,
        "new": situation.new | (never_judged & learning & (n > 0)),
        "missing": too_many_missing | ((n <= 0) & ~prepared.waiting),
        "no_peers": np.full(shape, peers < PEERS_NEEDED),
        "too_few": few | never_judged,
        "system_change": hold,
        "many_at_once": withheld,
        "unreliable": course.reliability < NEEDED,
    }


def _many_at_once(course: Course) -> tuple[Mask, Mask]:
    """Periods in which too many episodes began within three, and whose episodes belong to such a cluster."""
    walked, judged = course.walked, course.prepared.judged
    onset = walked.onset_worse | walked.onset_better
    running = walked.running_worse | walked.running_better
    many = np.zeros(onset.shape[1], dtype=bool)
    withheld = np.zeros(onset.shape, dtype=bool)
    flagged = np.zeros(len(onset), dtype=bool)
    for at in range(onset.shape[1]):
        recent = onset[:, max(0, at - MANY_WITHIN + 1) : at + 1].any(-1)
        many[at] = recent.sum() > max(MANY, MANY_SHARE * judged[:, at].sum())
        flagged = (flagged | (recent & many[at])) & running[:, at]
        withheld[:, at] = flagged
    return many, withheld


def _first(said: Mask, running: Mask, onset: Mask) -> Whole:
    """Period in which the running episode was first told; kept through the period after its end."""
    first = np.full(said.shape, -1, dtype=np.int64)
    now = np.full(len(said), -1, dtype=np.int64)
    for at in range(said.shape[1]):
        now = np.where(onset[:, at], -1, now)
        now = np.where(said[:, at] & (now < 0), at, now)
        first[:, at] = now
        now = np.where(running[:, at], now, -1)
    return first
