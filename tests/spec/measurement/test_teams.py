"""What a team shares beyond its colleagues is the team's own signal; nobody in it is called in for it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from clinics import START, Cell, clinic, measure

from tenthhour.core.measurement.false_alarms import SiteThresholds
from tenthhour.core.measurement.signals.team import team_chart
from tenthhour.data.checks import Checked
from tenthhour.pipeline import MonthResult, replay, run_month

KNOWN: dict[str, SiteThresholds] = {}
TEAM = 4


def teamed(tables: Checked) -> Checked:
    """The first four of sixteen are team North, the rest have none."""
    codes = [f"c{i:02d}" for i in range(16)]
    rows = {"clinician_id": codes, "team": ["North" if i < TEAM else None for i in range(16)]}
    rows |= {name: [None] * 16 for name in ("name", "peer_group", "started_on", "ended_on")}
    return Checked({**tables.tables, "clinicians": pa.table(rows)}, (), (), synthetic=True)


def together(cell: Cell) -> float:
    return -0.9 if cell.clinician < TEAM and cell.month >= 26 else 0.0


def alone(cell: Cell) -> float:
    return -1.2 if cell.clinician == 0 and cell.month >= 26 else 0.0


def judged(moved) -> MonthResult:
    tables = teamed(clinic(16, moved=moved))
    return run_month(tables, [measure()], budget=0.02, thresholds=KNOWN)


def test_change_of_a_team_is_its_own_signal() -> None:
    (signal,) = judged(together).system
    assert (signal.team, signal.peer_group) == ("North", "everyone")
    assert signal.sentence.startswith("Blood pressure under 140/90: for everyone in team North about ")
    assert signal.after < signal.before


def test_nobody_is_called_in_for_a_change_of_the_team() -> None:
    result = judged(together)
    reasons = [(n.reason, n.sentence) for n in result.not_said if n.clinician_id < f"c{TEAM:02d}"]
    assert [f.clinician_id for f in result.findings] == []
    assert len(reasons) == TEAM
    assert {r for r, _ in reasons} == {"system_change"}
    assert all(s.startswith("A change shared by team North began in ") for _, s in reasons)


def test_team_is_charted_under_its_name() -> None:
    (series,) = judged(together).shared
    assert series.clinician_id == "team North"
    assert series.change_from is not None
    assert START + 24 <= series.change_from <= START + 29


def test_one_who_changed_alone_does_not_hide_in_the_team() -> None:
    result = judged(alone)
    assert [(f.clinician_id, f.direction) for f in result.findings] == [("c00", "worse")]
    assert result.system == ()


def test_replay_writes_the_team_month_by_month() -> None:
    rows = [r for r in replay(teamed(clinic(16, moved=together)), [measure()], budget=0.02, thresholds=KNOWN)
            if r.unit == "team"]  # fmt: skip
    assert {r.unit_id for r in rows} == {"North"}
    assert [r.status for r in rows][-1] == "signal"
    assert sum(r.onset for r in rows) == 1


def test_rows_of_a_team_rest_on_no_later_month() -> None:
    whole = teamed(clinic(16, moved=together))
    results, cut = whole.tables["results"], str(START + 29)
    early = Checked(
        {**whole.tables, "results": results.filter(pc.less_equal(results["month"], cut))}, (), (), True
    )
    said = [
        [r for r in replay(t, [measure()], budget=0.02, thresholds=KNOWN) if r.unit == "team"]
        for t in (whole, early)
    ]
    assert [r for r in said[0] if str(r.as_of) <= cut] == said[1]
    assert said[1]


def noise(members: int, moved: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    residual = rng.standard_normal((members, 48)) * 0.2
    residual[:moved, 30:] += 0.8
    return residual, np.full(residual.shape, 0.04)


def test_one_member_alone_never_makes_a_team_speak() -> None:
    assert not team_chart(*noise(3, 1), 24, 0.5).hold.any()


def test_three_who_changed_make_it_speak_at_once() -> None:
    assert np.flatnonzero(team_chart(*noise(3, 3), 24, 0.5).hold)[0] <= 33


def test_missing_members_leave_no_view() -> None:
    residual, variance = noise(3, 3)
    variance[2] = np.inf
    assert not team_chart(residual, variance, 24, 0.5).hold.any()
