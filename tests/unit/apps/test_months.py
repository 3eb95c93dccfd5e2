"""A month and what it says of open questions come in, and are taken back, together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tenthhour.apps.measurement.models import Batch
from tenthhour.apps.monday.actions import looks, months
from tenthhour.apps.org.models import AuditEntry, Person

ROW = "clinician_id,measure_id,month,numerator,denominator\nbob,bp_controlled,2026-10,8,20\n"


class Broken(Exception):
    """The disk is full, or the process ends."""


def fails(*_: Any, **__: Any) -> None:
    raise Broken


@pytest.fixture
def file(tmp_path: Path, monkeypatch: Any, make: Any) -> Path:
    """One row to take in, and a judge that takes no time."""
    monkeypatch.setattr("tenthhour.apps.monday.actions.judging.judged", lambda *_: make.result())
    monkeypatch.setattr("tenthhour.apps.monday.actions.judging.draw", lambda *_: {})
    path = tmp_path / "october.csv"
    path.write_text(ROW)
    return path


def test_month_whose_questions_are_not_asked_is_not_taken_in(
    stef: Person, file: Path, at: datetime, monkeypatch: Any
) -> None:
    monkeypatch.setattr(looks, "look_at", fails)
    before = AuditEntry.unscoped.count()
    with pytest.raises(Broken):
        months.take_in_month(paths=[file], by=stef, at=at)
    assert (Batch.unscoped.count(), AuditEntry.unscoped.count()) == (0, before)


def test_month_with_its_questions_is_taken_in(stef: Person, file: Path, at: datetime) -> None:
    taken = months.take_in_month(paths=[file], by=stef, at=at)
    assert Batch.unscoped.get().pk == taken.batch_id


def test_import_whose_words_stay_is_not_taken_back(
    bob: Person, stef: Person, store: Callable[..., Batch], make: Any, at: datetime, monkeypatch: Any
) -> None:
    batch = store(make.result())
    monkeypatch.setattr(months, "take_figures_back", fails)
    with pytest.raises(Broken):
        months.take_back(batch_id=batch.pk, by=stef, at=at)
    assert Batch.unscoped.get().undone_at is None
