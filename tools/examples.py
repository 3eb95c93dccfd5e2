"""Write what the examples of docs/real-data/ print, when the public data are there. `make docs` calls it.

    TENTHHOUR_SHARED=/folder python tools/examples.py

Without the data nothing is touched, and it says so.
"""

from __future__ import annotations

import doctest
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "real-data"


class _Kept(doctest.DocTestRunner):
    """Runs a page and keeps what each example printed; an exception ends it."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.printed: list[str] = []

    def report_start(self, out, test, example) -> None:
        """Silence: the page is the report."""

    def report_success(self, out, test, example, got) -> None:
        self.printed.append(got)

    def report_failure(self, out, test, example, got) -> None:
        self.printed.append(got)

    def report_unexpected_exception(self, out, test, example, exc_info) -> None:
        raise exc_info[1]


def renewed(text: str, data: Path) -> str:
    """The page with every output replaced by what its example prints now."""
    parser, runner = doctest.DocTestParser(), _Kept()
    test = parser.get_doctest(text, {"DATA": data}, "page", None, None)
    runner.run(test, clear_globs=True, out=lambda _: None)
    printed = iter(runner.printed)
    return "".join(
        piece if isinstance(piece, str) else _source(piece) + next(printed) for piece in parser.parse(text)
    )


def _source(example: doctest.Example) -> str:
    first, *more = example.source.splitlines()
    return "".join([f">>> {first}\n", *(f"... {line}\n" for line in more)])


def main(data: Path) -> None:
    """Renew every page, or say that the data are missing."""
    if not data.is_dir():
        print(f"docs/real-data/ left as it is: {data} is missing (set TENTHHOUR_SHARED).")
        return
    for page in sorted(PAGES.glob("*.md")):
        old = page.read_text(encoding="utf-8")
        new = renewed(old, data)
        if new != old:
            page.write_text(new, encoding="utf-8")
            print(f"docs/real-data/{page.name} renewed.")


if __name__ == "__main__":
    main(Path(os.environ.get("TENTHHOUR_SHARED", ROOT.parent / "shared")) / "data")
    sys.exit()
