"""The shipped letters, the policy and the stop card, as plain text; some have named places to fill."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Literal

TextName = Literal["letter_asker", "letter_warned", "letter_team", "policy", "help"]


@lru_cache(maxsize=8)
def text(name: TextName) -> str:
    """One shipped text; its {places} are filled by core.support.letters."""
    return Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")


def stop_card() -> str:
    """What a rehearsal shows when it stops: the site's own `help.txt`, or the shipped one."""
    own = Path(os.environ["TENTHHOUR_CONTENT"]) / "help.txt" if "TENTHHOUR_CONTENT" in os.environ else None
    return own.read_text(encoding="utf-8") if own and own.is_file() else text("help")
