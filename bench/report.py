"""Where benchmarks are written: one section each in docs/benchmarks.md, with machine, versions and date."""

from __future__ import annotations

import datetime
import os
import platform
import re
from pathlib import Path

import duckdb
import ibis
import numpy
import scipy

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`. Every section says on which machine and with which versions it was measured.
Data are made up by our own generators unless a section says otherwise.
"""


def machine() -> str:
    """Processor, cores, Python and the libraries that do the work."""
    modules = (numpy, scipy, duckdb, ibis)
    libraries = ", ".join(f"{module.__name__} {module.__version__}" for module in modules)
    cores = os.cpu_count()
    return f"{_processor()}, {cores} cores, Python {platform.python_version()}, {libraries}"


def write_section(name: str, title: str, body: str, page: Path = PAGE) -> None:
    """Replace one section of the page, or add it; the others stay as they are.

    Args:
        name: Short name, lower case; marks the section in the file.
        title: Heading.
        body: Markdown under the heading.
        page: The page.
    """
    text = page.read_text() if page.exists() else HEAD
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    section = f"<!-- {name} -->\n## {title}\n\n{today}. {machine()}.\n\n{body.strip()}\n<!-- end {name} -->\n"
    old = re.compile(rf"<!-- {re.escape(name)} -->.*?<!-- end {re.escape(name)} -->\n", re.S)
    replaced, count = old.subn(lambda _match: section, text)
    page.write_text(replaced if count else f"{text.rstrip()}\n\n{section}")


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.exists():
        found = re.search(r"model name\s*:\s*(.+)", described.read_text())
        if found:
            return found.group(1).strip()
    return platform.machine()
