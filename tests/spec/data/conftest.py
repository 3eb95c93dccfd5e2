"""Small files as text in, sentences and values out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tenthhour.core.measurement.measure import Floor, Measure, WorthKnowing
from tenthhour.data.checks import Checked, check
from tenthhour.data.files import read


def measure(measure_id: str, kind: str = "proportion", **changed: object) -> Measure:
    values: dict[str, object] = {
        "id": measure_id, "version": 1, "status": "draft", "title": measure_id, "question": "?",
        "domain": "efficiency", "kind": kind, "numerator": "some", "denominator": "all",
        "direction": "lower_better", "worth_knowing": WorthKnowing("odds_ratio", 1.35), "period": "month",
        "floor": Floor(5, 60), "pool_until": 10, "lag_days": 10, "depends_on_fte": False,
        "why_it_matters": "-", "clinician_controls": "-", "balancing": (), "gaming": "-",
        "allowed_use": "conversation", "owner_role": "-", "reviewed_by": (), "reviewed_on": None,
        "review_due": date(2027, 1, 1), "definition_changed": (), "source": "-",
    }  # fmt: skip
    return Measure(**(values | changed))  # type: ignore[arg-type]


MEASURES = {
    "dna": measure("dna"),
    "sessions": measure("sessions", "rate"),
    "listening": measure("listening", "mean", scale=(0.0, 100.0)),
}


@pytest.fixture
def checked(tmp_path: Path) -> Callable[..., Checked]:
    """Write each keyword as a CSV of that name and check them together."""

    def run(**files: str) -> Checked:
        for name, text in files.items():
            lines = [line.strip() for line in text.strip().splitlines()]
            (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n")
        return check(read([tmp_path]), MEASURES)

    return run


@pytest.fixture
def sentences(checked: Callable[..., Checked]) -> Callable[..., list[str]]:
    def run(**files: str) -> list[str]:
        return [str(p) for p in checked(**files).problems]

    return run
