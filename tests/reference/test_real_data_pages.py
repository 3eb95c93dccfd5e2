"""The pages of docs/real-data, run against the public files they speak of."""

from __future__ import annotations

import doctest
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(p.name for p in (ROOT / "docs" / "real-data").glob("*.md") if p.name != "README.md")
RENEW = runpy.run_path(str(ROOT / "tools" / "examples.py"))


@pytest.mark.parametrize("page", PAGES)
def test_example_prints_what_the_page_says(real_data: Path, page: str) -> None:
    results = doctest.testfile(
        str(ROOT / "docs" / "real-data" / page), module_relative=False, globs={"DATA": real_data}
    )
    assert results.attempted > 10
    assert results.failed == 0


def test_stale_output_is_written_anew() -> None:
    page = "Words.\n\n```python\n>>> for n in (1, 2):\n...     print(n)\n7\n>>> 1 + 1\n2\n\n```\nMore.\n"
    assert RENEW["renewed"](page, Path()) == page.replace("7\n", "1\n2\n")


def test_example_that_breaks_ends_the_writing() -> None:
    with pytest.raises(ZeroDivisionError):
        RENEW["renewed"]("```\n>>> 1 / 0\n\n```\n", Path())


def test_missing_data_leave_the_pages_and_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    RENEW["main"](tmp_path / "data")
    assert "left as it is" in capsys.readouterr().out
