"""How big a foreign file may be, and how long it may take: for the web, and for `tenthhour import`."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bytes, counts and seconds a file may use up before it is refused."""

    file: int
    unpacked: int
    rows: int
    memory: int
    seconds: int
    ratio: int = 100
    members: int = 1_000
    columns: int = 200
    cell: int = 32_767  # characters; what a spreadsheet itself can hold
    open_files: int = 64


# A busy month of a large clinic is a few megabytes; 50 MB leaves room and 10 s keeps the page alive.
WEB = Limits(file=50 * MEGABYTE, unpacked=200 * MEGABYTE, rows=2_000_000, memory=512 * MEGABYTE, seconds=10)
IMPORT = Limits(
    file=4096 * MEGABYTE, unpacked=4096 * MEGABYTE, rows=100_000_000, memory=4096 * MEGABYTE, seconds=600
)


def megabytes(size: int) -> str:
    """For sentences.

    >>> megabytes(52_428_800)
    '50 MB'
    """
    return f"{max(1, round(size / MEGABYTE)):,} MB"
