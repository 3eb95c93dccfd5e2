"""Something the clock owes: when, in what words, and how it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Due:
    """One thing that is due.

    `do` gets the instant of doing, changes what is due in one transaction of its own, and leaves it no
    longer due. What it writes depends on `since`, never on the instant, but for columns that say when
    something was done: so one late tick leaves the same rows as many daily ones.
    """

    since: datetime
    what: str
    do: Callable[[datetime], None]
