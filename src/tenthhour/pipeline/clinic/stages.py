"""Stages: which baseline a measure has at a month, and the situation of each group up to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from tenthhour.core.finding import Waiting
from tenthhour.core.measurement.casemix import Expected
from tenthhour.core.measurement.course import Prepared, Situation, baseline_length, prepare
from tenthhour.core.measurement.panel import Mask
from tenthhour.core.month import Month
from tenthhour.pipeline.clinic.counted import Counted
from tenthhour.pipeline.clinic.people import Group, Person, groups, presence
from tenthhour.pipeline.decisions import Decisions, Hours


@dataclass(frozen=True)
class Stage:
    """The series of a measure as it stands: where it begins and how long its baseline is.

    Attributes:
        measure_id: Which measure.
        epoch: Position of the first period of the series among those counted.
        start: Periods of the common baseline from there; None while there are too few.
        why: What began the series, if not the data: "definition" or "rebase".

    """

    measure_id: str
    epoch: int
    start: int | None
    why: str | None = None


@dataclass(frozen=True)
class Panels:
    """One measure up to a month: its groups, each prepared; what the patients seen led to expect, if known."""

    stage: Stage
    counted: Counted
    groups: tuple[tuple[Group, Prepared], ...]
    expected: Expected | None = None


def stage(counted: Counted, as_of: Month, decisions: Decisions) -> Stage:
    """Epoch and baseline at a month, from what was over the month before."""
    begins: list[tuple[int, str | None]] = [(0, None)]
    begins += [(_position(counted, Month.parse(c.month)), "definition")
               for c in counted.measure.definition_changed if c.epoch and Month.parse(c.month) <= as_of]  # fmt: skip
    begins += [(_position(counted, d.from_month), "definition") for d in decisions.definitions
               if d.measure_id == counted.measure.id and d.from_month <= as_of]  # fmt: skip
    begins += [(_position(counted, r.from_month), "rebase") for r in decisions.rebases
               if r.measure_id == counted.measure.id and r.clinician_id is None and r.from_month <= as_of]  # fmt: skip
    epoch, why = max(begins, key=lambda b: b[0])
    before = counted.complete(as_of + -1)
    crisis = _crisis(counted.between(epoch, max(before, epoch)), decisions)
    return Stage(counted.measure.id, epoch, baseline_length(crisis, counted.rule), why)


def panels(
    counted: Counted, at: Stage, as_of: Month, everybody: Mapping[str, Person], decisions: Decisions
) -> Panels:
    """Prepare every group of colleagues up to a month, with the baseline of a stage."""
    cut = counted.between(at.epoch, max(_closed(counted, as_of, decisions), at.epoch))
    window = cut.n[:, : at.start] if at.start else cut.n
    found = groups(everybody, cut.ids, np.asarray((window > 0).any(-1)))
    expects = cut.expected(at.start)
    whole = _situation(cut, everybody, decisions, counted, expects)
    prepared = tuple((g, prepare(_only(whole, g), cut.rule, at.start)) for g in found)
    return Panels(at, cut, prepared, expects)


def _closed(counted: Counted, as_of: Month, decisions: Decisions) -> int:
    """Complete periods; those whose data are not yet complete by the measure's lag are left out."""
    complete = counted.complete(as_of)
    if decisions.complete_on is None:
        return complete
    while complete > 0:
        closed = counted.month(complete - 1).last_day
        if (decisions.complete_on - closed).days >= counted.measure.lag_days:
            break
        complete -= 1
    return complete


def waiting(counted: Counted, as_of: Month, decisions: Decisions) -> Iterator[Waiting]:
    """Periods that are over and left out, because their results still come in."""
    over = min(counted.complete(as_of), counted.periods)
    for period in range(_closed(counted, as_of, decisions), over):
        if (counted.n[:, period] > 0).any():
            month = counted.month(period)
            complete = month.last_day + timedelta(days=counted.measure.lag_days)
            yield Waiting(counted.measure.id, month, complete)


def _position(counted: Counted, month: Month) -> int:
    """First period that lies wholly in or after the month."""
    return max(0, -(-month.index // counted.rule.months) - counted.first)


def settles(counted: Counted, change: Hours) -> tuple[int, int]:
    """First and last of the periods in which new hours settle, two months; outside what is counted or not."""
    months = counted.rule.months
    return change.month.index // months - counted.first, (change.month + 1).index // months - counted.first


def _settling(counted: Counted, decisions: Decisions) -> Mask:
    """Where a number that depends on hours is not judged, because they have just changed."""
    found = np.zeros(counted.n.shape, dtype=bool)
    rows = {name: i for i, name in enumerate(counted.ids)}
    for change in decisions.hours if counted.measure.depends_on_fte else ():
        if change.is_large and change.clinician_id in rows:
            first, last = settles(counted, change)
            found[rows[change.clinician_id], max(first, 0) : max(last + 1, 0)] = True
    return found


def _crisis(counted: Counted, decisions: Decisions) -> Mask:
    found = np.zeros(counted.periods, dtype=bool)
    for at in range(counted.periods):
        last = counted.month(at)
        first = last + (1 - counted.rule.months)
        found[at] = any(c.first <= last and first <= c.last for c in decisions.crises)
    return found


def _situation(
    counted: Counted, everybody: Mapping[str, Person], decisions: Decisions, whole: Counted,
    expects: Expected | None,
) -> Situation:  # fmt: skip
    here = presence(everybody, counted, whole)
    answered = np.zeros(counted.n.shape, dtype=bool)
    source = np.zeros(counted.periods, dtype=bool)
    restart = np.zeros(len(counted.ids), dtype=np.int64)
    rows = {name: i for i, name in enumerate(counted.ids)}
    for answer in decisions.answers:
        at = answer.month.index // counted.rule.months - counted.first
        if answer.measure_id == counted.measure.id and 0 <= at < counted.periods:
            if answer.clinician_id is None:
                source[at] = True
            elif answer.clinician_id in rows:
                answered[rows[answer.clinician_id], at] = True
    for rebase in decisions.rebases:
        if rebase.measure_id == counted.measure.id and rebase.clinician_id in rows:
            row = rows[str(rebase.clinician_id)]
            at = _position(counted, rebase.from_month)
            restart[row] = max(restart[row], at if at < counted.periods else 0)
    return Situation(
        counted.panel(expects), counted.answer_variance, here.in_post, here.new,
        here.away | _settling(counted, decisions), _crisis(counted, decisions), answered, source, restart,
    )  # fmt: skip


def _only(whole: Situation, group: Group) -> Situation:
    rows = group.members
    panel = replace(
        whole.panel, y=whole.panel.y[rows], n=whole.panel.n[rows], offset=whole.panel.offset[rows]
    )
    return replace(
        whole, panel=panel, answer_variance=whole.answer_variance[rows], in_post=whole.in_post[rows],
        new=whole.new[rows], away=whole.away[rows], answered=whole.answered[rows], restart=whole.restart[rows],
    )  # fmt: skip
