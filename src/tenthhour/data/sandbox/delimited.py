"""Text files with separators: encoding, separator, rows; every cell stays text."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tenthhour.data.sandbox.limits import Limits
from tenthhour.data.sandbox.unreadable import Unreadable

_BLOCK = 1 << 20
_SEPARATORS = ",;\t|"
_EXPORT = "Export it again as CSV UTF-8."


def encoding_of(path: Path) -> tuple[str, str]:
    """The encoding of a text file, and a warning where it was a guess.

    UTF-8 with or without mark, UTF-16 with mark, else Windows-1252.

    Raises:
        Unreadable: A NUL character, or bytes that are no text in any of these.

    """
    with path.open("rb") as opened:
        start = opened.read(4)
    if start in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        raise Unreadable("is written in UTF-32", _EXPORT)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        _readable(path, "utf-16")
        return "utf-16", ""
    _no_nul(path)
    broken = _first_broken_byte(path)
    if broken is None:
        return "utf-8-sig", ""
    _readable(path, "cp1252")
    return "cp1252", f"byte {broken + 1:,} is not UTF-8, so the file was read as Windows-1252 (Latin-1)"


def _no_nul(path: Path) -> None:
    with path.open("rb") as opened:
        offset = 0
        while block := opened.read(_BLOCK):
            if (at := block.find(b"\0")) >= 0:
                raise Unreadable(
                    "a NUL character, so this is not a text file", _EXPORT, f"byte {offset + at + 1:,}"
                )
            offset += len(block)


def _first_broken_byte(path: Path) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as opened:
        offset = 0
        while True:
            block = opened.read(_BLOCK)
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                return offset - pending + error.start
            if not block:
                return None
            offset += len(block)


def _readable(path: Path, encoding: str) -> None:
    try:
        with path.open(encoding=encoding, newline="") as text:
            while block := text.read(_BLOCK):
                if "\0" in block:
                    raise Unreadable("a NUL character, so this is not a text file", _EXPORT)
    except UnicodeError as error:
        raise Unreadable("holds bytes that are no text in UTF-8, UTF-16 or Windows-1252", _EXPORT) from error


def separator_of(path: Path, encoding: str) -> str:
    """The separator that cuts the first 20 lines into most cells, evenly."""
    with path.open(encoding=encoding, newline="") as text:
        lines = [line for line in islice((text.readline(100_000) for _ in range(60)), 60) if line.strip()][
            :20
        ]

    def evenness(separator: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        except csv.Error:
            return (0, 0)
        common = max(set(widths), key=lambda w: (widths.count(w), w), default=1)
        return (widths.count(common) if common > 1 else 0, common)

    return max(_SEPARATORS, key=evenness)


def rows(path: Path, encoding: str, separator: str, limits: Limits) -> Iterator[list[str]]:
    """Every row of the file as cells, quoted line breaks included.

    Raises:
        Unreadable: A quote never closed, too many rows or columns, a cell too long.

    """
    csv.field_size_limit(limits.cell)
    number = 0
    with path.open(encoding=encoding, newline="") as text:
        reader = csv.reader(text, delimiter=separator, strict=True)
        try:
            for number, row in enumerate(reader, start=1):
                _fits(number, len(row), limits)
                yield row
        except csv.Error as error:
            raise _because(str(error), number + 1, limits) from error


def _fits(number: int, width: int, limits: Limits) -> None:
    if width > limits.columns:
        raise Unreadable(
            f"{width:,} columns; the limit is {limits.columns}",
            "Remove the columns you do not need.",
            f"row {number:,}",
        )
    if number > limits.rows:
        raise Unreadable(f"more than {limits.rows:,} rows", "Split it by month.")


def _because(reason: str, number: int, limits: Limits) -> Unreadable:
    where = f"row {number:,}"
    if "field limit" in reason:
        return Unreadable(
            f"a cell of more than {limits.cell:,} characters, or a quotation mark that is never closed",
            "Shorten the cell or close the quotation mark.",
            where,
        )
    return Unreadable(
        "a quotation mark that is not closed, or text after a closing one; the file may be cut off",
        _EXPORT,
        where,
    )
