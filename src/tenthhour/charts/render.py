"""Vega-Lite specification -> SVG that stands on its own: no script, no network, our own words.

Rendering happens once, when a month is run, in a fresh process
(`svg_many`): the renderer starts a JavaScript engine that should live neither
in a web worker nor in a process that forks.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import vl_convert

VEGA_LITE = "6.4"
# A process starts in 0.7 s, a chart takes 0.04 s: below this many a second process only costs.
_AT_LEAST = 30
_LOOK = "1"  # raise it when the theme changes, so that kept drawings are made again
_ARIA = re.compile(r' (?:role|aria-[a-z]+|xmlns:xlink)="[^"]*"')
_LONG = re.compile(r"-?\d+\.\d{3,}")
_ID = re.compile(r'(id="|url\(#)(clip|gradient)')


class RenderFailed(RuntimeError):
    """The renderer could not draw a specification: a bug in ours, never in a user's data."""


@dataclass(frozen=True)
class Drawing:
    """What to draw and what to say instead of it.

    `spec` is a Vega-Lite specification holding its own data; `title` and
    `description` are read aloud by a screen reader.
    """

    spec: Mapping[str, Any]
    title: str
    description: str

    @property
    def key(self) -> str:
        """Content hash, 32 hex characters; the same drawing has the same key anywhere."""
        parts = json.dumps([_LOOK, self.spec, self.title, self.description], sort_keys=True)
        return hashlib.sha256(parts.encode()).hexdigest()[:32]


def svg(drawing: Drawing) -> str:
    """Draw one specification in this process.

    Raises:
        RenderFailed: Vega-Lite refused the specification.

    """
    try:
        raw = vl_convert.vegalite_to_svg(dict(drawing.spec), vl_version=VEGA_LITE, allowed_base_urls=[])
    except ValueError as error:
        raise RenderFailed(f"{drawing.title}: {str(error).splitlines()[0]}") from error
    return _own(raw, drawing)


def svg_many(drawings: Sequence[Drawing]) -> list[str]:
    """Draw all, in fresh processes, in the order given.

    Raises:
        RenderFailed: One could not be drawn; then none is returned.

    """
    size = max(_AT_LEAST, -(-len(drawings) // (os.cpu_count() or 1)))
    parts = [drawings[i : i + size] for i in range(0, len(drawings), size)]
    with ThreadPoolExecutor(max_workers=max(1, len(parts))) as pool:
        return [drawn for part in pool.map(_elsewhere, parts) for drawn in part]


def _elsewhere(drawings: Sequence[Drawing]) -> list[str]:
    asked = json.dumps([[d.spec, d.title, d.description] for d in drawings])
    command = [sys.executable, "-m", "tenthhour.charts.render"]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise RenderFailed(done.stderr.strip() or "the renderer gave no reason")
    drawn: list[str] = json.loads(done.stdout)
    return drawn


def _own(raw: str, drawing: Drawing) -> str:
    """Take Vega's own labels away, round coordinates to 0.01 pixel, put our title and description in."""
    key = drawing.key[:12]
    body = raw[raw.index(">") + 1 :]
    body = _ARIA.sub("", body)
    body = _LONG.sub(lambda found: f"{float(found[0]):.2f}", body)
    body = _ID.sub(rf"\g<1>{key}-\g<2>", body)
    box = re.search(r'viewBox="([^"]+)"', raw)
    if box is None:
        raise RenderFailed(f"{drawing.title}: the drawing has no size")
    width, height = box[1].split()[2:]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" role="img" width="{width}" height="{height}"'
        f' viewBox="{box[1]}" aria-labelledby="t-{key} d-{key}">'
        f'<title id="t-{key}">{escape(drawing.title)}</title>'
        f'<desc id="d-{key}">{escape(drawing.description)}</desc>{body}'
    )


def _serve_once() -> None:
    """The fresh process: drawings on standard input, SVGs on standard output, both JSON."""
    asked = json.load(sys.stdin)
    try:
        drawn = [svg(Drawing(spec, title, words)) for spec, title, words in asked]
    except RenderFailed as error:
        sys.exit(str(error))
    json.dump(drawn, sys.stdout)


if __name__ == "__main__":
    _serve_once()
