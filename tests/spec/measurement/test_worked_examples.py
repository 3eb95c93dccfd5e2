"""The worked examples of docs, run as a reader would run them: on plain arrays."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGES = ["library.md", "methods/case-mix.md", "methods/funnel.md", "methods/familiar-charts.md"]


@pytest.mark.parametrize("page", PAGES)
def test_worked_example_gives_what_the_page_says(page: str) -> None:
    results = doctest.testfile(str(DOCS / page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert results.attempted > 3
    assert results.failed == 0


def test_statistics_load_without_the_web_and_the_database() -> None:
    program = (
        "import sys\nfrom tenthhour.core.measurement import casemix, familiar, judgement, limits\n"
        "print([m for m in ('django', 'ibis', 'duckdb', 'pandas', 'pyarrow', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
