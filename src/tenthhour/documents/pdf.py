"""One A4 page as PDF, black and white, set by typst without a network; at most one page, ever."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from tenthhour.core.errors import Refused
from tenthhour.core.support.sheet import Chart, Sheet

# A fixed time in the file: the same page is the same bytes.
_TIMESTAMP = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())


# Width and height in mm: at the first the words inside a chart can be read; the second is the smallest useful.
_CHART_SIZES = ((75, 45), (60, 25))
_LONG_WORD = re.compile(r"\S{30}")


def one_page(editions: Iterable[Sheet], *, wide: bool = False) -> bytes:
    """The fullest edition that fits on one page.

    Args:
        editions: The same page with less and less on it.
        wide: Titles above their blocks instead of beside them.

    Raises:
        Refused: Not even the shortest fits.

    """
    for sheet in editions:
        for size in _CHART_SIZES:
            source = _inputs(sheet, wide, size)
            if _pages(source) == 1:
                return _pdf(source)
            if not _has_chart(sheet):
                break
    raise Refused("This does not fit on one page even without its extra parts. Shorten the longest text.")


def _has_chart(sheet: Sheet) -> bool:
    return any(isinstance(part, Chart) for block in sheet.blocks for part in block.parts)


def _inputs(sheet: Sheet, wide: bool, chart: tuple[int, int]) -> dict[str, str]:
    plain, charts = _plain(sheet)
    width, height = chart
    shape = {"wide": wide, "charts": charts, "chart_width": width, "chart_height": height}
    # The foot is ours and may hold a checkpoint, which must stay one word to be copied from paper.
    return {"sheet": json.dumps(_broken(plain) | shape | {"foot": sheet.foot})}


def _broken(plain: Any) -> Any:
    """The same values with a place to break in words that would run off the page."""
    if isinstance(plain, str):
        return _LONG_WORD.sub("\\g<0>\u200b", plain)
    if isinstance(plain, dict):
        return {key: _broken(value) for key, value in plain.items()}
    return [_broken(value) for value in plain] if isinstance(plain, list | tuple) else plain


def _plain(sheet: Sheet) -> tuple[dict[str, Any], list[str]]:
    """The sheet as JSON values, and its charts apart, so that a drawing is never read as text."""
    plain = asdict(sheet)
    charts: list[str] = []
    for block in plain["blocks"]:
        for part in block["parts"]:
            if part["kind"] == Chart.kind:
                part["chart"] = len(charts)
                charts.append(part.pop("svg"))
    return plain, charts


@lru_cache(maxsize=1)
def _source() -> bytes:
    return Path(__file__).with_name("sheet.typ").read_bytes()


def _pages(inputs: dict[str, str]) -> int:
    # Fonts are typst's own, so that the page breaks alike on every machine.
    found = json.loads(
        typst.query(
            _source(), "<pages>", field="value", one=True, sys_inputs=inputs, ignore_system_fonts=True
        )
    )
    return int(found)


def _pdf(inputs: dict[str, str]) -> bytes:
    return bytes(typst.compile(_source(), sys_inputs=inputs, ignore_system_fonts=True, timestamp=_TIMESTAMP))
