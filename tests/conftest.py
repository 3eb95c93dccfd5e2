"""Shared by every test: where the reference material is, and that a missing one is said aloud."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("TENTHHOUR_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def vectors() -> Path:
    """Numbers computed by other programs; not part of the repository."""
    return _folder("vectors", "reference numbers of other programs")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Public data, organisations standing in for clinicians; not part of the repository."""
    return _folder("data", "public real data")


def _folder(name: str, what: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"NOT RUN: {what} are missing; set TENTHHOUR_SHARED to the folder holding {name}/")
    return folder
