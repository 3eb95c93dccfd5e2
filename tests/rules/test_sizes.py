"""Size budgets of ARCHITECTURE.md. An exception is listed here by name, with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tenthhour"

FILE_LINES = 300
FUNCTION_LINES = 40
TEST_LINES = 20
FOLDER_FILES = 12
TEMPLATE_LINES = 120

LONG_FUNCTIONS: dict[str, str] = {}
LONG_FILES: dict[str, str] = {}
FULL_FOLDERS: dict[str, str] = {}
LONG_TESTS: dict[str, str] = {}


def modules(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.rglob("*.py")) if "migrations" not in p.parts]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and lines of each function, its docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            doc = node.body[0] if ast.get_docstring(node) else None
            words = doc.end_lineno - doc.lineno + 1 if doc and doc.end_lineno else 0
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1 - words


def over(found: dict[str, int], budget: int, exceptions: dict[str, str]) -> list[str]:
    return [f"{name}: {n} lines" for name, n in found.items() if n > budget and name not in exceptions]


def test_functions_stay_within_the_budget() -> None:
    found = {f"{p.relative_to(SOURCE)}:{name}": n for p in modules(SOURCE) for name, n in functions(p)}
    assert over(found, FUNCTION_LINES, LONG_FUNCTIONS) == []


def test_files_stay_within_the_budget() -> None:
    found = {str(p.relative_to(SOURCE)): len(p.read_text().splitlines()) for p in modules(SOURCE)}
    assert over(found, FILE_LINES, LONG_FILES) == []


def test_tests_stay_within_the_budget() -> None:
    found = {
        f"{p.relative_to(ROOT)}:{name}": n
        for p in modules(ROOT / "tests")
        for name, n in functions(p)
        if name.startswith("test_")
    }
    assert over(found, TEST_LINES, LONG_TESTS) == []


def test_folders_stay_within_the_budget() -> None:
    folders = {p.parent for p in modules(SOURCE)}
    found = {str(f.relative_to(SOURCE)): len(list(f.glob("*.py"))) for f in folders}
    assert [f"{f}: {n}" for f, n in found.items() if n > FOLDER_FILES and f not in FULL_FOLDERS] == []


def test_templates_stay_within_the_budget() -> None:
    found = {str(p.relative_to(SOURCE)): len(p.read_text().splitlines()) for p in SOURCE.rglob("*.html")}
    assert over(found, TEMPLATE_LINES, {}) == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "services", "manager", "misc"])
def test_no_file_is_named_after_nothing(word: str) -> None:
    assert list(SOURCE.rglob(f"*{word}*.py")) == []


def test_budget_notices_a_long_function(tmp_path: Path) -> None:
    long = tmp_path / "long.py"
    long.write_text("def f():\n" + "    x = 1\n" * 41)
    assert over(dict(functions(long)), FUNCTION_LINES, {}) == ["f: 42 lines"]
