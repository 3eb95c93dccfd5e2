"""Sheet: one page for paper or screen, as plain values; the same for HTML and PDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A paragraph; `is_quiet` is set smaller in weight, never smaller than 10 pt."""

    words: str
    is_quiet: bool = False
    kind: str = "text"


@dataclass(frozen=True)
class Bullets:
    """Short lines."""

    items: tuple[str, ...]
    kind: str = "bullets"


@dataclass(frozen=True)
class Table:
    """A small table: the first `texts` columns hold words and wrap, the last `totals` rows stand out."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1
    totals: int = 0
    kind: str = "table"


@dataclass(frozen=True)
class Blanks:
    """Lines to write on, each with its label."""

    labels: tuple[str, ...]
    kind: str = "blanks"


@dataclass(frozen=True)
class Chart:
    """A small chart with its words for those who cannot see it."""

    svg: str
    words: str
    kind: str = "chart"


Part = Text | Bullets | Table | Blanks | Chart


@dataclass(frozen=True)
class Block:
    """A titled part of the page."""

    id: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Sheet:
    """One page: title, blocks in order, one line at the foot."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    foot: str

    def without(self, *ids: str) -> Sheet:
        """The same page without these blocks."""
        return Sheet(self.title, self.subtitle, tuple(b for b in self.blocks if b.id not in ids), self.foot)
