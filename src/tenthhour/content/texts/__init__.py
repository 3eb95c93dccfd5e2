"""The shipped letters and the policy, as plain text with named places to fill."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

TextName = Literal["letter_asker", "letter_warned", "letter_team", "policy"]


@lru_cache(maxsize=8)
def text(name: TextName) -> str:
    """One shipped text; its {places} are filled by core.support.letters."""
    return Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")
