"""How soon a leader is told, with everything shipped in the way: python -m bench.as_told.

`bench.detection` races the statistic at equal false alarms. Here whole clinics are run through the product with its
own thresholds and all its reasons for silence. Some clinicians change on one measure, in further clinics a whole
team does; counted is the month in which the sentence first stands on the page, not the one in which a sum crossed.
"""

from __future__ import annotations

import argparse
import itertools
from dataclasses import dataclass

import numpy as np

from bench.made_up import BASELINE, BUDGET, LAST, MONTHS, Scene, clinic, courses, measures
from bench.report import write_section
from tenthhour.core.measurement.course.gates import QUIET
from tenthhour.pipeline.clinic.site import MeasureCourse, Walked

BEGINS, RAMP, SHARE = 30, 9, 20
CLINIC, TEAM = 40, 5
USUAL = Scene(0.3, 0.2)
SHAPES = {"step": 1, f"ramp of {RAMP} months": RAMP}
SIZES = (1.0, 1.5)
ABOUT = f"""The clinics of `bench.false_alarms`, {BUDGET} looks stated per clinician-year over five measures ({BUDGET / 5:.2f} per
series-year). One clinician in {SHARE} changes for the worse on one measure from month {BEGINS + 1} on, by as much as its file calls
worth knowing (odds ratio 1.6, rate ratio 1.25, five points) or half as much again. Months after the first changed one
(0 = in that one); those never told by month {MONTHS} count as {MONTHS - BEGINS}; series that spoke by chance in the half-year before are left out. *Held back*: of the changes that crossed the
threshold and met no other reason for silence, those told later because the interval still held the level before.
*Pooled*: told by the signal over all measures, or by the one that changed. `python -m bench.as_told`.
"""
HEAD = (
    "| clinicians | change | times worth knowing | changes | crossed after | told after | +- | median | "
    "told within 6 | within 12 | held back | told or pooled after |"
)
TEAMS = f"""Clinics of {CLINIC} in teams of {TEAM}; where somebody changes, by one and a half times what is worth knowing. *Looks*: changes
of members of that team told of them in person from month {BEGINS + 1} on, with the team's own chart and without."""
TEAM_HEAD = "| changes | clinics | team found, months | false team signals in team-years | looks | without the chart |"


@dataclass(frozen=True)
class Told:
    """One person's change: months until crossed, until said, until said here or pooled; -1 never. Held back?"""

    crossed: int
    said: int
    either: int
    held: bool


def growth(shape: int) -> np.ndarray:
    """Share of the change there in each month, (months,)."""
    return np.clip((np.arange(MONTHS) - BEGINS + 1) / shape, 0.0, 1.0)


def first(months: np.ndarray) -> int:
    """Months from the change to the first true one, -1 if there is none."""
    after = np.flatnonzero(months[BEGINS:])
    return int(after[0]) if len(after) else -1


def changed(clinicians: int, shape: int, size: float, seed: int) -> list[Told]:
    """What was told of everybody who changed in one clinic."""
    who = np.arange(max(1, clinicians // SHARE))
    ids = [m.id for m in measures()]
    moved = {m: np.zeros((clinicians, MONTHS)) for m in ids}
    of = [ids[(int(c) + seed) % len(ids)] for c in who]
    for c, m in zip(who, of, strict=True):
        moved[m][c] = size * growth(shape)
    made = clinic(clinicians, USUAL, seed, moved)
    walks = courses(made)
    pooled = made.pooled(walks, LAST).onset
    by_measure = {w.panels.counted.measure.id: w.walked[0] for w in walks}
    found = [_told(by_measure[m], int(c), pooled[c]) for c, m in zip(who, of, strict=True)]
    return [t for t in found if t]


def _told(walked: Walked, row: int, pooled: np.ndarray) -> Told | None:
    """None if chance spoke in the half-year before."""
    standing, course = walked.standing, walked.course.walked
    if course.running_worse[row, BASELINE:BEGINS].any():
        return None
    free = course.running_worse[row] & (standing.reason[row] == QUIET)
    said = standing.said_worse[row]
    crossed, told, allowed = first(course.onset_worse[row]), first(said), first(free)
    return Told(crossed, told, first(said | pooled), allowed >= 0 and told != allowed)


def line(found: list[Told]) -> str:
    never = MONTHS - BEGINS
    crossed, said, either = (
        np.array([never if v < 0 else v for v in each])
        for each in ([t.crossed for t in found], [t.said for t in found], [t.either for t in found])
    )
    within = [f"{100 * (said <= months).mean():.0f} %" for months in (6, 12)]
    error = 1.96 * said.std() / np.sqrt(len(said))
    may = sum(t.crossed >= 0 and t.said >= 0 for t in found)
    held = f"{sum(t.held for t in found if t.crossed >= 0 and t.said >= 0)} of {may}"
    return (
        f"{len(found)} | {crossed.mean():.1f} | {said.mean():.1f} | {error:.1f} | {np.median(said):.0f} | "
        f"{' | '.join(within)} | {held} | {either.mean():.1f}"
    )


def teams(count: int, which: str) -> str:
    """What the team's own chart says and what it withholds; `which` changes from month 31 on: "nobody", "a team", "one"."""
    rows = {"nobody": 0, "a team": TEAM, "one of a team": 1}[which]
    team_of = {f"c{i:03d}": f"t{i // TEAM}" for i in range(CLINIC)}
    ids, delays, false, looks, without = [m.id for m in measures()], [], 0, 0, 0
    for seed in range(count):
        here = ids[seed % len(ids)]
        moved = {here: np.where(np.arange(CLINIC)[:, None] < rows, 1.5 * growth(1), 0.0)}
        walks = courses(clinic(CLINIC, USUAL, seed, moved, team_of))
        signals = {
            (w.panels.counted.measure.id, team.name): team.chart.onset
            for w in walks
            for team in w.walked[0].course.teams
        }
        own = signals.pop((here, "t0")) if rows == TEAM else np.zeros(MONTHS, dtype=bool)
        false += sum(int(onset[BASELINE:].sum()) for onset in signals.values())
        delays += [first(own)] if first(own) >= 0 else []
        looks += personal(walks)
        without += personal(courses(clinic(CLINIC, USUAL, seed, moved)))
    years = count * CLINIC / TEAM * (MONTHS - BASELINE) / 12
    found = f"{len(delays)} of {count}, after {np.mean(delays):.1f}" if delays else ""
    return f"| {which} | {count} | {found} | {false} in {years:.0f} | {looks} | {without} |"


def personal(walks: list[MeasureCourse]) -> int:
    """Changes for the worse told of members of the first team from month 31 on."""
    told = [w.walked[0].standing for w in walks]
    return sum(int(((s.first_worse == np.arange(MONTHS)) & s.said_worse)[:TEAM, BEGINS:].sum()) for s in told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=60, help="of each row")
    parser.add_argument("--clinics", type=int, default=30, help="with teams, of each row")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    chosen = parser.parse_args()
    rows = [HEAD, "|---" * 12 + "|"]
    for clinicians, (shape, months), size in itertools.product((12, 40, 200), SHAPES.items(), SIZES):
        count = -(-chosen.changes // max(1, clinicians // SHARE))
        found = [t for seed in range(count) for t in changed(clinicians, months, size, seed)]
        rows.append(f"| {clinicians} | {shape} | {size} | {line(found)} |")
        print(rows[-1], flush=True)
    rows += ["", TEAMS, "", TEAM_HEAD, "|---" * 6 + "|"]
    for which in ("nobody", "a team", "one of a team"):
        rows.append(teams(chosen.clinics, which))
        print(rows[-1], flush=True)
    if chosen.write:
        write_section("as-told", "How soon a leader is told", "\n".join([ABOUT, *rows]))


if __name__ == "__main__":
    main()
