"""The made-up clinic: the same for the same seed, whole or not there, and adding up."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from tenthhour.content.loader import measures
from tenthhour.core.errors import UsageError
from tenthhour.core.month import Month
from tenthhour.data.generate import Clinic, Plan, files, generate, make
from tenthhour.data.generate.answers import BETWEEN
from tenthhour.data.generate.encounters import Groups, choose, tilted
from tenthhour.data.generate.plan import SHAPES
from tenthhour.data.generate.truth import LOWER_IS_BETTER

SMALL = Plan(clinicians=12, months=36)


@pytest.fixture(scope="module")
def small() -> Clinic:
    return make(SMALL)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(plan: Plan, out: Path) -> dict[str, bytes]:
    generate(plan, out)
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_generate_writes_the_tables_and_its_labels(tmp_path: Path) -> None:
    tables = {"clinicians.csv", "results.csv", "exclusions.csv", "truth.csv", "SYNTHETIC.txt"}
    assert set(written(SMALL, tmp_path / "out")) == tables


def test_generate_same_seed_same_bytes(tmp_path: Path) -> None:
    plan = Plan(clinicians=4, months=14, encounters=True)
    assert written(plan, tmp_path / "a") == written(plan, tmp_path / "b")


def test_generate_other_seed_other_numbers(tmp_path: Path) -> None:
    first, second = (written(Plan(seed=seed), tmp_path / str(seed)) for seed in (1, 2))
    assert first["results.csv"] != second["results.csv"]


def test_generate_names_are_clearly_made_up(tmp_path: Path) -> None:
    generate(SMALL, tmp_path / "out")
    names = [row["name"] for row in rows(tmp_path / "out" / "clinicians.csv")]
    assert names == [f"Dr Example {i:02d}" for i in range(1, 13)]


def test_generate_ends_with_the_month_asked_for(tmp_path: Path) -> None:
    generate(Plan(months=6, until=Month(2020, 3)), tmp_path / "out")
    months = {row["month"] for row in rows(tmp_path / "out" / "results.csv")}
    assert (min(months), max(months)) == ("2019-10", "2020-03")


def test_generate_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not an empty folder"):
        generate(SMALL, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_generate_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(files.tables, "results", full)
    with pytest.raises(OSError, match="disk full"):
        generate(SMALL, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "wrong", [{"clinicians": 0}, {"months": 0}, {"months": 241}, {"seed": -1}, {"steady": 0.0}]
)
def test_plan_refuses_what_cannot_be_made(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError, match=f"--{next(iter(wrong))}"):
        Plan(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(("clinicians", "months"), [(1, 1), (1, 36), (2, 3), (5, 12), (25, 13)])
def test_generate_makes_tiny_clinics(tmp_path: Path, clinicians: int, months: int) -> None:
    generate(Plan(clinicians=clinicians, months=months, encounters=True), tmp_path / "out")
    assert len(rows(tmp_path / "out" / "clinicians.csv")) == clinicians


@pytest.mark.parametrize(
    ("drift", "kinds"),
    [
        ("none", {}),
        ("lone", {"step": 6, "ramp": 1, "pulse": 1, "data_error": 1}),
        ("crisis", {"step": 6, "ramp": 1, "pulse": 1, "data_error": 1, "system": 3}),
        ("many", {"step": 24, "data_error": 1}),
    ],
)
def test_drift_plants_what_it_says(drift: str, kinds: dict[str, int]) -> None:
    planted = make(Plan(clinicians=200, months=48, drift=drift)).planted  # type: ignore[arg-type]
    count = Counter(one.kind for one in planted if one.kind not in ("leave", "fte", "newcomer"))
    assert count == kinds


def test_generator_agrees_with_the_measure_files() -> None:
    made = [*SHAPES, "encounters_per_session", "wrvu_per_session", *BETWEEN]
    lower = {id_ for id_ in made if measures()[id_].direction == "lower_better"}
    assert lower == set(LOWER_IS_BETTER)


def test_one_clinician_carries_one_planted_change(small: Clinic) -> None:
    count = Counter(one.clinician for one in small.planted if one.clinician is not None)
    assert set(count.values()) == {1}


def test_planted_change_moves_the_counts() -> None:
    quiet, drifting = (make(Plan(clinicians=60, months=48, drift=d)) for d in ("none", "many"))
    one = next(p for p in drifting.planted if p.measure_id == "bp_controlled")
    share = [
        c.counts.met["bp_controlled"][one.clinician, one.start :].sum()
        / c.counts.of["hypertension"][one.clinician, one.start :].sum()
        for c in (quiet, drifting)
    ]
    assert share[1] < share[0] - 0.08


def test_steady_clinician_stays_at_fourteen() -> None:
    clinic = make(Plan(steady=14.0, drift="none"))
    done, worked = (clinic.counts.booked - clinic.counts.missed)[0], clinic.counts.sessions[0]
    early, late = (done[part].sum() / worked[part].sum() for part in (slice(18), slice(18, 36)))
    assert early == pytest.approx(14, abs=0.7)
    assert late == pytest.approx(14, abs=0.7)


def test_choose_keeps_every_total_exactly() -> None:
    rng = np.random.default_rng(5)
    groups = Groups(np.sort(rng.integers(0, 400, 9000)), 400)
    size = np.bincount(groups.of, minlength=400)
    wanted = rng.binomial(size, 0.4)
    chance = tilted(rng.normal(size=9000), wanted, groups)
    chosen = choose(chance, wanted, groups, rng)
    assert set(np.unique(chosen)) == {0, 1}
    assert (np.bincount(groups.of, chosen, 400) == wanted).all()


def test_choose_gives_each_row_its_chance() -> None:
    rng = np.random.default_rng(6)
    groups, lean = Groups(np.repeat(np.arange(4000), 10), 4000), np.tile(np.linspace(-1, 1, 10), 4000)
    wanted = np.full(4000, 4)
    chance = tilted(lean, wanted, groups)
    share = choose(chance, wanted, groups, rng).reshape(4000, 10).mean(axis=0)
    np.testing.assert_allclose(share, chance[:10], atol=0.03)
