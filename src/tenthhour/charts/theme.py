"""The look of every chart: few tokens, readable at 320 pixels, in the dark and in black and white.

Colours are named here once. The style sheet of the pages finds them by value
(`[fill="#33424d"]`) and swaps them in dark mode, so an SVG that leaves the page
(a print, a PDF) still stands on its own.
"""

from __future__ import annotations

import itertools
from typing import Any

INK = "#1b2730"
MUTED = "#55636e"
GRID = "#e3e7ea"
PAPER = "#fdfdfc"
OWN = "#0b5c6b"
BAND = "#dcecee"
SYSTEM = "#5f6b74"
SYSTEM_BAND = "#b9c0c5"
CRISIS = "#eceef0"
EDGE = "#8fb9c0"
TOKENS = (INK, MUTED, GRID, PAPER, OWN, BAND, EDGE, SYSTEM, SYSTEM_BAND, CRISIS)

# 360 wide: at a 320 pixel screen text of 11.5 is drawn at about 9.5 pixels, on a
# desk at 15. One drawing serves both, so a chart is rendered and kept once.
WIDTH = 360
PLOT_WIDTH = 258
PLOT_HEIGHT = 168
LEFT = 36
TEXT = 11.5
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"


def frame(layers: list[dict[str, Any]], synthetic: bool = False) -> dict[str, Any]:
    """Wrap layers into one chart with our theme and without Vega's own labels.

    Vega's accessible labels would read out every value, those of colleagues
    included; ours are the title and description that `render` adds.
    """
    if synthetic:
        layers = [
            *layers,
            text(PLOT_HEIGHT + 34, "made-up data", x=WIDTH - LEFT - 2, align="right", color=MUTED),
        ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": PLOT_WIDTH,
        "height": PLOT_HEIGHT,
        "padding": {
            "left": LEFT,
            "right": WIDTH - LEFT - PLOT_WIDTH,
            "top": 24,
            "bottom": 44 if synthetic else 24,
        },
        "autosize": {"type": "none"},
        "background": None,
        "layer": layers,
        "config": _config(),
    }


def text(y: float, words: str, x: float = PLOT_WIDTH + 6, **mark: object) -> dict[str, Any]:
    """A word at a place in pixels; used for direct labels instead of a legend."""
    style = {"type": "text", "text": words, "align": "left", "baseline": "middle", "color": INK} | mark
    return {"data": {"values": [{}]}, "mark": style, "encoding": {"x": {"value": x}, "y": {"value": y}}}


def spread(wanted: list[float], gap: float = TEXT + 1.5, lowest: float = PLOT_HEIGHT) -> list[float]:
    """Move labels apart, in their order, so that none covers another; pixels from the top.

    >>> spread([50.0, 52.0, 90.0], gap=10.0, lowest=100.0)
    [50.0, 60.0, 90.0]
    >>> spread([97.0, 99.0], gap=10.0, lowest=100.0)
    [90.0, 100.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    for above, here in itertools.pairwise(order):
        placed[here] = max(placed[here], placed[above] + gap)
    limit = lowest
    for here in reversed(order):
        placed[here] = min(placed[here], limit)
        limit = placed[here] - gap
    return placed


def _config() -> dict[str, Any]:
    axis = {
        "labelColor": MUTED,
        "labelFontSize": TEXT,
        "gridColor": GRID,
        "domainColor": MUTED,
        "tickColor": MUTED,
        "tickSize": 4,
        "title": None,
    }
    return {
        "aria": False,
        "font": FONT,
        "axis": axis,
        "axisY": {"domain": False, "ticks": False, "labelPadding": 6},
        "axisX": {"grid": False, "labelPadding": 4},
        "view": {"stroke": None},
        "text": {"fontSize": TEXT, "font": FONT},
    }
