"""Instrument: the questions of a wave, the answers one can choose, and under which terms they may be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tenthhour.core.pulse.disclosure import SMALLEST


@dataclass(frozen=True)
class Item:
    """One question."""

    id: str
    text: str


@dataclass(frozen=True)
class Instrument:
    """One file of `content/instruments`; every key there is a field here.

    Questions are asked and shown one by one and in this order: there is no sum, mean or norm.
    `favourable` are the answers that count; `counted_as` is what a result says of whoever gave one.
    `about` "leader" means that answers stay with the leader they are about and are pooled with nobody's.
    """

    id: str
    version: int
    status: Literal["draft", "active", "retired"]
    title: str
    about: Literal["team", "leader"]
    licence: str
    terms_url: str
    attribution: str
    evidence: str
    recall_period: str
    scale: tuple[str, ...]
    favourable: tuple[str, ...]
    counted_as: str
    items: tuple[Item, ...]
    k_min: int = SMALLEST
