"""A workbook is a ZIP archive: its directory is judged before any parser sees the content."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tenthhour.data.sandbox.limits import Limits, megabytes
from tenthhour.data.sandbox.unreadable import Unreadable

_AGAIN = "Save it again from your spreadsheet program"
_HEAD = 4096  # a document type can only stand before the first element


def inspect(path: Path, limits: Limits) -> None:
    """Look at sizes, names and the first 4 KB of each XML member.

    Raises:
        Unreadable: Not an archive, too large, too dense, repeated or escaping names, a DOCTYPE.

    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _names(members, limits)
            _sizes(members, path.stat().st_size, limits)
            for member in members:
                _document_type(archive, member)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError) as error:
        raise Unreadable("is damaged or not a workbook at all", f"{_AGAIN} as .xlsx.") from error


def _names(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [m.filename for m in members]
    if len(names) > limits.members:
        raise Unreadable(
            f"holds {len(names):,} parts; the limit is {limits.members:,}", f"{_AGAIN}, or export CSV."
        )
    if len(set(names)) < len(names):
        raise Unreadable("holds the same part twice", f"{_AGAIN}.")
    if any(n.startswith(("/", "\\")) or ".." in n.replace("\\", "/").split("/") for n in names):
        raise Unreadable("holds a part whose name points outside the workbook", f"{_AGAIN}.")
    if "xl/workbook.xml" not in names:
        raise Unreadable("is an archive, but not a workbook", f"{_AGAIN} as .xlsx.")


def _sizes(members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    unpacked = sum(m.file_size for m in members)
    ratio = unpacked / max(1, packed)
    if unpacked > limits.unpacked:
        raise Unreadable(
            f"unpacks to {megabytes(unpacked)}; the limit is {megabytes(limits.unpacked)}",
            f"{_AGAIN}, or export CSV.",
        )
    if ratio > limits.ratio:
        raise Unreadable(
            f"unpacks to {megabytes(unpacked)}, {ratio:,.0f} times its size; the limit is {limits.ratio} times",
            f"{_AGAIN}, or export CSV.",
        )


def _document_type(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    if not member.filename.endswith((".xml", ".rels", ".vml")):
        return
    with archive.open(member) as opened:
        head = opened.read(_HEAD)
    if b"<!DOCTYPE" in head.replace(b"\0", b"").upper():  # NULs go: the member may be UTF-16
        raise Unreadable("contains a document type declaration, which spreadsheets do not need", f"{_AGAIN}.")
