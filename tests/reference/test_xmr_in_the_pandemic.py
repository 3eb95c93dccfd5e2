"""Why XmR is not the alarm: GP appointments, April 2020, one chart per region, twelve months of baseline.

Public data (NHS Digital, Open Government Licence v3); regions stand in for clinicians.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from tenthhour.core.measurement import familiar

SHARES = {
    "missed": lambda r: float(r["dna"]) / (float(r["attended"]) + float(r["dna"])),
    "same_day": lambda r: float(r["same_day"]) / float(r["appointments"]),
}


def flagged(path: Path, share: str) -> tuple[int, int]:
    """Regions outside their own limits in April 2020, and regions."""
    months = defaultdict(dict)
    with path.open() as file:
        for row in csv.DictReader(file):
            months[row["org_code"]][row["month"][:7]] = SHARES[share](row)
    outside = 0
    for values in months.values():
        baseline = familiar.xmr([v for m, v in sorted(values.items()) if "2019-03" <= m <= "2020-02"])
        outside += not baseline.low <= values["2020-04"] <= baseline.high
    return outside, len(months)


@pytest.mark.parametrize("share", SHARES)
def test_xmr_flags_every_region_for_one_shared_change(real_data: Path, share: str) -> None:
    assert flagged(real_data / "gp_appointments_ccg_month.csv", share) == (29, 29)
