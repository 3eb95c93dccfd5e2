"""The whole permission matrix: every page, every way, every persona, all six standings of a role.

    python -m bench.permissions [--write]

Tests walk a slice of it in every run; this walks all of it (a quarter of an hour on a quiet machine) and
writes how many requests there were to bench/permissions.yaml, from which docs/permissions.md says it.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
RAN = ROOT / "bench" / "permissions.yaml"
WALK = ROOT / "tests" / "permissions" / "test_matrix.py"


class Counting:
    """A plugin of pytest: how many requests each standing took, and whether every answer was as written."""

    def __init__(self) -> None:
        self.cases: dict[str, Any] = {}
        self.faults: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        state = report.nodeid.partition("[")[2].rstrip("]")
        if report.when == "call" and report.passed:
            self.cases[state] = dict(report.user_properties)["cases"]
        elif report.failed:
            self.faults.append(state or report.nodeid)


def main() -> None:
    counting = Counting()
    only = ["-k", "any_standing", "-m", "slow", "-q", "-p", "no:cacheprovider"]
    pytest.main([str(WALK), *only], plugins=[counting])
    print(yaml.safe_dump(counting.cases))
    if counting.faults or not counting.cases:
        sys.exit(f"Not written: faults in {', '.join(counting.faults) or 'none; nothing ran'}.")
    if "--write" in sys.argv:
        said = {"on": datetime.now(UTC).date().isoformat(), "cases": counting.cases}
        RAN.write_text(yaml.safe_dump(said, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
