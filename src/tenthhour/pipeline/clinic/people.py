"""People: who is compared with whom, and who was in post or away when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from tenthhour.core.measurement.panel import Mask, Whole
from tenthhour.core.measurement.signals.team import LEAST_MEMBERS
from tenthhour.core.month import Month
from tenthhour.pipeline.clinic.counted import Counted
from tenthhour.pipeline.decisions import Away

EVERYONE = "everyone"
PEERS = 5  # a peer group this large besides oneself is compared within itself
RAMP_MONTHS = 6
LATE_MONTHS = 3  # first seen this long after the measure began: a later joiner, if no date says otherwise
ABSENT_DAYS = 7


@dataclass(frozen=True)
class Person:
    """One clinician as the tables tell it."""

    peer_group: str = EVERYONE
    team: str | None = None
    started_on: date | None = None
    ended_on: date | None = None
    away: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True)
class Group:
    """Colleagues compared: rows that count, and those of them whose own group this is."""

    name: str
    members: Whole
    targets: Mask


def people(
    tables: Mapping[str, pa.Table], ids: tuple[str, ...], written: Iterable[Away] = ()
) -> dict[str, Person]:
    """Everybody with data, whether or not the clinicians table names them; `written` is leave beside the tables."""
    rows = tables["clinicians"].to_pylist() if "clinicians" in tables else []
    listed = {r["clinician_id"]: r for r in rows}
    away: dict[str, list[tuple[date, date]]] = {}
    for row in tables["exclusions"].to_pylist() if "exclusions" in tables else []:
        if row["from_date"] is not None and row["to_date"] is not None:
            away.setdefault(row["clinician_id"], []).append((row["from_date"], row["to_date"]))
    for leave in written:
        dates = (leave.first or date.min, leave.last or date.max)
        away.setdefault(leave.clinician_id, []).append(dates)
    return {i: _person(listed.get(i, {}), tuple(sorted(away.get(i, [])))) for i in ids}


def _person(row: Mapping[str, object], away: tuple[tuple[date, date], ...]) -> Person:
    group, team = row.get("peer_group"), row.get("team")
    started, ended = row.get("started_on"), row.get("ended_on")
    return Person(
        peer_group=str(group) if group else EVERYONE,
        team=str(team) if team else None,
        started_on=started if isinstance(started, date) else None,
        ended_on=ended if isinstance(ended, date) else None,
        away=away,
    )


def groups(everybody: Mapping[str, Person], ids: tuple[str, ...], known: Mask) -> list[Group]:
    """Peer group where it has at least five others with data, else team, else the whole clinic.

    Args:
        everybody: By id.
        ids: Rows of the arrays.
        known: Who has data in the common baseline, (clinicians,).

    """
    peer = np.array([everybody[i].peer_group for i in ids])
    team = np.array([everybody[i].team or "" for i in ids])
    reference = np.full(len(ids), EVERYONE, dtype=object)
    for labels, prefix in ((team, "team "), (peer, "")):
        for name in sorted(set(labels) - {""}):
            if (known & (labels == name)).sum() > PEERS:
                reference[labels == name] = prefix + name
    found = []
    for name in sorted(set(reference)):
        targets = reference == name
        members = np.flatnonzero(_members(str(name), peer, team))
        found.append(Group(str(name), members, np.asarray(targets[members])))
    return found


def teams(everybody: Mapping[str, Person], ids: tuple[str, ...], group: Group) -> dict[str, Whole]:
    """Rows of each team within a group that can be told from it: three members, and three colleagues besides."""
    named = np.array([everybody[ids[int(m)]].team or "" for m in group.members])
    found = {str(name): np.flatnonzero((named == name) & group.targets) for name in sorted(set(named) - {""})}
    most = len(named) - LEAST_MEMBERS
    return {name: rows for name, rows in found.items() if LEAST_MEMBERS <= len(rows) <= most}


def _members(name: str, peer: np.ndarray, team: np.ndarray) -> Mask:
    if name == EVERYONE:
        return np.ones(len(peer), dtype=bool)
    if name.startswith("team "):
        return np.asarray(team == name.removeprefix("team "))
    return np.asarray(peer == name)


@dataclass(frozen=True)
class Presence:
    """In post, new, away; each (clinicians, periods)."""

    in_post: Mask
    new: Mask
    away: Mask


def presence(everybody: Mapping[str, Person], counted: Counted, whole: Counted) -> Presence:
    """Read posts and absences onto the periods of a measure; nothing later than its last period is used.

    Args:
        everybody: Posts and absences.
        counted: The periods asked for.
        whole: All periods of the measure, earlier ones, too: nobody is new because a new series begins.

    """
    months = np.arange(
        counted.first * counted.rule.months, (counted.first + counted.periods) * counted.rule.months
    )
    rows = [
        _monthly(everybody[i], months, _seen_first(whole, r), whole.month(0))
        for r, i in enumerate(counted.ids)
    ]
    by_period = [np.array([r[k] for r in rows]).reshape(len(rows), -1, counted.rule.months) for k in range(3)]
    most = counted.rule.months // 2 + 1
    some = [np.asarray(p.sum(-1) > 0) for p in by_period[:2]]
    return Presence(some[0], some[1], np.asarray(by_period[2].sum(-1) >= most))


def _seen_first(counted: Counted, row: int) -> int | None:
    seen = np.flatnonzero((counted.n[row] > 0) | np.isfinite(counted.bare[row]))
    return None if not len(seen) else int((counted.first + seen[0]) * counted.rule.months)


def _monthly(person: Person, months: Whole, seen: int | None, site_first: Month) -> tuple[Mask, Mask, Mask]:
    begins = Month.of(person.started_on).index if person.started_on else seen
    ends = Month.of(person.ended_on).index if person.ended_on else None
    in_post = np.full(len(months), begins is not None)
    new = np.zeros(len(months), dtype=bool)
    if begins is not None:
        in_post &= months >= begins
        later = begins - site_first.index >= (1 if person.started_on else LATE_MONTHS)
        new = (months >= begins) & (months < begins + RAMP_MONTHS) & later
    if ends is not None:
        in_post &= months <= ends
    return in_post, new, _away(person, months)


def _away(person: Person, months: Whole) -> Mask:
    """Months with a week or more away, and one after two such months, three after six."""
    if not person.away:
        return np.zeros(len(months), dtype=bool)
    out = np.array([_days_away(person, Month.at(int(m))) >= ABSENT_DAYS for m in months], dtype=bool)
    run, after = 0, np.zeros(len(months), dtype=bool)
    for at in range(len(months)):
        if out[at]:
            run += 1
        elif run:
            extra = 3 if run >= 6 else 1 if run >= 2 else 0
            after[at : at + extra] = True
            run = 0
    return out | after


def _days_away(person: Person, month: Month) -> int:
    spans = [(max(a, month.first_day), min(b, month.last_day)) for a, b in person.away]
    return sum(max((b - a).days + 1, 0) for a, b in spans)
