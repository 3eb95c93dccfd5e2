"""Public files read through the shipped mappings; organisations stand in for clinicians."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tenthhour.content import loader
from tenthhour.data.checks import Checked, check
from tenthhour.data.files import read
from tenthhour.data.mapping import named


def through(mapping: str, path: Path) -> Checked:
    return check(read([path], mapping=named(mapping)), loader.measures())


def totals(checked: Checked, measure: str, month: str) -> tuple[float, float]:
    table = checked.tables["results"]
    chosen = table.filter(pc.and_(pc.equal(table["measure_id"], measure), pc.equal(table["month"], month)))
    return pc.sum(chosen["numerator"]).as_py(), pc.sum(chosen["denominator"]).as_py()


def test_emergency_departments(real_data: Path) -> None:
    found = through("ae-attendances", real_data / "ae_attendances_org_month.csv")
    assert not found.problems
    assert found.stand_in_sentence == "In this file organisations stand in for clinicians."
    table = found.tables["results"]
    march = pc.and_(pc.equal(table["measure_id"], "ae_over_four_hours"), pc.equal(table["month"], "2019-03"))
    x, n = (np.array(table.filter(march)[c]) for c in ("numerator", "denominator"))
    share = x.sum() / n.sum()
    z = (x / n - share) / np.sqrt(share * (1 - share) / n)
    assert (len(x), int((abs(z) > 3).sum())) == (87, 79)


def test_general_practice_appointments(real_data: Path) -> None:
    found = through("gp-appointments", real_data / "gp_appointments_ccg_month.csv")
    assert not found.problems
    assert found.baseline_months == 12
    rates = [
        round(x / n, 3)
        for measure in ("gp_not_attended", "gp_same_day")
        for x, n in (totals(found, measure, "2020-03"), totals(found, measure, "2020-04"))
    ]
    assert rates == [0.055, 0.033, 0.462, 0.643]  # the 29 regions of this file, counted by hand with csv


def test_opioids_by_region(real_data: Path) -> None:
    found = through("opioids-by-region", real_data / "openprescribing_opioid_ccg_month.csv")
    assert not found.problems
    assert found.tables["results"].num_rows == 7_503 + 7_380
    assert found.notes == (
        "openprescribing_opioid_ccg_month.csv: 7,380 rows belong to no measure of the mapping opioids-by-region.",
    )


@pytest.mark.parametrize(
    ("mapping", "file", "measures"),
    [
        ("opioids-by-practice", "openprescribing_opioid_practice_month.parquet", 2),
        ("mips-patient-experience", "mips2017_group_patient_experience.csv", 4),
        ("mips-patient-experience", "messy/mips2017_group_patient_experience.csv", 4),
    ],
)
def test_ratios_alone_are_never_judged(real_data: Path, mapping: str, file: str, measures: int) -> None:
    found = through(mapping, real_data / file)
    assert not found.blocking
    assert len(found.no_counts) == measures
    assert isinstance(found.tables["results"], pa.Table)
    assert found.tables["results"]["denominator"].null_count == found.tables["results"].num_rows
