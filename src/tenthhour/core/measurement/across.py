"""Across: one measure of one group of colleagues over a year, without names; and where each stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """What chance and ordinary differences explain at `n`: 95 and 99.8 % ranges, measure's scale."""

    n: float
    low95: float
    high95: float
    low998: float
    high998: float


@dataclass(frozen=True)
class Own:
    """One clinician's own point, and whether it lies outside with false discoveries held to one in ten."""

    n: float
    value: float
    is_outside: bool


@dataclass(frozen=True)
class Across:
    """Twelve months of one group; `dots` are all its points, coarse and by size, so that none is anybody's record."""

    measure_id: str
    peer_group: str
    centre: float
    limits: tuple[Limit, ...]
    dots: tuple[tuple[float, float], ...]
    is_adjusted: bool


@dataclass(frozen=True)
class Looked:
    """A group looked at across, with everybody's own point by code."""

    across: Across
    own: Mapping[str, Own]
