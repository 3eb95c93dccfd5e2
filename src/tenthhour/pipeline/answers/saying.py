"""Saying: each pair of clinician and measure gets exactly one answer, a finding or a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np

from tenthhour.core.finding import Finding, NotSaid, Reason
from tenthhour.core.measurement.course.gates import ORDER, QUIET
from tenthhour.core.measurement.estimate.baseline import FEW_PEERS
from tenthhour.core.measurement.false_alarms.pooled import MOVED, pooled_value
from tenthhour.core.measurement.panel import inverse
from tenthhour.core.measurement.wording import (
    CHECK_FIRST,
    Said,
    Silence,
    by_chance,
    cannot_say,
    change_sentence,
    description,
    not_said,
    pooled_sentence,
)
from tenthhour.core.measurement.wording.speech import shared_with, spread_assumed
from tenthhour.core.month import Month
from tenthhour.pipeline.answers import grounds
from tenthhour.pipeline.answers.grounds import Place
from tenthhour.pipeline.clinic.people import EVERYONE
from tenthhour.pipeline.clinic.site import MeasureCourse, PooledCourse, Site, Walked


def places(course: MeasureCourse, as_of: Month) -> Iterator[Place]:
    """Everybody of a walked measure with anything counted, at the newest period."""
    at = course.counted.complete(as_of) - 1
    for walked in course.walked:
        for row in np.flatnonzero(walked.group.targets):
            if at >= 0 and (walked.course.prepared.situation.panel.n[row, : at + 1] > 0).any():
                yield Place(course, walked, int(row), min(at, course.counted.periods - 1))


def told(place: Place) -> tuple[bool, str] | None:
    """Whether a change is told at this place: for the worse or not, and in which state."""
    standing, walked, row, at = place.walked.standing, place.walked.course.walked, place.row, place.at
    height = place.walked.course.threshold[at]
    for worse in (True, False):
        said = (standing.said_worse if worse else standing.said_better)[row, at]
        value = (walked.worse if worse else walked.better)[row, at]
        ended = (walked.ended_worse if worse else walked.ended_better)[row, at]
        first = (standing.first_worse if worse else standing.first_better)[row, at]
        if said:
            return worse, "confirmed" if value >= height else "standing"
        if ended and first >= 0 and standing.reason[row, at] == QUIET:
            return worse, "ended"
    return None


def finding(place: Place, site: Site, clinicians: int, *, worse: bool, state: str) -> Finding:
    """The sentence with its grounds."""
    walked, standing, row, at = place.walked.course.walked, place.walked.standing, place.row, place.at
    measure, budget = place.course.counted.measure, site.thresholds.budget
    first = int((standing.first_worse if worse else standing.first_better)[row, at])
    changes = (walked.change_worse if worse else walked.change_better)[row, : at + 1]
    change = place.first_month(int(last_known(changes, first)))
    both = place.course.counted.rule.both_ways
    direction = ("fall" if worse else "rise") if both else ("worse" if worse else "better")
    improvement = not worse and not both
    said = Said(
        measure, grounds.estimate(place, worse=worse), grounds.baseline(place), change,
        grounds.counts(place).last_12, clinicians, budget, improvement,
    )  # fmt: skip
    return Finding(
        id=identity(place.clinician_id, (measure.id,), place.first_month(0), direction, place.month(first)),
        kind="improvement" if improvement else "change",
        state=state,  # type: ignore[arg-type]
        clinician_id=place.clinician_id,
        peer_group=site.everybody[place.clinician_id].peer_group,
        measure_ids=(measure.id,),
        direction=direction,  # type: ignore[arg-type]
        change_from=change,
        first_signalled=place.month(first),
        n=grounds.counts(place),
        observed=grounds.observed(place),
        expected=grounds.expected(place),
        baseline=said.baseline,
        estimate=said.estimate,
        statistic=float((walked.worse if worse else walked.better)[row, at]),
        threshold=float(place.walked.course.threshold[at]),
        reliability=float(place.walked.course.reliability[row, at]),
        false_alarms_per_clinician_year=budget,
        shared_change=grounds.shared_change(place),
        sentence=change_sentence(said),
        by_chance=said.by_chance,
        cannot_say=_limits(place, site.everybody[place.clinician_id].peer_group),
        check_first=CHECK_FIRST,
        chart_description=_described(place, said),
    )


def _limits(place: Place, peer_group: str) -> tuple[str, ...]:
    course, peers, group = place.course, place.walked.standing.peers, place.walked.group.name
    said = cannot_say(course.counted.measure, peers, adjusted=course.case_mix_version is not None)
    said += _gave_way(course)
    if peer_group not in (group, EVERYONE):
        said += (shared_with(peer_group, group),)
    return (*said, spread_assumed()) if peers + 1 < FEW_PEERS else said


def _gave_way(course: MeasureCourse) -> tuple[str, ...]:
    """What of the case mix had to be merged, left out or given up."""
    return course.panels.expected.grounds if course.panels.expected else ()


def last_known(changes: np.ndarray, otherwise: int) -> int:
    """The newest change period that is known."""
    known = changes[changes >= 0]
    return int(known[-1]) if len(known) else otherwise


def _described(place: Place, said: Said) -> str:
    course = place.walked.course
    everyone = inverse(place.kind, course.walked.everyone[: place.at + 1])
    usable = course.prepared.panel.n[place.row, : place.at + 1] > 0
    shared = (float(everyone.min()), float(everyone.max()))
    return description(said, place.first_month(0), place.month(place.at), shared, int((~usable).sum()))


def identity(clinician: str, measures: tuple[str, ...], epoch: Month, direction: str, first: Month) -> str:
    """The name a finding keeps from month to month."""
    text = "|".join((clinician, ",".join(measures), str(epoch), direction, str(first)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def reason_of(place: Place, as_of: Month) -> Reason:
    """Why nothing is said at this place; `quiet` is a reason, too."""
    measure = place.course.counted.measure
    if measure.is_silenced(as_of.last_day):
        return "measure_overdue"
    return ORDER[int(place.walked.standing.reason[place.row, place.at])]


def silence(place: Place, reason: Reason) -> NotSaid:
    """The reason as a sentence."""
    course, standing, row, at = place.walked.course, place.walked.standing, place.row, place.at
    rule, measure = course.prepared.rule, place.course.counted.measure
    n_year, n = float(course.n_year[row, at]), float(course.prepared.situation.panel.n[row, at])
    few_in_year = n_year < rule.floor_year
    why = Silence(
        n=n_year if few_in_year else n,
        floor=rule.floor_year if few_in_year else max(rule.floor_period, rule.pool_until),
        missing=int(standing.missing[row, at]),
        since=_since(place, reason),
        team=_team(place),
        overdue_since=measure.review_due,
        period=measure.period,
        periods=place.at + 1 if not few_in_year and n >= rule.floor_period else None,
        periods_needed=course.prepared.start or 0,
    )
    return not_said(place.clinician_id, measure.id, reason, why)


def _team(place: Place) -> str | None:
    """The team whose own shared change withholds this place, if everyone's does not."""
    course, at = place.walked.course, place.at
    return (
        None
        if course.system.hold[at]
        else next((t.name for t in course.teams if place.row in t.rows and t.chart.hold[at]), None)
    )


def _since(place: Place, reason: Reason) -> Month | None:
    if reason in ("system_change", "many_at_once"):
        return _shared_since(place.walked, place.at, place)
    if reason != "data_question":
        return None
    prepared = place.walked.course.prepared
    doubted = prepared.doubted[place.row, : place.at + 1]
    asked = doubted if doubted[-1] else prepared.source_open[: place.at + 1]
    pauses = np.flatnonzero(~asked)
    return place.first_month(int(pauses[-1]) + 1 if len(pauses) else 0)


def _shared_since(walked: Walked, at: int, place: Place) -> Month:
    charts = [walked.course.system, *(t.chart for t in walked.course.teams if place.row in t.rows)]
    for chart in charts:
        if chart.hold[at]:
            return place.first_month(last_known(chart.change[: at + 1], at))
    many = np.flatnonzero(walked.standing.many[: at + 1])
    return place.first_month(max(int(many[-1]) - 2, 0) if len(many) else at)


def pooled_findings(
    site: Site, courses: list[MeasureCourse], pool: PooledCourse, as_of: Month, alone: set[tuple[str, str]]
) -> Iterator[Finding]:
    """Several small changes of one clinician that together are beyond chance.

    Args:
        site: The clinic.
        courses: Its measures up to the month.
        pool: The pooled signal.
        as_of: Month judged.
        alone: Pairs of clinician and measure with a finding of their own; the rest must reach the threshold
            without them.

    """
    at = as_of - pool.first
    clinicians = int(pool.judged[:, at].sum())
    running = np.flatnonzero(pool.running[:, at] & pool.judged[:, at])
    judged = _parts(courses, {int(row) for row in running}, as_of)
    for row in running:
        parts = [p for p in judged[int(row)] if (p.clinician_id, _name(p)) not in alone]
        value = float(pooled_value(np.array([_worse(p) for p in parts])))
        moved = [p for p in parts if _worse(p) > MOVED]
        mine = any(clinician == site.ids[row] for clinician, _ in alone)
        if len(moved) > 1 and value >= pool.threshold[at] / (1 if mine else 2):
            yield _pooled(site, pool, int(row), moved, (value, as_of, clinicians))


def _parts(courses: list[MeasureCourse], rows: set[int], as_of: Month) -> dict[int, list[Place]]:
    """The judged measures of some clinicians."""
    found: dict[int, list[Place]] = {row: [] for row in rows}
    for place in (p for c in courses for p in places(c, as_of)):
        row = int(place.walked.group.members[place.row])
        if row in rows and place.walked.standing.reason[place.row, place.at] == QUIET:
            found[row].append(place)
    return found


def _worse(place: Place) -> float:
    return float(place.walked.course.walked.worse[place.row, place.at])


def _name(place: Place) -> str:
    return place.course.counted.measure.id


def _pooled(
    site: Site, pool: PooledCourse, row: int, moved: list[Place], now: tuple[float, Month, int]
) -> Finding:
    value, as_of, clinicians = now
    at = as_of - pool.first
    first = pool.first + int(pool.began[row, at])
    since = min(p.first_month(int(p.walked.course.walked.change_worse[p.row, p.at])) for p in moved)
    who, budget, height = site.ids[row], site.thresholds.budget, float(pool.threshold[at])
    titles = [p.course.counted.measure.title for p in moved]
    return Finding(
        id=identity(who, ("pooled",), pool.first, "worse", first),  # stays when other measures join
        kind="pooled",
        state="confirmed" if value >= height else "standing",
        clinician_id=who,
        peer_group=site.everybody[who].peer_group,
        measure_ids=tuple(_name(p) for p in moved),
        direction="worse",
        change_from=None,
        first_signalled=first,
        n=None,
        observed=None,
        expected=None,
        baseline=None,
        estimate=None,
        statistic=value,
        threshold=height,
        reliability=None,
        false_alarms_per_clinician_year=budget,
        shared_change=None,
        sentence=pooled_sentence(titles, since, clinicians, budget),
        by_chance=by_chance(clinicians, budget),
        cannot_say=(
            "Which of these numbers matters most.",
            "Why they changed.",
            "Whether care is worse or better.",
            *(f"{p.course.counted.measure.title}: {said}" for p in moved for said in _gave_way(p.course)),
        ),
        check_first=CHECK_FIRST,
        chart_description="",
    )
